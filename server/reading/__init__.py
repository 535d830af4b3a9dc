"""A document to read: its text with everything marked that it names and says, and the same for programs."""

from typing import Final

from flask import Blueprint, Response, render_template, request

from kg.dataset import Format
from kg.model import Ref
from server.config import Service, service
from server.errors import BadRequest
from server.negotiate import CSV, HTML, chosen, suffixed
from server.reading.annotations import collection, page_of
from server.reading.formats import ANNOTATIONS, FORMATS, PROFILE, TEI
from server.reading.layers import PARAMETER, wanted
from server.reading.listing import documents_page, entries, table
from server.reading.page import document_page
from server.reading.tei import tei
from server.reading.text import Text, marked, plain

blueprint = Blueprint("reading", __name__)

_READABLE: Final = (HTML, *FORMATS)


@blueprint.get("/documents")
def documents() -> Response:
    """The list of the documents, as a page or as a table."""
    choice = chosen(request.headers.get("Accept", ""), request.args.get("format"), (HTML, CSV))
    sort, page = request.args.get("sort", "title"), _number("page", 1)
    if choice.format == CSV:
        return _table(sort)
    return Response(render_template("documents.html", page=documents_page(service(), sort, page or 1)))


@blueprint.get("/documents.csv")
def documents_table() -> Response:
    """All documents as a table."""
    return _table(request.args.get("sort", "title"))


def _table(sort: str) -> Response:
    return Response(table(entries(service(), sort)), content_type="text/csv; charset=utf-8")


@blueprint.get("/documents/<name>")
def document(name: str) -> Response:
    """A document as a page, as TEI, as Web Annotations of it, or as its plain words."""
    stem, form = suffixed(name, _READABLE)
    named = form.name if form else request.args.get("format")
    choice = chosen(request.headers.get("Accept", ""), named, _READABLE)
    found = plain(service(), stem)
    if choice.format == HTML:
        response = Response(_page(found))
    else:
        response = _written(service(), found, choice.format, choice.content_type)
        response.headers["Content-Location"] = service().links.text(stem, choice.format.name)
    response.headers.add("Link", _links(service(), stem))
    return response


def _page(found: Text) -> str:
    layers = wanted(request.args.getlist(PARAMETER))
    return render_template("document.html", page=document_page(service(), marked(service(), found), layers))


def _written(service: Service, found: Text, form: Format, content_type: str) -> Response:
    if form is TEI:
        return Response(tei(service, marked(service, found)), content_type=f"{content_type}; charset=utf-8")
    if form is ANNOTATIONS:
        number = _number("page")
        whole = marked(service, found)
        body = collection(service, whole) if number is None else page_of(service, whole, number)
        return Response(body, content_type=f'{ANNOTATIONS.media_type}; profile="{PROFILE}"')
    return Response(found.words, content_type="text/plain; charset=utf-8")


def _number(name: str, default: int | None = None) -> int | None:
    """The number that a parameter gives."""
    given = request.args.get(name)
    if not given:
        return default
    if not given.isascii() or not given.isdigit() or len(given) > 6:
        raise BadRequest(f"The {name} is {given[:40]!r}; give its number.")
    return int(given)


def _links(service: Service, name: str) -> str:
    """Where the other forms are, and what the document is called (RFC 8288)."""
    links = service.links
    forms = [
        f'<{links.text(name, each.name)}>; rel="alternate"; type="{each.media_type}"' for each in FORMATS
    ]
    ref = Ref("document", name)
    about = f'<{links.page(ref)}>; rel="collection"; type="text/html"'
    return ", ".join([*forms, f'<{links.public(links.identifier(ref))}>; rel="cite-as"', about])
