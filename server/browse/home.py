"""The first page: what the graph holds, in numbers and a picture, and where to begin reading."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from kg import queries
from kg.dataset import Row
from kg.terms import compact, term
from server.asking import asked, node, number, words
from server.browse.story import Story, stories
from server.config import Service
from server.dates import dated
from server.drawing import begun
from server.language import best
from server.memory import of_version

_HERE: Final = Path(__file__).resolve().parent
_BEGINNING: Final = (
    *("betrayals", "treaty-terms", "treaties-broken", "tribute"),
    *("turncoats", "fates", "rulers", "disagreements"),
)
"""The questions that somebody who is new here may ask, by name."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A thing to begin with; `beside` is its name in the other script."""

    name: str
    beside: str
    date: str
    href: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """Things of one sort that the documents speak of most, how many there are, and where all of them are."""

    title: str
    count: int
    href: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A text that the graph was read from."""

    title: str
    claims: int
    href: str


@dataclass(frozen=True, slots=True)
class HomePage:
    """What the template of the first page shows; the picture is there for each width of screen."""

    claims: int
    documents: tuple[Document, ...]
    stories: tuple[Story, ...]
    shelves: tuple[Shelf, ...]
    questions: tuple[queries.Query, ...]
    every_question: int
    version: str


@dataclass(frozen=True, slots=True)
class _Plan:
    """A shelf to be filled: the list of all, its titles, and its classes."""

    listing: str
    titles: Mapping[str, str]
    classes: tuple[str, ...]


@of_version
def home_page(service: Service) -> HomePage:
    """The first page of the version that is served; made once, as it counts the whole store."""
    counts = _counts(service)
    known = {each.name: each for each in queries.all()}
    return HomePage(
        claims=counts.get("cy:Claim", 0),
        documents=_documents(service),
        stories=stories(service),
        shelves=tuple(_shelf(service, plan, counts) for plan in _plans()),
        questions=tuple(known[name] for name in _BEGINNING),
        every_question=len(known),
        version=service.dataset.version(),
    )


def _counts(service: Service) -> Mapping[str, int]:
    rows = service.dataset.select(asked(_HERE, "counts")).rows
    return {compact(words(row, "class")): number(row, "count") for row in rows}


def _documents(service: Service) -> tuple[Document, ...]:
    rows = service.dataset.select(asked(_HERE, "sources")).rows
    return tuple(Document(words(row, "title"), number(row, "claims"), _reading(service, row)) for row in rows)


def _reading(service: Service, row: Row) -> str:
    ref = service.links.ref(node(row, "document").value)
    return service.links.reading(ref.slug) if ref else ""


def _shelf(service: Service, plan: _Plan, counts: Mapping[str, int]) -> Shelf:
    text = asked(_HERE, "entries", *({"class": term(curie)} for curie in plan.classes))
    told_most_of = sorted(service.dataset.select(text).rows, key=lambda row: begun(words(row, "first")))
    return Shelf(
        best(plan.titles),
        sum(counts.get(curie, 0) for curie in plan.classes),
        service.links.things(plan.listing),
        tuple(_entry(service, row) for row in told_most_of),
    )


def _entry(service: Service, row: Row) -> Entry:
    thing = node(row, "thing")
    called = {"en": words(row, "name"), "zh-hant": words(row, "chineseName")}
    known = {tag: name for tag, name in called.items() if name}
    name = best(known, default=thing.value.rpartition("/")[2])
    beside = next((each for each in known.values() if each != name), "")
    return Entry(name, beside, dated(words(row, "date")), service.links.href(thing.value))


@cache
def _plans() -> tuple[_Plan, ...]:
    said = tomllib.loads((_HERE / "shelves.toml").read_text(encoding="utf-8"))
    return tuple(
        _Plan(name, {tag.lower(): title for tag, title in each["title"].items()}, tuple(each["classes"]))
        for name, each in said.items()
    )
