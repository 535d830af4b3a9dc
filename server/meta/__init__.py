"""What the service says about itself: its health, and the vocabulary that it speaks."""

from pathlib import Path
from typing import Final

from flask import Blueprint, Response, json, render_template, request
from pyoxigraph import serialize

from kg import rdf
from kg.dataset import GRAPH_FORMATS, Format
from kg.dataset.local import RDF
from kg.terms import PREFIXES
from server.asking import asked
from server.config import service
from server.meta.context import context
from server.meta.vocabulary import vocabulary_page
from server.negotiate import HTML, chosen

blueprint = Blueprint("meta", __name__)

_HERE: Final = Path(__file__).resolve().parent


@blueprint.get("/health")
def health() -> Response:
    """Whether a version is served, which, and how much it holds."""
    version = service().versions.served()
    service().dataset.ask("ASK {}")
    body = {
        "status": "ok",
        "version": version.number,
        "time": version.time.isoformat(),
        "quads": version.quads,
        "graphs": len(version.graphs),
        "held_back": list(version.held_back),
        "base": version.base,
    }
    return Response(json.dumps(body), content_type="application/json")


@blueprint.get("/ontology")
def ontology() -> Response:
    """The vocabulary, for people or for programs."""
    wanted = chosen(request.headers.get("Accept", ""), request.args.get("format"), (*GRAPH_FORMATS, HTML))
    if wanted.format is HTML:
        return Response(render_template("ontology.html", page=vocabulary_page(service())))
    return _vocabulary(wanted.format, wanted.content_type)


@blueprint.get("/ontology.<suffix>")
def ontology_as(suffix: str) -> Response:
    """The vocabulary in one format."""
    form = chosen("", suffix, GRAPH_FORMATS).format
    return _vocabulary(form, form.content_type)


@blueprint.get("/context.jsonld")
def jsonld_context() -> Response:
    """What short names mean in JSON-LD that speaks our vocabulary; others link to this address."""
    return Response(json.dumps(context()), content_type="application/ld+json")


def _vocabulary(form: Format, content_type: str) -> Response:
    graph = {"graph": rdf.graph("ontology", service().links.base)}
    triples = sorted(service().dataset.construct(asked(_HERE, "ontology", graph)), key=str)
    body = serialize(triples, format=RDF[form.name], prefixes=dict(PREFIXES))
    return Response(body or b"", content_type=content_type)
