"""The list of the documents that the graph was read from."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kg.dataset import Row
from server.asking import asked, node, number, words
from server.config import Service

_HERE: Final = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """A document in a list."""

    title: str
    type: str
    claims: int
    reading: str


@dataclass(frozen=True, slots=True)
class DocumentsPage:
    """What the template of the list shows."""

    documents: tuple[DocumentEntry, ...]


def documents_page(service: Service) -> DocumentsPage:
    """Every document by title."""
    rows = service.dataset.select(asked(_HERE, "documents")).rows
    return DocumentsPage(tuple(_entry(service, row) for row in rows))


def _entry(service: Service, row: Row) -> DocumentEntry:
    ref = service.links.ref(node(row, "document").value)
    reading = service.links.reading(ref.slug) if ref else ""
    return DocumentEntry(words(row, "title"), words(row, "type"), number(row, "claims"), reading)
