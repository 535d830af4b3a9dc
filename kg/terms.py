"""The namespaces and vocabulary terms that the graph is written in."""

from functools import cache, lru_cache
from types import MappingProxyType
from typing import Final

from pyoxigraph import NamedNode

CY: Final = "https://w3id.org/chanyuan/ontology#"

PREFIXES: Final = MappingProxyType(
    {
        "crm": "http://www.cidoc-crm.org/cidoc-crm/",
        "cy": CY,
        "cys": "https://w3id.org/chanyuan/shapes#",
        "dcterms": "http://purl.org/dc/terms/",
        "foaf": "http://xmlns.com/foaf/0.1/",
        "geo": "http://www.opengis.net/ont/geosparql#",
        "hydra": "http://www.w3.org/ns/hydra/core#",
        "oa": "http://www.w3.org/ns/oa#",
        "owl": "http://www.w3.org/2002/07/owl#",
        "prov": "http://www.w3.org/ns/prov#",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "schema": "https://schema.org/",
        "sf": "http://www.opengis.net/ont/sf#",
        "sh": "http://www.w3.org/ns/shacl#",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "time": "http://www.w3.org/2006/time#",
        "void": "http://rdfs.org/ns/void#",
        "wgs84": "http://www.w3.org/2003/01/geo/wgs84_pos#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    }
)
"""Prefix to namespace, as declared in every query, export and page."""


@cache
def term(curie: str) -> NamedNode:
    """The vocabulary term that a compact name stands for.

    >>> term("cy:rulerOf")
    <NamedNode value=https://w3id.org/chanyuan/ontology#rulerOf>

    Raises KeyError when the prefix is not one of `PREFIXES`.
    """
    prefix, _, name = curie.partition(":")
    return NamedNode(PREFIXES[prefix] + name)


@lru_cache(maxsize=1 << 12)
def compact(iri: str) -> str:
    """The compact name of a vocabulary term, or the IRI itself where no prefix fits.

    >>> compact("http://www.w3.org/2004/02/skos/core#prefLabel")
    'skos:prefLabel'
    """
    for prefix, namespace in PREFIXES.items():
        name = iri.removeprefix(namespace)
        if name != iri and name.replace("_", "").replace("-", "").isalnum():
            return f"{prefix}:{name}"
    return iri
