"""The body of a request, in the codings that are read here."""

from collections.abc import Mapping
from typing import Final, Protocol

from server.errors import BadRequest, UnsupportedBody

FORM: Final = "application/x-www-form-urlencoded"
_CHARSETS: Final = frozenset({"utf-8", "utf8", "us-ascii"})


class Sent(Protocol):
    """What is looked at in a request with a body; those of Flask have it, and cheaper ones."""

    @property
    def mimetype(self) -> str:
        """The media type of the body, without parameters, in lower case."""

    @property
    def mimetype_params(self) -> Mapping[str, str]:
        """The parameters of that."""

    @property
    def content_encoding(self) -> str | None:
        """The coding that the body is in."""

    def get_data(self, *, cache: bool) -> bytes:
        """The body."""


def body(request: Sent) -> bytes:
    """The bytes that were sent; UnsupportedBody where they are compressed or not in UTF-8."""
    encoding = request.content_encoding or "identity"
    if encoding != "identity":
        raise UnsupportedBody(
            f"A body with Content-Encoding {encoding[:80]!r} is not read here; send it plain."
        )
    charset = request.mimetype_params.get("charset", "utf-8").lower()
    if charset not in _CHARSETS:
        raise UnsupportedBody(f"A body in {charset[:80]!r} is not read here; send it in UTF-8.")
    return request.get_data(cache=True)


def text(request: Sent, what: str) -> str:
    """The body as text; BadRequest where it is not UTF-8."""
    try:
        return body(request).decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadRequest(f"The {what} is not UTF-8 at byte {error.start}; send it in UTF-8.") from error
