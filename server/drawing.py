"""What drawings on pages share: their size, and time along a line."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, inf
from typing import Final

from server.dates import year_name

WIDTH: Final = 720
"""Units across every drawing; at full size each is a pixel."""
SIZE: Final = 13
"""The size of the letters in them."""

_STEPS: Final = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000)
_ROOM: Final = 52
"""From one year that is written to the next, at least."""


_DAY: Final = re.compile(r"(?P<year>-?\d{4,})(?:-(?P<month>\d\d))?(?:-(?P<day>\d\d))?")


@dataclass(frozen=True, slots=True)
class Frame:
    """How much room a drawing of lanes has.

    Years begin at `left`, beside the names of the lanes and `gap` away from them, or below them where that
    is 0.
    """

    width: int
    left: int
    lane: int
    gap: int

    @property
    def room(self) -> int:
        """What a name may take."""
        return self.left - self.gap if self.left else self.width


@dataclass(frozen=True, slots=True)
class Tick:
    """A year by its name, and where it stands."""

    x: float
    name: str


@dataclass(frozen=True, slots=True)
class Line:
    """Time from a first to a last year, drawn between a left and a right."""

    first: float
    last: float
    left: float
    right: float

    def x(self, time: float) -> float:
        """Where a time stands, at the edge when it is beyond it.

        >>> Line(1100, 1200, 0, 500).x(1150), Line(1100, 1200, 0, 500).x(3000)
        (250.0, 500.0)
        """
        share = (time - self.first) / (self.last - self.first)
        return round(self.left + min(1.0, max(0.0, share)) * (self.right - self.left), 1)

    def stepped(self, steps: Sequence[float], room: float) -> float:
        """The least of these steps, in years, that leaves this room; the longest where none does."""
        per_year = (self.right - self.left) / (self.last - self.first)
        return next((step for step in steps if step * per_year >= room), steps[-1])


class Years(Line):
    """Years along the line, for small drawings: whole years alone."""

    __slots__ = ()

    def ticks(self) -> tuple[Tick, ...]:
        """The round years, with room between them.

        >>> [tick.name for tick in Years(1101, 1199, 0, 300).ticks()]
        ['1120', '1140', '1160', '1180']
        >>> [tick.name for tick in Years(-60, 70, 0, 300).ticks()]
        ['50 BCE', '25 BCE', '1', '25', '50']
        """
        step = int(self.stepped(_STEPS, _ROOM))
        numbers = range(ceil(self.first / step), floor(self.last / step) + 1)
        # ISO 8601 has a year 0, readers do not: round years before our era are those of 100, 200, … BCE.
        years = (each * step if each > 0 or step == 1 else each * step + 1 for each in numbers)
        return tuple(Tick(self.x(each), year_name(each)) for each in years)


def year_of(day: str) -> float | None:
    """A day, a month or a year as a number of years; None for what is no such thing.

    >>> year_of("1123"), year_of("1123-07-01"), year_of("-0217/-0216"), year_of("")
    (1123.0, 1123.5, -217.0, None)
    """
    found = _DAY.match(day)
    if found is None:
        return None
    month, number = int(found["month"] or 1), int(found["day"] or 1)
    return int(found["year"]) + ((month - 1) * 30.5 + number - 1) / 366


def begun(day: str) -> float:
    """The same for sorting: what is no such thing comes last.

    >>> sorted(["", "1127", "1123-07-01"], key=begun)
    ['1123-07-01', '1127', '']
    """
    year = year_of(day)
    return inf if year is None else year
