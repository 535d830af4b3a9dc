"""The saved questions as paths: the parameters of each from its front matter."""

from collections.abc import Iterable
from typing import Final

from kg import queries
from kg.dataset import Kind
from server.openapi.expansion import Json, Object, formats_of

_PROBLEMS: Final[list[Json]] = [400, 406, 429, 503, 507]


def question_paths(questions: Iterable[queries.Query]) -> Object:
    """Two paths for each question: negotiated, and with the format as a suffix."""
    paths: Object = {}
    for each in questions:
        paths[f"/queries/{each.name}"] = {"get": _negotiated(each)}
        paths[f"/queries/{each.name}.{{suffix}}"] = {"get": _suffixed(each)}
    return paths


def _negotiated(query: queries.Query) -> Object:
    choice: Object = {
        "name": "format",
        "in": "query",
        "description": "The format of the answer, before what Accept asks for.",
        "schema": {"type": "string", "enum": _names(query)},
    }
    return {**_operation(query), "operationId": query.name, "parameters": [*_parameters(query), choice]}


def _suffixed(query: queries.Query) -> Object:
    suffix: Object = {
        "name": "suffix",
        "in": "path",
        "required": True,
        "description": "The format of the answer; `rq` is the query itself.",
        "schema": {"type": "string", "enum": _names(query)},
        "example": _names(query)[0],
    }
    operation = _operation(query)
    return {**operation, "operationId": f"{query.name}-as", "parameters": [suffix, *_parameters(query)]}


def _operation(query: queries.Query) -> Object:
    return {
        "tags": ["Questions"],
        "summary": query.question,
        "description": query.explanation,
        "formats": _formats(query),
        "responses": {"200": {"description": "The answer."}},
        "problems": _PROBLEMS,
    }


def _formats(query: queries.Query) -> list[Json]:
    return ["triples" if query.kind is Kind.TRIPLES else "results", "page", "query"]


def _names(query: queries.Query) -> list[Json]:
    return [each.name for each in formats_of([str(name) for name in _formats(query)])]


def _parameters(query: queries.Query) -> list[Json]:
    return [_parameter(each) for each in query.parameters]


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
    if parameter.pattern:
        return {**schema, "pattern": f"^({parameter.pattern})?$"}
    if parameter.datatype == "iri":
        return {**schema, "format": "iri-reference"}
    return {**schema, "maxLength": queries.LONGEST}
