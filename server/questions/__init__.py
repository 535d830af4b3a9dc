"""The saved questions: each a page with a form, an API and a query text at one address."""

from typing import Final

from flask import Blueprint, Response, json, render_template, request

from kg import queries
from kg.dataset import FORMATS, Question
from kg.errors import BadParameter, UnknownQuery
from server.config import service
from server.errors import problem
from server.fields import parsed, single
from server.links import LANGUAGE, VERSION, UnknownThing
from server.negotiate import HTML, JSON, QUERY, Choice, chosen
from server.questions.listing import listed, questions_page
from server.questions.page import Asked, answered_page, refused_page

blueprint = Blueprint("questions", __name__)

_FORMAT: Final = "format"


@blueprint.get("/queries")
@blueprint.get("/queries.<suffix>")
def questions(suffix: str = "") -> Response:
    """Every saved question, for people or for programs."""
    links = service().links
    wanted = chosen(_accept(), suffix or request.args.get(_FORMAT), (JSON, HTML))
    if wanted.format == HTML:
        return Response(render_template("questions.html", page=questions_page(links)))
    return Response(json.dumps(listed(links)), content_type=JSON.content_type)


@blueprint.get("/queries/<name>")
def question(name: str) -> Response:
    """A saved question: its form and answer for a browser, the answer or the query for a program."""
    name, _, suffix = name.partition(".")
    query = _named(name)
    given = single(parsed(request.query_string))
    wanted = chosen(_accept(), suffix or given.pop(_FORMAT, ""), (*FORMATS[query.kind], HTML, QUERY))
    given.pop(VERSION, None)
    given.pop(LANGUAGE, None)
    asked = Asked(service(), query, given)
    return _page(asked) if wanted.format == HTML else _answer(asked, wanted)


def _accept() -> str:
    return request.headers.get("Accept", "")


def _named(name: str) -> queries.Query:
    try:
        return queries.load(name)
    except UnknownQuery as error:
        near = tuple(service().links.question(each) for each in error.near)
        raise UnknownThing(str(error), near=near) from error


def _page(asked: Asked) -> Response:
    """The page with the answer, or with the complaint beside the field that it is about."""
    try:
        page = answered_page(asked)
    except BadParameter as error:
        page = refused_page(asked, problem(error))
    status = page.problem.status if page.problem else 200
    return Response(render_template("question.html", page=page), status)


def _answer(asked: Asked, wanted: Choice) -> Response:
    """The answer as a stream, or the query itself, as it is written where nothing else is asked."""
    text = asked.text()
    if wanted.format == QUERY:
        return Response(text if asked.given else asked.query.text, content_type=wanted.content_type)
    answer = asked.service.dataset.answer(Question(text), {asked.query.kind: wanted.format})
    body = b"".join(answer.blocks) if answer.whole else answer.blocks
    return Response(body, content_type=wanted.content_type)
