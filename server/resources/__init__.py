"""Linked data: a thing's IRI leads to its page for people and to its data for programs."""

from typing import Final

from flask import Blueprint, Response, render_template, request
from pyoxigraph import serialize

from kg.dataset import GRAPH_FORMATS
from kg.dataset.local import RDF
from kg.model import Ref
from kg.terms import PREFIXES
from server.config import Service, service
from server.links import UnknownThing
from server.negotiate import HTML, chosen, suffixed
from server.resources.description import described, exists
from server.resources.near import near
from server.resources.page import thing_page

blueprint = Blueprint("resources", __name__)

_READABLE: Final = (*GRAPH_FORMATS, HTML)


@blueprint.get("/id/<kind>/<slug>")
def identify(kind: str, slug: str) -> Response:
    """303 to what describes a thing: the page for a browser, the data for a program."""
    ref = _existing(service(), Ref(kind, slug))
    wanted = chosen(request.headers.get("Accept", ""), request.args.get("format"), _READABLE)
    links = service().links
    if wanted.format is HTML:
        return _see_other(links.page(ref))
    return _see_other(links.data(ref, wanted.format.name if request.args.get("format") else ""))


@blueprint.get("/data/<kind>/<name>")
def data(kind: str, name: str) -> Response:
    """The data about a thing in the format of the suffix, else the negotiated one."""
    slug, form = suffixed(name, GRAPH_FORMATS)
    ref = _existing(service(), Ref(kind, slug))
    named = form.name if form else request.args.get("format")
    wanted = chosen(request.headers.get("Accept", ""), named, GRAPH_FORMATS)
    triples = described(service(), ref)
    body = serialize(triples, format=RDF[wanted.format.name], prefixes=dict(PREFIXES))
    response = Response(body or b"", content_type=wanted.content_type)
    response.headers["Content-Location"] = service().links.data(ref, wanted.format.name)
    response.headers["Link"] = _alternates(ref)
    return response


@blueprint.get("/page/<kind>/<slug>")
def page(kind: str, slug: str) -> Response:
    """The page about a thing."""
    ref = _existing(service(), Ref(kind, slug))
    response = Response(render_template("thing.html", page=thing_page(service(), ref)))
    response.headers["Link"] = _alternates(ref)
    return response


def _existing(service: Service, ref: Ref) -> Ref:
    """The reference itself when the graph knows it; else UnknownThing with near names."""
    if exists(service.dataset, service.links.iri(ref)):
        return ref
    raise UnknownThing(
        f"The graph knows nothing called {str(ref)[:80]!r}. Look for it from the first page.",
        near=tuple(service.links.page(each) for each in near(service, ref)),
    )


def _see_other(path: str) -> Response:
    return Response("", 303, {"Location": path})


def _alternates(ref: Ref) -> str:
    """The Link header that names the page, the data in every format, and the thing itself."""
    links = service().links
    forms = [
        f'<{links.data(ref, each.name)}>; rel="alternate"; type="{each.media_type}"' for each in GRAPH_FORMATS
    ]
    page = f'<{links.page(ref)}>; rel="alternate"; type="text/html"'
    return ", ".join([*forms, page, f'<{links.identifier(ref)}>; rel="describes"'])
