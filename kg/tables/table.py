"""A list as columns, which are quick to choose from and quick to read from a file."""

import json
from array import array
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from typing import Final, Self, TypeAlias, TypedDict

from kg.tables.listings import Listing
from kg.terms import compact

_FORM: Final = 1
"""Of the files; one of another form is not read."""

Names = Mapping[str, str]
"""What something is called, by language."""
Numbers: TypeAlias = "array[int]"
"""The places of some things in the table, in order."""
Years = tuple[int, int]
"""The first and the last year that something may have been in."""


class _File(TypedDict):
    of: str
    things: list[str]
    names: dict[str, list[str]]
    years: list[list[int] | None]
    facets: dict[str, dict[str, list[int]]]


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """The things of a list in the order of their IRIs; for each facet, the places of those that have a value.

    `names` is a column for each language, empty where a thing has no name in it.
    """

    things: tuple[str, ...]
    names: Mapping[str, tuple[str, ...]]
    years: tuple[Years | None, ...]
    facets: Mapping[str, Mapping[str, Numbers]]

    def called(self, place: int) -> Names:
        """The names of a thing."""
        return {language: column[place] for language, column in self.names.items() if column[place]}

    def written(self, listing: Listing) -> bytes:
        """The table of a list as a file."""
        told = _File(
            of=_stamp(listing),
            things=[*self.things],
            names={language: [*column] for language, column in self.names.items()},
            years=[[*each] if each else None for each in self.years],
            facets={
                facet: {value: places.tolist() for value, places in values.items()}
                for facet, values in self.facets.items()
            },
        )
        return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()

    @classmethod
    def read(cls, file: bytes, listing: Listing) -> Self | None:
        """The table that a file holds; None where it was made for a list that was another one then."""
        told: _File = json.loads(file)
        if told["of"] != _stamp(listing):
            return None
        return cls(
            tuple(told["things"]),
            {language: tuple(column) for language, column in told["names"].items()},
            tuple((each[0], each[1]) if each else None for each in told["years"]),
            {
                facet: {value: array("I", places) for value, places in values.items()}
                for facet, values in told["facets"].items()
            },
        )


@lru_cache(maxsize=1 << 14)
def spelled(value: str, base: str) -> str:
    """How a value stands in addresses: things by kind and name, terms of vocabularies by their prefix.

    >>> spelled("http://kg.test/id/polity/song", "http://kg.test/")
    'polity/song'
    """
    ours = f"{base}id/"
    return value.removeprefix(ours) if value.startswith(ours) else compact(value)


def _stamp(listing: Listing) -> str:
    """What changes when the list is defined otherwise, its titles aside."""
    facets = ((each.name, each.properties, each.sources, each.of, each.role) for each in listing.facets)
    said = (_FORM, listing.classes, listing.begins, listing.ends, *facets)
    return blake2b(repr(said).encode(), digest_size=8).hexdigest()
