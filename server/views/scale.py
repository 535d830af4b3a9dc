"""Years along a line: where a time stands, and which years to write below."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil, floor
from typing import Final

from server.language import gettext as _

_STEPS: Final = (1 / 12, 1 / 4, 1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000, 2000)
_ROOM: Final = 64.0
"""From one year that is written to the next, at least."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A line for a time, and how it is called."""

    x: float
    name: str


@dataclass(frozen=True, slots=True)
class Scale:
    """From a first to a last year, drawn from a left to a right."""

    first: float
    last: float
    left: float
    right: float

    def x(self, time: float) -> float:
        """Where a time stands, at the edge when it is beyond it.

        >>> Scale(1100, 1200, 0, 500).x(1150), Scale(1100, 1200, 0, 500).x(3000)
        (250.0, 500.0)
        """
        share = (time - self.first) / (self.last - self.first)
        return self.left + min(1.0, max(0.0, share)) * (self.right - self.left)

    @property
    def step(self) -> float:
        """Years from one tick to the next."""
        per_year = (self.right - self.left) / (self.last - self.first)
        return next((step for step in _STEPS if step * per_year >= _ROOM), _STEPS[-1])

    def ticks(self) -> Iterator[Tick]:
        """The round times between both ends.

        >>> [tick.name for tick in Scale(-30, 45, 0, 300).ticks()]
        ['21 BCE', '1', '20', '40']
        """
        step = self.step
        for number in range(ceil(self.first / step), floor(self.last / step) + 1):
            time = self._round(number * step, step)
            if self.first <= time <= self.last:
                yield Tick(self.x(time), _called(time))

    def _round(self, time: float, step: float) -> float:
        """ISO 8601 has a year 0, readers do not: tens of years before it are those of 11, 21, … BCE."""
        return 1.0 if time == 0 and step > 1 else time


def _called(time: float) -> str:
    """A year, or a month of one, as readers write it.

    >>> _called(1127.0), _called(1127 + 3 / 12), _called(0.0)
    ('1127', '1127-04', '1 BCE')
    """
    year, month = divmod(round(time * 12), 12)
    return f"{year}-{month + 1:02d}" if month else year_name(year)


def year_name(year: int) -> str:
    """A year as readers count, who know of no year 0.

    >>> year_name(1005), year_name(0), year_name(-220)
    ('1005', '1 BCE', '221 BCE')
    """
    return str(year) if year > 0 else _("%(year)s BCE", year=1 - year)
