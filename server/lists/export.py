"""A list for programs: a page of it as JSON or RDF, all of it as a table."""

import csv
from io import StringIO
from pathlib import Path
from typing import Final, TypedDict

from pyoxigraph import NamedNode, serialize

from kg.dataset import Format
from kg.dataset.local import RDF
from kg.terms import PREFIXES
from server.asking import asked
from server.config import Service
from server.links import Links
from server.lists.choosing import counts
from server.lists.listed import Listed, having
from server.lists.spelling import Spelling

_HERE: Final = Path(__file__).resolve().parent
_SEPARATOR: Final = " | "


class ListedThing(TypedDict):
    """A thing as a program reads it; a year is None where none is known."""

    iri: str
    names: dict[str, str]
    first: int | None
    last: int | None
    page: str


class ListedPart(TypedDict):
    """A part of a list as a program reads it; the counts follow what was chosen for the other facets."""

    name: str
    total: int
    page: int
    pages: int
    things: list[ListedThing]
    facets: dict[str, dict[str, int]]


def as_json(links: Links, part: Listed) -> ListedPart:
    """One page, and the counts of the facets."""
    wish = part.wish
    return {
        "name": wish.listing.name,
        "total": len(part.places),
        "page": wish.page,
        "pages": part.pages,
        "things": [_thing(links, part, place) for place in part.shown],
        "facets": {each.name: dict(counts(part.table, wish, each.name)) for each in wish.listing.facets},
    }


def as_csv(links: Links, part: Listed) -> str:
    """Everything that was asked for, a row each, several values in a cell with a bar between them."""
    facets, table = [each.name for each in part.wish.listing.facets], part.table
    held = {facet: having(table, facet, part.places) for facet in facets}
    spelling, written = Spelling(links), StringIO()
    rows = csv.writer(written)
    rows.writerow(["iri", "name", "chinese", "first", "last", *facets])
    for place in part.places:
        names = table.called(place)
        chinese = names.get("zh-hant", names.get("zh", ""))
        cells = [_SEPARATOR.join(map(spelling.whole, held[facet][place])) for facet in facets]
        first, last = table.years[place] or ("", "")
        rows.writerow([table.things[place], names.get("en", chinese), chinese, first, last, *cells])
    return written.getvalue()


def as_rdf(service: Service, part: Listed, form: Format) -> bytes:
    """The classes and names of the things on one page."""
    rows = [{"thing": NamedNode(part.table.things[place])} for place in part.shown]
    triples = service.dataset.construct(asked(_HERE, "described", *rows)) if rows else []
    return serialize(sorted(triples, key=str), format=RDF[form.name], prefixes=dict(PREFIXES)) or b""


def _thing(links: Links, part: Listed, place: int) -> ListedThing:
    iri, span = part.table.things[place], part.table.years[place]
    return {
        "iri": iri,
        "names": dict(part.table.called(place)),
        "first": span[0] if span else None,
        "last": span[1] if span else None,
        "page": links.public(links.href(iri)),
    }
