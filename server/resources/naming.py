"""What things are called on pages."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode, Triple

from kg.dataset import Dataset
from kg.terms import term
from server.resources.description import labels

LANGUAGES: Final = {
    "en": "English",
    "zh": "Chinese",
    "zh-hant": "Chinese, traditional",
    "zh-hans": "Chinese, simplified",
    "zh-latn-pinyin": "Pinyin",
    "zh-latn-wadegile": "Wade–Giles",
}

_SPOKEN: Final = {
    "rdf:type": "is a",
    "rdf:subject": "subject",
    "rdf:predicate": "property",
    "rdf:object": "value",
    "owl:sameAs": "same as",
    "skos:note": "note",
    "skos:scopeNote": "on the name",
    "dcterms:source": "source",
    "dcterms:title": "title",
    "dcterms:language": "language",
    "dcterms:type": "type of text",
    "dcterms:license": "licence",
    "oa:hasSource": "source",
    "oa:hasSelector": "selector",
    "prov:wasGeneratedBy": "made by",
    "prov:wasAssociatedWith": "carried out by",
    "wgs84:lat": "latitude",
    "wgs84:long": "longitude",
    "geo:hasGeometry": "geometry",
}
"""Terms of others, whose own labels are not in the graph."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name in one language or script; `preferred` is the one that stands for the thing."""

    text: str
    language: str
    spoken: str
    preferred: bool


def spoken(dataset: Dataset, things: Iterable[NamedNode]) -> dict[str, str]:
    """A name for each of these, the English one where there are several."""
    known = {term(curie).value: words for curie, words in _SPOKEN.items()}
    for triple in sorted(labels(dataset, things), key=_english_last):
        if isinstance(triple.subject, NamedNode) and isinstance(triple.object, Literal):
            known[triple.subject.value] = triple.object.value
    return known


def names(facts: Iterable[Triple]) -> tuple[Name, ...]:
    """Every name of a thing once, preferred ones first, in the order of `LANGUAGES`."""
    kinds = {term("skos:prefLabel"): True, term("skos:altLabel"): False}
    found = {
        Name(each.object.value, language, LANGUAGES.get(language, language), kinds[each.predicate])
        for each in facts
        if each.predicate in kinds and isinstance(each.object, Literal)
        for language in [each.object.language or ""]
    }
    order = {language: place for place, language in enumerate(LANGUAGES)}
    return tuple(
        sorted(found, key=lambda name: (not name.preferred, order.get(name.language, 99), name.text))
    )


def _english_last(triple: Triple) -> tuple[bool, str]:
    language = triple.object.language if isinstance(triple.object, Literal) else ""
    return language == "en", str(triple.object)
