"""A request answered by the application in a thread, while the loop serves others."""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass, field
from tempfile import SpooledTemporaryFile
from typing import Final, TypeVar
from wsgiref.types import WSGIApplication, WSGIEnvironment

from kg.errors import ChanyuanError
from server.front.environ import environ
from server.front.exchange import Exchange
from server.front.outlet import Outlet
from server.front.reply import Reply, not_modified, recoded
from server.front.request import Request

_LOG: Final = logging.getLogger(__name__)

CLIENT: Final = "chanyuan.client"
"""In the environment: whom the request is from."""
GONE: Final = "chanyuan.gone"
"""In the environment: a callable that tells whether the client has left."""
REFUSED: Final = "chanyuan.refused"
"""In the environment: the exception that the request deserves before anybody looks at it, or None."""
REQUEST: Final = "chanyuan.request"
"""In the environment: the name of the request in the log, which its response carries too."""
LASTING: Final = "chanyuan.lasting"
"""In the environment, from the application: whether the same request deserves the same response again."""

_IN_MEMORY: Final = 1 << 20

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Way:
    """How a request is answered: by this reply, or by the application, which is told some more.

    `keep` takes the response for the next time when it is lasting, whole, and not larger than `largest`.
    """

    reply: Reply | None = None
    told: WSGIEnvironment = field(default_factory=dict)
    keep: Callable[[Reply], None] = lambda _: None
    largest: int = -1


class Visit:
    """One request in the application; `end` brings its response to the client."""

    def __init__(
        self, application: WSGIApplication, request: Request, way: Way, outlet: Outlet, threads: Executor
    ) -> None:
        self._application = application
        self._request = request
        self._way = way
        self._outlet = outlet
        self._threads = threads
        self._exchange = self._asked(request.arrived.refused)

    def _asked(self, refused: Exception | None) -> Exchange:
        request = self._request
        given = environ(request.scope, request.arrived.body, request.arrived.size) | self._way.told
        given |= {
            REFUSED: refused,
            GONE: request.has_left,
            CLIENT: request.client,
            REQUEST: self._outlet.name,
        }
        return Exchange(self._application, given, request.coding)

    async def end(self) -> None:
        """Answer the request."""
        exchange = self._exchange
        try:
            first = await self._done(exchange.begin)
            if exchange.status == 304:
                exchange.headers = recoded(exchange.headers, self._request.headers.get(b"if-none-match", b""))
            if self._is_known(exchange):
                await self._outlet.reply(not_modified(exchange.headers))
            elif exchange.over:
                await self._whole(Reply(exchange.status, exchange.headers, first))
            elif self._outlet.knows_chunks or exchange.length is not None or self._outlet.head_only:
                await self._streamed(exchange, first)
            else:
                await self._collected(exchange, first)
        except ChanyuanError as error:
            # The response has begun; ended without its last chunk, nobody takes it for whole.
            _LOG.warning("%s broke off: %s", self._outlet.name, error)
        finally:
            if not exchange.over:
                await self._done(exchange.close)

    def _is_known(self, exchange: Exchange) -> bool:
        return exchange.status == 200 and self._request.knows(exchange.headers)

    async def _whole(self, reply: Reply) -> None:
        self._keep(reply)
        await self._outlet.reply(reply)

    async def _streamed(self, exchange: Exchange, block: bytes) -> None:
        await self._outlet.start(exchange.status, exchange.headers)
        copy = _Copy(self._way.largest)
        while block and not self._request.left and not self._outlet.head_only:
            copy.add(block)
            await self._outlet.block(block)
            block = await self._done(exchange.block)
        if not block:
            self._keep(copy.reply(exchange))
        if not block or self._outlet.head_only:
            await self._outlet.end()

    async def _collected(self, exchange: Exchange, block: bytes) -> None:
        """For HTTP/1.0, which knows no chunks: a stream that broke there would pass for whole."""
        with SpooledTemporaryFile(_IN_MEMORY) as whole:
            try:
                while block:
                    whole.write(block)
                    block = await self._done(exchange.block)
            except ChanyuanError as error:
                instead = self._asked(error)
                first = await self._done(instead.begin)
                await self._outlet.reply(Reply(instead.status, instead.headers, first))
                return
            exchange.headers.append((b"content-length", b"%d" % whole.tell()))
            whole.seek(0)
            await self._outlet.start(exchange.status, exchange.headers)
            while block := whole.read(_IN_MEMORY):
                await self._outlet.block(block)
            await self._outlet.end()

    def _keep(self, reply: Reply | None) -> None:
        if reply and reply.status == 200 and LASTING in self._exchange.given:
            self._way.keep(reply)

    async def _done(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)


class _Copy:
    """What was sent of a stream, as long as that is not too much to be kept."""

    def __init__(self, largest: int) -> None:
        self._left = largest
        self._blocks: list[bytes] = []

    def add(self, block: bytes) -> None:
        """Copy a block."""
        self._left -= len(block)
        if self._left >= 0:
            self._blocks.append(block)
        else:
            self._blocks.clear()

    def reply(self, exchange: Exchange) -> Reply | None:
        """The whole response, of a length that is known by now; None when it is too large."""
        if self._left < 0:
            return None
        body = b"".join(self._blocks)
        headers = [each for each in exchange.headers if each[0] != b"content-length"]
        return Reply(exchange.status, [*headers, (b"content-length", b"%d" % len(body))], body)
