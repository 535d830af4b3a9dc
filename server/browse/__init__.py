"""Ways into the graph for readers: the first page and the documents."""

from flask import Blueprint, Response, render_template, request

from kg.dataset import GRAPH_FORMATS
from server.browse.home import home_page
from server.catalogue import catalogue, told
from server.config import service
from server.negotiate import HTML, chosen

blueprint = Blueprint("browse", __name__)


@blueprint.get("/")
def home() -> Response:
    """The first page, for programs the description of the graph; it leads to all addresses (RFC 8631)."""
    wanted = chosen(request.headers.get("Accept", ""), request.args.get("format"), (HTML, *GRAPH_FORMATS))
    if wanted.format == HTML:
        response = Response(render_template("home.html", page=home_page(service())))
    else:
        response = told(catalogue(service()), wanted)
    links = service().links
    response.headers.add("Link", f'<{links.openapi()}>; rel="service-desc"; type="application/json"')
    response.headers.add("Link", f'<{links.void()}>; rel="describedby"; type="text/turtle"')
    return response
