"""A request of the SPARQL 1.1 Protocol as the question that it asks."""

from math import inf, nan
from types import MappingProxyType
from typing import Final, Protocol

from kg.dataset import Question
from server import bodies
from server.errors import BadRequest, UnsupportedBody
from server.fields import Fields, parsed
from server.memento import numbered

_DIRECT: Final = MappingProxyType(
    {"application/sparql-query": "query", "application/sparql-update": "update"}
)
"""What a body is that is no form."""

_ASKING: Final = frozenset({"query", "update", "default-graph-uri", "named-graph-uri", "timeout"})
"""The parameters that make a request a question."""


class Sent(bodies.Sent, Protocol):
    """What the protocol looks at in a request; those of Flask have it, and cheaper ones."""

    @property
    def method(self) -> str:
        """The method in capitals."""

    @property
    def query_string(self) -> bytes:
        """What follows the question mark in the address."""


def question(request: Sent) -> Question:
    """The query and its dataset, from the address, a form or a body of its own (SPARQL 1.1 Protocol §2.1)."""
    asked = fields(request)
    if "update" in asked:
        raise BadRequest("An update is sent by POST, in a form or as a body of its own; see SPARQL 1.1 §2.2.")
    queries = asked.get("query", [])
    if len(queries) != 1:
        raise BadRequest(f"The request carries {len(queries)} queries; send exactly one `query`.")
    return Question(
        queries[0],
        _graphs(asked, "default-graph-uri"),
        _graphs(asked, "named-graph-uri"),
        version=numbered(asked.get("version", [])),
        timeout=_seconds(asked.get("timeout", [])),
    )


def is_update(request: Sent) -> bool:
    """Whether a request brings an update, for which there is one method alone."""
    return request.method == "POST" and "update" in fields(request)


def is_bare(request: Sent) -> bool:
    """Whether a request asks nothing, and so asks what can be asked."""
    return request.method != "POST" and _ASKING.isdisjoint(fields(request))


def fields(request: Sent) -> Fields:
    """The parameters of a request wherever the protocol lets them stand."""
    asked = parsed(request.query_string)
    if request.method != "POST":
        return asked
    if request.mimetype == bodies.FORM:
        return _merged(asked, parsed(bodies.body(request)))
    what = _DIRECT.get(request.mimetype)
    if what:
        return _merged(asked, {what: [bodies.text(request, what)]})
    raise UnsupportedBody(
        f"A body of type {request.mimetype[:80] or 'none'!r} is not read here; send "
        f"{' or '.join(_DIRECT)}, or a form as {bodies.FORM}."
    )


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
