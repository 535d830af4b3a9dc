"""A document as the graph has it: its words, what they name, and what they say."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path
from types import MappingProxyType
from typing import Final

from pyoxigraph import Literal, NamedNode

from kg.dataset import Dataset, Row, Term
from kg.model import Ref
from kg.terms import compact
from server.asking import asked, node, number, words
from server.config import Service
from server.former import last_version
from server.language import best
from server.links import FormerThing, UnknownThing

_HERE: Final = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Mark:
    """Words that name a thing, with the claim and the passage that say so; all by their IRIs.

    Where `date` is given the words are that date, as sources state it, and the thing is what it dates.
    """

    start: int
    end: int
    thing: str
    claim: str
    passage: str
    date: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim with one of the passages that it rests on; by their IRIs, but for a value that is a literal."""

    start: int
    end: int
    claim: str
    passage: str
    subject: str
    relation: str
    value: Term
    rule: str
    confidence: str

    @property
    def predicate(self) -> str:
        """The compact name of the relation."""
        return compact(self.relation)


@dataclass(frozen=True, slots=True)
class Text:
    """A document with all its marks and statements in the order of the words."""

    name: str
    iri: str
    title: str
    words: str
    language: str = ""
    type: str = ""
    source: str = ""
    licence: str = ""
    marks: tuple[Mark, ...] = ()
    statements: tuple[Statement, ...] = ()
    names: Mapping[str, Mapping[str, str]] = field(default_factory=lambda: MappingProxyType({}))

    def called(self, iri: str) -> str:
        """The name of a thing or term in the reader's language."""
        known = best(self.names.get(iri, {}))
        return known or compact(iri).rpartition("/")[2].rpartition(":")[2]


def plain(service: Service, name: str) -> Text:
    """The document of this name, its words alone."""
    iri = service.links.iri(Ref("document", name))
    found = _rows(service.dataset, iri)
    if not found:
        raise _missing(service, name)
    row = found[0]
    return Text(
        name=name,
        iri=iri.value,
        title=words(row, "title"),
        words=words(row, "text"),
        language=words(row, "language"),
        type=words(row, "type"),
        source=words(row, "source"),
        licence=words(row, "licence"),
    )


def _rows(dataset: Dataset, document: NamedNode) -> tuple[Row, ...]:
    return dataset.select(asked(_HERE, "text", {"document": document})).rows


def _missing(service: Service, name: str) -> FormerThing | UnknownThing:
    """The error of a name that is no document's, or is so no more."""
    iri = service.links.iri(Ref("document", name))
    number = last_version(service, lambda dataset: bool(_rows(dataset, iri)))
    if number is None:
        return _unknown(service, name)
    return FormerThing(name, version=number, former=service.links.reading(name, version=str(number)))


def _unknown(service: Service, name: str) -> UnknownThing:
    """The error of a name that never was a document's, with those that look like it."""
    rows = service.dataset.select(asked(_HERE, "documents")).rows
    refs = (service.links.ref(node(row, "document").value) for row in rows)
    near = get_close_matches(name, [ref.slug for ref in refs if ref], cutoff=0.5)
    return UnknownThing(
        f"No document is called {name[:80]!r}; the list of documents has all of them.",
        near=tuple(service.links.reading(each) for each in near),
    )


def marked(service: Service, text: Text) -> Text:
    """A document with what it names and what it says."""
    dataset, document = service.dataset, {"document": NamedNode(text.iri)}
    statements = tuple(map(_statement, dataset.select(asked(_HERE, "statements", document)).rows))
    return replace(
        text,
        marks=tuple(map(_mark, dataset.select(asked(_HERE, "marks", document)).rows)),
        statements=statements,
        names=_names(dataset.select(asked(_HERE, "names", document)).rows, statements),
    )


def _mark(row: Row) -> Mark:
    return Mark(
        number(row, "start"),
        number(row, "end"),
        *(node(row, each).value for each in ("thing", "claim", "passage")),
    )


def _statement(row: Row) -> Statement:
    return Statement(
        start=number(row, "start"),
        end=number(row, "end"),
        claim=node(row, "claim").value,
        passage=node(row, "passage").value,
        subject=node(row, "subject").value,
        relation=node(row, "property").value,
        value=row["value"],
        rule=words(row, "rule"),
        confidence=words(row, "confidence"),
    )


def _names(rows: Iterable[Row], statements: Iterable[Statement]) -> Mapping[str, Mapping[str, str]]:
    """By IRI and language tag, the first name of several; what has none is called by its class."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for row in rows:
        name = row["name"]
        if isinstance(name, Literal) and isinstance(row["node"], NamedNode):
            found[row["node"].value].setdefault(name.language or "", name.value)
    for each in statements:
        if each.predicate == "rdf:type" and isinstance(each.value, NamedNode) and each.subject not in found:
            found[each.subject] = found.get(each.value.value, {})
    return found
