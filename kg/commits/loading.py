"""A document of the web that somebody wants loaded, fetched if its address is on the list."""

from collections.abc import Collection
from typing import Final
from urllib.error import HTTPError, URLError
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

from kg.commits.payload import FORMATS
from kg.commits.scratch import load_refused
from kg.commits.work import Payload
from kg.errors import LoadFailed

_LARGEST: Final = 64 << 20
_SECONDS: Final = 20
_ACCEPT: Final = (
    "text/turtle, application/n-triples;q=0.9, application/rdf+xml;q=0.8, application/ld+json;q=0.5"
)


class _NoRedirect(HTTPRedirectHandler):
    """Leaves a redirect unfollowed, for where it leads nobody has listed."""

    def redirect_request(self, *_: object) -> None:
        """No request."""


def fetched(address: str, allowed: Collection[str]) -> Payload:
    """The document at an address; FederationRefused unless the address is allowed, letter by letter."""
    if address not in allowed or not address.startswith(("http://", "https://")):
        raise load_refused(address)
    opener = build_opener(ProxyHandler({}), _NoRedirect)
    request = Request(address, headers={"Accept": _ACCEPT})  # noqa: S310  # its scheme was looked at
    try:
        with opener.open(request, timeout=_SECONDS) as answer:
            body = answer.read(_LARGEST + 1)
            media_type = answer.headers.get_content_type()
    except HTTPError as error:
        raise LoadFailed(f"<{address}> answered {error.code}; LOAD follows no redirects.") from error
    except (URLError, OSError) as error:
        raise LoadFailed(f"<{address}> did not answer: {error}. Send the document itself.") from error
    if len(body) > _LARGEST or media_type not in FORMATS:
        raise LoadFailed(
            f"<{address}> is {media_type}; LOAD takes up to {_LARGEST >> 20} MB of {', '.join(FORMATS)}."
        )
    return Payload(body, media_type, address)
