"""A thing among those that it has to do with: a drawing of what points at it and of what it points at."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from pyoxigraph import NamedNode

from kg.terms import CY
from server.drawing import SIZE, WIDTH
from server.lettering import breadth, shortened
from server.resources.page.outline import Outline
from server.resources.page.telling import Telling

_MOST: Final = 9
"""Things on each side."""
_EACH: Final = 4
"""Of one property."""
_LINE: Final = 21
_GAP: Final = 12
_MARGIN: Final = 12
_SIDE: Final = 236
"""The width of a side."""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """One thing beside the thing: its name, and the line that leads to it."""

    name: str
    href: str
    y: float
    path: str


@dataclass(frozen=True, slots=True)
class Relation:
    """What several neighbours have in common."""

    name: str
    y: float
    neighbours: tuple[Neighbour, ...]


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """The drawing; on the left who points here, on the right where it points."""

    name: str
    left: tuple[Relation, ...]
    right: tuple[Relation, ...]
    height: float
    half: float
    edge: int = _SIDE

    @property
    def middle(self) -> float:
        """Where the thing itself stands."""
        return self.height / 2


_Side = list[tuple[str, list[NamedNode]]]


def neighbourhood(telling: Telling, outlines: Iterable[Outline], name: str) -> Neighbourhood | None:
    """The drawing of those that the chapters name first; None where it would show less than they do."""
    chapters = [*outlines]
    left, right = _side(_pointing(telling, chapters)), _side(_pointed_at(telling, chapters))
    if sum(len(found) for _, found in (*left, *right)) < 2:
        return None
    height = max(_height(left), _height(right), 4.0 * _LINE)
    called = shortened(name, SIZE, WIDTH - 2 * _SIDE - 90)
    half = breadth(called, SIZE) / 2 + 14
    draw = _Draw(telling, height, half)
    return Neighbourhood(
        called, draw.side(left, outgoing=False), draw.side(right, outgoing=True), height, half
    )


def _pointing(telling: Telling, chapters: list[Outline]) -> Iterator[tuple[str, NamedNode]]:
    for chapter in chapters:
        references = [
            *(each for listed in chapter.listed for each in listed.references),
            *(each for entry in chapter.chronicle for each in entry[:1]),
        ]
        for each in references:
            yield telling.part(each.fact.predicate).text, each.other


def _pointed_at(telling: Telling, chapters: list[Outline]) -> Iterator[tuple[str, NamedNode]]:
    for chapter in chapters:
        for predicate, facts in chapter.own:
            for each in facts:
                if isinstance(each.object, NamedNode) and not each.object.value.startswith(CY):
                    yield telling.wording.name(predicate), each.object


def _side(pairs: Iterable[tuple[str, NamedNode]]) -> _Side:
    """The first things of each relation, until the side is full."""
    found: dict[str, list[NamedNode]] = {}
    for relation, thing in pairs:
        things = found.setdefault(relation, [])
        if len(things) < _EACH and thing not in things:
            things.append(thing)
    kept: _Side = []
    left = _MOST
    for relation, things in found.items():
        kept.append((relation, [*islice(things, left)]))
        left -= len(things)
        if left <= 0:
            break
    return kept


def _height(side: _Side) -> float:
    return 2 * _MARGIN + sum(_LINE * (len(things) + 1) + _GAP for _, things in side) - _GAP


@dataclass(frozen=True, slots=True)
class _Draw:
    telling: Telling
    height: float
    half: float

    def side(self, side: _Side, *, outgoing: bool) -> tuple[Relation, ...]:
        """One side from top to bottom, in the middle of the height."""
        y = (self.height - _height(side)) / 2 + _MARGIN
        relations = []
        for name, things in side:
            neighbours = tuple(
                self._neighbour(thing, y + _LINE * (number + 1.5), outgoing=outgoing)
                for number, thing in enumerate(things)
            )
            relations.append(Relation(shortened(name, SIZE, _SIDE - 10), y + _LINE * 0.62, neighbours))
            y += _LINE * (len(things) + 1) + _GAP
        return tuple(relations)

    def _neighbour(self, thing: NamedNode, y: float, *, outgoing: bool) -> Neighbour:
        shown = self.telling.wording.shown(thing)
        start, end = (WIDTH - _SIDE, WIDTH / 2 + self.half) if outgoing else (_SIDE, WIDTH / 2 - self.half)
        bend, middle = (start + end) / 2, self.height / 2
        path = f"M{start} {y:.1f}C{bend:.1f} {y:.1f} {bend:.1f} {middle:.1f} {end:.1f} {middle:.1f}"
        return Neighbour(shortened(shown.text, SIZE, _SIDE - 14), shown.href, y, path)
