"""What the service says about itself: its health, and what short names mean in its JSON."""

from flask import Blueprint, Response, json

from server.config import service
from server.meta.context import context

blueprint = Blueprint("meta", __name__)


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


@blueprint.get("/context.jsonld")
def jsonld_context() -> Response:
    """What short names mean in JSON-LD that speaks our vocabulary; others link to this address."""
    return Response(json.dumps(context()), content_type="application/ld+json")
