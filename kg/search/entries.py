"""What a version holds that can be looked for: things with their names, texts in paragraphs."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from typing import Final, cast

from pyoxigraph import DefaultGraph, Literal, NamedNode, QuerySolutions, Store

from kg import queries
from kg.terms import PREFIXES, compact, term

_HERE: Final = Path(__file__).resolve().parent
_LONGEST: Final = 1200
"""Characters of a paragraph; a longer line of a text is cut between sentences."""
_SENTENCE: Final = re.compile(r"[^.!?。！？\n]*[.!?。！？\n]?[”’\"')\]」』]*\s*")
_BATCH: Final = 500
"""Things that are asked about together, so that memory does not grow with their number."""
_NAMES: Final = tuple(term(name) for name in ("rdfs:label", "skos:prefLabel", "skos:altLabel"))
_NO_THING: Final = frozenset({"cy:Claim", "cy:Passage", "cy:Attestation", "cy:Decision"})
_TERMS: Final = frozenset({"owl:Class", "owl:ObjectProperty", "owl:DatatypeProperty", "owl:NamedIndividual"})
_TITLES: Final = ("en", "zh-latn-pinyin", "")
_CHINESE: Final = ("zh-hant", "zh", "zh-hans")

Rows = list[dict[str, queries.Bound]]
Names = Mapping[str, Sequence[str]]
"""What something is called, by language; the first name in a language is the one preferred there."""


@dataclass(frozen=True, slots=True)
class Thing:
    """Something with a name; `names` hold all of them, `facts` is how much is said of it."""

    iri: str
    classes: tuple[str, ...]
    title: str
    chinese: str
    names: tuple[str, ...]
    facts: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A stretch of a document's text, which begins at an offset; `title` is that of the document."""

    document: str
    title: str
    start: int
    text: str


def things(
    store: Store, nodes: Iterable[NamedNode], *, facts: Mapping[str, int] = MappingProxyType({})
) -> Iterator[Thing]:
    """Those of these nodes that have a name and are no evidence.

    `facts` is how much is said of some, where that is known; of the others it is counted.
    """
    waiting = iter(nodes)
    while batch := list(islice(waiting, _BATCH)):
        yield from _things(store, batch, facts)


def named(store: Store) -> Iterator[NamedNode]:
    """Whatever has a name, each once."""
    seen = set[str]()
    for name in _NAMES:
        for quad in store.quads_for_pattern(None, name, None, DefaultGraph()):
            node = quad.subject
            if isinstance(node, NamedNode) and node.value not in seen:
                seen.add(node.value)
                yield node


def documents(store: Store) -> Iterator[NamedNode]:
    """Whatever has a text."""
    for quad in store.quads_for_pattern(None, term("cy:text"), None, DefaultGraph()):
        if isinstance(quad.subject, NamedNode):
            yield quad.subject


def _things(store: Store, nodes: Iterable[NamedNode], known: Mapping[str, int]) -> Iterator[Thing]:
    rows = _rows("thing", nodes)
    names, classes = _names_of(store, rows), _classes(store, rows)
    types = {iri: tuple(filter(_tells, classes.get(iri, ()))) for iri in names}
    found = {iri: of for iri, of in types.items() if of and _NO_THING.isdisjoint(of)}
    uncounted = (NamedNode(iri) for iri in found if iri not in known)
    facts = _facts(store, _rows("thing", uncounted))
    for iri, of in found.items():
        yield _thing(iri, of, names[iri], facts.get(iri, known.get(iri, 0)))


def _tells(class_: str) -> bool:
    return class_.startswith("cy:") or class_ in _TERMS


def paragraphs(store: Store, nodes: Iterable[NamedNode]) -> Iterator[Paragraph]:
    """The texts of those of these nodes that are documents, cut into paragraphs."""
    for document, title, text in _asked(store, "texts", _rows("document", nodes)):
        for start, words in cut(text):
            yield Paragraph(document, title, start, words)


def cut(text: str) -> Iterator[tuple[int, str]]:
    r"""The lines of a text that hold words, each with where it begins; long ones sentence by sentence.

    >>> list(cut("One.\n\n  Two."))
    [(0, 'One.'), (8, 'Two.')]
    """
    for line in re.finditer(r"[^\n]+", text):
        start = line.start()
        for part in _parts(line[0]):
            words = part.strip()
            if words:
                yield start + part.index(words[0]), words
            start += len(part)


def _parts(line: str) -> Iterator[str]:
    if len(line) <= _LONGEST:
        yield line
        return
    part = ""
    for sentence in filter(None, _SENTENCE.findall(line)):
        if part and len(part) + len(sentence) > _LONGEST:
            yield part
            part = ""
        part += sentence
    yield part


def _rows(parameter: str, nodes: Iterable[NamedNode]) -> Rows:
    return [{parameter: each} for each in nodes]


def _thing(iri: str, classes: tuple[str, ...], called: Names, facts: int) -> Thing:
    chinese = _preferred(called, _CHINESE)
    names = tuple(dict.fromkeys(name for each in called.values() for name in each))
    return Thing(iri, classes, _preferred(called, _TITLES) or chinese or names[0], chinese, names, facts)


def _preferred(called: Names, tags: Iterable[str]) -> str:
    return next((called[tag][0] for tag in tags if called.get(tag)), "")


def _classes(store: Store, rows: Rows) -> dict[str, list[str]]:
    found = defaultdict[str, list[str]](list)
    for thing, type_ in sorted(_asked(store, "classes", rows)):
        found[thing].append(compact(type_))
    return found


def _names_of(store: Store, rows: Rows) -> Mapping[str, Names]:
    """For each thing its names, those that are preferred first."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for thing, name, language, _ in sorted(_asked(store, "names", rows), key=lambda row: (row[3], row)):
        found[thing][language].append(name)
    return found


def _facts(store: Store, rows: Rows) -> dict[str, int]:
    return {thing: int(facts) for thing, facts in _asked(store, "facts", rows)}


def _asked(store: Store, name: str, rows: Rows) -> Iterator[tuple[str, ...]]:
    """The solutions of one of our queries as text, empty where a variable is unbound."""
    if not rows:
        return
    text = queries.load(name, _HERE).bound(*rows)
    for row in cast("QuerySolutions", store.query(text, prefixes=dict(PREFIXES))):
        yield tuple(each.value if isinstance(each, NamedNode | Literal) else "" for each in row)
