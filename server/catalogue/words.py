"""The vocabularies in which collections of data are described, and how a statement in them is made."""

from collections.abc import Iterator
from types import MappingProxyType
from typing import Final

from pyoxigraph import Literal, NamedNode, Triple

from kg.dataset import Format
from kg.terms import PREFIXES

NAMESPACES: Final = MappingProxyType(
    {
        "adms": "http://www.w3.org/ns/adms#",
        "dcat": "http://www.w3.org/ns/dcat#",
        "formats": "http://www.w3.org/ns/formats/",
        "sd": "http://www.w3.org/ns/sparql-service-description#",
        "spdx": "http://spdx.org/rdf/terms#",
    }
)
"""Prefix to namespace of what the graph itself does not use."""

_FORMATS: Final = MappingProxyType(
    {
        "json": "SPARQL_Results_JSON",
        "xml": "SPARQL_Results_XML",
        "csv": "SPARQL_Results_CSV",
        "tsv": "SPARQL_Results_TSV",
        "ttl": "Turtle",
        "nt": "N-Triples",
        "jsonld": "JSON-LD",
        "rdf": "RDF_XML",
        "trig": "TriG",
        "nq": "N-Quads",
    }
)

Value = NamedNode | Literal


def word(curie: str) -> NamedNode:
    """A term of these vocabularies or of those of the graph.

    >>> word("void:triples")
    <NamedNode value=http://rdfs.org/ns/void#triples>
    """
    prefix, _, name = curie.partition(":")
    return NamedNode((NAMESPACES.get(prefix) or PREFIXES[prefix]) + name)


def format_word(form: Format) -> NamedNode:
    """What the W3C calls a format.

    >>> from kg.dataset import RESULT_FORMATS
    >>> format_word(RESULT_FORMATS[0])
    <NamedNode value=http://www.w3.org/ns/formats/SPARQL_Results_JSON>
    """
    return word(f"formats:{_FORMATS[form.name]}")


def stated(subject: NamedNode, *said: tuple[str, Value]) -> Iterator[Triple]:
    """What is said of one node, property by property."""
    return (Triple(subject, word(name), value) for name, value in said)
