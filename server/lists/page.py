"""A list as a page: its things in a table, and the facets by which one chooses among them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from kg.dataset import GRAPH_FORMATS
from kg.tables import Facet, Listing, Table
from server.config import Service
from server.dates import year_name
from server.language import best, gettext
from server.links import Links
from server.lists.choosing import Period, counts, periods
from server.lists.listed import Called, Listed, having, listed, years
from server.lists.wish import Order, Wish
from server.negotiate import CSV, JSON
from server.wording import Download

_FIRST: Final = 8
"""Values of a facet that are shown until somebody asks for all."""
_MOST: Final = 500
"""Values of a facet at most."""
_COLUMNS: Final = 2
"""Facets that have a column in the table."""
_IN_A_CELL: Final = 3
_CHART: Final = (240, 44)
"""The drawing of the years, in units of its own."""
_LOWEST: Final = 2.0
"""A bar of it that stands for anything at all."""


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a facet: how many things have it, and where choosing it leads."""

    name: str
    count: int
    href: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Block:
    """A facet; `all` leads to all of its values where some are not shown."""

    name: str
    title: str
    values: tuple[Value, ...]
    all: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A period in the drawing of the years; `ends` are its first and its last one in words."""

    x: float
    width: float
    height: float
    title: str
    href: str
    chosen: bool
    ends: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Cell:
    """One of the values that a thing has."""

    name: str
    href: str


@dataclass(frozen=True, slots=True)
class Row:
    """A thing in the table."""

    name: str
    other: str
    other_language: str
    href: str
    years: str
    cells: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Step:
    """A link to another state of the list."""

    name: str
    href: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class ListPage:
    """What the template shows."""

    title: str
    wish: Wish
    total: int
    everything: int
    rows: tuple[Row, ...]
    columns: tuple[str, ...]
    blocks: tuple[Block, ...]
    chart: tuple[int, int]
    bars: tuple[Bar, ...]
    chosen: tuple[Step, ...]
    kept: tuple[tuple[str, str], ...]
    orders: tuple[Step, ...]
    previous: str
    next: str
    pages: int
    whole: str
    downloads: tuple[Download, ...]


def list_page(service: Service, wish: Wish) -> ListPage:
    """The page of a list in some state."""
    part, links = listed(service, wish), service.links
    counted = {facet.name: _counted(part, facet) for facet in wish.listing.facets}
    columns = [facet for facet in wish.listing.facets if _is_column(facet, part.table)][:_COLUMNS]
    held = {facet.name: having(part.table, facet.name, part.shown) for facet in columns}
    called = Called.of(service, _values(counted, held, wish))
    return ListPage(
        title=best(wish.listing.titles),
        wish=wish,
        total=len(part.places),
        everything=len(part.table.things),
        rows=tuple(_row(part, place, [held[each.name] for each in columns], called) for place in part.shown),
        columns=tuple(best(facet.titles) for facet in columns),
        blocks=tuple(
            _block(wish, facet, counted[facet.name], called)
            for facet in wish.listing.facets
            if counted[facet.name]
        ),
        chart=_CHART,
        bars=tuple(_bars(periods(part.table, wish), wish, links)),
        chosen=tuple(_chosen(wish, called)),
        kept=tuple(pair for pair in replace(wish, page=1).pairs() if pair[0] not in {"from", "to"}),
        orders=tuple(_orders(wish, links)),
        previous=replace(wish, page=wish.page - 1).address(links) if wish.page > 1 else "",
        next=replace(wish, page=wish.page + 1).address(links) if wish.page < part.pages else "",
        pages=part.pages,
        whole=links.things(wish.listing.name),
        downloads=tuple(_downloads(wish, links)),
    )


def _is_column(facet: Facet, table: Table) -> bool:
    return not facet.role and facet.name != "document" and bool(table.facets[facet.name])


def _counted(part: Listed, facet: Facet) -> Mapping[str, int]:
    """The values of a facet that are shown, the most frequent first, those that are chosen in any case."""
    found = counts(part.table, part.wish, facet.name)
    shown = _MOST if part.wish.all_of == facet.name else _FIRST
    ranked = sorted(found, key=lambda value: (-found[value], value))
    chosen = part.wish.chosen.get(facet.name, ())
    kept = [*ranked[:shown], *(each for each in chosen if each not in ranked[:shown])]
    return {value: found.get(value, 0) for value in kept}


def _values(
    counted: Mapping[str, Mapping[str, int]], held: Mapping[str, Mapping[int, list[str]]], wish: Wish
) -> Iterator[str]:
    """All values that the page names."""
    for values in (*counted.values(), *wish.chosen.values()):
        yield from values
    for by_place in held.values():
        for values in by_place.values():
            yield from values[:_IN_A_CELL]


def _block(wish: Wish, facet: Facet, counted: Mapping[str, int], called: Called) -> Block:
    links, chosen = called.links, wish.chosen.get(facet.name, ())
    values = tuple(
        Value(called.name(each), count, wish.with_value(facet.name, each).address(links), each in chosen)
        for each, count in counted.items()
    )
    more = len(values) >= _FIRST and wish.all_of != facet.name
    whole = replace(wish, all_of=facet.name).address(links) + f"#facet-{facet.name}" if more else ""
    return Block(facet.name, best(facet.titles), values, whole)


def _bars(found: Iterable[Period], wish: Wish, links: Links) -> Iterator[Bar]:
    known = [*found]
    most = max((each.count for each in known), default=0)
    width = _CHART[0] / max(1, len(known))
    for place, each in enumerate(known):
        chosen = wish.dated and (wish.first is None or each.last >= wish.first)
        yield Bar(
            x=round(place * width, 2),
            width=round(max(1.0, width - 1), 2),
            height=max(_LOWEST, round(_CHART[1] * each.count / most, 2)) if each.count else 0,
            title=f"{years((each.first, each.last))}: {each.count}",
            ends=(year_name(each.first), year_name(each.last)),
            href=wish.within(each.first, each.last).address(links),
            chosen=chosen and (wish.last is None or each.first <= wish.last),
        )


def _chosen(wish: Wish, called: Called) -> Iterator[Step]:
    """What was chosen, each with where it is given up."""
    titles = {facet.name: best(facet.titles) for facet in wish.listing.facets}
    for facet, values in wish.chosen.items():
        for value in values:
            yield Step(
                f"{titles[facet]}: {called.name(value)}", wish.with_value(facet, value).address(called.links)
            )
    if wish.dated:
        span = f"{'' if wish.first is None else wish.first}–{'' if wish.last is None else wish.last}"
        yield Step(f"{gettext('Years')}: {span}", wish.within(None, None).address(called.links))


def _orders(wish: Wish, links: Links) -> Iterator[Step]:
    named: list[tuple[Order, str]] = [("name", gettext("name")), ("told", gettext("how much is told"))]
    if wish.listing.begins:
        named.insert(1, ("date", gettext("date")))
    for order, name in named:
        yield Step(name, replace(wish, order=order, page=1).address(links), order == wish.order)


def _row(part: Listed, place: int, held: Iterable[Mapping[int, list[str]]], called: Called) -> Row:
    names, iri = part.table.called(place), part.table.things[place]
    name = best(names, default=iri.rpartition("id/")[2])
    others = [(tag, other) for tag in ("zh-hant", "zh", "en") if (other := names.get(tag)) and other != name]
    tag, other = others[0] if others else ("", "")
    cells = tuple(
        tuple(Cell(called.name(each), called.href(each)) for each in values[place][:_IN_A_CELL])
        for values in held
    )
    return Row(name, other, tag, called.links.href(iri), years(part.table.years[place]), cells)


def _downloads(wish: Wish, links: Links) -> Iterator[Download]:
    for each in (JSON, CSV, *GRAPH_FORMATS[:3]):
        yield Download(each.title, wish.address(links, each.name), each.media_type)


@dataclass(frozen=True, slots=True)
class ListingEntry:
    """A list among the lists."""

    title: str
    chinese: str
    count: int
    href: str


@dataclass(frozen=True, slots=True)
class ListsPage:
    """What the template of all lists shows."""

    lists: tuple[ListingEntry, ...]


def lists_page(links: Links, counted: Iterable[tuple[Listing, int]]) -> ListsPage:
    """Every list with how many things are on it."""
    return ListsPage(
        tuple(
            ListingEntry(best(each.titles), each.titles["zh-hant"], count, links.things(each.name))
            for each, count in counted
        )
    )
