"""The JSON-LD context of the vocabulary: our prefixes, and every term under its short name."""

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from typing import Final

from pyoxigraph import NamedNode, RdfFormat, parse

from kg.resources import folder
from kg.terms import CY, PREFIXES, compact, term

Definition = str | dict[str, str]
"""What a short name stands for, and how its values are read."""

_NAMES: Final[Mapping[str, Definition]] = {
    "id": "@id",
    "type": "@type",
    "label": {"@id": "rdfs:label", "@container": "@language"},
    "prefLabel": {"@id": "skos:prefLabel", "@container": "@language"},
    "altLabel": {"@id": "skos:altLabel", "@container": "@language"},
}
"""Names of others that every description uses."""


@cache
def context() -> Mapping[str, Mapping[str, Definition | float]]:
    """The context as a document, generated from the ontology."""
    stated = _stated()
    terms = {name: _defined(name, stated) for name in sorted(stated) if name not in PREFIXES}
    return {"@context": {"@version": 1.1, **PREFIXES, **_NAMES, **terms}}


def _stated() -> dict[str, dict[str, set[str]]]:
    """For each of our terms by short name, its types and ranges by compact name."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for triple in parse(path=folder("ontology") / "chanyuan.ttl", format=RdfFormat.TURTLE):
        if isinstance(triple.subject, NamedNode) and triple.subject.value.startswith(CY):
            name = triple.subject.value.removeprefix(CY)
            if isinstance(triple.object, NamedNode):
                found[name][compact(triple.predicate.value)].add(compact(triple.object.value))
    return found


def _defined(name: str, stated: Mapping[str, Mapping[str, set[str]]]) -> Definition:
    said = stated[name]
    ranges = said.get("rdfs:range", set())
    if "owl:ObjectProperty" in said["rdf:type"]:
        return {"@id": f"cy:{name}", "@type": "@vocab" if ranges & _listed(stated) else "@id"}
    datatypes = sorted(each for each in ranges if each.startswith("xsd:") and each != "xsd:string")
    if datatypes:
        return {"@id": f"cy:{name}", "@type": term(datatypes[0]).value}
    return f"cy:{name}"


def _listed(stated: Mapping[str, Mapping[str, set[str]]]) -> set[str]:
    """The classes whose members the vocabulary itself names, so that a short name is a value."""
    values = (each["rdf:type"] for each in stated.values() if "owl:NamedIndividual" in each["rdf:type"])
    return set().union(*values)
