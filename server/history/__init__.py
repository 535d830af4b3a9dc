"""The versions: who published what, when and why, and the way back to one of them."""

from collections.abc import Iterable

from flask import Blueprint, Response, render_template, request
from pyoxigraph import serialize

from kg.commits import history
from kg.dataset import GRAPH_FORMATS
from kg.dataset.local import RDF
from kg.model import Version
from kg.terms import PREFIXES
from kg.tokens import Scope
from kg.versions import Versions
from server.access import bearer
from server.config import service
from server.history.page import version_page, versions_page
from server.history.timemap import timemap
from server.memento import numbered
from server.negotiate import HTML, Choice, chosen
from server.writing import version_tag

blueprint = Blueprint("history", __name__)

_FORMATS = (*GRAPH_FORMATS, HTML)


@blueprint.get("/versions")
def versions() -> Response:
    """The newest versions for people, all of them in PROV."""
    wanted, before = _wanted(), numbered(request.args.getlist("before"))
    if wanted.format == HTML:
        return Response(render_template("versions.html", page=versions_page(service(), before)))
    return _told(service().versions.all(), wanted)


@blueprint.get("/versions/<int:number>")
def version(number: int) -> Response:
    """One version and what it changed, for people, or in PROV."""
    wanted, found = _wanted(), service().versions.version(number)
    if wanted.format == HTML:
        return Response(render_template("version.html", page=version_page(service(), found)))
    return _told([found], wanted)


@blueprint.get("/versions/timemap")
def mementos() -> Response:
    """Every version as RFC 7089 lists what is at other times."""
    return Response(timemap(service()), content_type="application/link-format")


@blueprint.post("/versions/<int:number>/rollback")
def rollback(number: int) -> Response:
    """An older version served again; the newer ones are kept."""
    bearer(Scope.ADMIN)
    found = Versions(service().settings.data).rollback(number)
    response = Response(status=204)
    response.headers["Location"] = service().links.version(number)
    response.set_etag(version_tag(found))
    return response


def _wanted() -> Choice:
    return chosen(request.headers.get("Accept", ""), request.args.get("format"), _FORMATS)


def _told(found: Iterable[Version], wanted: Choice) -> Response:
    triples = history(found, service().links.base)
    body = serialize(triples, format=RDF[wanted.format.name], prefixes=dict(PREFIXES))
    return Response(body or b"", content_type=wanted.content_type)
