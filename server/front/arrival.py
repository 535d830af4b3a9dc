"""A request as it arrives: its body whole and within limits, or the reason why it is refused."""

import asyncio
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import IO, Final

from werkzeug.exceptions import (
    BadRequest,
    ExpectationFailed,
    HTTPException,
    MethodNotAllowed,
    RequestEntityTooLarge,
    RequestTimeout,
)

from server.front.asgi import Receive, Scope

_IN_MEMORY: Final = 1 << 20
_DRAINED: Final = 1 << 26
"""Bytes of a body too long that are still taken."""
_PAUSE: Final = 1.0
"""Seconds without another part after which its sender is taken to wait for an answer."""

_METHODS: Final = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
_NEVER: Final = ("CONNECT", "TRACE")


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a body may be in bytes, and how long it may take in seconds.

    `granted` is how many bytes may come from those whose Authorization header says who they are.
    """

    body: int
    seconds: float = 30.0
    granted: Callable[[str], int] = lambda _: 0

    def longest(self, headers: Mapping[bytes, bytes]) -> int:
        """How many bytes the body of a request with these headers may have.

        >>> limits = Limits(10, granted=len)
        >>> limits.longest({}), limits.longest({b"authorization": b"Bearer kg_x1"})
        (10, 12)
        """
        shown = headers.get(b"authorization")
        return max(self.body, self.granted(shown.decode("latin-1"))) if shown else self.body


@dataclass(slots=True)
class Arrival:
    """A body as a file, which lies on the disk when it is large, and why it is not to be used."""

    body: IO[bytes]
    size: int = 0
    refused: HTTPException | None = None


@contextmanager
def arrival() -> Iterator[Arrival]:
    """An empty body, gone after the block."""
    with SpooledTemporaryFile(_IN_MEMORY) as body:
        yield Arrival(body)


def bodiless(scope: Scope) -> bool:
    """Whether a request consists of its head, so that nothing is to be waited for (RFC 9112 §6.3)."""
    return scope["method"] in {"GET", "HEAD"} and not any(
        name in {b"content-length", b"transfer-encoding"} for name, _ in scope["headers"]
    )


async def arrive(arrived: Arrival, scope: Scope, receive: Receive, limits: Limits) -> None:
    """Wait for the whole request."""
    headers = dict(scope["headers"])
    arrived.refused = arrived.refused or refused(scope)
    if arrived.refused:
        return
    longest = limits.longest(headers)
    if int(headers.get(b"content-length", b"0")) > longest:
        arrived.refused = RequestEntityTooLarge()
        if b"expect" not in headers:
            await _drain(receive)
        return
    try:
        async with asyncio.timeout(limits.seconds):
            await _read(arrived, receive, longest)
    except TimeoutError:
        arrived.refused = RequestTimeout(
            f"The body did not arrive within {limits.seconds:g} seconds; send it faster, or in parts."
        )
    arrived.body.seek(0)


async def _read(arrived: Arrival, receive: Receive, longest: int) -> None:
    more = True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            arrived.refused = _cut_off(arrived.size)
            return
        arrived.size += arrived.body.write(message.get("body", b""))
        if arrived.size > longest:
            arrived.refused = RequestEntityTooLarge()
            await _drain(receive)
            return
        more = message.get("more_body", False)


async def _drain(receive: Receive) -> None:
    """Take some more of a body that is too long: a sender in full flow does not read why it is refused."""
    size, more = 0, True
    with suppress(TimeoutError):
        while more and size < _DRAINED:
            async with asyncio.timeout(_PAUSE):
                message = await receive()
            size += len(message.get("body", b""))
            more = message.get("more_body", False)


def refused(scope: Scope) -> HTTPException | None:
    """What is wrong with a request whatever its body."""
    headers = dict(scope["headers"])
    if scope["method"] in _NEVER:
        return MethodNotAllowed(_METHODS)
    if headers.get(b"expect", b"100-continue").lower() != b"100-continue":
        expected = headers[b"expect"][:40].decode("latin-1")
        return ExpectationFailed(f"The expectation {expected!r} cannot be met; only 100-continue can.")
    hosts = sum(
        name == b"host" and value != b"" for name, value in scope["headers"]
    )  # Granian adds an empty one
    if hosts != 1 and scope["http_version"] == "1.1":  # RFC 9112 §3.2
        return BadRequest(f"The request has {hosts} Host headers; HTTP/1.1 wants one.")
    return None


def _cut_off(size: int) -> BadRequest:
    return BadRequest(
        f"The body ended after {size} bytes, before the end that its Content-Length or its chunks announced; "
        "nothing was done. Send it whole."
    )
