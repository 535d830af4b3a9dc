"""What things are called on pages."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode, Triple

from kg.dataset import Dataset
from kg.terms import compact, term
from server.resources.description import labels

NAMING: Final = frozenset({"skos:prefLabel", "skos:altLabel", "rdfs:label"})
"""The properties by which the graph gives names."""

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
    """A name in one language or script; `properties` are the IRIs by which the graph gives it."""

    text: str
    language: str
    spoken: str
    preferred: bool
    properties: tuple[str, ...]


def spoken(dataset: Dataset, things: Iterable[NamedNode]) -> dict[str, str]:
    """A name for each of these, the English one where there are several."""
    known = {term(curie).value: words for curie, words in _SPOKEN.items()}
    for triple in sorted(labels(dataset, things), key=_english_last):
        if isinstance(triple.subject, NamedNode) and isinstance(triple.object, Literal):
            known[triple.subject.value] = triple.object.value
    return known


def names(facts: Iterable[Triple]) -> tuple[Name, ...]:
    """Every name of a thing once, preferred ones first, in the order of `LANGUAGES`."""
    given: dict[tuple[str, str], list[str]] = defaultdict(list)
    for each in facts:
        if isinstance(each.object, Literal) and compact(each.predicate.value) in NAMING:
            given[each.object.value, each.object.language or ""].append(each.predicate.value)
    order = {language: place for place, language in enumerate(LANGUAGES)}
    found = (_name(text, language, properties) for (text, language), properties in given.items())
    return tuple(
        sorted(found, key=lambda name: (not name.preferred, order.get(name.language, 99), name.text))
    )


def _name(text: str, language: str, properties: Iterable[str]) -> Name:
    by = tuple(sorted(properties))
    preferred = term("skos:prefLabel").value in by or term("skos:altLabel").value not in by
    return Name(text, language, LANGUAGES.get(language, language), preferred, by)


def _english_last(triple: Triple) -> tuple[bool, str]:
    language = triple.object.language if isinstance(triple.object, Literal) else ""
    return language == "en", str(triple.object)
