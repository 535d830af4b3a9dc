"""Stretches of time: EDTF as stated, with the earliest and the latest day."""

from calendar import monthrange
from typing import NamedTuple

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun",
            "july jul", "august aug", "september sept sep", "october oct", "november nov", "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
SEASONS = {
    "spring": (21, 3, 5),
    "summer": (22, 6, 8),
    "autumn": (23, 9, 11),
    "fall": (23, 9, 11),
    "winter": (24, 1, 12),
}


class When(NamedTuple):
    """A date or a stretch of dates."""

    edtf: str
    earliest: str
    latest: str

    @property
    def years(self) -> tuple[int, int]:
        """The first and the last year."""
        return _year_of(self.earliest), _year_of(self.latest)

    @property
    def month(self) -> int | None:
        """The month, where it is stated."""
        return int(self.earliest[-5:-3]) if self.earliest[:-3] == self.latest[:-3] else None

    def within(self, other: "When") -> bool:
        """Whether it lies inside another stretch."""
        return other.earliest <= self.earliest and self.latest <= other.latest


def _year_of(day: str) -> int:
    return int(day[:-6])


def spelled(year: int) -> str:
    """A year with four digits, as ISO 8601 counts: 44 BCE is -0043."""
    return f"-{-year:04d}" if year < 0 else f"{year:04d}"


def of_year(year: int) -> When:
    """A whole year.

    >>> of_year(755)
    When(edtf='0755', earliest='0755-01-01', latest='0755-12-31')
    """
    text = spelled(year)
    return When(text, f"{text}-01-01", f"{text}-12-31")


def of_month(year: int, month: int) -> When:
    """A whole month."""
    text = f"{spelled(year)}-{month:02d}"
    return When(text, f"{text}-01", f"{text}-{_length(year, month):02d}")


def of_day(year: int, month: int, day: int) -> When:
    """A day, or its month when there is no such day.

    >>> of_day(1127, 1, 9).edtf, of_day(1123, 2, 30).edtf
    ('1127-01-09', '1123-02')
    """
    if not 1 <= day <= _length(year, month):
        return of_month(year, month)
    text = f"{spelled(year)}-{month:02d}-{day:02d}"
    return When(text, text, text)


def days_after(day: When, count: int) -> When:
    """Some days after a day.

    >>> days_after(of_day(1204, 5, 30), 11).edtf, days_after(of_day(1126, 12, 31), 1).edtf
    ('1204-06-10', '1127-01-01')
    """
    year, month, number = _year_of(day.earliest), int(day.earliest[-5:-3]), int(day.earliest[-2:]) + count
    while number > _length(year, month):
        number -= _length(year, month)
        year, month = year + month // 12, month % 12 + 1
    return of_day(year, month, number)


def of_season(year: int, season: str) -> When:
    """A season; winter stays the whole year, since texts differ on which end of it they mean."""
    code, first, last = SEASONS[season]
    text = spelled(year)
    return When(f"{text}-{code}", of_month(year, first).earliest, of_month(year, last).latest)


def span(first: When, last: When) -> When:
    """From the beginning of one to the end of another."""
    if last.latest < first.earliest:
        return first
    return When(f"{first.edtf}/{last.edtf}", first.earliest, last.latest)


def of_century(century: int, part: str = "") -> When:
    """A century or its early, middle or late third.

    >>> of_century(13).edtf, of_century(12, "early").edtf
    ('1201/1300', '1101/1133')
    """
    start = (century - 1) * 100
    first, last = {"early": (1, 33), "mid": (34, 66), "late": (67, 100)}.get(part, (1, 100))
    return span(of_year(start + first), of_year(start + last))


def _length(year: int, month: int) -> int:
    return monthrange(year if year > 0 else 4, month)[1]
