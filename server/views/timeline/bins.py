"""Events that are too many to be told apart, counted by equal stretches of time."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from math import floor
from typing import Final

from server.views.happenings import Happening
from server.views.scale import Scale

HEIGHT: Final = 64.0
"""Of the fullest bin."""
_STEPS: Final = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
_NARROWEST: Final = 9.0
_LOWEST: Final = 2.0


@dataclass(frozen=True, slots=True)
class Bin:
    """The events that may have begun in these years, the last one included."""

    first: int
    last: int
    count: int
    x: float
    width: float
    height: float


def bins(happenings: Iterable[Happening], scale: Scale) -> list[Bin]:
    """Each dated event counted where it begins, or at the edge when that is before it."""
    step = _step(scale)
    times = (max(each.time.first, scale.first) for each in happenings if each.time)
    counts = Counter(floor(min(time, scale.last - 1e-6) / step) for time in times)
    most = max(counts.values(), default=1)
    return [_bin(number * step, step, count / most, count, scale) for number, count in sorted(counts.items())]


def _step(scale: Scale) -> int:
    per_year = (scale.right - scale.left) / (scale.last - scale.first)
    return next((step for step in _STEPS if step * per_year >= _NARROWEST), _STEPS[-1])


def _bin(first: int, step: int, share: float, count: int, scale: Scale) -> Bin:
    x, end = scale.x(first), scale.x(first + step)
    return Bin(first, first + step - 1, count, x, max(1.0, end - x - 1), max(_LOWEST, share * HEIGHT))
