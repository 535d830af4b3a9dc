"""What things are called on pages."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode, Triple

from kg.dataset import Dataset
from kg.terms import compact, term
from server.language import best, gettext, language
from server.resources.description import labels

NAMING: Final = frozenset({"skos:prefLabel", "skos:altLabel", "rdfs:label"})
"""The properties by which the graph gives names."""

_SCRIPTS: Final = ("zh-hant", "zh-hans", "zh", "zh-latn-pinyin", "zh-latn-wadegile", "en")
"""The order in which names are read."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name in one language or script; `properties` are the IRIs by which the graph gives it."""

    text: str
    language: str
    preferred: bool
    properties: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Spelling:
    """The names of a thing in one language or script, the preferred one first."""

    language: str
    spoken: str
    names: tuple[Name, ...]


def called_by(dataset: Dataset, things: Iterable[NamedNode]) -> dict[str, dict[str, str]]:
    """What each of these is called, by language."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for triple in sorted(labels(dataset, things), key=str):
        if isinstance(triple.subject, NamedNode) and isinstance(triple.object, Literal):
            found[triple.subject.value].setdefault(triple.object.language or "", triple.object.value)
    return found


def spoken(called: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """Of what things are called a name for each, in the reader's language where there is one."""
    return _foreign() | {thing: best(names) for thing, names in called.items()}


def names(facts: Iterable[Triple]) -> tuple[Name, ...]:
    """Every name of a thing once, those in the reader's language first, the preferred before the others."""
    given: dict[tuple[str, str], list[str]] = defaultdict(list)
    for each in facts:
        if isinstance(each.object, Literal) and compact(each.predicate.value) in NAMING:
            given[each.object.value, each.object.language or ""].append(each.predicate.value)
    order = {tag: place for place, tag in enumerate((language().labels[0], *_SCRIPTS))}
    found = (_name(text, tag, properties) for (text, tag), properties in given.items())
    return tuple(
        sorted(found, key=lambda name: (order.get(name.language, 99), not name.preferred, name.text))
    )


def spellings(called: Iterable[Name]) -> tuple[Spelling, ...]:
    """Names by language and script, in the order of their first ones."""
    by_language: dict[str, list[Name]] = defaultdict(list)
    for each in called:
        by_language[each.language].append(each)
    scripts = _scripts()
    return tuple(Spelling(tag, scripts.get(tag, tag), tuple(found)) for tag, found in by_language.items())


def _name(text: str, tag: str, properties: Iterable[str]) -> Name:
    by = tuple(sorted(properties))
    preferred = term("skos:prefLabel").value in by or term("skos:altLabel").value not in by
    return Name(text, tag, preferred, by)


def _scripts() -> Mapping[str, str]:
    return {
        "en": gettext("English"),
        "zh": gettext("Chinese"),
        "zh-hant": gettext("Traditional"),
        "zh-hans": gettext("Simplified"),
        "zh-latn-pinyin": gettext("Pinyin"),
        "zh-latn-wadegile": gettext("Wade–Giles"),
        "": gettext("Name"),
    }


def _foreign() -> dict[str, str]:
    """Terms of others, whose own labels are not in the graph."""
    words = {
        "rdf:type": gettext("is a"),
        "rdf:subject": gettext("subject"),
        "rdf:predicate": gettext("property"),
        "rdf:object": gettext("value"),
        "owl:sameAs": gettext("same as"),
        "skos:closeMatch": gettext("close to"),
        "skos:prefLabel": gettext("name"),
        "skos:altLabel": gettext("another name"),
        "skos:note": gettext("note"),
        "skos:scopeNote": gettext("on the name"),
        "dcterms:source": gettext("source"),
        "dcterms:title": gettext("title"),
        "dcterms:language": gettext("language"),
        "dcterms:type": gettext("type of text"),
        "dcterms:license": gettext("licence"),
        "dcterms:isPartOf": gettext("part of"),
        "dcterms:creator": gettext("by whom"),
        "dcterms:created": gettext("when"),
        "dcterms:description": gettext("description"),
        "dcterms:identifier": gettext("identifier"),
        "oa:hasSource": gettext("source"),
        "oa:hasSelector": gettext("selector"),
        "prov:wasGeneratedBy": gettext("made by"),
        "prov:wasAssociatedWith": gettext("carried out by"),
        "wgs84:lat": gettext("latitude"),
        "wgs84:long": gettext("longitude"),
        "geo:hasGeometry": gettext("geometry"),
    }
    return {term(curie).value: word for curie, word in words.items()}
