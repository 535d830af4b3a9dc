"""The application as the network sees it: whole requests, clients who may leave, streams that may break."""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from secrets import token_hex
from tempfile import SpooledTemporaryFile
from threading import Event
from time import perf_counter
from typing import IO, Final, TypeVar
from wsgiref.types import WSGIApplication

from kg.errors import ChanyuanError
from server.front.arrival import Arrival, Limits, arrival, arrive
from server.front.asgi import Receive, Scope, Send
from server.front.environ import client, environ
from server.front.exchange import Exchange

_LOG: Final = logging.getLogger(__name__)

CLIENT: Final = "chanyuan.client"
"""In the environment: whom the request is from."""
GONE: Final = "chanyuan.gone"
"""In the environment: a callable that tells whether the client has left."""
REFUSED: Final = "chanyuan.refused"
"""In the environment: the exception that the request deserves before anybody looks at it, or None."""
REQUEST: Final = "chanyuan.request"
"""In the environment: the name of the request in the log, which its response carries too."""

_IN_MEMORY: Final = 1 << 20

T = TypeVar("T")


class Front:
    """A WSGI application as an ASGI application; at most `threads` requests are worked on at once."""

    def __init__(self, application: WSGIApplication, limits: Limits, *, threads: int) -> None:
        self._application = application
        self._limits = limits
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="request")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or live through the start and the end of the server."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "http":
            with arrival() as arrived:
                await arrive(arrived, scope, receive, self._limits)
                await self._attend(arrived, scope, receive, send)

    async def _attend(self, arrived: Arrival, scope: Scope, receive: Receive, send: Send) -> None:
        given, gone = environ(scope, arrived.body, arrived.size), Event()
        given |= {REFUSED: arrived.refused, GONE: gone.is_set, CLIENT: client(given), REQUEST: token_hex(8)}
        watch = asyncio.ensure_future(_watch(receive, gone))
        try:
            await self._answer(Exchange(self._application, given), gone, send)
        finally:
            watch.cancel()

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        self._threads.shutdown(wait=False, cancel_futures=True)
        await send({"type": "lifespan.shutdown.complete"})

    async def _answer(self, exchange: Exchange, gone: Event, send: Send) -> None:
        try:
            first = await self._begun(exchange)
            if exchange.over:
                await _whole(exchange, first, send)
            elif exchange.given["SERVER_PROTOCOL"] == "HTTP/1.0" and exchange.length is None:
                await self._collected(exchange, first, send)
            else:
                await self._streamed(exchange, first, gone, send)
        except ChanyuanError as error:
            # The response has begun; ended without its last chunk, nobody takes it for whole.
            _LOG.warning("%s broke off: %s", exchange.given[REQUEST], error)
        finally:
            if not exchange.over:
                await self._done(exchange.close)

    async def _begun(self, exchange: Exchange) -> bytes:
        began = perf_counter()
        first = await self._done(exchange.begin)
        exchange.headers += [
            (b"x-request-id", exchange.given[REQUEST].encode()),
            (b"server-timing", b"begin;dur=%.1f" % ((perf_counter() - began) * 1e3)),
        ]
        return first

    async def _streamed(self, exchange: Exchange, block: bytes, gone: Event, send: Send) -> None:
        await _start(exchange, send)
        while block and not gone.is_set():
            await send({"type": "http.response.body", "body": block, "more_body": True})
            block = await self._done(exchange.block)
        if not block:
            await send({"type": "http.response.body", "body": b"", "more_body": False})

    async def _collected(self, exchange: Exchange, block: bytes, send: Send) -> None:
        """For HTTP/1.0, which knows no chunks: a stream that broke there would pass for whole."""
        with SpooledTemporaryFile(_IN_MEMORY) as whole:
            try:
                while block:
                    whole.write(block)
                    block = await self._done(exchange.block)
            except ChanyuanError as error:
                instead = Exchange(self._application, exchange.given | {REFUSED: error})
                await _whole(instead, await self._begun(instead), send)
                return
            exchange.headers.append((b"content-length", b"%d" % whole.tell()))
            whole.seek(0)
            await _start(exchange, send)
            await _copied(whole, send)

    async def _done(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)


async def _start(exchange: Exchange, send: Send) -> None:
    await send({"type": "http.response.start", "status": exchange.status, "headers": exchange.headers})


async def _whole(exchange: Exchange, body: bytes, send: Send) -> None:
    await _start(exchange, send)
    await send({"type": "http.response.body", "body": body, "more_body": False})


async def _copied(body: IO[bytes], send: Send) -> None:
    while block := body.read(_IN_MEMORY):
        await send({"type": "http.response.body", "body": block, "more_body": True})
    await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _watch(receive: Receive, gone: Event) -> None:
    """Wait for the client to leave."""
    while (await receive())["type"] != "http.disconnect":
        pass
    gone.set()
