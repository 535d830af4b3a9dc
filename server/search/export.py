"""What was found, for programs: as JSON, as a table, as RDF."""

import csv
from io import StringIO
from pathlib import Path
from typing import Final, TypedDict

from pyoxigraph import NamedNode, serialize

from kg.dataset import Format
from kg.dataset.local import RDF
from kg.search import FoundPassage, FoundThing
from kg.terms import PREFIXES
from server.asking import asked
from server.config import Service
from server.links import Links
from server.search.searching import Searched

_HERE: Final = Path(__file__).resolve().parent
_COLUMNS: Final = ("iri", "name", "chinese", "matched", "fit", "classes", "facts", "page")


class ToldThing(TypedDict):
    """A thing as a program reads it."""

    iri: str
    name: str
    chinese: str
    matched: str
    fit: str
    classes: list[str]
    facts: int
    page: str


class ToldPassage(TypedDict):
    """A passage as a program reads it: offsets in the document, those of the marks in the passage."""

    document: str
    title: str
    start: int
    end: int
    text: str
    marks: list[list[int]]
    page: str


class Told(TypedDict):
    """An answer as a program reads it."""

    query: str
    version: int
    complete: bool
    things: list[ToldThing]
    passages: list[ToldPassage]


def as_json(links: Links, found: Searched) -> Told:
    """All of it."""
    return {
        "query": found.typed,
        "version": found.version,
        "complete": found.complete and not found.cut_short,
        "things": [_thing(links, each) for each in found.things],
        "passages": [_passage(links, each) for each in found.passages],
    }


def as_csv(links: Links, found: Searched) -> str:
    """The things, a row each."""
    written = StringIO()
    rows = csv.DictWriter(written, _COLUMNS)
    rows.writeheader()
    for each in found.things:
        rows.writerow({**_thing(links, each), "classes": " ".join(each.thing.classes)})
    return written.getvalue()


def as_rdf(service: Service, found: Searched, form: Format) -> bytes:
    """The classes and names of the things."""
    rows = [{"thing": NamedNode(each.thing.iri)} for each in found.things]
    triples = service.dataset.construct(asked(_HERE, "described", *rows)) if rows else []
    return serialize(sorted(triples, key=str), format=RDF[form.name], prefixes=dict(PREFIXES)) or b""


def _thing(links: Links, found: FoundThing) -> ToldThing:
    return {
        "iri": found.thing.iri,
        "name": found.thing.title,
        "chinese": found.thing.chinese,
        "matched": found.name,
        "fit": found.fit,
        "classes": [*found.thing.classes],
        "facts": found.thing.facts,
        "page": links.public(links.href(found.thing.iri)),
    }


def _passage(links: Links, found: FoundPassage) -> ToldPassage:
    paragraph = found.paragraph
    document = links.ref(paragraph.document)
    return {
        "document": paragraph.document,
        "title": paragraph.title,
        "start": paragraph.start,
        "end": paragraph.start + len(paragraph.text),
        "text": paragraph.text,
        "marks": [[*mark] for mark in found.marks],
        "page": links.public(links.reading(document.slug)) if document else paragraph.document,
    }
