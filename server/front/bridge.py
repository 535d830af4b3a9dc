"""The application as the network sees it: whole requests, clients who may leave, streams that may break."""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from wsgiref.types import WSGIApplication

from werkzeug.exceptions import NotAcceptable

from server.front.arrival import Arrival, Limits, arrival, arrive, bodiless, refused
from server.front.asgi import Receive, Scope, Send
from server.front.coding import Coding, coding
from server.front.outlet import Outlet
from server.front.reply import not_modified
from server.front.request import Request, joined
from server.front.visit import Visit, Way

Guide = Callable[[Request], Awaitable[Way]]
"""What finds the way of a request that nothing is wrong with; what it does holds up all others."""


async def straight(_: Request) -> Way:
    """The way of every request to the application."""
    return Way()


class Front:
    """A WSGI application as an ASGI application; at most `threads` requests are worked on at once."""

    def __init__(
        self, application: WSGIApplication, limits: Limits, *, threads: int, guide: Guide = straight
    ) -> None:
        self._application = application
        self._limits = limits
        self._guide = guide
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="request")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or live through the start and the end of the server."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "http" and bodiless(scope):
            arrived = Arrival(BytesIO(), refused=refused(scope))
            await self._attend(_request(scope, arrived), receive, send)
        elif scope["type"] == "http":
            with arrival() as arrived:
                await arrive(arrived, scope, receive, self._limits)
                await self._attend(_request(scope, arrived), receive, send)

    async def _attend(self, request: Request, receive: Receive, send: Send) -> None:
        outlet = Outlet(request.scope, send)
        way = await self._way(request)
        if way.reply:
            known = request.knows(way.reply.headers)
            await outlet.reply(not_modified(way.reply.headers) if known else way.reply)
            return
        watch = asyncio.ensure_future(_watch(receive, request))
        try:
            await Visit(self._application, request, way, outlet, self._threads).end()
        finally:
            watch.cancel()

    async def _way(self, request: Request) -> Way:
        return Way() if request.arrived.refused else await self._guide(request)

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        self._threads.shutdown(wait=False, cancel_futures=True)
        await send({"type": "lifespan.shutdown.complete"})


def _request(scope: Scope, arrived: Arrival) -> Request:
    headers = joined(scope["headers"])
    wanted = coding(headers.get(b"accept-encoding", b"").decode("latin-1"))
    if wanted is None:
        arrived.refused = arrived.refused or NotAcceptable(
            "Neither gzip nor zstd nor a response that is not encoded is taken; allow one in Accept-Encoding."
        )
    return Request(scope, headers, arrived, wanted or Coding())


async def _watch(receive: Receive, request: Request) -> None:
    """Wait for the client to leave."""
    while (await receive())["type"] != "http.disconnect":
        pass
    request.left = True
