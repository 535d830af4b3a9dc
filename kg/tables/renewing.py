"""A table made from that of an earlier version, at the price of what has changed since."""

from array import array
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from kg.tables.table import Numbers, Table

_Cell = TypeVar("_Cell")


def renewed(before: Table, fresh: Table, touched: Collection[str]) -> Table:
    """A table with what is known anew of the things that were touched; those that it lacks are gone."""
    if not fresh.things and frozenset(touched).isdisjoint(before.things):
        return before
    merging = _Merging.of(before, fresh, frozenset(touched))
    languages = sorted(before.names.keys() | fresh.names.keys())
    names = {each: _named(merging, each) for each in languages}
    return Table(
        tuple(merging.column(before.things, fresh.things)),
        {language: column for language, column in names.items() if any(column)},
        tuple(merging.column(before.years, fresh.years)),
        {facet: _values(merging, facet) for facet in before.facets},
    )


@dataclass(frozen=True)
class _Merging:
    """Where the things of two tables stand in the one that is made of both.

    `sources` has for each place there the one in either table, those in the fresh one counted from -1 down.
    """

    before: Table
    fresh: Table
    sources: Sequence[int]

    @classmethod
    def of(cls, before: Table, fresh: Table, touched: frozenset[str]) -> "_Merging":
        kept = ((iri, place) for place, iri in enumerate(before.things) if iri not in touched)
        new = ((iri, ~place) for place, iri in enumerate(fresh.things))
        return cls(before, fresh, [place for _, place in sorted([*kept, *new])])

    def column(self, before: Sequence[_Cell], fresh: Sequence[_Cell]) -> Iterator[_Cell]:
        """One column of both."""
        return (before[each] if each >= 0 else fresh[~each] for each in self.sources)

    @cached_property
    def places(self) -> Mapping[int, int]:
        """For each place in either table the one in the new one."""
        return {source: place for place, source in enumerate(self.sources)}


def _named(merging: _Merging, language: str) -> tuple[str, ...]:
    none = ("",)
    before = merging.before.names.get(language, none * len(merging.before.things))
    fresh = merging.fresh.names.get(language, none * len(merging.fresh.things))
    return tuple(merging.column(before, fresh))


def _values(merging: _Merging, facet: str) -> Mapping[str, Numbers]:
    known, new = merging.before.facets[facet], merging.fresh.facets[facet]
    there = merging.places
    found = {}
    for value in sorted(known.keys() | new.keys()):
        places = [there[each] for each in known.get(value, ()) if each in there]
        places += [there[~each] for each in new.get(value, ())]
        if places:
            found[value] = array("I", sorted(places))
    return found
