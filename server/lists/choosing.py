"""Which things of a list have what was chosen, and how many would have each other value as well."""

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from kg.tables import Table, Years
from server.language import language
from server.lists.wish import Order, Wish

_STEPS: Final = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500)
"""Years that a period may have."""
_PERIODS: Final = 24
"""Periods at most."""

_NAMELESS: Final = "\U0010ffff"

Flags = bytearray
"""For each thing of a table, whether it is meant."""


@dataclass(frozen=True, slots=True)
class Period:
    """Some years, and how many of the things may have been in them."""

    first: int
    last: int
    count: int


def matching(table: Table, wish: Wish, *, but: str = "") -> Flags:
    """The things that have what was chosen for every facet, or every one but one; `years` is one, too."""
    flags = Flags(b"\1") * len(table.things)
    for facet, values in wish.chosen.items():
        if facet != but:
            flags = _both(flags, _having(table, facet, values))
    if wish.dated and but != "years":
        flags = _both(flags, Flags(_within(years, wish) for years in table.years))
    return flags


def counts(table: Table, wish: Wish, facet: str) -> Mapping[str, int]:
    """How many things have each value of a facet and what was chosen for the others; no value of none."""
    flags = matching(table, wish, but=facet)
    counted = {value: sum(map(flags.__getitem__, places)) for value, places in table.facets[facet].items()}
    return {value: count for value, count in counted.items() if count}


def periods(table: Table, wish: Wish) -> tuple[Period, ...]:
    """The years of the things that have what was chosen otherwise, cut into periods."""
    flags = matching(table, wish, but="years")
    spans = [years for years, meant in zip(table.years, flags, strict=True) if meant and years]
    if not spans:
        return ()
    first, last = min(span[0] for span in spans), max(span[1] for span in spans)
    step = next((each for each in _STEPS if (last - first) // each < _PERIODS), _STEPS[-1])
    begin = first - first % step
    found = [0] * ((last - begin) // step + 1)
    for one, other in spans:
        for at in range((one - begin) // step, (other - begin) // step + 1):
            found[at] += 1
    return tuple(
        Period(begin + at * step, begin + (at + 1) * step - 1, count) for at, count in enumerate(found)
    )


def ordered(table: Table, flags: Flags, order: Order) -> list[int]:
    """The places of the things that are meant, in an order; names decide between equals."""
    meant = [place for place in _by_name(table, language().labels) if flags[place]]
    if order == "date":
        return sorted(meant, key=lambda place: table.years[place] or (10_000, 0))
    if order == "told":
        told = _told(table)
        return sorted(meant, key=lambda place: -told[place])
    return meant


@lru_cache(maxsize=24)
def _by_name(table: Table, languages: tuple[str, ...]) -> Sequence[int]:
    """All places in the order of what readers of some languages call the things; the nameless come last."""
    known = [*(each for each in languages if each in table.names), *(table.names.keys() - {*languages})]
    names = [_NAMELESS] * len(table.things)
    for column in reversed([table.names[each] for each in known]):
        names = [name or other for name, other in zip(column, names, strict=True)]
    return array("I", sorted(range(len(names)), key=names.__getitem__))


def _told(table: Table) -> list[int]:
    """For each thing how many values it has for the facets."""
    found = [0] * len(table.things)
    for values in table.facets.values():
        for places in values.values():
            for place in places:
                found[place] += 1
    return found


def _having(table: Table, facet: str, values: Iterable[str]) -> Flags:
    flags = Flags(len(table.things))
    for value in values:
        for place in table.facets[facet].get(value, ()):
            flags[place] = 1
    return flags


def _within(years: Years | None, wish: Wish) -> bool:
    if years is None:
        return False
    return (wish.first is None or years[1] >= wish.first) and (wish.last is None or years[0] <= wish.last)


def _both(one: Flags, other: Flags) -> Flags:
    size = len(one)
    joined = int.from_bytes(one, "big") & int.from_bytes(other, "big")
    return Flags(joined.to_bytes(size, "big"))
