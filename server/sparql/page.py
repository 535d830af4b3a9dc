"""The endpoint's page: a form that needs no script, and the answer under it."""

from dataclasses import dataclass, field
from typing import Final

from flask import Response, render_template, request

from kg.dataset import GRAPH_FORMATS, RESULT_FORMATS, Answer, Format, Kind, Question
from kg.dataset.interface import solutions, truth
from kg.errors import ChanyuanError
from kg.terms import PREFIXES
from server.config import service
from server.errors import Problem, problem
from server.sparql import editor, protocol
from server.wording import Shown, Wording

_FIRST: Final = 1000
"""Rows that the page shows; the downloads hold all of them."""

_EXAMPLE: Final = """SELECT ?treaty ?name ?date WHERE {
  ?treaty a cy:Treaty ; rdfs:label ?name ; cy:date ?date .
  FILTER(LANG(?name) = "en")
}
ORDER BY ?date"""

_FORMATS: Final = {
    Kind.SOLUTIONS: RESULT_FORMATS[0],
    Kind.BOOLEAN: RESULT_FORMATS[0],
    Kind.TRIPLES: GRAPH_FORMATS[0],
}


@dataclass(frozen=True, slots=True)
class Download:
    """Where the same answer can be had in another format."""

    title: str
    href: str


@dataclass(frozen=True, slots=True)
class Result:
    """An answer to look at: a table, a boolean or triples in Turtle."""

    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Shown | None, ...], ...] = ()
    more: int = 0
    truth: bool | None = None
    turtle: str | None = None
    downloads: tuple[Download, ...] = ()


@dataclass(frozen=True, slots=True)
class SparqlPage:
    """What the template of the endpoint shows."""

    query: str
    prefixes: tuple[tuple[str, str], ...] = tuple(PREFIXES.items())
    examples: tuple[editor.Example, ...] = field(default_factory=editor.examples)
    result: Result | None = None
    problem: Problem | None = None
    table_formats: tuple[Format, ...] = RESULT_FORMATS
    graph_formats: tuple[Format, ...] = GRAPH_FORMATS
    scripted: bool = field(default_factory=editor.is_built)


def form_page() -> Response:
    """The form, with the answer or the refusal when a query was sent."""
    if request.method != "POST" and not any(protocol.fields(request).get("query", [])):
        return _rendered(SparqlPage(_EXAMPLE))
    question = protocol.question(request)
    try:
        answer = service().dataset.answer(question, _FORMATS)
        page = SparqlPage(question.text, result=_result(answer, question))
    except ChanyuanError as error:
        page = SparqlPage(question.text, problem=problem(error))
    return _rendered(page)


def _rendered(page: SparqlPage) -> Response:
    status = page.problem.status if page.problem else 200
    policy = {"Content-Security-Policy": editor.POLICY} if page.scripted else None
    return Response(render_template("sparql.html", page=page), status, policy)


def _result(answer: Answer, question: Question) -> Result:
    body = b"".join(answer.blocks)
    match answer.kind:
        case Kind.TRIPLES:
            return Result(turtle=body.decode(), downloads=_downloads(question, GRAPH_FORMATS))
        case Kind.BOOLEAN:
            return Result(truth=truth(body), downloads=_downloads(question, RESULT_FORMATS[:2]))
    return _table(body, _downloads(question, RESULT_FORMATS))


def _table(body: bytes, downloads: tuple[Download, ...]) -> Result:
    table, wording = solutions(body), Wording(service().links)
    rows = tuple(
        tuple(wording.shown(row[name]) if name in row else None for name in table.variables)
        for row in table.rows[:_FIRST]
    )
    return Result(table.variables, rows, more=len(table.rows) - len(rows), downloads=downloads)


def _downloads(question: Question, formats: tuple[Format, ...]) -> tuple[Download, ...]:
    links = service().links
    return tuple(Download(each.title, links.sparql(question.text, each.name)) for each in formats)
