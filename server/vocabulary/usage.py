"""Where a term is used: how often in the graph, with examples; in which shapes, in which questions."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from pyoxigraph import NamedNode

from kg import queries
from kg.dataset import Dataset
from kg.terms import CY
from server.asking import asked, words
from server.config import Service
from server.deposits import deposited
from server.vocabulary.terms import Kind, Names, Terms, node
from server.vocabulary.written import shapes

_HERE: Final = Path(__file__).resolve().parent
_NAMED: Final = re.compile(r"\bcy:(\w+)")
_SHOWN: Final = 3
_QUERIES: Final[Mapping[Kind, str]] = {"class": "members", "property": "statements", "value": "having"}

Statement = tuple[str, str]
"""What a term is said of, and for a property the value, as IRIs or words."""


@dataclass(frozen=True, slots=True)
class Usage:
    """Where one term is used; `count` is of things, for a property of statements.

    `below` counts the things of classes under this one as well, each once; zero where there are none.
    """

    count: int
    below: int
    examples: tuple[Statement, ...]
    shapes: tuple[str, ...]
    questions: tuple[str, ...]


def usage(service: Service, terms: Terms) -> Mapping[str, Usage]:
    """Where each term is used, by its name."""
    dataset, version = service.dataset, service.dataset.version()
    kinds = tuple((each.name, each.kind) for each in terms.values())
    parents = tuple(sorted({name for each in terms.values() if each.kind == "class" for name in each.under}))
    counts, below = _counts(service), _below(dataset, parents, version)
    examples = _examples(dataset, kinds, version)
    return {
        name: Usage(
            counts.get(name, 0),
            below.get(name, 0),
            examples[name],
            _shapes().get(name, ()),
            _questions().get(name, ()),
        )
        for name in terms
    }


def called(service: Service, found: Iterable[Usage]) -> Mapping[str, Names]:
    """The names of all that the examples name."""
    iris = {each for usage in found for statement in usage.examples for each in statement}
    named = tuple(sorted(each for each in iris if each.startswith(service.links.base)))
    return _labels(service.dataset, named, service.dataset.version())


def _counts(service: Service) -> Mapping[str, int]:
    counted = deposited(service, "statistics").statistics()
    found = {each.iri: each.entities for each in counted.classes}
    found |= {each.iri: each.triples for each in counted.properties}
    found |= _values(service.dataset, service.dataset.version())
    return {iri.removeprefix(CY): count for iri, count in found.items() if iri.startswith(CY)}


@lru_cache(maxsize=2)
def _values(dataset: Dataset, _version: str) -> dict[str, int]:
    rows = dataset.select(asked(_HERE, "values")).rows
    return {words(row, "value"): int(words(row, "count")) for row in rows}


@lru_cache(maxsize=2)
def _below(dataset: Dataset, classes: tuple[str, ...], _version: str) -> Mapping[str, int]:
    rows = [{"class": node(each)} for each in classes]
    found = dataset.select(asked(_HERE, "below", *rows)).rows if rows else ()
    return {words(row, "class").removeprefix(CY): int(words(row, "count")) for row in found}


@lru_cache(maxsize=2)
def _examples(
    dataset: Dataset, kinds: tuple[tuple[str, Kind], ...], _version: str
) -> Mapping[str, tuple[Statement, ...]]:
    """Asked once of a version."""
    found = {}
    for name, kind in kinds:
        rows = dataset.select(asked(_HERE, _QUERIES[kind], {"term": node(name)})).rows
        statements = dict.fromkeys((words(row, "subject"), words(row, "object")) for row in rows)
        found[name] = (*statements,)[:_SHOWN]
    return found


@lru_cache(maxsize=2)
def _labels(dataset: Dataset, iris: tuple[str, ...], _version: str) -> Mapping[str, Names]:
    found: dict[str, dict[str, str]] = defaultdict(dict)
    rows = [{"thing": NamedNode(each)} for each in iris]
    for row in dataset.select(asked(_HERE, "labels", *rows)).rows if rows else ():
        found[words(row, "thing")][words(row, "language")] = words(row, "name")
    return found


@cache
def _shapes() -> Mapping[str, tuple[str, ...]]:
    """For each term the shapes that speak of it."""
    found = defaultdict[str, list[str]](list)
    for shape in shapes():
        for name in shape.speaks_of:
            found[name].append(shape.name)
    return {name: tuple(each) for name, each in found.items()}


@cache
def _questions() -> Mapping[str, tuple[str, ...]]:
    """For each term the saved questions that speak of it."""
    found = defaultdict[str, list[str]](list)
    for query in queries.all():
        for name in sorted(set(_NAMED.findall(query.text))):
            found[name].append(query.name)
    return {name: tuple(each) for name, each in found.items()}
