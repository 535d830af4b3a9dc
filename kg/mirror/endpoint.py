"""A SPARQL 1.1 endpoint on the network: asked with its answers as they come, and written to."""

from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from io import BufferedReader, RawIOBase
from typing import TYPE_CHECKING, Final
from weakref import finalize

import httpx

from kg.errors import StoreUnavailable

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_CONNECT: Final = 5.0
"""Seconds until a connection stands; how long an answer may take, whoever asks decides."""
_BLOCK: Final = 1 << 16
_LONGEST: Final = 300
"""Characters of what an endpoint complains of that are told on."""


class Endpoint:
    """An endpoint by its address, in which `user:password@` may stand; `token` is sent as a bearer's."""

    def __init__(self, address: str, token: str = "") -> None:
        self.address = address
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        self._client = httpx.Client(
            timeout=httpx.Timeout(None, connect=_CONNECT), headers=headers, auth=_auth(address)
        )
        finalize(self, self._client.close)

    @contextmanager
    def asked(
        self, text: str, media_type: str, graphs: Mapping[str, Sequence[str]]
    ) -> Iterator[BufferedReader]:
        """The answer to a query as a file; `graphs` are the protocol's parameters that name some."""
        with self._told_of_failure():
            given = {"query": text, **{name: [*each] for name, each in graphs.items()}}
            with self._client.stream(
                "POST", self.address, data=given, headers={"Accept": media_type}
            ) as response:
                self._check(response)
                yield BufferedReader(_Body(response.iter_bytes(_BLOCK)), _BLOCK)

    def update(self, text: str) -> None:
        """Have the endpoint carry out an update."""
        with self._told_of_failure():
            headers = {"Content-Type": "application/sparql-update"}
            with self._client.stream(
                "POST", self.address, content=text.encode(), headers=headers
            ) as response:
                self._check(response)

    def _check(self, response: httpx.Response) -> None:
        if response.is_success:
            return
        complaint = " ".join(response.read().decode(errors="replace").split())[:_LONGEST]
        raise StoreUnavailable(
            f"{self.shown} answered {response.status_code} {response.reason_phrase}: "
            f"{complaint or 'no words'}. See whether that is its SPARQL endpoint and you may do this."
        )

    @contextmanager
    def _told_of_failure(self) -> Iterator[None]:
        try:
            yield
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise StoreUnavailable(
                f"{self.shown} was not reached: {error or type(error).__name__}. See whether it runs there."
            ) from error

    @property
    def shown(self) -> str:
        """The address without its password."""
        try:
            return str(httpx.URL(self.address).copy_with(username=None, password=None))
        except httpx.InvalidURL:
            return repr(self.address)


def _auth(address: str) -> httpx.Auth | None:
    try:
        url = httpx.URL(address)
    except httpx.InvalidURL:  # is told when it is used
        return None
    return _Password(url.username, url.password) if url.username else None


class _Password(httpx.Auth):
    """A password shown in the way that an endpoint asks for: as a digest, or as it is."""

    def __init__(self, user: str, password: str) -> None:
        self._digest = httpx.DigestAuth(user, password)
        self._basic = httpx.BasicAuth(user, password)

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Try a digest, which sends nothing before it is asked for; else the password itself."""
        flow = self._digest.auth_flow(request)
        response = yield next(flow)
        if response.status_code != httpx.codes.UNAUTHORIZED:
            return
        if response.headers.get("WWW-Authenticate", "").lower().startswith("digest"):
            yield flow.send(response)
        else:
            yield next(self._basic.auth_flow(request))


class _Body(RawIOBase):
    """The bytes of a response as a file."""

    def __init__(self, blocks: Iterator[bytes]) -> None:
        self._blocks = blocks
        self._rest = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer", /) -> int:
        while not self._rest:
            block = next(self._blocks, None)
            if block is None:
                return 0
            self._rest = memoryview(block)
        into = memoryview(buffer)
        count = min(len(into), len(self._rest))
        into[:count] = self._rest[:count]
        self._rest = self._rest[count:]
        return count
