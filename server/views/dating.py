"""When something may have been and when it surely was, as sources state it in EDTF."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from math import inf
from typing import Final

_DAYS: Final = 31
_YEAR: Final = 12 * _DAYS
"""Days of a year whose months are all alike: order and whole years are right, as a drawing needs."""

_PART: Final = re.compile(
    r"(?P<year>-?(?=[0-9X]{4}(?![0-9X]))[0-9]+X*)"
    r"(?:-(?P<month>[0-9]{2}|XX)(?:-(?P<day>[0-9]{2}|XX))?)?(?P<qualified>[?~%]?)"
)
_SEASONS: Final = {"21": (3, 5), "22": (6, 8), "23": (9, 11), "24": (1, 12)}
"""First and last month; winter may be at either end of a year."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A time in years: not before `first`, not after `last`; all through `core`, where that is known.

    `qualified` where the source itself says that it is not sure.
    """

    first: float
    last: float
    core: tuple[float, float] | None = None
    qualified: bool = False

    @property
    def is_day(self) -> bool:
        """Whether it is no longer than a day."""
        return self.last - self.first <= 1.5 / _YEAR

    def within(self, first: int | None, last: int | None) -> bool:
        """Whether any of it may lie in these years, both included, open where they are None."""
        return (first is None or self.last > first) and (last is None or self.first < last + 1)


def moment(year: int, month: int = 1, day: int = 1) -> float:
    """The beginning of a day as a number of years.

    >>> moment(1127), moment(1127, 7)
    (1127.0, 1127.5)
    """
    return year + ((month - 1) * _DAYS + day - 1) / _YEAR


@lru_cache(maxsize=1 << 14)
def stated(edtf: str) -> Stretch | None:
    """What an EDTF date of level 0 or 1 says; None for what it does not understand.

    >>> stated("1127"), stated("1126/1127~")
    (Stretch(first=1127.0, last=1128.0, core=None, qualified=False), \
Stretch(first=1126.0, last=1128.0, core=(1127.0, 1127.0), qualified=True))
    """
    begin, slash, end = edtf.partition("/")
    start = _part(begin)
    if start is None or not slash:
        return start
    stop = _part(end)
    if stop is None or stop.last < start.first:
        return None
    core = (start.last, stop.first) if start.last <= stop.first else None
    return Stretch(start.first, stop.last, core, start.qualified or stop.qualified)


def united(dates: Iterable[str], earliest: Iterable[str] = (), latest: Iterable[str] = ()) -> Stretch | None:
    """All that several statements allow, with what the closest of them is sure of.

    The bounds are taken where no statement is understood; None where there are none either.
    """
    said = sorted(filter(None, map(stated, dates)), key=lambda each: (each.last - each.first, each.first))
    if not said:
        return _bounds(earliest, latest)
    first, last = min(each.first for each in said), max(each.last for each in said)
    return Stretch(first, last, said[0].core, any(each.qualified for each in said))


def _bounds(earliest: Iterable[str], latest: Iterable[str]) -> Stretch | None:
    begin = min((each.first for each in map(_part, earliest) if each), default=inf)
    end = max((each.last for each in map(_part, latest) if each), default=-inf)
    return Stretch(begin, end) if begin < end else None


def _part(text: str) -> Stretch | None:
    """One date, down to the precision in which it is given."""
    found = _PART.fullmatch(text)
    if found is None:
        return None
    years = sorted(int(found["year"].replace("X", digit)) for digit in "09")
    months = _SEASONS.get(found["month"]) or _numbers(found["month"], 12)
    days = _numbers(found["day"], _DAYS)
    if not (1 <= months[0] <= months[1] <= 12 and 1 <= days[0] <= days[1] <= _DAYS):
        return None
    first, last = moment(years[0], months[0], days[0]), moment(years[1], months[1], days[1])
    return Stretch(first, last + 1 / _YEAR, qualified=bool(found["qualified"]))


def _numbers(digits: str | None, most: int) -> tuple[int, int]:
    """The least and the greatest number that is meant, any up to the most where none is given."""
    return (1, most) if digits in {None, "XX"} else (int(str(digits)), int(str(digits)))
