"""Looking for things by name and for passages by words: a page, data for programs, suggestions to typists."""

from typing import Final

from flask import Blueprint, Response, render_template, request
from jinja2.utils import htmlsafe_json_dumps

from kg.dataset import GRAPH_FORMATS, Format
from kg.search.wish import LONGEST
from server import headers
from server.config import lasting, service
from server.errors import BadRequest
from server.fields import parsed
from server.language import language
from server.negotiate import CSV, HTML, JSON, Choice, chosen
from server.search.export import as_csv, as_json, as_rdf
from server.search.page import search_page
from server.search.searching import Searched, searched, suggested

blueprint = Blueprint("search", __name__)

_FORMATS: Final = (JSON, CSV, *GRAPH_FORMATS, HTML)
_SUGGESTIONS: Final = Format("json", "application/x-suggestions+json", "Suggestions", ("application/json",))
_DESCRIPTION: Final = "application/opensearchdescription+xml"


@blueprint.get("/search")
@blueprint.get("/search.<suffix>")
def search(suffix: str = "") -> Response:
    """What fits the words that were typed: things by class, and passages."""
    named = suffix or request.args.get("format", "")
    wanted = chosen(request.headers.get("Accept", ""), named, _FORMATS)
    found = searched(service(), _typed())
    response = _told(found, wanted)
    return _kept(response) if found.complete and not found.cut_short else response


@blueprint.get("/search/suggest")
def suggest() -> Response:
    """Names that may be meant, as OpenSearch has browsers ask for them."""
    wanted = chosen(request.headers.get("Accept", ""), "", (_SUGGESTIONS,))
    return Response(htmlsafe_json_dumps(suggested(service(), _typed())), content_type=wanted.content_type)


@blueprint.get("/opensearch.xml")
def description() -> Response:
    """How a browser searches here (OpenSearch 1.1)."""
    links = service().links.plain()  # it stands for all languages and for the version that is served
    return Response(render_template("opensearch.xml", links=links), content_type=_DESCRIPTION)


def _typed() -> str:
    """The words to look for; BadRequest where there are several or too many."""
    given = parsed(request.query_string).get("q", [""])
    if len(given) > 1:
        raise BadRequest(f"The parameter 'q' is given {len(given)} times; give it once, with all words.")
    if len(given[0]) > LONGEST:
        raise BadRequest(
            f"q has {len(given[0])} characters, and {LONGEST} are looked at. Leave words out, "
            "or ask in SPARQL with a FILTER."
        )
    return given[0]


def _told(found: Searched, wanted: Choice) -> Response:
    if wanted.format == HTML:
        return Response(render_template("search.html", page=search_page(service(), found)))
    if wanted.format == JSON:
        return Response(
            htmlsafe_json_dumps(as_json(service().links, found)), content_type=wanted.content_type
        )
    if wanted.format == CSV:
        return Response(as_csv(service().links, found), content_type=wanted.content_type)
    return Response(as_rdf(service(), found, wanted.format), content_type=wanted.content_type)


def _kept(response: Response) -> Response:
    return lasting(response, headers.digest(request.full_path, response.content_type or "", language().tag))
