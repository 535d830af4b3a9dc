"""The whole service in this process, front and cache included, asked as an ASGI server does."""

import asyncio
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from wsgiref.types import StartResponse, WSGIEnvironment

import zstandard

from kg.settings import Settings
from kg.versions import Versions
from kg.workers import PooledDataset
from server.app import create_app
from server.cache import Cache
from server.config import LONGEST_BODY, service_of
from server.front import Front, Limits
from server.front.asgi import Message, Scope
from server.quick import Quick

BASE = "http://kg.test/"
PASSING = {"x-request-id", "server-timing", "content-length"}
"""Headers that differ between two equal responses: the last is not there when a response is streamed."""


@dataclass(frozen=True)
class Got:
    """A response; `parts` are the pieces in which its body came."""

    status: int
    headers: Mapping[str, str]
    parts: tuple[bytes, ...] = ()

    @property
    def body(self) -> bytes:
        return b"".join(self.parts)

    @property
    def plain(self) -> bytes:
        """The body without its content coding."""
        match self.headers.get("content-encoding"):
            case "gzip":
                return zlib.decompress(self.body, wbits=31)
            case "zstd":
                return zstandard.ZstdDecompressor().decompressobj().decompress(self.body)
        return self.body

    @property
    def lasting(self) -> Mapping[str, str]:
        """The headers that equal responses share."""
        return {name: value for name, value in self.headers.items() if name not in PASSING}


@dataclass
class Site:
    """A service over some versions, with a cache of so many bytes, or nothing in front of its application.

    `entered` lists the paths of the requests that came to the application.
    """

    versions: Versions
    cache: int = 1 << 20
    quick: bool = True
    entered: list[str] = field(default_factory=list)
    front: Front = field(init=False)
    dataset: PooledDataset = field(init=False)

    def __post_init__(self) -> None:
        app = create_app(Settings(data=self.versions.folder, base=BASE))

        def entered(given: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
            self.entered.append(given["PATH_INFO"])
            return app(given, start)

        service = service_of(app)
        assert isinstance(service.dataset, PooledDataset)
        self.dataset = service.dataset
        guide = {"guide": Quick(service, Cache(self.cache))} if self.quick else {}
        self.front = Front(entered, Limits(LONGEST_BODY), threads=4, **guide)

    def ask(
        self,
        target: str,
        *,
        method: str = "GET",
        headers: Mapping[str, str] = MappingProxyType({}),
        body: bytes = b"",
    ) -> Got:
        """What a client gets for a request."""
        path, _, query = target.partition("?")
        length = {"content-length": str(len(body))} if method == "POST" else {}
        given = {"host": "kg.test", **length, **{name.lower(): value for name, value in headers.items()}}
        scope = Scope(
            type="http",
            http_version="1.1",
            scheme="http",
            method=method,
            raw_path=path.encode(),
            query_string=query.encode(),
            headers=[(name.encode(), value.encode("latin-1")) for name, value in given.items()],
            client=("198.51.100.7", 4711),
            server=("kg.test", 80),
        )
        return asyncio.run(self._got(scope, body))

    async def _got(self, scope: Scope, body: bytes) -> Got:
        said, sent = [Message(type="http.request", body=body, more_body=False)], list[Message]()

        async def receive() -> Message:
            return said.pop() if said else await asyncio.sleep(60, Message(type="http.disconnect"))

        async def send(message: Message) -> None:
            sent.append(message)

        await self.front(scope, receive, send)
        headers = {name.decode(): value.decode("latin-1") for name, value in sent[0]["headers"]}
        return Got(sent[0]["status"], headers, tuple(each["body"] for each in sent[1:] if each["body"]))
