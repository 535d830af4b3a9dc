"""RDF that somebody sends to be written, read with care."""

import re
from collections.abc import Iterator
from itertools import accumulate, islice
from types import MappingProxyType
from typing import Final

from pyoxigraph import NamedNode, Quad, RdfFormat, Store, Triple, parse

from kg.commits.work import Payload
from kg.errors import UnreadablePayload, UnsupportedPayload

FORMATS: Final = MappingProxyType(
    {
        "text/turtle": RdfFormat.TURTLE,
        "application/x-turtle": RdfFormat.TURTLE,
        "application/n-triples": RdfFormat.N_TRIPLES,
        "text/plain": RdfFormat.N_TRIPLES,
        "application/rdf+xml": RdfFormat.RDF_XML,
        "application/ld+json": RdfFormat.JSON_LD,
        "application/trig": RdfFormat.TRIG,
        "application/n-quads": RdfFormat.N_QUADS,
    }
)
"""The media types that are read; those of datasets may hold a single graph without a name."""

_DOCTYPE: Final = re.compile(rb"<!\s*(?:doctype|entity)", re.IGNORECASE)
_STRING: Final = re.compile(rb'"(?:[^"\\]|\\.)*+"', re.DOTALL)
_DEEPEST: Final = 200
_BATCH: Final = 20_000
_NESTING: Final = {ord(mark): 1 if mark in "{[" else -1 for mark in "{[]}"}
_OTHERS: Final = bytes(set(range(256)) - _NESTING.keys())


def quads(payload: Payload, graph: NamedNode | None) -> set[Quad]:
    """The triples that were sent as quads of a graph, blank nodes new and terms spelled as the store does."""
    _check(payload)
    found: set[Quad] = set()
    content = _triples(payload)
    try:
        while some := [
            Quad(each.subject, each.predicate, each.object, graph) for each in islice(content, _BATCH)
        ]:
            scratch = Store()
            scratch.extend(some)
            found.update(scratch)
    except (SyntaxError, ValueError) as error:
        raise UnreadablePayload(
            f"What was sent cannot be read as {payload.media_type}: {error}. Correct it, or name its format."
        ) from error
    return found


def _triples(payload: Payload) -> Iterator[Triple]:
    content = parse(
        payload.body,
        format=FORMATS[payload.media_type],
        base_iri=payload.base or None,
        without_named_graphs=True,
        rename_blank_nodes=True,
    )
    return (each.triple for each in content)


def _check(payload: Payload) -> None:
    """What must not reach the engine, for it would expand without end or overflow the stack."""
    kind = FORMATS.get(payload.media_type)
    if kind is None:
        raise UnsupportedPayload(
            f"{payload.media_type or 'A body without a Content-Type'} is not read here; send one of "
            f"{', '.join(FORMATS)}."
        )
    if kind == RdfFormat.RDF_XML and _DOCTYPE.search(payload.body):
        raise UnreadablePayload(
            "RDF/XML with a <!DOCTYPE is not read, for its entities may expand without end; write them out."
        )
    if kind == RdfFormat.JSON_LD and depth(payload.body) > _DEEPEST:
        raise UnreadablePayload(f"The JSON-LD nests more than {_DEEPEST} brackets; write it flatter.")


def depth(body: bytes) -> int:
    r"""How many brackets of JSON stand within each other at most.

    >>> depth(b'{"[[": [{}]}')
    3
    """
    brackets = _STRING.sub(b"", body).translate(None, _OTHERS)
    return max(accumulate(_NESTING[mark] for mark in brackets), default=0)
