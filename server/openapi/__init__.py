"""All addresses described for programs, in OpenAPI 3.1."""

from flask import Blueprint, Response, json

from server.config import service
from server.openapi.description import description

blueprint = Blueprint("openapi", __name__)


@blueprint.get("/openapi.json")
def openapi() -> Response:
    """The description of every route, generated once from the files beside this module and the questions."""
    return Response(json.dumps(description(service().links)), content_type="application/json")
