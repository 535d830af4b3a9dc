"""The Graph Store Protocol: graphs read, replaced, added to and deleted, by name or at their own address."""

from secrets import token_hex

from flask import Blueprint, Response, request

from kg.commits import Delete, Post, Put
from server.config import service
from server.graphs.payload import payloads
from server.graphs.reading import reading
from server.graphs.target import Target, direct, indirect
from server.writing import told, written

blueprint = Blueprint("graphs", __name__)


@blueprint.get("/graphs")
def get() -> Response:
    """The graph that `graph` names, or with `default` the merge of all."""
    return reading(indirect(request.query_string))


@blueprint.get("/graphs/<path:name>")
def get_direct(name: str) -> Response:
    """The graph that this address names."""
    return reading(direct(service().links, name))


@blueprint.put("/graphs")
def put() -> Response:
    """The graph that `graph` names replaced."""
    return _put(indirect(request.query_string))


@blueprint.put("/graphs/<path:name>")
def put_direct(name: str) -> Response:
    """The graph that this address names replaced."""
    return _put(direct(service().links, name))


@blueprint.delete("/graphs")
def delete() -> Response:
    """The graph that `graph` names done away with."""
    return _delete(indirect(request.query_string))


@blueprint.delete("/graphs/<path:name>")
def delete_direct(name: str) -> Response:
    """The graph that this address names done away with."""
    return _delete(direct(service().links, name))


@blueprint.post("/graphs")
def post() -> Response:
    """Something added to a graph; without a name, to a new graph, whose address is chosen here."""
    if request.args.keys() & {"graph", "default"}:
        return _post(indirect(request.query_string))
    links = service().links
    address = links.graphs(token_hex(10))
    graph = links.public(address)
    done = written(Post(graph, *payloads(request, graph)), graph=graph)
    return _created(told(done, 201), address)


@blueprint.post("/graphs/<path:name>")
def post_direct(name: str) -> Response:
    """Something added to the graph that this address names."""
    return _post(direct(service().links, name))


def _put(target: Target) -> Response:
    graph = target.named("replaced")
    done = written(Put(graph, *payloads(request, graph)), graph=graph)
    return _outcome(target, told(done, 201 if target.is_new(done) else 204))


def _post(target: Target) -> Response:
    base = target.graph or service().links.public(service().links.graphs())
    done = written(Post(target.graph, *payloads(request, base)), graph=target.graph)
    return _outcome(target, told(done, 201 if target.is_new(done) else 204))


def _delete(target: Target) -> Response:
    graph = target.named("deleted")
    return told(written(Delete(graph), graph=graph))


def _outcome(target: Target, response: Response) -> Response:
    return _created(response, target.address) if response.status_code == 201 else response


def _created(response: Response, address: str) -> Response:
    response.headers["Location"] = address
    return response
