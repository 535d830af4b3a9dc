"""The picture of the first page: states as lines through time, tied by treaties, crossed by betrayals."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from math import floor
from pathlib import Path
from typing import Final

from pyoxigraph import NamedNode

from kg.dataset import Row
from kg.terms import term
from server.asking import asked, node, words
from server.config import Service
from server.dates import year_name
from server.drawing import SIZE, Frame, Tick, Years, year_of
from server.language import best
from server.lettering import shortened

_HERE: Final = Path(__file__).resolve().parent
_MOST: Final = 9
"""States that the picture has room for, those with the most events."""
_EVER: Final = 99999.0
"""A year before or after which nothing is drawn."""
_MARGIN: Final = 8
"""Years before the first event and after the last."""


@dataclass(frozen=True, slots=True)
class Picture(Frame):
    """How much room the picture has.

    `apart` is from one tie to the next where they lie beside each other, `farthest` how far from its year
    one may be moved.
    """

    apart: float
    farthest: float


_FRAMES: Final = (
    Picture(1140, 190, 34, 20, 7, 24),
    Picture(700, 176, 34, 20, 5.5, 15),
    Picture(320, 0, 44, 20, 4.5, 9),
)
"""From wide screens to narrow ones."""


@dataclass(frozen=True, slots=True)
class Lane:
    """A state: its name, and the line that it lasted."""

    name: str
    href: str
    y: float
    first: float
    last: float


@dataclass(frozen=True, slots=True)
class Tie:
    """An event between lanes, from `start` to `end` where it has a direction; alone where both are one."""

    name: str
    href: str
    betrayal: bool
    x: float
    start: float
    end: float

    @property
    def alone(self) -> bool:
        """Whether only one state has a part in it."""
        return self.start == self.end


@dataclass(frozen=True, slots=True)
class Story:
    """The picture: lanes from the oldest state down, ties, and years below."""

    lanes: tuple[Lane, ...]
    ties: tuple[Tie, ...]
    ticks: tuple[Tick, ...]
    height: float
    frame: Picture


@dataclass(frozen=True, slots=True)
class _Event:
    iri: NamedNode
    name: str
    year: float
    betrayal: bool
    roles: Mapping[str, tuple[NamedNode, ...]]

    @property
    def states(self) -> set[NamedNode]:
        return {each for states in self.roles.values() for each in states}


@dataclass(frozen=True, slots=True)
class _State:
    iri: NamedNode
    name: str
    first: float
    last: float


def stories(service: Service) -> tuple[Story, ...]:
    """The picture of a version in every frame; none where nothing of this is in the graph."""
    events = _events(service.dataset.select(asked(_HERE, "story")).rows)
    counted = Counter(state for event in events for state in event.states)
    states = _states(service, [state for state, _ in counted.most_common(_MOST)])
    if len(states) < 2:
        return ()
    return tuple(_drawn(service, events, states, frame) for frame in _FRAMES)


def _drawn(service: Service, events: list[_Event], states: list[_State], frame: Picture) -> Story:
    years = _years(events, frame)
    lanes = {
        state.iri: Lane(
            shortened(state.name, SIZE, frame.room),
            service.links.href(state.iri.value),
            frame.lane * (number + 0.7),
            years.x(state.first),
            years.x(state.last),
        )
        for number, state in enumerate(states)
    }
    ties = [tie for event in events for tie in _ties(event, lanes, years, service)]
    return Story(
        tuple(lanes.values()), _spread(ties, frame), years.ticks(), frame.lane * len(lanes) + 34, frame
    )


def _events(rows: Iterable[Row]) -> list[_Event]:
    by_event: dict[NamedNode, list[Row]] = defaultdict(list)
    for row in rows:
        by_event[node(row, "event")].append(row)
    return [_event(iri, found) for iri, found in by_event.items()]


def _event(iri: NamedNode, rows: list[Row]) -> _Event:
    roles: dict[str, list[NamedNode]] = defaultdict(list)
    for row in rows:
        roles[node(row, "role").value.rpartition("#")[2]].append(node(row, "state"))
    name, year = _name(rows[0]), year_of(words(rows[0], "earliest")) or 0.0
    betrayal = rows[0]["class"] == term("cy:Betrayal")
    return _Event(iri, name, year, betrayal, {role: tuple(states) for role, states in roles.items()})


def _states(service: Service, states: list[NamedNode]) -> list[_State]:
    """The states, the oldest first."""
    if not states:
        return []
    rows = service.dataset.select(asked(_HERE, "states", *({"state": each} for each in states))).rows
    found = [
        _State(
            node(row, "state"),
            _name(row),
            year_of(words(row, "from")) or -_EVER,
            year_of(words(row, "to")) or _EVER,
        )
        for row in rows
    ]
    return sorted(found, key=lambda state: (state.first, state.name))


def _years(events: list[_Event], frame: Picture) -> Years:
    dates = [each.year for each in events]
    return Years(min(dates) - _MARGIN, max(dates) + _MARGIN, frame.left, frame.width - 10)


def _ties(event: _Event, lanes: Mapping[NamedNode, Lane], years: Years, service: Service) -> Iterable[Tie]:
    """A treaty ties its parties from lane to lane; a betrayal leads from the betrayer, or to who gains."""
    x, href = years.x(event.year), service.links.href(event.iri.value)
    name = f"{event.name}, {year_name(floor(event.year))}"
    if not event.betrayal:
        ys = sorted({lanes[each].y for each in event.states if each in lanes})
        ends = [*pairwise(ys)] or [(y, y) for y in ys]
    else:
        ends = [_direction(event, lanes)] if _drawable(event, lanes) else []
    for start, end in ends:
        yield Tie(name, href, event.betrayal, x, start, end)


def _spread(ties: Iterable[Tie], frame: Picture) -> tuple[Tie, ...]:
    """The ties moved a little to the right where they would cover one another."""
    placed: list[Tie] = []
    for tie in sorted(ties, key=lambda each: each.x):
        moved = tie
        while moved.x - tie.x < frame.farthest and any(_covers(moved, each, frame.apart) for each in placed):
            moved = replace(moved, x=round(moved.x + 1, 1))
        placed.append(moved)
    return tuple(placed)


def _covers(one: Tie, other: Tie, apart: float) -> bool:
    (low, high), (bottom, top) = sorted((one.start, one.end)), sorted((other.start, other.end))
    return abs(one.x - other.x) < apart and low <= top and bottom <= high


def _drawable(event: _Event, lanes: Mapping[NamedNode, Lane]) -> bool:
    return any(each in lanes for each in event.states)


def _direction(event: _Event, lanes: Mapping[NamedNode, Lane]) -> tuple[float, float]:
    """From the betrayer to the betrayed; where a person turned, from the betrayed to who gained by it."""
    ys = {
        role: [lanes[each].y for each in event.roles.get(role, ()) if each in lanes]
        for role in ("betrayer", "betrayed", "beneficiary")
    }
    ordered = [*ys["betrayer"][:1], *ys["betrayed"][:1], *ys["beneficiary"][:1]]
    return ordered[0], ordered[1] if len(ordered) > 1 else ordered[0]


def _name(row: Row) -> str:
    return best(
        {tag: text for tag, text in (("en", words(row, "name")), ("zh-hant", words(row, "chinese"))) if text}
    )
