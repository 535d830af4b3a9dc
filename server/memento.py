"""Older versions: which one a request is about, and how its answer says so (RFC 7089)."""

from bisect import bisect_right
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Final
from urllib.parse import urlencode

from flask import Request, Response, current_app
from werkzeug.http import http_date, parse_date

from kg.model import Version
from kg.versions import Versions
from server.config import THEN, service, service_of
from server.errors import BadRequest
from server.fields import parsed
from server.links import VERSION

_IS: Final = "Memento-Datetime"


def numbered(given: list[str]) -> int | None:
    """The number of a version as a parameter gives it, None where it does not.

    >>> numbered(["7"]), numbered([])
    (7, None)
    """
    if not given:
        return None
    if len(given) > 1 or not given[0].isascii() or not given[0].isdigit() or len(given[0]) > 9:
        raise BadRequest(
            f"The version is {', '.join(given)[:80]!r}; give the number of one, as /versions lists."
        )
    return int(given[0])


def asked_for(request: Request) -> Version | None:
    """The version that the address names, else the newest at the time that Accept-Datetime gives."""
    versions = service_of(current_app).versions
    number = numbered(parsed(request.query_string).get(VERSION, []))
    if number is not None:
        return versions.version(number)
    moment = request.headers.get("Accept-Datetime")
    return None if moment is None else newest(versions, _moment(moment))


def heed(request: Request) -> None:
    """Have the whole request answered of the version that it is about."""
    version = asked_for(request)
    if version:
        request.environ[THEN] = version.number


def then(request: Request) -> Version | None:
    """The older version that is heeded."""
    number = request.environ.get(THEN)
    return None if number is None else service().versions.version(number)


def newest(versions: Versions, moment: datetime) -> Version:
    """The version that was the newest at a moment; the first of all where there was none yet."""
    numbers = versions.numbers()
    after = bisect_right(numbers, moment, key=lambda number: versions.version(number).time)
    return versions.version(numbers[max(0, after - 1)]) if numbers else versions.served()


def marked(response: Response, request: Request, version: Version | None) -> Response:
    """A response that says of which version it is, and where others are found."""
    response.vary.add("Accept-Datetime")
    leads_on = response.status_code >= HTTPStatus.BAD_REQUEST or "Location" in response.headers
    if version is None or leads_on or _IS in response.headers:
        return response
    links, time = service().links, http_date(version.time)
    address = links.public(request.path.replace("/", links.root, 1))
    others = [(name, each) for name, values in _others(request).items() for each in values]
    linked = (
        (_asked(address, others), 'rel="original timegate"'),
        (_asked(address, [*others, (VERSION, str(version.number))]), f'rel="memento"; datetime="{time}"'),
        (links.public(links.timemap()), 'rel="timemap"; type="application/link-format"'),
    )
    response.headers[_IS] = time
    for target, relation in linked:
        response.headers.add("Link", f"<{target}>; {relation}")
    return response


def _asked(address: str, given: list[tuple[str, str]]) -> str:
    return f"{address}?{urlencode(given)}" if given else address


def _others(request: Request) -> dict[str, list[str]]:
    """The parameters of the address but for the version."""
    return {name: values for name, values in parsed(request.query_string).items() if name != VERSION}


def _moment(given: str) -> datetime:
    moment = parse_date(given)
    if moment is None:
        example = http_date(datetime(2026, 1, 31, tzinfo=UTC))
        raise BadRequest(f"Accept-Datetime is {given[:80]!r}; give a date like {example!r}.")
    return moment
