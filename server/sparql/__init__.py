"""The SPARQL endpoint: the protocol for programs, a form with results for browsers."""

from dataclasses import replace

from flask import Blueprint, Response, request

from kg.dataset import GRAPH_FORMATS, Answer
from kg.errors import FormatRefused
from server.config import call, lasting, service
from server.memento import asked_for, marked
from server.negotiate import NotServed, chosen
from server.sparql import protocol
from server.sparql.asked import EVERY, Asked, asked, wants_page
from server.sparql.description import description
from server.sparql.page import form_page
from server.sparql.update import updated

blueprint = Blueprint("sparql", __name__)


@blueprint.route("/sparql", methods=["GET", "POST"])
def endpoint() -> Response:
    """The answer to a query, what came of an update, or what can be asked: for people, or for programs."""
    accept, form = request.headers.get("Accept", ""), request.args.get("format", "")
    if protocol.is_update(request):
        return updated(protocol.fields(request))
    if wants_page(accept, form):
        return form_page()
    if protocol.is_bare(request):
        return description(chosen(accept, form, GRAPH_FORMATS))
    return _answered(asked(request, accept, form), form or accept)


def _answered(found: Asked, wanted: str) -> Response:
    """The answer to a query, of the version that the request is about."""
    then = asked_for(request)
    if then:
        found = replace(found, question=replace(found.question, version=then.number))
    try:
        answer = _answer(found)
    except FormatRefused as error:
        raise NotServed(wanted, EVERY) from error
    body = b"".join(answer.blocks) if answer.whole else answer.blocks
    response = Response(body, content_type=found.choices[answer.kind].content_type)
    return marked(lasting(response, found.tag) if found.lasts else response, request, then)


def _answer(asked: Asked) -> Answer:
    """The answer of the process that was asked already, else of one that is asked now."""
    begun = call()
    return begun.answer(asked.wanted) if begun else service().dataset.answer(asked.question, asked.wanted)
