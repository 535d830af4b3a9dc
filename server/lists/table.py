"""What a list chooses from, asked once of each version: its things, their years, and who has which value."""

import csv
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from io import StringIO
from pathlib import Path
from threading import Lock
from typing import Final, Literal, TypeAlias

from pyoxigraph import NamedNode

from kg.dataset import RESULT_FORMATS, Dataset, Kind, Question
from kg.queries import Bound
from kg.terms import compact, term
from server.asking import asked
from server.links import Links
from server.listings import Facet, Listing

_HERE: Final = Path(__file__).resolve().parent
_CSV: Final = RESULT_FORMATS[2]
_KEPT: Final = 24
"""Tables that are kept: those of the lists in the version served, and some of the one before."""

Names = Mapping[str, str]
"""What something is called, by language."""
Numbers: TypeAlias = "array[int]"
"""The places of some things in the table, in order."""
Years = tuple[int, int]
"""The first and the last year that something may have been in."""


@dataclass(frozen=True, slots=True)
class Table:
    """The things of a list by number; for each facet, which of them have a value."""

    things: tuple[str, ...]
    names: tuple[Names, ...]
    years: tuple[Years | None, ...]
    facets: Mapping[str, Mapping[str, Numbers]]


@dataclass(frozen=True, slots=True)
class Spelling:
    """How a value stands in an address: things by kind and name, terms of vocabularies by their prefix."""

    links: Links

    def of(self, value: str) -> str:
        """A value as an address has it.

        >>> Spelling(Links.for_base("http://kg.test/")).of("http://kg.test/id/polity/song")
        'polity/song'
        """
        return _spelled(value, f"{self.links.base}id/")

    def whole(self, spelled: str) -> str:
        """A value as it stands by itself."""
        found = self.node(spelled)
        return found.value if found else spelled

    def node(self, spelled: str) -> NamedNode | None:
        """The node that stands so in an address; None for what stands for itself."""
        ours = f"{self.links.base}id/{spelled}"
        try:
            return term(spelled) if ":" in spelled else NamedNode(ours) if "/" in spelled else None
        except (KeyError, ValueError):
            return None


@lru_cache(maxsize=1 << 14)
def _spelled(value: str, ours: str) -> str:
    return value.removeprefix(ours) if value.startswith(ours) else compact(value)


_LOADING: Final = defaultdict[str, Lock](Lock)
"""By list: who comes while its table is asked for waits for it rather than ask again."""


def table(dataset: Dataset, links: Links, listing: Listing) -> Table:
    """The table of a list in the version that is served, asked for once whoever wants it."""
    with _LOADING[listing.name]:
        return _table(dataset, Links.for_base(links.base), listing, dataset.version())


@lru_cache(maxsize=_KEPT)
def _table(dataset: Dataset, links: Links, listing: Listing, _version: str) -> Table:
    members = [*_rows(dataset, "names", [{"class": term(each)} for each in listing.classes])]
    named = _named((thing, name, language) for thing, _, name, language in members)
    order = {iri: place for place, iri in enumerate(sorted(named))}
    having: dict[str, dict[str, set[int]]] = {facet.name: defaultdict(set) for facet in listing.facets}
    for thing, facet, value in _having(dataset, links, listing, members):
        if thing in order:
            having[facet][value].add(order[thing])
    years = _years(dataset, listing)
    return Table(
        tuple(order),
        tuple(named[iri] for iri in order),
        tuple(map(years.get, order)),
        {facet: _columns(values) for facet, values in having.items()},
    )


def names(dataset: Dataset, things: Iterable[NamedNode]) -> Mapping[str, Names]:
    """What some things are called."""
    return _named(_rows(dataset, "labels", [{"thing": each} for each in things]))


def _columns(values: Mapping[str, set[int]]) -> Mapping[str, Numbers]:
    return {value: array("I", sorted(places)) for value, places in sorted(values.items())}


def _named(rows: Iterable[Sequence[str]]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for thing, name, language in rows:
        known = found.setdefault(thing, {})
        if name:
            known[language] = min(known.get(language, name), name)
    return found


def _years(dataset: Dataset, listing: Listing) -> dict[str, Years]:
    """The years of things; what tells one end alone is taken for both."""
    dates = (*listing.begins, *listing.ends)
    given = [{"class": term(c), "property": term(p)} for c in listing.classes for p in dates]
    found = defaultdict[str, list[int]](list)
    for thing, year in _rows(dataset, "years", given):
        if year:
            found[thing].append(int(year))
    return {thing: (min(years), max(years)) for thing, years in found.items()}


def _having(
    dataset: Dataset, links: Links, listing: Listing, members: Iterable[Sequence[str]]
) -> Iterator[tuple[str, str, str]]:
    """Who has what: thing, facet and value, some perhaps more than once, and some of other lists."""
    spelling = Spelling(links)
    own, pointing = _wanted(listing, "properties"), _wanted(listing, "sources")
    asked_for = [{"property": term(each)} for each in sorted({*own, *pointing} - {"rdf:type"})]
    for subject, iri, object_ in _rows(dataset, "pairs", asked_for):
        property_ = spelling.of(iri)
        for thing, value, facets in ((subject, object_, own), (object_, subject, pointing)):
            for facet in facets.get(property_, ()):
                spelled = property_ if facet.role else spelling.of(value)
                if not facet.of or spelled.startswith(f"{facet.of}/"):
                    yield thing, facet.name, spelled
    for facet in own.get("rdf:type", ()):
        yield from ((thing, facet.name, spelling.of(class_)) for thing, class_, *_ in members)


def _wanted(listing: Listing, side: Literal["properties", "sources"]) -> Mapping[str, list[Facet]]:
    """For each property, on one side of which the thing stands, the facets that want to know."""
    found = defaultdict[str, list[Facet]](list)
    for facet in listing.facets:
        for each in facet.properties if side == "properties" else facet.sources:
            found[each].append(facet)
    return found


def _rows(dataset: Dataset, name: str, given: Sequence[Mapping[str, Bound]]) -> Iterator[list[str]]:
    """The solutions of one of our queries as text; a table of many is read fastest so."""
    if given:
        answer = dataset.answer(Question(asked(_HERE, name, *given)), {Kind.SOLUTIONS: _CSV})
        lines = csv.reader(StringIO(b"".join(answer.blocks).decode(), newline=""))
        next(lines)
        yield from lines
