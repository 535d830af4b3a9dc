"""The words that the graph is written in and the rules that it keeps, for readers and as they are written."""

from typing import Final

from flask import Blueprint, Response, render_template, request
from pyoxigraph import serialize

from kg.dataset import GRAPH_FORMATS, Format
from kg.dataset.local import RDF
from kg.terms import PREFIXES
from server.config import service
from server.negotiate import HTML, Choice, chosen
from server.vocabulary.page import vocabulary_page
from server.vocabulary.rules import shapes_page
from server.vocabulary.terms import described
from server.vocabulary.written import serialized

blueprint = Blueprint("vocabulary", __name__)

_FORMATS: Final = (*GRAPH_FORMATS, HTML)


@blueprint.get("/ontology")
def ontology() -> Response:
    """The vocabulary, for people or for programs."""
    wanted = _wanted()
    if wanted.format == HTML:
        return Response(render_template("ontology.html", page=vocabulary_page(service())))
    return Response(_vocabulary(wanted.format), content_type=wanted.content_type)


@blueprint.get("/ontology.<suffix>")
def ontology_as(suffix: str) -> Response:
    """The vocabulary in one format."""
    form = chosen("", suffix, GRAPH_FORMATS).format
    return Response(_vocabulary(form), content_type=form.content_type)


@blueprint.get("/shapes")
def shapes() -> Response:
    """What must hold before anything is published, for people or for programs."""
    wanted = _wanted()
    if wanted.format == HTML:
        return Response(render_template("shapes.html", page=shapes_page(service())))
    return Response(serialized(wanted.format), content_type=wanted.content_type)


@blueprint.get("/shapes.<suffix>")
def shapes_as(suffix: str) -> Response:
    """The shapes in one format."""
    form = chosen("", suffix, GRAPH_FORMATS).format
    return Response(serialized(form), content_type=form.content_type)


def _wanted() -> Choice:
    return chosen(request.headers.get("Accept", ""), request.args.get("format"), _FORMATS)


def _vocabulary(form: Format) -> bytes:
    return serialize(described(service()), format=RDF[form.name], prefixes=dict(PREFIXES)) or b""
