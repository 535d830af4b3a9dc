"""What stands in the path files as a short word, written out: formats of answers, and problems.

In an operation, `formats: [results, page]` becomes the content of its 200 and the parameter that chooses
one, `format`, or `suffix` where the path has it; `older: true` becomes the parameters that name an older
version; `payload: true` becomes a body of RDF; `problems: [404, 406]` becomes responses. So each is said
once, and formats are those that the service has.
"""

from types import MappingProxyType
from typing import Final, TypeAlias, cast

from pyoxigraph import NamedNode, RdfFormat, Triple, serialize

from kg.commits import FORMATS as PAYLOADS
from kg.dataset import GRAPH_FORMATS, RESULT_FORMATS, Format
from kg.terms import term
from server.negotiate import CSV, HTML, JSON, QUERY

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"
Object: TypeAlias = dict[str, Json]

_SETS: Final = MappingProxyType(
    {
        "results": RESULT_FORMATS,
        "triples": GRAPH_FORMATS,
        "page": (HTML,),
        "json": (JSON,),
        "csv": (CSV,),
        "query": (QUERY,),
    }
)

_SHORT: Final = frozenset({"formats", "older", "payload", "problems", "schema"})
_SCHEMAS: Final = MappingProxyType(
    {
        "application/sparql-results+json": {"$ref": "#/components/schemas/Results"},
        "application/ld+json": {"type": ["array", "object"]},
    }
)
"""How bodies look that are JSON; the others are text."""
_OLDER: Final[list[Json]] = [
    {"$ref": "#/components/parameters/Version"},
    {"$ref": "#/components/parameters/Moment"},
]
_NO_VERSION: Final = [400, 404]
"""How it is told that a version is none, or that there is none of its number."""
_EXAMPLE: Final = Triple(
    NamedNode("http://localhost:8080/id/person/zhang-jue"),
    term("cy:served"),
    NamedNode("http://localhost:8080/id/polity/liao"),
)
"""Something to write."""


def expanded(path: str, item: Object) -> Object:
    """A path with every operation written out."""
    return {method: _operation(path, cast("Object", operation)) for method, operation in item.items()}


def _operation(path: str, operation: Object) -> Object:
    plain = {name: value for name, value in operation.items() if name not in _SHORT}
    formats = formats_of(cast("list[str]", operation.get("formats", [])))
    parameters = [*cast("list[Json]", operation.get("parameters", [])), *_choice(path, formats)]
    older = bool(operation.get("older"))
    parameters += _OLDER if older else []
    if HTML in formats and not path.endswith("{suffix}"):
        parameters.append({"$ref": "#/components/parameters/Language"})
    responses = dict(cast("Object", operation["responses"]))
    if formats and "200" in responses:
        content = _content(formats, cast("Object", operation.get("schema", {})))
        responses["200"] = {**cast("Object", responses["200"]), "content": content}
    for status in {*cast("list[int]", operation.get("problems", [])), *(_NO_VERSION if older else [])}:
        responses[str(status)] = {"$ref": f"#/components/responses/Problem{status}"}
    body = {"requestBody": _payload()} if operation.get("payload") else {}
    return {**plain, **body, "parameters": parameters, "responses": responses}


def _payload() -> Json:
    """RDF in any format that is read, or files of it."""
    content: Object = {name: _rdf(form) for name, form in PAYLOADS.items()}
    turtle = cast("Object", _rdf(RdfFormat.TURTLE))
    form: Object = {"schema": {"type": "object", "additionalProperties": turtle["schema"]}}
    content["multipart/form-data"] = {**form, "example": {"file": turtle["example"]}}
    return {"required": True, "content": content}


def _rdf(form: RdfFormat) -> Json:
    example = serialize([_EXAMPLE], format=form)
    return {"schema": {"type": "string"}, "example": example.decode() if example else ""}


def _choice(path: str, formats: tuple[Format, ...]) -> list[Json]:
    """The parameter by which an address, rather than a header, says the format."""
    names: list[Json] = [each.name for each in formats]
    if path.endswith("{suffix}"):
        schema: Object = {"type": "string", "enum": names}
        suffix: Object = {"name": "suffix", "in": "path", "required": True, "description": "The format."}
        return [{**suffix, "schema": schema, "example": names[0]}]
    if len(names) < 2:
        return []
    said = "The format, before what Accept asks for; empty as if it were absent."
    return [
        {
            "name": "format",
            "in": "query",
            "description": said,
            "schema": {"type": "string", "enum": [*names, ""]},
        }
    ]


def formats_of(names: list[str]) -> tuple[Format, ...]:
    """The formats that short words stand for.

    >>> [each.name for each in formats_of(["json", "page"])]
    ['json', 'html']
    """
    return tuple(each for name in names for each in _SETS[name])


def _content(formats: tuple[Format, ...], schema: Object) -> Object:
    return {each.media_type: {"schema": _schema(each, schema)} for each in formats}


def _schema(form: Format, schema: Object) -> Json:
    if form is JSON:
        return schema or {"type": "object"}
    return cast("Object", _SCHEMAS.get(form.media_type, {"type": "string"}))
