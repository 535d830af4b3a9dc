"""A request of the SPARQL 1.1 Protocol as the question that it asks."""

from collections.abc import Mapping
from math import inf, nan
from typing import Final, Protocol

from kg.dataset import Question
from server.errors import BadRequest, UnsupportedBody
from server.fields import Fields, parsed

_FORM: Final = "application/x-www-form-urlencoded"
_QUERY: Final = "application/sparql-query"
_UPDATE: Final = "application/sparql-update"


class Sent(Protocol):
    """What the protocol looks at in a request; those of Flask have it, and cheaper ones."""

    @property
    def method(self) -> str:
        """The method in capitals."""

    @property
    def query_string(self) -> bytes:
        """What follows the question mark in the address."""

    @property
    def mimetype(self) -> str:
        """The media type of the body, without parameters, in lower case."""

    @property
    def mimetype_params(self) -> Mapping[str, str]:
        """The parameters of that."""

    @property
    def content_encoding(self) -> str | None:
        """The coding that the body is in."""

    def get_data(self, *, cache: bool) -> bytes:
        """The body."""


def question(request: Sent) -> Question:
    """The query and its dataset, from the address, a form or a body of its own (SPARQL 1.1 Protocol §2.1)."""
    asked = fields(request)
    if "update" in asked:
        raise BadRequest(
            "An update was sent; this endpoint answers queries only. Send the parameter `query`."
        )
    queries = asked.get("query", [])
    if len(queries) != 1:
        raise BadRequest(f"The request carries {len(queries)} queries; send exactly one `query`.")
    return Question(
        queries[0],
        _graphs(asked, "default-graph-uri"),
        _graphs(asked, "named-graph-uri"),
        timeout=_seconds(asked.get("timeout", [])),
    )


def fields(request: Sent) -> Fields:
    """The parameters of a request wherever the protocol lets them stand."""
    asked = parsed(request.query_string)
    if request.method != "POST":
        return asked
    if request.mimetype == _FORM:
        return _merged(asked, parsed(_body(request)))
    if request.mimetype == _QUERY:
        return _merged(asked, {"query": [_text(_body(request))]})
    raise UnsupportedBody(
        f"A body of type {request.mimetype[:80] or 'none'!r} is not read here; send the query as "
        f"{_QUERY} or in a form as {_FORM}. Updates ({_UPDATE}) are not taken."
    )


def _body(request: Sent) -> bytes:
    encoding = request.content_encoding or "identity"
    if encoding != "identity":
        raise UnsupportedBody(
            f"A body with Content-Encoding {encoding[:80]!r} is not read here; send it plain."
        )
    charset = request.mimetype_params.get("charset", "utf-8").lower()
    if charset not in {"utf-8", "utf8", "us-ascii"}:
        raise UnsupportedBody(f"A body in {charset[:80]!r} is not read here; SPARQL is sent in UTF-8.")
    return request.get_data(cache=False)


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadRequest(f"The query is not UTF-8 at byte {error.start}; send it in UTF-8.") from error


def _merged(one: Fields, other: Fields) -> Fields:
    return {name: [*one.get(name, []), *other.get(name, [])] for name in one.keys() | other.keys()}


def _graphs(asked: Fields, name: str) -> tuple[str, ...] | None:
    return tuple(asked[name]) if name in asked else None


def _seconds(given: list[str]) -> float | None:
    """How long the client would wait, None where it does not say."""
    if not given:
        return None
    try:
        seconds = float(given[0])
    except ValueError:
        seconds = nan
    if len(given) > 1 or not 0 < seconds < inf:
        raise BadRequest(f"The timeout is {', '.join(given)[:80]!r}; give one number of seconds above 0.")
    return seconds
