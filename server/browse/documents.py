"""The documents: a list of them, and each as a text to read with what it names marked."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final

from kg.dataset import Row
from kg.model import Ref
from server.asking import asked, node, number, words
from server.config import Service
from server.links import UnknownThing
from server.quoting import outermost

_HERE: Final = Path(__file__).resolve().parent
_LONGEST_HEADING: Final = 100


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


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text; `href` leads to what it names, `anchors` are the passages that begin with it."""

    text: str
    href: str = ""
    title: str = ""
    anchors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line of a text; a short one that ends without a mark is taken for a heading."""

    runs: tuple[Run, ...]
    heading: bool


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """What the template of a text shows; a first line that repeats the title is left out."""

    title: str
    language: str
    type: str
    source: str
    licence: str
    paragraphs: tuple[Paragraph, ...]
    about: str
    told: str


def documents_page(service: Service) -> DocumentsPage:
    """Every document by title."""
    rows = service.dataset.select(asked(_HERE, "documents")).rows
    return DocumentsPage(tuple(_entry(service, row) for row in rows))


def document_page(service: Service, name: str) -> DocumentPage:
    """The text of one document."""
    document = {"document": service.links.iri(Ref("document", name))}
    found = service.dataset.select(asked(_HERE, "text", document)).rows
    if not found:
        raise UnknownThing(f"No document is called {name[:80]!r}; the list of documents has all of them.")
    row = found[0]
    mentions = service.dataset.select(asked(_HERE, "mentions", document)).rows
    cited = [number(each, "start") for each in service.dataset.select(asked(_HERE, "cited", document)).rows]
    runs = _runs(words(row, "text"), _marks(service, mentions), cited)
    return DocumentPage(
        title=words(row, "title"),
        language=words(row, "language"),
        type=words(row, "type"),
        source=words(row, "source"),
        licence=words(row, "licence"),
        paragraphs=tuple(_paragraphs(runs, words(row, "title"))),
        about=service.links.page(Ref("document", name)),
        told=service.links.question("document-told", document=f"id/document/{name}"),
    )


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    href: str
    title: str


def _entry(service: Service, row: Row) -> DocumentEntry:
    ref = service.links.ref(node(row, "document").value)
    reading = service.links.reading(ref.slug) if ref else ""
    return DocumentEntry(words(row, "title"), words(row, "type"), number(row, "claims"), reading)


def _marks(service: Service, rows: Iterable[Row]) -> list[_Mark]:
    """One mark for each stretch that names something, the longest where several overlap."""
    by_span = {
        (number(row, "start"), number(row, "end")): (
            service.links.href(node(row, "thing").value),
            words(row, "name"),
        )
        for row in rows
    }
    return [_Mark(start, end, *by_span[start, end]) for start, end in outermost(by_span)]


def _runs(text: str, marks: list[_Mark], cited: list[int]) -> Iterator[Run]:
    """The text cut where a mark begins or ends and where a cited passage begins."""
    by_start = {mark.start: mark for mark in marks}
    inside = {at for mark in marks for at in range(mark.start + 1, mark.end)}
    cuts = sorted({0, len(text), *cited, *by_start, *(mark.end for mark in marks)} - inside)
    for start, end in pairwise(cuts):
        mark = by_start.get(start)
        anchors = tuple(f"c{at}" for at in cited[bisect_left(cited, start) : bisect_left(cited, end)])
        yield Run(text[start:end], mark.href if mark else "", mark.title if mark else "", anchors)


def _paragraphs(runs: Iterable[Run], title: str) -> Iterator[Paragraph]:
    """Runs line by line."""
    line: list[Run] = []
    for run in runs:
        first, *others = run.text.split("\n")
        line.append(Run(first, run.href, run.title, run.anchors))
        for other in others:
            yield from _line(line, title)
            line = [Run(other, run.href, run.title)]
    yield from _line(line, title)


def _line(line: list[Run], title: str) -> Iterator[Paragraph]:
    text = "".join(run.text for run in line).strip()
    if text and text != title:
        heading = len(text) < _LONGEST_HEADING and text[0].isupper() and text[-1].isalnum()
        yield Paragraph(tuple(run for run in line if run.text or run.anchors), heading)
