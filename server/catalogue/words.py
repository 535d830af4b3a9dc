"""The vocabularies in which collections of data are described, and how a statement in them is made."""

from collections.abc import Iterator
from types import MappingProxyType
from typing import Final

from pyoxigraph import Literal, NamedNode, Triple

from kg.terms import PREFIXES

NAMESPACES: Final = MappingProxyType(
    {
        "adms": "http://www.w3.org/ns/adms#",
        "dcat": "http://www.w3.org/ns/dcat#",
        "formats": "http://www.w3.org/ns/formats/",
        "spdx": "http://spdx.org/rdf/terms#",
    }
)
"""Prefix to namespace of what the graph itself does not use."""

Value = NamedNode | Literal


def word(curie: str) -> NamedNode:
    """A term of these vocabularies or of those of the graph.

    >>> word("void:triples")
    <NamedNode value=http://rdfs.org/ns/void#triples>
    """
    prefix, _, name = curie.partition(":")
    return NamedNode((NAMESPACES.get(prefix) or PREFIXES[prefix]) + name)


def stated(subject: NamedNode, *said: tuple[str, Value]) -> Iterator[Triple]:
    """What is said of one node, property by property."""
    return (Triple(subject, word(name), value) for name, value in said)
