"""The way back to a client."""

from secrets import token_hex
from time import perf_counter

from server.front.asgi import Headers, Scope, Send
from server.front.reply import Reply


class Outlet:
    """Where the response to one request is sent, under a name; who wants its head only gets no body."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self.name = token_hex(8)
        self._arrived = perf_counter()
        self.head_only = scope["method"] == "HEAD"
        self.knows_chunks = scope["http_version"][:3] not in {"1", "1.0"}  # Granian leaves out the 0 of 1.0
        self._send = send

    async def reply(self, reply: Reply) -> None:
        """Send a response that is here as a whole."""
        await self.start(reply.status, reply.headers)
        await self.end(reply.body)

    async def start(self, status: int, headers: Headers) -> None:
        """Send what stands before the body."""
        timing = b"begin;dur=%.1f" % ((perf_counter() - self._arrived) * 1e3)
        named = [*headers, (b"x-request-id", self.name.encode()), (b"server-timing", timing)]
        await self._send({"type": "http.response.start", "status": status, "headers": named})

    async def block(self, block: bytes) -> None:
        """Send some of the body, to be followed by more."""
        await self._send({"type": "http.response.body", "body": block, "more_body": True})

    async def end(self, block: bytes = b"") -> None:
        """Send the rest of the body."""
        body = b"" if self.head_only else block
        await self._send({"type": "http.response.body", "body": body, "more_body": False})
