"""Years along a line: where a time stands, and which years to write below."""

from collections.abc import Iterator
from math import ceil, floor
from typing import Final

from server.dates import year_name
from server.drawing import Line, Tick

_STEPS: Final = (1 / 12, 1 / 4, 1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000, 2000)
_ROOM: Final = 64.0
"""From one year that is written to the next, at least."""


class Scale(Line):
    """A line that can be looked at closely, down to its months."""

    __slots__ = ()

    @property
    def step(self) -> float:
        """Years from one tick to the next."""
        return self.stepped(_STEPS, _ROOM)

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
