"""The list of the documents: what each names and says, in the order that a reader wants."""

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Final

from kg.dataset import Row
from kg.errors import BadParameter
from kg.model import Ref
from server.asking import asked, node, number, words
from server.config import Service
from server.language import gettext
from server.links import UnknownThing
from server.reading.layers import LAYERS
from server.structured import Described, about

_HERE: Final = Path(__file__).resolve().parent
_LONGEST: Final = 100
"""Documents on a page."""

_KINDS: Final = tuple(layer for layer in LAYERS if layer.kinds)
SORTS: Final = ("title", "type", "years", *(layer.name for layer in _KINDS), "claims")
"""What the list can be sorted by; numbers come with the greatest first."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A document with its years and, layer by layer, how many things it names."""

    name: str
    title: str
    type: str
    language: str
    years: tuple[int, int] | None
    named: tuple[int, ...]
    claims: int
    reading: str

    @property
    def span(self) -> str:
        """The years in which what it dates happened."""
        return "–".join(map(str, dict.fromkeys(self.years or ())))


@dataclass(frozen=True, slots=True)
class Column:
    """A heading that leads to the list in its order, `sorted` where that is so already."""

    title: str
    href: str
    sorted: bool
    number: bool


@dataclass(frozen=True, slots=True)
class DocumentsPage:
    """What the template of the list shows."""

    documents: tuple[Entry, ...]
    columns: tuple[Column, ...]
    total: int
    table: str
    structured: Described
    earlier: str = ""
    later: str = ""


def documents_page(service: Service, sort: str = "title", page: int = 1) -> DocumentsPage:
    """One page of the list in some order."""
    found, links = entries(service, sort), service.links
    last = max(1, -(-len(found) // _LONGEST))
    if page > last:
        raise UnknownThing(f"The list of documents has no page {page}; the last is {last}.")
    return DocumentsPage(
        documents=tuple(found[(page - 1) * _LONGEST : page * _LONGEST]),
        columns=tuple(_columns(service, sort)),
        total=len(found),
        table=links.documents("csv", sort=sort),
        structured=_structured(service, found),
        earlier=links.documents(sort=sort, page=str(page - 1)) if page > 1 else "",
        later=links.documents(sort=sort, page=str(page + 1)) if page < last else "",
    )


def table(found: Iterable[Entry]) -> str:
    """The list as CSV."""
    output = StringIO()
    writer = csv.writer(output)
    writer.writerow(
        ["name", "title", "type", "language", "from", "to", *(each.name for each in _KINDS), "claims"]
    )
    for each in found:
        writer.writerow(
            [
                each.name,
                each.title,
                each.type,
                each.language,
                *(each.years or ("", "")),
                *each.named,
                each.claims,
            ]
        )
    return output.getvalue()


def entries(service: Service, sort: str = "title") -> list[Entry]:
    """Every document in some order, those that are alike by title."""
    if sort not in SORTS:
        raise BadParameter(f"sort is {sort[:40]!r}; it must be one of {', '.join(SORTS)}.", parameter="sort")
    place = SORTS.index(sort)
    found = _entries(service)
    match sort:
        case "title":
            return found
        case "type":
            return sorted(found, key=lambda each: each.type)
        case "years":
            return sorted(found, key=lambda each: each.years or (9999, 9999))
        case "claims":
            return sorted(found, key=lambda each: -each.claims)
    return sorted(found, key=lambda each: -each.named[place - SORTS.index(_KINDS[0].name)])


def _entries(service: Service) -> list[Entry]:
    claims, named, years = _claims(service), _named(service), _years(service)
    found = []
    for row in service.dataset.select(asked(_HERE, "documents")).rows:
        iri = node(row, "document").value
        ref = service.links.ref(iri)
        name = ref.slug if ref else iri
        found.append(
            Entry(
                name=name,
                title=words(row, "title"),
                type=words(row, "type"),
                language=words(row, "language"),
                years=years.get(name),
                named=tuple(sum(named[iri][kind] for kind in layer.kinds) for layer in _KINDS),
                claims=claims.get(name, 0),
                reading=service.links.reading(ref.slug) if ref else "",
            )
        )
    return found


def _claims(service: Service) -> dict[str, int]:
    """By the name of a document, how many claims it makes beside naming things."""
    rows = service.dataset.select(asked(_HERE, "said")).rows
    return {_graph(service, row): number(row, "claims") - number(row, "mentions") for row in rows}


def _graph(service: Service, row: Row) -> str:
    """The name of the document whose graph a row is about."""
    ref = service.links.ref(node(row, "graph").value)
    return ref.slug if ref else ""


def _years(service: Service) -> dict[str, tuple[int, int]]:
    """By the name of a document, the first year and the last of what it dates."""
    found: dict[str, set[int]] = defaultdict(set)
    for row in service.dataset.select(asked(_HERE, "years")).rows:
        day = words(row, "first" if words(row, "property").endswith("earliest") else "last")
        found[_graph(service, row)].add(_year(day))
    return {document: (min(years), max(years)) for document, years in found.items()}


def _year(day: str) -> int:
    """The year of an xsd:date, which may be before our era.

    >>> _year("1123-05-31"), _year("-0206-01-01")
    (1123, -206)
    """
    return int(day[:5] if day.startswith("-") else day[:4])


def _named(service: Service) -> defaultdict[str, Counter[str]]:
    """By the IRI of a document, how many things of each kind it names."""
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for row in service.dataset.select(asked(_HERE, "named")).rows:
        found[node(row, "document").value][words(row, "kind")] = number(row, "things")
    return found


def _structured(service: Service, found: Sequence[Entry]) -> Described:
    items = [
        about(
            "ListItem",
            position=place,
            item=about("CreativeWork", service.links.iri(Ref("document", each.name)).value, name=each.title),
        )
        for place, each in enumerate(found[:_LONGEST], start=1)
    ]
    return about("ItemList", numberOfItems=len(found), itemListElement=items)


def _columns(service: Service, sort: str) -> Iterable[Column]:
    titles = {"title": "Title", "type": "Kind", "years": "Years", "claims": "Claims"}
    titles |= {layer.name: layer.title for layer in _KINDS}
    for name in SORTS:
        href = service.links.documents(sort=name)
        yield Column(gettext(titles[name]), href, name == sort, number=name not in {"title", "type", "years"})
