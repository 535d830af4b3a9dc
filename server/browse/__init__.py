"""Ways into the graph for readers: the first page and the documents."""

from flask import Blueprint, Response, render_template

from server.browse.documents import document_page, documents_page
from server.browse.home import home_page
from server.config import service

blueprint = Blueprint("browse", __name__)


@blueprint.get("/")
def home() -> Response:
    """The first page, from which a program finds the description of all addresses (RFC 8631)."""
    response = Response(render_template("home.html", page=home_page(service())))
    response.headers["Link"] = f'<{service().links.openapi()}>; rel="service-desc"; type="application/json"'
    return response


@blueprint.get("/documents")
def documents() -> str:
    """The documents that the graph was read from."""
    return render_template("documents.html", page=documents_page(service()))


@blueprint.get("/documents/<name>")
def document(name: str) -> str:
    """The text of a document, its mentions marked and linked."""
    return render_template("document.html", page=document_page(service(), name))
