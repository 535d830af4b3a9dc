"""A request as whoever stands in front of the application sees it."""

from dataclasses import dataclass, field
from typing import Final

from server.front.arrival import Arrival
from server.front.asgi import Headers, Scope
from server.front.coding import Coding
from server.front.reply import matches

_LOOPBACK: Final = ("127.", "::1", "::ffff:127.")


@dataclass(slots=True)
class Request:
    """What was asked, how the response may be encoded, and whether the client is still there."""

    scope: Scope
    headers: dict[bytes, bytes]
    arrived: Arrival
    coding: Coding = field(default_factory=Coding)
    left: bool = False

    @property
    def reads(self) -> bool:
        """Whether the request changes nothing by its method."""
        return self.scope["method"] in {"GET", "HEAD"}

    @property
    def client(self) -> str:
        """Whom the request is from: its address, or the one that a proxy on this machine saw."""
        address = self.scope["client"][0] if self.scope["client"] else ""
        return client(address, self.headers.get(b"x-forwarded-for", b"").decode("latin-1"))

    def knows(self, headers: Headers) -> bool:
        """Whether the client has the response with these headers already."""
        condition = self.headers.get(b"if-none-match")
        return condition is not None and self.reads and matches(headers, condition)

    def has_left(self) -> bool:
        """Whether the client has left."""
        return self.left


def joined(headers: Headers) -> dict[bytes, bytes]:
    """Headers by name; the values of one that comes several times are one list (RFC 9110 §5.3).

    >>> joined([(b"accept", b"a"), (b"host", b"kg.test"), (b"accept", b"b")])
    {b'accept': b'a,b', b'host': b'kg.test'}
    """
    found = dict(headers)
    if len(found) < len(headers):
        for each in found:
            found[each] = b",".join(value for name, value in headers if name == each)
    return found


def client(address: str, forwarded: str) -> str:
    """An address, or the one for which a proxy on this machine stands.

    >>> client("127.0.0.1", "198.51.100.7, 203.0.113.9")
    '203.0.113.9'
    """
    if forwarded and address.startswith(_LOOPBACK):
        return forwarded.rpartition(",")[2].strip()  # what stands further left, the client may have written
    return address
