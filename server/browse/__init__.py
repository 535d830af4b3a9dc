"""Ways into the graph for readers: the first page, the documents, the saved questions."""

from flask import Blueprint, Response, render_template, request

from kg import queries
from kg.dataset import RESULT_FORMATS, Kind, Question
from server.browse.documents import document_page, documents_page
from server.browse.home import home_page
from server.browse.questions import question_page, questions_page
from server.config import service
from server.negotiate import HTML, chosen

blueprint = Blueprint("browse", __name__)


@blueprint.get("/")
def home() -> str:
    """The first page."""
    return render_template("home.html", page=home_page(service()))


@blueprint.get("/documents")
def documents() -> str:
    """The documents that the graph was read from."""
    return render_template("documents.html", page=documents_page(service()))


@blueprint.get("/documents/<name>")
def document(name: str) -> str:
    """The text of a document, its mentions marked and linked."""
    return render_template("document.html", page=document_page(service(), name))


@blueprint.get("/queries")
def questions() -> str:
    """The saved questions."""
    return render_template("questions.html", page=questions_page())


@blueprint.get("/queries/<name>")
def question(name: str) -> Response:
    """A saved question: its form and answer for a browser, the answer alone for a program."""
    asked = queries.load(name)
    given = {each: value for each, value in request.args.items() if each != "format"}
    terms = asked.terms(given, service().settings.base)
    wanted = chosen(request.headers.get("Accept", ""), request.args.get("format"), (*RESULT_FORMATS, HTML))
    if wanted.format is HTML:
        return Response(render_template("question.html", page=question_page(service(), asked, terms)))
    answer = service().dataset.answer(
        Question(asked.bound(terms)), {Kind.SOLUTIONS: wanted.format, Kind.BOOLEAN: wanted.format}
    )
    return Response(answer.blocks, content_type=wanted.content_type)
