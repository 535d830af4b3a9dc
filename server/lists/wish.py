"""What an address asks a list for: values of facets, years, an order, a page."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final, Literal, Self, get_args

from kg.errors import BadParameter
from kg.queries import Parameter
from kg.tables import Listing
from server.fields import parsed, single
from server.links import LANGUAGE, VERSION, Links

Order = Literal["name", "date", "told"]
"""By name, by when it began, or by how much of what one can choose by is known."""

_ORDERS: Final[tuple[Order, ...]] = get_args(Order)
_FROM: Final = Parameter("from", "year", "", "first year that counts")
_TO: Final = Parameter("to", "year", "", "last year that counts")
_PAGE: Final = Parameter("page", "integer", "1", "page of the list")
_IGNORED: Final = frozenset({LANGUAGE, VERSION, "format"})


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody asked of a list; `all_of` names a facet of which all values are shown."""

    listing: Listing
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    first: int | None = None
    last: int | None = None
    order: Order = "name"
    page: int = 1
    all_of: str = ""

    @property
    def dated(self) -> bool:
        """Whether years were chosen."""
        return self.first is not None or self.last is not None

    def with_value(self, facet: str, value: str) -> Self:
        """The same with another value, or without it where it was chosen; from the first page."""
        before = self.chosen.get(facet, ())
        after = tuple(each for each in before if each != value) if value in before else (*before, value)
        chosen = {name: values for name, values in {**self.chosen, facet: after}.items() if values}
        return replace(self, chosen=chosen, page=1)

    def within(self, first: int | None, last: int | None) -> Self:
        """The same of other years, from the first page."""
        return replace(self, first=first, last=last, page=1)

    def pairs(self) -> list[tuple[str, str]]:
        """The parameters of the address, those that say nothing left out."""
        chosen = [(facet, value) for facet in sorted(self.chosen) for value in self.chosen[facet]]
        years = [
            (name, str(year)) for name, year in (("from", self.first), ("to", self.last)) if year is not None
        ]
        order = [("sort", self.order)] if self.order != "name" else []
        page = [("page", str(self.page))] if self.page > 1 else []
        return [*chosen, *years, *order, *page, *([("all", self.all_of)] if self.all_of else [])]

    def address(self, links: Links, suffix: str = "") -> str:
        """Where this is seen, or had in a format."""
        return links.things(self.listing.name, suffix, self.pairs())


def wished(listing: Listing, query: bytes) -> Wish:
    """What a query string asks; BadParameter or BadRequest for what nobody can mean."""
    fields = parsed(query)
    facets = [facet.name for facet in listing.facets]
    chosen = {
        name: tuple(dict.fromkeys(filter(None, fields.pop(name, [])))) for name in facets if name in fields
    }
    given = {name: value.strip() for name, value in single(fields).items() if name not in _IGNORED}
    own = ("from", "to", "sort", "page", "all")
    for name in sorted(given.keys() - {*own}):
        known = ", ".join((*facets, *own))
        raise BadParameter(
            f"The list of {listing.name} has no parameter {name[:80]!r}; it takes {known}.", parameter=name
        )
    return Wish(
        listing,
        {name: values for name, values in chosen.items() if values},
        _number(_FROM, given),
        _number(_TO, given),
        _order(given.get("sort", "")),
        _page(given),
        _facet(listing, given.get("all", "")),
    )


def _number(parameter: Parameter, given: Mapping[str, str]) -> int | None:
    read = parameter.read(given.get(parameter.name, ""))
    return int(read.value) if read else None


def _page(given: Mapping[str, str]) -> int:
    number = _number(_PAGE, given)
    if number is not None and number < 1:
        raise BadParameter(f"page is {number}; pages are counted from 1.", parameter="page")
    return number or 1


def _order(given: str) -> Order:
    found = next((each for each in _ORDERS if each == given), None)
    if given and found is None:
        raise BadParameter(
            f"sort is {given[:80]!r}; it must be one of {', '.join(_ORDERS)}.", parameter="sort"
        )
    return found or "name"


def _facet(listing: Listing, given: str) -> str:
    names = [facet.name for facet in listing.facets]
    if given and given not in names:
        raise BadParameter(f"all is {given[:80]!r}; it must be one of {', '.join(names)}.", parameter="all")
    return given
