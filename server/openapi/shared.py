"""The responses that every path shares: a problem for each status, as JSON or as a page."""

from http import HTTPStatus
from types import MappingProxyType
from typing import Final

from server.negotiate import HTML, PROBLEM
from server.openapi.expansion import Json, Object

_MEANT: Final = MappingProxyType(
    {
        400: "Something in the request cannot be read; the detail says what, where and how it should be.",
        401: "This takes a token, sent as `Authorization: Bearer …`.",
        403: "What is asked for is not allowed here.",
        404: "There is no such thing; `near` lists addresses that look like it.",
        410: "There was such a thing; `former` leads to what it was in the version that had it last.",
        406: "This is not served in any format that is accepted; `offers` lists those that are.",
        409: "Something else is there, or another writer came first.",
        412: "What If-Match or If-None-Match says does not hold of the version that is served.",
        413: "The body is too long.",
        415: "The body is of a type that is not read here.",
        422: "What was to be written breaks the shapes; `findings` say where.",
        429: "Too many queries are waiting; come again after `Retry-After` seconds.",
        502: "A document that was to be loaded did not come.",
        503: "The query ran over its time, or nothing is published.",
        507: "The query took more memory than it may, or there is no room for a write.",
    }
)


def problem_responses() -> Object:
    """A response for each status, under `Problem` and its number."""
    return {f"Problem{status}": _response(status, meant) for status, meant in _MEANT.items()}


def _response(status: int, meant: str) -> Object:
    content: Object = {
        PROBLEM.media_type: {"schema": {"$ref": "#/components/schemas/Problem"}},
        HTML.media_type: {"schema": {"type": "string"}},
    }
    response: Object = {"description": f"{HTTPStatus(status).phrase}. {meant}", "content": content}
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        after: Json = {"Retry-After": {"schema": {"type": "integer"}, "description": "Seconds."}}
        return {**response, "headers": after}
    return response
