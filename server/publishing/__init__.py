"""What is published for programs that take the graph as a whole: its description, its dumps, its sitemap."""

from typing import Final

from flask import Blueprint, Response, render_template, request

from kg.dataset import GRAPH_FORMATS
from server.catalogue import catalogue, distributions, told
from server.config import lasting, service
from server.deposits import deposited
from server.headers import digest
from server.negotiate import HTML, chosen
from server.publishing.dumps import checksums, latest, sent
from server.publishing.page import dumps_page
from server.publishing.sitemap import sitemap_page

blueprint = Blueprint("publishing", __name__)

_XML: Final = "application/xml"


@blueprint.get("/.well-known/void")
def void() -> Response:
    """The description of the graph for programs; a browser is led to the page that says the same."""
    wanted = chosen(request.headers.get("Accept", ""), request.args.get("format"), (*GRAPH_FORMATS, HTML))
    if wanted.format == HTML:
        return Response("", 303, {"Location": service().links.dumps()})
    return _lasting(told(catalogue(service()), wanted))


@blueprint.get("/dumps")
def dumps_without_slash() -> Response:
    """The way to the folder of the dumps."""
    return Response("", 303, {"Location": service().links.dumps()})


@blueprint.get("/dumps/")
def dumps() -> Response:
    """The files to be fetched, and what they hold."""
    wanted = chosen(request.headers.get("Accept", ""), request.args.get("format"), (HTML, *GRAPH_FORMATS))
    if wanted.format == HTML:
        return Response(render_template("dumps.html", page=dumps_page(service())))
    return told(distributions(service(), deposited(service(), "dumps")), wanted)


@blueprint.get("/dumps/chanyuan-<int:number>.sha256")
def dump_checksums(number: int) -> Response:
    """The digests of the dumps of a version, as `sha256sum --check` reads them."""
    return Response(checksums(service(), number), content_type="text/plain; charset=utf-8")


@blueprint.get("/dumps/latest.<form>.<coding>")
def latest_dump(form: str, coding: str) -> Response:
    """The way to a dump of the version that is served now."""
    return Response("", 303, {"Location": latest(service(), form, coding)})


@blueprint.get("/dumps/<name>")
def dump(name: str) -> Response:
    """One dump, or a range of it; it never changes."""
    return sent(service(), name)


@blueprint.get("/sitemap.xml")
def sitemap() -> Response:
    """Every page about something, or where they are no end of them, a list of such lists."""
    return _map(0)


@blueprint.get("/sitemap-<int:number>.xml")
def sitemap_part(number: int) -> Response:
    """One of several lists of pages."""
    return _map(number)


@blueprint.get("/robots.txt")
def robots() -> Response:
    """What crawlers may leave alone, and where they find everything else."""
    return Response(render_template("robots.txt"), content_type="text/plain; charset=utf-8")


def _map(number: int) -> Response:
    page = sitemap_page(service(), number)
    template = "sitemap-index.xml" if page.parts else "sitemap.xml"
    return _lasting(Response(render_template(template, page=page), content_type=_XML))


def _lasting(response: Response) -> Response:
    """A response that depends on the version and the request alone."""
    return lasting(response, digest(request.full_path, response.content_type or ""))
