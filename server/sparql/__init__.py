"""The SPARQL endpoint: the protocol for programs, a form with results for browsers."""

from flask import Blueprint, Response, request

from kg.dataset import FORMATS, GRAPH_FORMATS, RESULT_FORMATS, Kind, format_named
from kg.errors import FormatRefused
from server.config import service
from server.negotiate import HTML, Choice, NotServed, choice, prefers_page
from server.sparql import protocol
from server.sparql.page import form_page

blueprint = Blueprint("sparql", __name__)

_EVERY = (*RESULT_FORMATS, *GRAPH_FORMATS)


@blueprint.route("/sparql", methods=["GET", "POST"])
def endpoint() -> Response:
    """The answer to a query, or the form to write one in."""
    accept, form = request.headers.get("Accept", ""), request.args.get("format", "")
    if form in {"", HTML.name} and prefers_page(HTML.media_type if form else accept, _EVERY):
        return form_page()
    question = protocol.question(request)
    choices = _choices(accept, form)
    try:
        answer = service().dataset.answer(question, {kind: each.format for kind, each in choices.items()})
    except FormatRefused as error:
        raise NotServed(form or accept, _EVERY) from error
    body = b"".join(answer.blocks) if answer.whole else answer.blocks
    return Response(body, content_type=choices[answer.kind].content_type)


def _choices(accept: str, form: str) -> dict[Kind, Choice]:
    """The best format for each kind of answer, kinds without one left out."""
    if form:
        found = {kind: format_named(form, offers) for kind, offers in FORMATS.items()}
        chosen = {kind: Choice(each, each.media_type) for kind, each in found.items() if each}
    else:
        best = {kind: choice(accept, offers) for kind, offers in FORMATS.items()}
        chosen = {kind: each for kind, each in best.items() if each}
    if not chosen:
        raise NotServed(form or accept, _EVERY)
    return chosen
