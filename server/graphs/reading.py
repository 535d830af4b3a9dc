"""A graph as it is asked for: whole, in the format that is wanted most."""

from collections.abc import Iterator
from typing import Final

from flask import Response, request

from kg.dataset import GRAPH_FORMATS, Kind, Question
from kg.errors import UnknownGraph
from kg.model import Version
from server.config import Service, service
from server.former import former
from server.graphs.target import Target
from server.negotiate import Choice, chosen
from server.writing import graph_tag, version_tag

_WHOLE: Final = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"


def reading(target: Target) -> Response:
    """A graph, or UnknownGraph where it is none; a graph of nothing is none."""
    wanted = chosen(request.headers.get("Accept", ""), request.args.get("format"), GRAPH_FORMATS)
    asked = service()
    version = asked.versions.served()
    if target.graph is not None and target.graph not in version.graphs:
        raise UnknownGraph(_missing(asked, target.graph))
    response = Response(content_type=wanted.content_type)
    response.set_etag(_tag(version, target, wanted))
    if request.method != "HEAD" and request.if_none_match.contains_weak(response.get_etag()[0] or ""):
        response.status_code = 304
    elif request.method != "HEAD":
        response.response = _blocks(asked, target, wanted)
    return response


def _missing(asked: Service, graph: str) -> str:
    """What to say of a name that is no graph's; the protocol wants a 404 even for what was one."""
    said = f"There is no graph <{graph}> in version {asked.versions.served().number}"
    known = (each for each in former(asked) if graph in asked.versions.version(each).graphs)
    last = next(known, None)
    if last is None:
        return f"{said}; the description of the endpoint lists those that there are."
    return f"{said}. Version {last} has it: {asked.links.graph(graph, version=str(last))}."


def _blocks(asked: Service, target: Target, wanted: Choice) -> Iterator[bytes]:
    graphs = None if target.graph is None else (target.graph,)
    answer = asked.dataset.answer(Question(_WHOLE, graphs), {Kind.TRIPLES: wanted.format})
    return answer.blocks


def _tag(version: Version, target: Target, wanted: Choice) -> str:
    if target.graph is None:
        return f"{version_tag(version)}-{wanted.format.name}"
    return graph_tag(version, target.graph, wanted.format.name)
