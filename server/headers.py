"""What responses say beside their bodies: how browsers may use them, and how long they last."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b
from types import MappingProxyType
from typing import Final

from werkzeug.http import http_date

from kg.versions import Versions

COMMON: Final[Mapping[str, str]] = MappingProxyType(
    {
        "Content-Security-Policy": (
            "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self'; "
            "font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        ),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Access-Control-Allow-Origin": "*",
        "Access-Control-Expose-Headers": (
            "Allow, Content-Encoding, Content-Location, ETag, Link, Location, Memento-Datetime, Retry-After, "
            "Server-Timing, Vary, WWW-Authenticate, X-Request-Id"
        ),
        "Cache-Control": "no-cache",
    }
)
"""What every response says unless it knows better; whoever keeps it asks each time whether it still holds."""

VARY: Final = ("Accept", "Accept-Encoding", "Accept-Language")
"""The headers of a request on which every response may depend."""

PREFLIGHT: Final[Mapping[str, str]] = MappingProxyType(
    {
        "Access-Control-Allow-Headers": (
            "Accept, Accept-Datetime, Accept-Language, Authorization, Content-Type, If-Match, If-None-Match"
        ),
        "Access-Control-Max-Age": "86400",
    }
)
"""What a browser is told that asks whether a page of another site may ask."""


@dataclass(frozen=True, slots=True)
class Edition:
    """The published version as responses are marked with it: its number, a stamp, and its time."""

    number: int
    stamp: str
    time: str

    def marks(self, tag: str) -> dict[str, str]:
        """The headers of a response that depends on the version and on what a tag stands for, nothing else.

        The entity tag is a weak one: the same answer may come in another order.

        >>> Edition(7, "7-1f0c", "Fri, 20 Nov 2026 08:00:00 GMT").marks(digest("ASK {}"))["ETag"]
        'W/"7-1f0c-37ae94ef874d7178"'
        """
        return {"ETag": f'W/"{self.stamp}-{tag[:16]}"', "Last-Modified": self.time}


class Editions:
    """Which edition is served, so cheaply that it can be asked for every request."""

    def __init__(self, versions: Versions) -> None:
        self._versions = versions
        self._known: Edition | None = None

    def current(self) -> Edition | None:
        """The edition that is served now, None while nothing is published."""
        number = self._versions.current_number()
        return None if number is None else self.edition(number)

    def edition(self, number: int) -> Edition:
        """The edition of a version."""
        known = self._known
        if known is None or known.number != number:
            version = self._versions.version(number)
            self._known = known = Edition(number, f"{number}-{version.hash[:8]}", http_date(version.time))
        return known


def digest(*parts: str) -> str:
    """A text that is another one when a part is another."""
    found = blake2b(digest_size=20)
    for part in parts:
        content = part.encode("utf-8", "surrogatepass")
        found.update(b"%d:%b" % (len(content), content))
    return found.hexdigest()
