"""One shape for whatever goes wrong: an RFC 9457 problem for programs, a page for browsers."""

import logging
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from http import HTTPStatus
from types import MappingProxyType
from typing import Final

from flask import Flask, Response, render_template, request
from jinja2.utils import htmlsafe_json_dumps
from werkzeug.exceptions import HTTPException, InternalServerError

from kg import errors as kg
from kg.commits import WriteInvalid
from kg.deposit import NotMade, NotYetMade
from server.config import service
from server.front import REFUSED, REQUEST
from server.links import FormerThing, UnknownThing
from server.negotiate import PROBLEM, NotServed, prefers_page

_LOG: Final = logging.getLogger(__name__)

_MOST: Final = 1000
"""Findings that are told of a write; the words say how many there are."""

_CLIENT_ERRORS: Final = range(HTTPStatus.BAD_REQUEST, HTTPStatus.INTERNAL_SERVER_ERROR)

Members = Mapping[str, str | int | float | tuple[str, ...] | list[dict[str, str]]]


class BadRequest(kg.ChanyuanError):
    """The request breaks the SPARQL protocol or the rules of HTTP."""


class UnsupportedBody(kg.ChanyuanError):
    """The request's body is of a type that is not read here."""


class TokenNeeded(kg.ChanyuanError):
    """Who asks has to show a token; `sent` where one was shown that is not valid."""

    def __init__(self, message: str, *, sent: bool = False) -> None:
        super().__init__(message)
        self.sent = sent


class Stale(kg.ChanyuanError):
    """What a request says of the version that it is about does not hold."""


_STATUS: Final[Mapping[type[kg.ChanyuanError], HTTPStatus]] = MappingProxyType(
    {
        BadRequest: HTTPStatus.BAD_REQUEST,
        kg.QueryRefused: HTTPStatus.BAD_REQUEST,
        kg.BadParameter: HTTPStatus.BAD_REQUEST,
        kg.UnreadablePayload: HTTPStatus.BAD_REQUEST,
        TokenNeeded: HTTPStatus.UNAUTHORIZED,
        kg.ScopeTooNarrow: HTTPStatus.FORBIDDEN,
        kg.DefaultGraphKept: HTTPStatus.FORBIDDEN,
        kg.MirrorKept: HTTPStatus.FORBIDDEN,
        kg.FederationRefused: HTTPStatus.FORBIDDEN,
        UnknownThing: HTTPStatus.NOT_FOUND,
        FormerThing: HTTPStatus.GONE,
        kg.UnknownQuery: HTTPStatus.NOT_FOUND,
        kg.UnknownVersion: HTTPStatus.NOT_FOUND,
        kg.UnknownGraph: HTTPStatus.NOT_FOUND,
        NotServed: HTTPStatus.NOT_ACCEPTABLE,
        kg.FormatRefused: HTTPStatus.NOT_ACCEPTABLE,
        kg.GraphExists: HTTPStatus.CONFLICT,
        kg.VersionConflict: HTTPStatus.CONFLICT,
        kg.WriterBusy: HTTPStatus.CONFLICT,
        Stale: HTTPStatus.PRECONDITION_FAILED,
        UnsupportedBody: HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        kg.UnsupportedPayload: HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        WriteInvalid: HTTPStatus.UNPROCESSABLE_ENTITY,
        kg.LoadFailed: HTTPStatus.BAD_GATEWAY,
        kg.NothingPublished: HTTPStatus.SERVICE_UNAVAILABLE,
        kg.StoreUnavailable: HTTPStatus.SERVICE_UNAVAILABLE,
        kg.QueryTimeout: HTTPStatus.SERVICE_UNAVAILABLE,
        kg.QueryCrashed: HTTPStatus.SERVICE_UNAVAILABLE,
        kg.QueryAbandoned: HTTPStatus.SERVICE_UNAVAILABLE,
        kg.QueryMemory: HTTPStatus.INSUFFICIENT_STORAGE,
        kg.FolderUnwritable: HTTPStatus.INSUFFICIENT_STORAGE,
        kg.QueueFull: HTTPStatus.TOO_MANY_REQUESTS,
        NotYetMade: HTTPStatus.SERVICE_UNAVAILABLE,
        NotMade: HTTPStatus.INSUFFICIENT_STORAGE,
    }
)
"""What each deliberate refusal means in HTTP; one that is not listed is a fault of ours."""

