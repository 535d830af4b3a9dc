"""The first page: what the graph holds, in numbers, and where to begin reading."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from kg import queries
from kg.terms import compact, term
from server.asking import asked, node, number, words
from server.browse.documents import DocumentEntry, documents_page
from server.config import Service

_HERE: Final = Path(__file__).resolve().parent

_SHELVES: Final = (
    ("Treaties", "盟約", ("cy:Treaty",)),
    ("Betrayals", "背叛", ("cy:Betrayal",)),
    ("Campaigns, battles and sieges", "戰事", ("cy:Campaign", "cy:Battle", "cy:Siege")),
    ("Persons", "人物", ("cy:Person",)),
    ("States and peoples", "政權與民族", ("cy:Dynasty", "cy:Polity", "cy:People", "cy:Force")),
    ("Places", "地名", ("cy:Place",)),
)
_COUNTED: Final = (
    ("documents", "cy:Document"),
    ("claims", "cy:Claim"),
    ("treaties", "cy:Treaty"),
    ("betrayals", "cy:Betrayal"),
    ("persons", "cy:Person"),
    ("places", "cy:Place"),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A thing to begin with."""

    name: str
    chinese: str
    date: str
    href: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """Things of one sort that the documents speak of."""

    title: str
    chinese: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class HomePage:
    """What the template of the first page shows."""

    counts: tuple[tuple[str, int], ...]
    shelves: tuple[Shelf, ...]
    documents: tuple[DocumentEntry, ...]
    questions: tuple[queries.Query, ...]
    version: str


def home_page(service: Service) -> HomePage:
    """The first page of the version that is served."""
    return _of_version(service, service.dataset.version())


@lru_cache(maxsize=2)
def _of_version(service: Service, version: str) -> HomePage:
    """Computed once for a version, as it counts the whole store."""
    counts = _counts(service)
    return HomePage(
        counts=tuple((name, counts.get(curie, 0)) for name, curie in _COUNTED),
        shelves=tuple(_shelf(service, *shelf) for shelf in _SHELVES),
        documents=documents_page(service).documents,
        questions=queries.all(),
        version=version,
    )


def _counts(service: Service) -> Mapping[str, int]:
    rows = service.dataset.select(asked(_HERE, "counts")).rows
    return {compact(words(row, "class")): number(row, "count") for row in rows}


def _shelf(service: Service, title: str, chinese: str, classes: tuple[str, ...]) -> Shelf:
    text = asked(_HERE, "entries", *({"class": term(curie)} for curie in classes))
    return Shelf(
        title,
        chinese,
        tuple(
            Entry(
                words(row, "name") or words(row, "thing"),
                words(row, "chineseName"),
                words(row, "date"),
                service.links.href(node(row, "thing").value),
            )
            for row in service.dataset.select(text).rows
        ),
    )
