"""The table of a list, asked of a version: all of it, or some things alone."""

import csv
from array import array
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from itertools import product
from pathlib import Path
from typing import Final, Literal

from pyoxigraph import NamedNode

from kg import queries
from kg.dataset import RESULT_FORMATS, Dataset, Kind, Question
from kg.queries import Bound
from kg.tables.listings import Facet, Listing
from kg.tables.table import Numbers, Table, Years, spelled
from kg.terms import term

_HERE: Final = Path(__file__).resolve().parent
_CSV: Final = RESULT_FORMATS[2]

Rows = Iterable[Sequence[str]]
"""Solutions as text; a table of many is read fastest so."""


def asked(dataset: Dataset, base: str, listing: Listing, among: Collection[str] | None = None) -> Table:
    """The table of a list; with `among` of those of these things alone that are on it."""
    source = _Whole(dataset, listing) if among is None else _Some(dataset, listing, among)
    members = [*source.members()]
    things = {iri: place for place, iri in enumerate(sorted({each[0] for each in members}))}
    having: dict[str, dict[str, set[int]]] = {facet.name: defaultdict(set) for facet in listing.facets}
    for thing, facet, value in _having(source.pairs([*things]), base, listing, members):
        if thing in things:
            having[facet][value].add(things[thing])
    years = _years(source.years([*things]))
    return Table(
        tuple(things),
        _names(members, things),
        tuple(map(years.get, things)),
        {facet: _columns(values) for facet, values in having.items()},
    )


@dataclass(frozen=True, slots=True)
class _Whole:
    """All that a list is made of."""

    dataset: Dataset
    listing: Listing

    def members(self) -> Rows:
        """Thing, class, name and its language."""
        return _rows(self.dataset, "names", ({"class": term(each)} for each in self.listing.classes))

    def pairs(self, _things: Sequence[str]) -> Rows:
        """Subject, property and object of what facets look at."""
        return _rows(self.dataset, "pairs", ({"property": each} for each in _joining(self.listing)))

    def years(self, _things: Sequence[str]) -> Rows:
        """Thing and year."""
        classes, dates = map(term, self.listing.classes), _dating(self.listing)
        given = ({"class": each, "property": date} for each, date in product(classes, dates))
        return _rows(self.dataset, "years", given)


@dataclass(frozen=True, slots=True)
class _Some:
    """The same of some things."""

    dataset: Dataset
    listing: Listing
    among: Collection[str]

    def members(self) -> Rows:
        """Thing, class, name and its language, of those that are on the list."""
        classes = {term(each).value for each in self.listing.classes}
        given = ({"thing": NamedNode(each)} for each in sorted(self.among))
        return (row for row in _rows(self.dataset, "names-of", given) if row[1] in classes)

    def pairs(self, things: Sequence[str]) -> Rows:
        """Subject, property and object of what facets look at."""
        given = product(map(NamedNode, things), _joining(self.listing))
        return _rows(self.dataset, "pairs-of", ({"thing": each, "property": name} for each, name in given))

    def years(self, things: Sequence[str]) -> Rows:
        """Thing and year."""
        given = product(map(NamedNode, things), _dating(self.listing))
        return _rows(self.dataset, "years-of", ({"thing": each, "property": name} for each, name in given))


def _joining(listing: Listing) -> list[NamedNode]:
    """The properties between things that facets look at."""
    names = {name for each in listing.facets for name in (*each.properties, *each.sources)}
    return [term(each) for each in sorted(names - {"rdf:type"})]


def _dating(listing: Listing) -> list[NamedNode]:
    return [term(each) for each in (*listing.begins, *listing.ends)]


def _names(members: Rows, things: Mapping[str, int]) -> Mapping[str, tuple[str, ...]]:
    """A column for each language, with the first name in it."""
    columns: dict[str, list[str]] = {}
    for thing, _, name, language in members:
        if name:
            column = columns.setdefault(language, [""] * len(things))
            place = things[thing]
            column[place] = min(column[place] or name, name)
    return {language: tuple(columns[language]) for language in sorted(columns)}


def _columns(values: Mapping[str, set[int]]) -> Mapping[str, Numbers]:
    return {value: array("I", sorted(places)) for value, places in sorted(values.items())}


def _years(rows: Rows) -> dict[str, Years]:
    """The years of things; what tells one end alone is taken for both."""
    found = defaultdict[str, list[int]](list)
    for thing, year in rows:
        if year:
            found[thing].append(int(year))
    return {thing: (min(years), max(years)) for thing, years in found.items()}


def _having(pairs: Rows, base: str, listing: Listing, members: Rows) -> Iterator[tuple[str, str, str]]:
    """Who has what: thing, facet and value, some perhaps more than once, and some of other lists."""
    own, pointing = _wanted(listing, "properties"), _wanted(listing, "sources")
    for subject, iri, object_ in pairs:
        property_ = spelled(iri, base)
        for thing, value, facets in ((subject, object_, own), (object_, subject, pointing)):
            for facet in facets.get(property_, ()):
                told = property_ if facet.role else spelled(value, base)
                if not facet.of or told.startswith(f"{facet.of}/"):
                    yield thing, facet.name, told
    for facet in own.get("rdf:type", ()):
        yield from ((thing, facet.name, spelled(class_, base)) for thing, class_, *_ in members)


def _wanted(listing: Listing, side: Literal["properties", "sources"]) -> Mapping[str, list[Facet]]:
    """For each property, on one side of which the thing stands, the facets that want to know."""
    found = defaultdict[str, list[Facet]](list)
    for facet in listing.facets:
        for each in facet.properties if side == "properties" else facet.sources:
            found[each].append(facet)
    return found


def _rows(dataset: Dataset, name: str, given: Iterable[Mapping[str, Bound]]) -> Iterator[list[str]]:
    """The solutions of one of our queries."""
    bound = [*given]
    if bound:
        text = queries.load(name, _HERE).bound(*bound)
        answer = dataset.answer(Question(text), {Kind.SOLUTIONS: _CSV})
        lines = csv.reader(StringIO(b"".join(answer.blocks).decode(), newline=""))
        next(lines)
        yield from lines
