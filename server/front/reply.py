"""A response that is here as a whole, and what is made of it for the client who asked."""

import re
from dataclasses import dataclass, replace
from typing import Final

from server.front.asgi import Headers
from server.front.coding import Coding, encoded

_OF_CONTENT: Final = {b"content-type", b"content-length", b"content-encoding", b"content-language"}
"""What a 304 does not repeat of the response that it spares (RFC 9110 §15.4.5)."""

_CODED: Final = re.compile(r'-(?:gzip|zstd)"')
_OPAQUE: Final = re.compile(rb'"[^"]*"')


@dataclass(frozen=True, slots=True)
class Reply:
    """Status, headers in lower case, and body."""

    status: int
    headers: Headers
    body: bytes


def header(headers: Headers, name: bytes) -> bytes:
    """The value of a header, empty when it is not there."""
    return next((value for each, value in headers if each == name), b"")


def compressed(reply: Reply, coding: Coding) -> Reply:
    """The response as this coding has it, or as it is where that does not pay."""
    if not coding.suits(reply.status, reply.headers, len(reply.body)):
        return reply
    body = encoded(reply.body, coding.name)
    headers = [*in_coding(reply.headers, coding.name), (b"content-length", b"%d" % len(body))]
    return replace(reply, headers=headers, body=body)


def in_coding(headers: Headers, coding: str) -> Headers:
    """The headers of a response that is going to be in a content coding, its length not yet known.

    >>> in_coding([(b"content-length", b"5000"), (b"etag", b'"2f"')], "gzip")
    [(b'etag', b'"2f-gzip"'), (b'content-encoding', b'gzip')]
    """
    name = coding.encode()
    kept = [
        (each, _tagged(value, name) if each == b"etag" else value)
        for each, value in headers
        if each not in {b"content-length", b"accept-ranges"}
    ]
    return [*kept, (b"content-encoding", name)]


def uncoded(tags: str) -> str:
    """The entity tags of a condition as the application knows them, which does not compress.

    >>> uncoded('W/"2f-gzip", "30"')
    'W/"2f", "30"'
    """
    return _CODED.sub('"', tags)


def matches(headers: Headers, condition: bytes) -> bool:
    """Whether a client has this response already (RFC 9110 §13.1.2, tags compared weakly)."""
    tag = _OPAQUE.search(header(headers, b"etag"))
    return tag is not None and (condition.strip() == b"*" or tag[0] in _OPAQUE.findall(condition))


def not_modified(headers: Headers) -> Reply:
    """What spares a client the response that it has."""
    return Reply(304, [each for each in headers if each[0] not in _OF_CONTENT], b"")


def recoded(headers: Headers, condition: bytes) -> Headers:
    """The headers of a 304 of the application, with the entity tag by which the client knows its response.

    >>> recoded([(b"etag", b'"2f"')], b'"30", "2f-gzip"')
    [(b'etag', b'"2f-gzip"')]
    """
    known = {uncoded(tag.decode("latin-1")): tag for tag in reversed(_OPAQUE.findall(condition))}

    def said(tag: bytes) -> bytes:
        opaque = tag.removeprefix(b"W/")
        return tag.replace(opaque, known.get(opaque.decode("latin-1"), opaque))

    return [(name, said(value) if name == b"etag" else value) for name, value in headers]


def _tagged(tag: bytes, coding: bytes) -> bytes:
    return tag.removesuffix(b'"') + b'-%b"' % coding
