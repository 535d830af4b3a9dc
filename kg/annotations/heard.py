"""One document as its published graph tells it: statements with their words, things with their classes."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from pyoxigraph import Literal, NamedNode

from kg import queries
from kg.dataset import Dataset, Row
from kg.errors import UnknownDocument
from kg.terms import compact

_FOLDER: Final = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True, order=True)
class Words:
    """A passage by its offsets."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Statement:
    """One claim with one of its passages; things by the end of their IRI, vocabulary by compact names."""

    subject: str
    predicate: str
    object: str
    is_thing: bool
    words: Words


class Heard:
    """The statements of one document, the surest first, ready to be looked up."""

    def __init__(self, dataset: Dataset, document: NamedNode, base: str) -> None:
        self._base = base
        rows = dataset.select(queries.load("claims", _FOLDER).bound({"document": document})).rows
        self.statements = tuple(self._statement(row) for row in rows)
        self._things = dataset.select(queries.load("things", _FOLDER).bound({"document": document})).rows
        if not rows and not self._things:
            name = document.value.rpartition("/")[2]
            raise UnknownDocument(
                f"No document {name!r} is published; `kg versions` tells which are held back."
            )

    def objects(self, subject: str, *predicates: str) -> list[str]:
        """The distinct objects of some predicates, the surest first."""
        found = (
            each.object
            for each in self.statements
            if each.subject == subject and each.predicate in predicates
        )
        return list(dict.fromkeys(found))

    def spans(self, thing: str) -> list[Words]:
        """Where the document names a thing."""
        return sorted({each.words for each in self._mentions if each.object == thing})

    def words(self, thing: str, predicate: str) -> list[Words]:
        """The passages on which a statement about a thing rests, the surest first."""
        return [
            each.words for each in self.statements if (each.subject, each.predicate) == (thing, predicate)
        ]

    @cached_property
    def _mentions(self) -> list[Statement]:
        return [each for each in self.statements if each.predicate == "cy:mentions"]

    @cached_property
    def classes(self) -> dict[str, set[str]]:
        """Every class of each thing, with the classes above it."""
        found: dict[str, set[str]] = {}
        for row in self._things:
            found.setdefault(self._short(row["thing"]), set()).add(self._short(row["class"]))
        return found

    @cached_property
    def names(self) -> dict[str, str]:
        """What everybody calls each thing in English."""
        return {self._short(row["thing"]): _lexical(row["name"]) for row in self._things if "name" in row}

    def _statement(self, row: Row) -> Statement:
        return Statement(
            subject=self._short(row["subject"]),
            predicate=self._short(row["predicate"]),
            object=self._short(row["object"]),
            is_thing=isinstance(row["object"], NamedNode),
            words=Words(int(_lexical(row["start"])), int(_lexical(row["end"])), _lexical(row["words"])),
        )

    def _short(self, term: object) -> str:
        if isinstance(term, NamedNode):
            path = term.value.removeprefix(f"{self._base}id/")
            return path if path != term.value else compact(term.value)
        return _lexical(term)


def _lexical(term: object) -> str:
    if isinstance(term, Literal):
        return term.value
    raise TypeError(f"{term} stands where a literal belongs")
