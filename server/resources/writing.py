"""The data in one of the formats, where that can say them."""

from collections.abc import Iterable
from typing import Final

from lxml import etree
from pyoxigraph import RdfFormat, Triple, serialize

from kg.dataset import Format
from kg.dataset.local import RDF
from kg.errors import FormatRefused
from kg.terms import PREFIXES

_PLAIN: Final = etree.XMLParser(huge_tree=True, resolve_entities=False, no_network=True)


def written(triples: Iterable[Triple], form: Format) -> bytes:
    """The body; FormatRefused where these triples have no RDF/XML, which the writer does not notice.

    >>> from pyoxigraph import NamedNode
    >>> from kg.dataset import format_named, GRAPH_FORMATS
    >>> odd = Triple(NamedNode("http://a/"), NamedNode("http://a/?p=1"), NamedNode("http://a/"))
    >>> written([odd], format_named("rdf", GRAPH_FORMATS))  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    kg.errors.FormatRefused: RDF/XML cannot say all of this: ...
    """
    body = serialize(triples, format=RDF[form.name], prefixes=dict(PREFIXES)) or b""
    if RDF[form.name] == RdfFormat.RDF_XML and not _is_xml(body):
        raise FormatRefused(
            "RDF/XML cannot say all of this: there is a property whose IRI does not end in an XML name, or a "
            "character that XML forbids. Ask for Turtle, N-Triples or JSON-LD."
        )
    return body


def _is_xml(body: bytes) -> bool:
    try:
        etree.fromstring(body, _PLAIN)
    except etree.XMLSyntaxError:
        return False
    return True
