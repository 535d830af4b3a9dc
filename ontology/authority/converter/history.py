"""Whether the tables agree on who can have met whom."""

from collections.abc import Iterator, Mapping
from typing import Final

from .dates import bounds, edtf
from .tables import Row

TOLERANCE: Final = 2
"""Years by which sources differ about beginnings and ends, such as Jin's 1114 or 1115."""

_SPANS: Final = {
    "polity": ("start_year", "end_year"),
    "person": ("birth_year", "death_year"),
    "event": ("start", "end"),
}


def anachronisms(everything: Mapping[str, Row]) -> Iterator[str]:
    """A sentence for each event that misses one of its participants, or the event that it is a part of."""
    for row in everything.values():
        if row.kind == "event":
            involved = [*row.many("parties"), *row.many("persons"), *row.many("part_of")]
            strangers = [each for each in involved if each in everything and not _met(row, everything[each])]
            yield from (_sentence(row, everything[each]) for each in strangers)


def _met(event: Row, other: Row) -> bool:
    start, end = _years(event)
    first, last = _years(other)
    return start <= last + TOLERANCE and first - TOLERANCE <= end


def _years(row: Row) -> tuple[int, int]:
    """The first and last year of a thing, as wide as can be where one is not known.

    >>> _years(Row("person", {"birth_year": "", "death_year": "1130"}))
    (0, 1130)
    """
    start, end = (row[column] for column in _SPANS[row.kind])
    if row.kind == "event":
        start, end = bounds(edtf(start, end))
    return int(start[:4] or 0), int(end[:4] or 9999)


def _sentence(event: Row, other: Row) -> str:
    return (
        f"{event.at}: {event['start']} to {event['end']} is more than {TOLERANCE} years away from "
        f"{other['id']} ({_years(other)[0]} to {_years(other)[1]}); correct a date or take it out of the row."
    )
