"""A part of a list: the things on one page, with what the columns beside them say."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import ceil
from typing import Final

from kg.tables import Names, Table, Years
from server.config import Service
from server.language import best
from server.links import Links, UnknownThing
from server.lists.choosing import matching, ordered
from server.lists.spelling import Spelling
from server.lists.table import names, table
from server.lists.wish import Wish

PAGE: Final = 50
"""Things on a page."""


@dataclass(frozen=True, slots=True)
class Listed:
    """What was asked for: the table, the places in it that are meant, and those on this page."""

    wish: Wish
    table: Table
    places: tuple[int, ...]
    shown: tuple[int, ...]

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return max(1, ceil(len(self.places) / PAGE))


def listed(service: Service, wish: Wish) -> Listed:
    """The things that were asked for; UnknownThing for a page beyond the last."""
    found = table(service, wish.listing)
    places = tuple(ordered(found, matching(found, wish), wish.order))
    begin = (wish.page - 1) * PAGE
    part = Listed(wish, found, places, places[begin : begin + PAGE])
    if wish.page > part.pages:
        raise UnknownThing(f"The list has no page {wish.page}; the last one is {part.pages}.")
    return part


def having(table: Table, facet: str, places: Iterable[int]) -> Mapping[int, list[str]]:
    """The values of a facet that some things have."""
    wanted = dict.fromkeys(places)
    found: dict[int, list[str]] = {place: [] for place in wanted}
    for value, members in table.facets[facet].items():
        for place in wanted.keys() & members:
            found[place].append(value)
    return found


@dataclass(frozen=True, slots=True)
class Called:
    """What values are called, in the reader's language."""

    links: Links
    names: Mapping[str, Names]

    @classmethod
    def of(cls, service: Service, values: Iterable[str]) -> "Called":
        """The names of values as they stand in addresses."""
        nodes = filter(None, map(Spelling(service.links).node, sorted(set(values))))
        return cls(service.links, names(service, nodes))

    def name(self, value: str) -> str:
        """The name of a value; its last part where it has none."""
        node = Spelling(self.links).node(value)
        return best(self.names.get(node.value, {}) if node else {}, default=value.rpartition("/")[2])

    def href(self, value: str) -> str:
        """Where a value leads, empty where it is no thing."""
        node = Spelling(self.links).node(value)
        return self.links.href(node.value) if node else ""


def years(span: Years | None) -> str:
    """The years of a thing in short.

    >>> years((1103, 1142)), years((1005, 1005)), years(None)
    ('1103–1142', '1005', '')
    """
    if span is None:
        return ""
    return str(span[0]) if span[0] == span[1] else f"{span[0]}–{span[1]}"
