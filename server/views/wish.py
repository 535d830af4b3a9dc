"""What an address asks to see: the years, the kinds of events, and what one view alone knows."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final

from kg.errors import BadParameter
from kg.queries import Bound, Parameter
from kg.terms import compact
from server.fields import parsed, single
from server.links import LANGUAGE, VERSION, Links

KINDS: Final = ("Treaty", "Campaign", "Battle", "Siege", "Betrayal", "Event")
"""The classes of events, each as itself: a battle that is only called a campaign is a campaign."""

FORMAT: Final = "format"
"""The parameter that names a format where the address has no suffix."""

_FROM: Final = Parameter("from", "year", "", "first year that counts")
_TO: Final = Parameter("to", "year", "", "last year that counts")
_KIND: Final = "kind"


@dataclass(frozen=True, slots=True)
class Wish:
    """What a reader asked one view for; what was left open is None or empty."""

    view: str
    first: int | None = None
    last: int | None = None
    kinds: tuple[str, ...] = ()
    more: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def within(self, first: int | None, last: int | None) -> "Wish":
        """The same of other years."""
        return replace(self, first=first, last=last)

    def but(self, **more: str) -> "Wish":
        """The same with other values for what the view alone knows; empty ones are left out."""
        kept = {name: value for name, value in {**self.more, **more}.items() if value}
        return replace(self, more=MappingProxyType(kept))

    def address(self, links: Links, suffix: str = "") -> str:
        """Where this is seen, or had in a format."""
        return links.view(self.view, suffix, self.pairs())

    def pairs(self) -> list[tuple[str, str]]:
        """The parameters of the address."""
        years = ((_FROM.name, self.first), (_TO.name, self.last))
        pairs = [(name, str(year)) for name, year in years if year is not None]
        return [*pairs, *((_KIND, each) for each in self.kinds), *self.more.items()]

    def rows(self) -> list[dict[str, Bound]]:
        """The values for a query that takes a kind and years: a row for each kind."""
        kinds = [Parameter(_KIND, "iri", "", "").read(f"cy:{each}") for each in self.kinds] or [None]
        return [{**self.span(), _KIND: kind} for kind in kinds]

    def span(self) -> dict[str, Bound]:
        """The values for a query that takes years."""
        years = ((_FROM, self.first), (_TO, self.last))
        return {each.name: each.read("" if year is None else str(year)) for each, year in years}


def wished(view: str, query: bytes, own: tuple[str, ...] = (), *, known: tuple[str, ...] = KINDS) -> Wish:
    """What a query string asks a view for; BadParameter or BadRequest for what nobody can mean.

    `own` are the parameters that the view alone has, `known` the kinds that it can show.
    """
    fields = parsed(query)
    kinds = tuple(dict.fromkeys(fields.pop(_KIND, [])))
    given = single(fields)
    given = {name: value for name, value in given.items() if name not in {LANGUAGE, VERSION, FORMAT}}
    for name in sorted(given.keys() - {_FROM.name, _TO.name, *own}):
        takes = ", ".join((_FROM.name, _TO.name, _KIND, *own))
        raise BadParameter(f"The {view} has no parameter {name[:80]!r}; it takes {takes}.", parameter=name)
    for kind in kinds:
        if kind not in known:
            raise BadParameter(
                f"kind is {kind[:80]!r}; it must be one of {', '.join(known)}.", parameter=_KIND
            )
    first, last = _year(_FROM, given), _year(_TO, given)
    if first is not None and last is not None:
        first, last = sorted((first, last))
    more = {name: given[name].strip() for name in own if given.get(name, "").strip()}
    return Wish(view, first, last, kinds, MappingProxyType(more))


def kind_of(iri: str) -> str:
    """The name of a class of events.

    >>> kind_of("https://w3id.org/chanyuan/ontology#Siege")
    'Siege'
    """
    return compact(iri).removeprefix("cy:")


def _year(parameter: Parameter, given: Mapping[str, str]) -> int | None:
    read = parameter.read(given.get(parameter.name, ""))
    return int(read.value) if read else None
