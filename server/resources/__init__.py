"""Linked data: a thing's IRI leads to its page for people and to its data for programs."""

from dataclasses import replace
from typing import Final

from flask import Blueprint, Response, render_template, request
from pyoxigraph import Triple

from kg.dataset import GRAPH_FORMATS
from kg.model import Ref
from server.config import Service, service
from server.errors import BadRequest
from server.links import Links
from server.negotiate import HTML, Choice, chosen, suffixed
from server.resources import description
from server.resources.catalogue import catalogued
from server.resources.extent import extent
from server.resources.page import thing_page
from server.resources.served import Served
from server.resources.signposts import of_data, of_page, of_thing, signposts
from server.resources.standing import standing
from server.resources.writing import written

blueprint = Blueprint("resources", __name__)

_READABLE: Final = (*GRAPH_FORMATS, HTML)


@blueprint.get("/id/<kind>/<name>")
def identify(kind: str, name: str) -> Response:
    """303 to what describes a thing: the page for a browser, the data for a program."""
    links = service().links
    ref, named = _addressed(kind, name)
    wanted = _wanted(named)
    if wanted.format == HTML:
        response = _see_other(_page_of(links, ref, named))
    else:
        response = _see_other(links.data(ref, wanted.format.name if named else ""))
    response.headers["Link"] = signposts(of_thing(links, ref))
    return response


@blueprint.get("/data/<kind>/<name>")
def data(kind: str, name: str) -> Response:
    """The data about a thing in the format of the suffix, else the negotiated one; to browsers, its page."""
    known = service()
    ref, named = _addressed(kind, name)
    wanted = _wanted(named)
    if wanted.format == HTML:
        return _see_other(_page_of(known.links, ref, named))
    served = _served(known, ref, request.args.get("page", "1"))
    response = Response(written(_told(served), wanted.format), content_type=wanted.content_type)
    page = {"page": str(served.page)} if served.page > 1 else {}
    response.headers["Content-Location"] = known.links.data(ref, wanted.format.name, **page)
    response.headers["Link"] = signposts(of_data(served))
    return response


@blueprint.get("/page/<kind>/<slug>")
def page(kind: str, slug: str) -> Response:
    """The page about a thing."""
    known = service()
    ref = standing(known, Ref(kind, slug))
    if catalogued(known, ref):
        return _see_other(known.links.page(ref))
    response = Response(render_template("thing.html", page=thing_page(known, ref, request.args)))
    response.headers["Link"] = signposts(of_page(_served(known, ref)))
    return response


def _addressed(kind: str, name: str) -> tuple[Ref, str | None]:
    """The thing that an address names, and the format that its suffix or a parameter does."""
    slug, form = suffixed(name, _READABLE)
    return standing(service(), Ref(kind, slug)), form.name if form else request.args.get("format")


def _page_of(links: Links, ref: Ref, named: str | None) -> str:
    """The page about a thing, said to be wanted where its address has something else for who does not say."""
    return links.page(ref, format=HTML.name) if named and catalogued(service(), ref) else links.page(ref)


def _wanted(named: str | None) -> Choice:
    return chosen(request.headers.get("Accept", ""), named, _READABLE)


def _served(known: Service, ref: Ref, page: str = "1") -> Served:
    """The document about a thing, at a page that there is."""
    me = known.links.iri(ref)
    found = extent(known.dataset, me, held=known.versions.served().counts.get(me.value, 0))
    if not (page.isascii() and page.isdigit() and len(page) < 10 and 1 <= int(page) <= found.pages):
        raise BadRequest(f"The page is {page[:80]!r}; give a number from 1 to {found.pages}.")
    return Served(replace(known, links=replace(known.links, language="")), ref, found, int(page))


def _told(served: Served) -> list[Triple]:
    """All that one page of the data says, each triple once."""
    known, ref = served.service, served.ref
    thing = known.links.iri(ref)
    told = [*served.triples(), *catalogued(known, ref)]
    told += description.described(known.dataset, thing, served.known, served.page)
    if served.known.held:
        told += description.held(known.dataset, thing, served.page)
    return list(dict.fromkeys(told))


def _see_other(path: str) -> Response:
    return Response("", 303, {"Location": path})
