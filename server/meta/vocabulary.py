"""The vocabulary as a page: every term with its definition, under an anchor of its own."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pyoxigraph import NamedNode

from kg.dataset import GRAPH_FORMATS, Row
from kg.terms import CY
from server.asking import asked, words
from server.config import Service
from server.wording import Download, Shown, Wording

_HERE: Final = Path(__file__).resolve().parent
_KINDS: Final = (("Class", "Classes"), ("Property", "Properties"), ("Value", "Named values"))


@dataclass(frozen=True, slots=True)
class Defined:
    """A term with its definition and the terms that it stands with."""

    anchor: str
    iri: str
    label: str
    chinese: str
    comment: str
    under: tuple[Shown, ...]
    domain: tuple[Shown, ...]
    range: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class VocabularyPage:
    """What the template of the vocabulary shows: headings with their terms."""

    sections: tuple[tuple[str, tuple[Defined, ...]], ...]
    downloads: tuple[Download, ...]


def vocabulary_page(service: Service) -> VocabularyPage:
    """Every term of the vocabulary that the served version was built with."""
    rows = service.dataset.select(asked(_HERE, "vocabulary")).rows
    wording = Wording(service.links)
    return VocabularyPage(
        tuple(
            (heading, tuple(_defined(wording, row) for row in rows if words(row, "kind") == kind))
            for kind, heading in _KINDS
        ),
        tuple(
            Download(each.title, service.links.ontology(each.name), each.media_type) for each in GRAPH_FORMATS
        ),
    )


def _defined(wording: Wording, row: Row) -> Defined:
    return Defined(
        anchor=words(row, "term").removeprefix(CY),
        iri=words(row, "term"),
        label=words(row, "label"),
        chinese=words(row, "chinese"),
        comment=words(row, "comment"),
        under=_terms(wording, row, "under"),
        domain=_terms(wording, row, "domain"),
        range=_terms(wording, row, "range"),
    )


def _terms(wording: Wording, row: Row, name: str) -> tuple[Shown, ...]:
    return tuple(wording.shown(NamedNode(iri)) for iri in sorted(words(row, name).split()))
