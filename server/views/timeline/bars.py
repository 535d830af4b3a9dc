"""Events as bars with their names above them, packed so that no two of them touch."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from server.lettering import breadth, shortened
from server.views.dating import Stretch
from server.views.happenings import Happening
from server.views.scale import Scale

LETTER: Final = 11.5
"""The size of names in pixels."""
ROW: Final = 25.0
"""The height of a row with names."""
LOW: Final = 12.0
"""The height of a row without."""
_DOWN: Final = 18.0
"""From the top of a row with names to the middle of its bars."""
_MOST_NAMED: Final = 14
_MOST_NAMELESS: Final = 12
_LONGEST: Final = 190.0
_SHORTEST: Final = 5.0
_SIGN: Final = 10.0
_GAP: Final = 7.0

Extent = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Bar:
    """An event: from `x` for a `width` it is possible, in the core it is sure, `y` is its middle.

    `dot` is where a single day stands; `core` is None where no day is sure, `label` empty for want of room.
    """

    happening: Happening
    x: float
    y: float
    width: float
    core: Extent | None
    dot: float | None
    label: str
    label_x: float

    @property
    def bare(self) -> Extent:
        """The room that the bar alone takes."""
        half = _SIGN / 2
        return (self.x, self.x + self.width) if self.dot is None else (self.dot - half, self.dot + half)

    @property
    def extent(self) -> Extent:
        """The room that bar and name take."""
        left, right = self.bare
        if not self.label:
            return left, right
        return min(left, self.label_x), max(right, self.label_x + breadth(self.label, LETTER))


@dataclass(frozen=True, slots=True)
class Packing:
    """The bars of a lane, and how high they are together."""

    bars: tuple[Bar, ...]
    height: float


@dataclass(slots=True)
class _Rows:
    """Rows that are filled as long as there is room."""

    most: int
    rows: list[list[Extent]] = field(default_factory=list)

    def room(self, extent: Extent) -> int | None:
        """The first row in which nothing is in the way, which is taken with that."""
        left, right = extent
        for number, row in enumerate(self.rows):
            if all(right + _GAP <= start or end + _GAP <= left for start, end in row):
                row.append(extent)
                return number
        if len(self.rows) == self.most:
            return None
        self.rows.append([extent])
        return len(self.rows) - 1


def packed(happenings: Iterable[Happening], scale: Scale) -> Packing | None:
    """The dated events among these: with names as many as have room, the rest below; None if there is none.

    What lasted long comes first, then treaties.
    """
    drawn = [_bar(each, each.time, scale) for each in happenings if each.time]
    named = _Rows(_MOST_NAMED)
    places = [(bar, named.room(bar.extent)) for bar in sorted(drawn, key=_importance)]
    below = len(named.rows) * ROW
    upper = [replace(bar, y=row * ROW + _DOWN) for bar, row in places if row is not None]
    lower = _nameless([bar for bar, row in places if row is None], below)
    if lower is None:
        return None
    height = max((bar.y + LOW / 2 for bar in lower), default=below)
    return Packing(tuple(sorted([*upper, *lower], key=_order)), height)


def _nameless(bars: Sequence[Bar], below: float) -> list[Bar] | None:
    rows = _Rows(_MOST_NAMELESS)
    found = []
    for bar in sorted(bars, key=_order):
        row = rows.room(bar.bare)
        if row is None:
            return None
        found.append(replace(bar, label="", y=below + (row + 0.5) * LOW + 3))
    return found


def _bar(each: Happening, time: Stretch, scale: Scale) -> Bar:
    x, end = min(scale.x(time.first), scale.right - _SHORTEST), scale.x(time.last)
    width = max(_SHORTEST, end - x)
    core = _core(time.core, scale)
    dot = min(max(x + width / 2, scale.left + _SIGN / 2), scale.right - _SIGN / 2) if time.is_day else None
    label = shortened(each.name, LETTER, _LONGEST)
    start = x if dot is None else dot - _SIGN / 2
    return Bar(each, x, 0, width, core, dot, label, min(start, scale.right - breadth(label, LETTER)))


def _core(core: Extent | None, scale: Scale) -> Extent | None:
    """As much of it as is in sight."""
    if core is None or core[1] < scale.first or core[0] > scale.last:
        return None
    return scale.x(core[0]), scale.x(core[1])


def _importance(bar: Bar) -> tuple[float, bool, tuple[float, float, str]]:
    lasted = bar.core[1] - bar.core[0] if bar.core else 0
    return -lasted, bar.happening.kind != "Treaty", bar.happening.order


def _order(bar: Bar) -> tuple[float, float, str]:
    return bar.happening.order