_MEMBERS: Final[Mapping[type[kg.ChanyuanError], tuple[str, ...]]] = MappingProxyType(
    {
        kg.QueryRefused: ("line", "column"),
        kg.BadParameter: ("parameter",),
        NotServed: ("offers",),
        kg.QueryTimeout: ("limit", "elapsed"),
        kg.QueryMemory: ("limit", "elapsed"),
        kg.QueueFull: ("retry_after",),
        NotYetMade: ("retry_after",),
        UnknownThing: ("near",),
        FormerThing: ("version", "former"),
    }
)
"""What programs are told beside the words, where the error knows it."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What was wrong, where, and what to do.

    `fault` names the kind of error, `members` hold what a program can use: a line, near names, offers.
    """

    status: int
    title: str
    detail: str
    fault: str
    members: Members = field(default_factory=lambda: MappingProxyType({}))


def problem(error: Exception) -> Problem:
    """How an exception is told to a client."""
    match error:
        case kg.ChanyuanError():
            status = _STATUS.get(type(error), HTTPStatus.INTERNAL_SERVER_ERROR)
            return Problem(status, status.phrase, _public(str(error)), type(error).__name__, _members(error))
        case HTTPException(code=int(code)) if code in _CLIENT_ERRORS:
            status = HTTPStatus(code)
            return Problem(status, status.phrase, _explained(error), type(error).__name__)
    status = HTTPStatus.INTERNAL_SERVER_ERROR
    return Problem(
        status, status.phrase, "Something failed here that should not; try again later.", "Unforeseen"
    )


def _public(words: str) -> str:
    """The words of an error without the place where this service keeps its data."""
    return words.replace(str(service().settings.data), "this service")


def answered(told: Problem) -> Response:
    """A problem as the client reads it."""
    if prefers_page(request.headers.get("Accept", ""), [PROBLEM]):
        response = Response(render_template("problem.html", problem=told), told.status)
    else:
        body = {
            "type": "about:blank",
            "title": told.title,
            "status": told.status,
            "detail": told.detail,
            "instance": request.path[:200],
            "fault": told.fault,
            **({"request": _request()} if _request() else {}),
            **told.members,
        }
        response = Response(htmlsafe_json_dumps(body), told.status, content_type=PROBLEM.media_type)
    return response


def register(app: Flask) -> None:
    """Have every error of an application answered in this shape."""
    app.before_request(_refused)
    app.register_error_handler(kg.ChanyuanError, _deliberate)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(InternalServerError, _unforeseen)


def _refused() -> None:
    """What was found wrong with the request before it came here is told like all else."""
    refused: HTTPException | None = request.environ.get(REFUSED)
    if refused:
        raise refused


def _http(error: HTTPException) -> Response:
    response = answered(problem(error))
    for name, value in error.get_headers():
        if name == "Allow":
            response.headers[name] = value
    return response


def _unforeseen(error: InternalServerError) -> Response:
    return answered(problem(error))


def _deliberate(error: kg.ChanyuanError) -> Response:
    told = problem(error)
    if told.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        _LOG.error("%s %s: %s", _request(), told.fault, told.detail)
    response = answered(told)
    match error:
        case kg.QueueFull() | NotYetMade():
            response.headers["Retry-After"] = str(error.retry_after)
        case TokenNeeded():
            fault = ', error="invalid_token"' if error.sent else ""
            response.headers["WWW-Authenticate"] = f'Bearer realm="Chanyuan"{fault}'  # RFC 6750 §3
    return response


def _request() -> str:
    """The name of the request in the log and in its response."""
    name: str = request.environ.get(REQUEST, "")
    return name


def _members(error: kg.ChanyuanError) -> Members:
    if isinstance(error, WriteInvalid):
        return {"findings": [asdict(each) for each in error.findings[:_MOST]]}
    values = {name: getattr(error, name) for name in _MEMBERS.get(type(error), ())}
    return {name: value for name, value in values.items() if value}


def _explained(error: HTTPException) -> str:
    """Werkzeug's descriptions name no value; for the statuses that clients meet we do."""
    match error.code:
        case HTTPStatus.NOT_FOUND:
            return f"There is nothing at {request.path[:200]!r}; the entry points are on the first page."
        case HTTPStatus.METHOD_NOT_ALLOWED:
            return f"{request.method} is not done here; the Allow header lists what is."
        case HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
            limit = request.max_content_length
            return f"The body is longer than the {limit} bytes that are read here; send less."
    return error.description or "The request cannot be answered."
