"""The lanes of the timeline, one below the other: each a state with its eras and its events."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from server.language import gettext as _
from server.views.happenings import Happening, State, home
from server.views.scale import Scale
from server.views.timeline.bars import Bar, packed
from server.views.timeline.bins import HEIGHT, Bin, bins
from server.views.timeline.eras import STRIP, Band, Era, bands

TOP: Final = 26.0
"""Room above the first lane, for the years."""
NOBODY: Final = State("", "")
"""Whose events those are in which no state took part."""
LETTERS: Final = 14.0
"""Room above bins for the number of the fullest."""
_MOST_LANES: Final = 9
_FEWEST: Final = 3
"""Events that a lane of its own is drawn for."""
_MOST_BARS: Final = 160
"""Beyond that a lane shows numbers only, whatever has room."""
_PADDING: Final = 7.0
_LEAST: Final = 44.0
"""The height of a lane with one row, so that the name of the state has room."""


@dataclass(frozen=True, slots=True)
class Lane:
    """One state's part of the drawing, from `y` downwards: bars, or bins where they would be too many."""

    name: str
    iri: str
    count: int
    y: float
    height: float
    bars: tuple[Bar, ...]
    bins: tuple[Bin, ...]
    bands: tuple[Band, ...]

    @property
    def ground(self) -> float:
        """Where the first row begins: below the names of eras."""
        return self.y + _PADDING + (STRIP if self.bands else 0)


def lanes(happenings: Sequence[Happening], eras: Mapping[State, list[Era]], scale: Scale) -> tuple[Lane, ...]:
    """A lane for each state, the oldest first; those with the fewest events share one below."""
    drawn: list[Lane] = []
    y = TOP
    for state, found in _shelved(happenings):
        lane = _lane(state, found, bands(eras.get(state, []), scale), scale)
        drawn.append(replace(lane, y=y))
        y += lane.height
    return tuple(drawn)


def _shelved(happenings: Sequence[Happening]) -> list[tuple[State, list[Happening]]]:
    """The dated events by the state in whose lane they stand."""
    dated = [each for each in happenings if each.time]
    shelves: dict[State, list[Happening]] = defaultdict(list)
    for each in dated:
        shelves[home(each) or NOBODY].append(each)
    stateless = shelves.pop(NOBODY, [])
    largest = sorted(shelves, key=lambda state: (-len(shelves[state]), state.iri))
    enough = sum(len(found) >= _FEWEST for found in shelves.values())
    kept = min(_MOST_LANES, enough if len(shelves) > _FEWEST else len(shelves))
    own = sorted(largest[:kept], key=lambda state: (state.since, state.iri))
    others = [each for state in largest[kept:] for each in shelves[state]]
    last = ((State("", _("Other states")), others), (State("", _("No state named")), stateless))
    return [*((state, shelves[state]) for state in own), *(each for each in last if each[1])]


def _lane(state: State, found: Sequence[Happening], eras: list[Band], scale: Scale) -> Lane:
    """A lane at the very top."""
    drawn = packed(found, scale) if len(found) <= _MOST_BARS else None
    counted = () if drawn else tuple(bins(found, scale))
    filled = drawn.height if drawn else HEIGHT + LETTERS
    height = max(_LEAST, filled + 2 * _PADDING + (STRIP if eras else 0))
    return Lane(
        state.name, state.iri, len(found), 0, height, drawn.bars if drawn else (), counted, tuple(eras)
    )
