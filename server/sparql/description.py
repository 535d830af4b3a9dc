"""The Service Description of the endpoint: what it speaks and holds, as SPARQL 1.1 words it."""

from collections.abc import Iterator
from dataclasses import replace
from hashlib import blake2b
from typing import Final

from flask import Response
from pyoxigraph import Literal, NamedNode, Triple, serialize

from kg.dataset import GRAPH_FORMATS, RESULT_FORMATS
from kg.dataset.local import RDF
from kg.terms import PREFIXES, term
from server.catalogue.words import NAMESPACES, format_word, word
from server.config import Service, service
from server.negotiate import Choice

_LANGUAGES: Final = ("SPARQL10Query", "SPARQL11Query", "SPARQL11Update")


def description(wanted: Choice) -> Response:
    """The description of the service with what it holds."""
    known = service()
    triples = _described(replace(known, links=known.links.plain()))
    prefixes = {**PREFIXES, **{name: NAMESPACES[name] for name in ("sd", "formats")}}
    body = serialize(triples, format=RDF[wanted.format.name], prefixes=prefixes)
    return Response(body or b"", content_type=wanted.content_type)


def _described(service: Service) -> Iterator[Triple]:
    me = _node(service, "service")
    dataset = _node(service, "dataset")
    endpoint = NamedNode(service.links.public(service.links.sparql()))
    yield from _typed(me, "Service")
    yield Triple(me, word("sd:endpoint"), endpoint)
    for language in _LANGUAGES:
        yield Triple(me, word("sd:supportedLanguage"), word(f"sd:{language}"))
    for form in (*RESULT_FORMATS, *GRAPH_FORMATS):
        yield Triple(me, word("sd:resultFormat"), format_word(form))
    yield Triple(me, word("sd:feature"), word("sd:UnionDefaultGraph"))
    if service.settings.federation.split():
        yield Triple(me, word("sd:feature"), word("sd:BasicFederatedQuery"))
    yield Triple(me, word("sd:defaultDataset"), dataset)
    yield Triple(me, word("sd:availableGraphs"), dataset)
    yield from _dataset(service, dataset)


def _dataset(service: Service, dataset: NamedNode) -> Iterator[Triple]:
    merge = _node(service, "default-graph")
    yield from _typed(dataset, "Dataset")
    yield from _typed(dataset, "GraphCollection")
    yield Triple(dataset, word("sd:defaultGraph"), merge)
    yield from _typed(merge, "Graph")
    for graph, count in service.versions.served().counts.items():
        name = NamedNode(graph)
        place = _node(service, f"graph-{blake2b(graph.encode(), digest_size=8).hexdigest()}")
        yield Triple(dataset, word("sd:namedGraph"), place)
        yield from _typed(place, "NamedGraph")
        yield Triple(place, word("sd:name"), name)
        yield Triple(place, word("sd:graph"), name)
        yield from _typed(name, "Graph")
        yield Triple(name, word("void:triples"), Literal(count))


def _typed(node: NamedNode, name: str) -> Iterator[Triple]:
    yield Triple(node, term("rdf:type"), word(f"sd:{name}"))


def _node(service: Service, name: str) -> NamedNode:
    return NamedNode(f"{service.links.public(service.links.sparql())}#{name}")
