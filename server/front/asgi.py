"""What an ASGI server and an application say to each other, as far as we listen (ASGI 3.0, HTTP)."""

from collections.abc import Awaitable, Callable
from typing import Literal, TypedDict

Headers = list[tuple[bytes, bytes]]


class Scope(TypedDict):
    """A request before its body, or the life of the server."""

    type: Literal["http", "lifespan", "websocket"]
    http_version: str
    scheme: str
    method: str
    raw_path: bytes
    query_string: bytes
    headers: Headers
    client: tuple[str, str | int] | None
    server: tuple[str, str | int] | None


class Message(TypedDict, total=False):
    """One step of a conversation."""

    type: str
    body: bytes
    more_body: bool
    status: int
    headers: Headers


Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
