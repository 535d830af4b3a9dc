"""How much there is to say of a thing, and which part of it stands on which page.

The store answers each part from an index: it counts what points at a thing without looking anything up, and
comes to the facts of a page in its own order, which stays the same within a version.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pyoxigraph import Literal, NamedNode, Triple

from kg import queries
from kg.dataset import Dataset
from kg.terms import term
from server import asking
from server.asking import node, number

_HERE: Final = Path(__file__).resolve().parent

SIZE: Final = 1000
"""Facts that point at a thing, claims about it, and statements that a graph holds, on one page."""

_MENTIONS: Final = term("cy:mentions")
_ABOUT: Final = frozenset({term("rdf:subject"), term("rdf:object")})


@dataclass(frozen=True, slots=True)
class Extent:
    """How many facts point at a thing, by property with mentions last, and how many claims are about it.

    `held` is how many statements it holds where it is a named graph.
    """

    pointing: tuple[tuple[NamedNode, int], ...]
    claims: int
    held: int = 0

    @property
    def total(self) -> int:
        """How many facts point at the thing."""
        return sum(count for _, count in self.pointing)

    @property
    def pages(self) -> int:
        """How many pages it takes to say everything.

        >>> Extent(((term("cy:partOf"), 1001),), claims=17).pages, Extent((), claims=0).pages
        (2, 1)
        """
        return max(1, -(-max(self.total, self.claims, self.held) // SIZE))

    def parts(self, page: int) -> Iterator[tuple[NamedNode, range]]:
        """The properties that stand on a page, each with the places of its facts there among all its facts.

        >>> [(str(name), places) for name, places in Extent(((term("cy:partOf"), 1500),), claims=0).parts(2)]
        [('<https://w3id.org/chanyuan/ontology#partOf>', range(1000, 1500))]
        """
        start = (page - 1) * SIZE
        for name, count in self.pointing:
            places = range(max(0, start), min(count, start + SIZE))
            if places:
                yield name, places
            start -= count


def extent(dataset: Dataset, thing: NamedNode, *, held: int = 0) -> Extent:
    """What points at a thing, counted, beside what it holds."""
    rows = dataset.select(asking.asked(_HERE, "extent", {"thing": thing})).rows
    counts = {node(row, "property"): number(row, "number") for row in rows}
    facts = [(name, count) for name, count in counts.items() if name not in _ABOUT]
    ordered = sorted(facts, key=lambda each: (each[0] == _MENTIONS, str(each[0])))
    return Extent(tuple(ordered), counts.get(term("rdf:subject"), 0), held)


def pointing(
    dataset: Dataset, thing: NamedNode, parts: Iterable[tuple[NamedNode, range]]
) -> Iterator[Triple]:
    """These parts of the facts that point at a thing."""
    query = queries.load("pointing", _HERE)
    for name, places in parts:
        text = query.part({"thing": thing, "property": name}, places=places)
        yield from sorted(dataset.construct(text), key=str)


def content(dataset: Dataset, graph: NamedNode, page: int) -> list[Triple]:
    """The statements of a named graph that stand on a page."""
    places = range((page - 1) * SIZE, page * SIZE)
    return dataset.construct(queries.load("content", _HERE).part({"graph": graph}, places=places))


def about(dataset: Dataset, thing: NamedNode, page: int) -> list[NamedNode]:
    """The claims whose subject is a thing and that stand on a page."""
    places = range((page - 1) * SIZE, page * SIZE)
    rows = dataset.select(queries.load("about", _HERE).part({"thing": thing}, places=places)).rows
    return sorted((node(row, "claim") for row in rows), key=str)


def stating(dataset: Dataset, facts: Iterable[Triple]) -> list[NamedNode]:
    """The claims that state these facts."""
    found = [
        {"subject": each.subject, "property": each.predicate, "value": each.object}
        for each in facts
        if isinstance(each.subject, NamedNode) and isinstance(each.object, NamedNode | Literal)
    ]
    rows = dataset.select(asking.asked(_HERE, "stating", *found)).rows if found else ()
    return sorted({node(row, "claim") for row in rows}, key=str)
