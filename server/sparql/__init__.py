"""The SPARQL endpoint: the protocol for programs, a form with results for browsers."""

from flask import Blueprint, Response, request

from kg.dataset import Answer
from kg.errors import FormatRefused
from server.config import call, lasting, service
from server.negotiate import NotServed
from server.sparql.asked import EVERY, Asked, asked, wants_page
from server.sparql.page import form_page

blueprint = Blueprint("sparql", __name__)


@blueprint.route("/sparql", methods=["GET", "POST"])
def endpoint() -> Response:
    """The answer to a query, or the form to write one in."""
    accept, form = request.headers.get("Accept", ""), request.args.get("format", "")
    if wants_page(accept, form):
        return form_page()
    found = asked(request, accept, form)
    try:
        answer = _answer(found)
    except FormatRefused as error:
        raise NotServed(form or accept, EVERY) from error
    body = b"".join(answer.blocks) if answer.whole else answer.blocks
    response = Response(body, content_type=found.choices[answer.kind].content_type)
    return lasting(response, found.tag) if found.lasts else response


def _answer(asked: Asked) -> Answer:
    """The answer of the process that was asked already, else of one that is asked now."""
    begun = call()
    return begun.answer(asked.wanted) if begun else service().dataset.answer(asked.question, asked.wanted)
