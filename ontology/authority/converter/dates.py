"""Dates of the tables as EDTF, with the days that they can mean."""

from calendar import monthrange
from datetime import date

from .turtle import Fact, text, typed


def edtf(start: str, end: str = "") -> str:
    """A date, or an interval where it has two different ends; years get four digits.

    >>> edtf("927"), edtf("0960-02-03", "0960-02-04"), edtf("1129-11", "1129-11")
    ('0927', '0960-02-03/0960-02-04', '1129-11')
    """
    first, last = (_padded(part) for part in (start, end or start))
    return first if first == last else f"{first}/{last}"


def bounds(stated: str) -> tuple[str, str]:
    """The first and the last day that an EDTF date or interval can mean.

    >>> bounds("1126-09/1127")
    ('1126-09-01', '1127-12-31')
    """
    first, _, last = stated.partition("/")
    return _first_day(first), _last_day(last or first)


def dated(predicate: str, stated: str) -> list[Fact]:
    """The days between which a date lies, under the names that go with its predicate.

    >>> dated("cy:birth", "1103")
    [('cy:birthEarliest', '"1103-01-01"^^xsd:date'), ('cy:birthLatest', '"1103-12-31"^^xsd:date')]
    """
    earliest, latest = bounds(stated)
    return [
        (f"{predicate}Earliest", typed(earliest, "xsd:date")),
        (f"{predicate}Latest", typed(latest, "xsd:date")),
    ]


def moment(predicate: str, year: str) -> list[Fact]:
    """A year under its predicate; nothing where the table has none."""
    return [(predicate, text(edtf(year)))] if year else []


def _padded(stated: str) -> str:
    year, *rest = stated.split("-")
    return "-".join([year.zfill(4), *rest])


def _first_day(stated: str) -> str:
    return f"{stated}-01-01"[:10] if len(stated) == 4 else f"{stated}-01"[:10]


def _last_day(stated: str) -> str:
    if len(stated) == 10:
        return date.fromisoformat(stated).isoformat()
    year, month = int(stated[:4]), int(stated[5:] or 12)
    return f"{stated[:4]}-{month:02}-{monthrange(year, month)[1]}"
