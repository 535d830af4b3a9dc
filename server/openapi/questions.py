"""The saved questions as paths: the parameters of each from its front matter."""

from collections.abc import Iterable
from typing import Final

from kg import queries
from kg.dataset import Kind
from server.openapi.expansion import Json, Object

_PROBLEMS: Final[list[Json]] = [400, 404, 406, 429, 503, 507]


def question_paths(questions: Iterable[queries.Query]) -> Object:
    """Two paths for each question: negotiated, and with the format as a suffix."""
    paths: Object = {}
    for each in questions:
        paths[f"/queries/{each.name}"] = {"get": {"operationId": each.name, **_operation(each)}}
        suffixed = {"operationId": f"{each.name}-as", **_operation(each)}
        paths[f"/queries/{each.name}.{{suffix}}"] = {"get": suffixed}
    return paths


def _operation(query: queries.Query) -> Object:
    return {
        "tags": ["Questions"],
        "summary": query.question,
        "description": query.explanation,
        "older": True,
        "parameters": [_parameter(each) for each in query.parameters],
        "formats": ["triples" if query.kind is Kind.TRIPLES else "results", "page", "query"],
        "responses": {"200": {"description": "The answer."}},
        "problems": _PROBLEMS,
    }


def _parameter(parameter: queries.Parameter) -> Object:
    described: Object = {
        "name": parameter.name,
        "in": "query",
        "description": f"{parameter.description}: {parameter.rule}. Empty leaves it open.",
        "schema": _schema(parameter),
    }
    return {**described, "example": parameter.default} if parameter.default else described


def _schema(parameter: queries.Parameter) -> Object:
    schema: Object = {"type": "string", "default": parameter.default}
    if parameter.datatype == "iri":
        schema["format"] = "iri-reference"
    if parameter.pattern:
        return {**schema, "pattern": f"^({parameter.pattern})?$"}
    return {**schema, "maxLength": queries.LONGEST}
