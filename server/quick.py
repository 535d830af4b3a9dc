"""The short way of a request: a response that is kept, or an answer that comes whole in a moment."""

import asyncio
import re
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import Final

from werkzeug.http import parse_options_header

from kg.dataset import Asker
from kg.errors import ChanyuanError, QueueFull
from kg.workers import Call, PooledDataset
from server.cache import Cache
from server.config import CALL, VERSION, Service
from server.fields import parsed
from server.front import Reply, Request, Way, compressed
from server.headers import COMMON, VARY, Edition
from server.language import negotiated
from server.sparql.asked import Asked, asked, wants_page

_MOMENT: Final = 0.1
"""Seconds; who waits longer for an answer waits in a thread."""
_PATIENCE: Final = 1.0
"""Seconds; who waits longer for a process waits in a thread."""
_LONGEST: Final = 1 << 15
"""Bytes of a query, with all that comes with it, that is read here and not in a thread."""
_REMEMBERED: Final = 1 << 12
"""Bytes of a query whose reading is remembered."""
_LARGE: Final = 1 << 15
"""Bytes of an answer that is compressed in a thread."""

_UNUSUAL: Final = frozenset(
    {b"authorization", b"cookie", b"range", b"accept-datetime", b"content-encoding", b"if-match"}
)
"""Headers of requests that only the application understands."""

_STATIC: Final = Path(__file__).resolve().parent / "static"
_FILE: Final = re.compile(rb"static/((?:[\w-]+/)*[\w.-]+)")
_COMMON: Final = [
    *((name.lower().encode(), value.encode()) for name, value in COMMON.items()),
    (b"vary", ", ".join(("Accept-Datetime", *VARY)).encode()),
]


@dataclass(frozen=True, slots=True)
class _Sent:
    """What the SPARQL protocol looks at in a request."""

    method: str
    query_string: bytes
    content_type: str
    body: bytes
    content_encoding: None = None

    @property
    def mimetype(self) -> str:
        """The media type of the body."""
        return parse_options_header(self.content_type)[0].lower()

    @property
    def mimetype_params(self) -> Mapping[str, str]:
        """What is said of it."""
        return parse_options_header(self.content_type)[1]

    def get_data(self, *, cache: bool) -> bytes:  # noqa: ARG002  # Flask's requests take it
        """The body."""
        return self.body


class Quick:
    """A guide that spares requests the application and its threads; what is not plain goes there.

    The application is told the version to make its response of, so that what is kept under the number of a
    version was made of that version as a whole.
    """

    def __init__(self, service: Service, cache: Cache) -> None:
        self._service = service
        self._cache = cache
        self._root = service.links.root.encode()
        self._endpoints = {b"/sparql", self._root + b"sparql"}

    async def __call__(self, request: Request) -> Way:
        """The way of a request."""
        edition = self._edition(request)
        if edition is None:
            return Way()
        if request.scope["raw_path"] in self._endpoints:
            return await self._answered(request, edition)
        return self._page(request, edition) if request.reads else Way()

    def _edition(self, request: Request) -> Edition | None:
        """The edition to answer from, None where the application is to see to everything."""
        if not _UNUSUAL.isdisjoint(request.headers):
            return None
        try:
            return self._service.editions.current()
        except ChanyuanError:
            return None

    def _page(self, request: Request, edition: Edition) -> Way:
        scope, given = request.scope, request.headers
        address = (scope["raw_path"], scope["query_string"], self._written(scope["raw_path"]))
        spoken = negotiated(given.get(b"accept-language", b"").decode("latin-1"))
        wishes = (given.get(b"accept"), spoken.tag, request.coding)
        key = (edition.number, *address, *wishes)
        kept = self._cache.get(key)
        return Way(kept) if kept else self._onwards(edition, key)

    def _written(self, path: bytes) -> int:
        """When the file that is asked for was written, 0 when none is."""
        file = _FILE.fullmatch(path.removeprefix(self._root).removeprefix(b"/"))
        try:
            return (_STATIC / file[1].decode()).stat().st_mtime_ns if file else 0
        except OSError:
            return 0

    async def _answered(self, request: Request, edition: Edition) -> Way:
        query = _query(request)
        if query is None or query.question.version is not None:
            return Way()
        key = (edition.number, query.tag, request.coding)
        kept = self._cache.get(key)
        if kept:
            return Way(kept)
        call = await self._call(request, query, edition)
        if call is None or not await _arrived(call):
            return self._onwards(edition, key, call)
        reply = await _compressed(_reply(call, query, edition), request)
        if query.lasts:
            self._cache.put(key, reply)
        return Way(reply)

    async def _call(self, request: Request, query: Asked, edition: Edition) -> Call | None:
        dataset = self._service.dataset
        if not isinstance(dataset, PooledDataset):
            return None
        asker = Asker(request.client, request.has_left)
        mine = dataset.at(edition.number).asked_by(asker)
        return mine.call(query.question, query.wanted) if await _has_turn(mine) else None

    def _onwards(self, edition: Edition, key: Hashable, call: Call | None = None) -> Way:
        told = {VERSION: edition.number} | ({CALL: call} if call else {})
        return Way(told=told, keep=partial(self._cache.put, key), largest=self._cache.largest)


def _query(request: Request) -> Asked | None:
    """What a request to the endpoint asks; None where that takes more than a look."""
    scope, given, body = request.scope, request.headers, b""
    if not request.reads:
        if scope["method"] != "POST" or request.arrived.size > _LONGEST:
            return None
        body = request.arrived.body.read()
        request.arrived.body.seek(0)
    accept, content_type = given.get(b"accept", b""), given.get(b"content-type", b"")
    size = len(scope["query_string"]) + len(body) + len(accept) + len(content_type)
    if size > _LONGEST:
        return None
    read = _read if size <= _REMEMBERED else _read.__wrapped__
    return read("GET" if request.reads else "POST", scope["query_string"], accept, content_type, body)


@lru_cache(1024)
def _read(method: str, query: bytes, accept: bytes, content_type: bytes, body: bytes) -> Asked | None:
    wishes = accept.decode("latin-1")
    try:
        form = parsed(query).get("format", [""])[0] if b"format" in query else ""
        if wants_page(wishes, form) or b"version" in query + body:  # says more of itself than others
            return None
        return asked(_Sent(method, query, content_type.decode("latin-1"), body), wishes, form)
    except ChanyuanError:  # is told by the application
        return None


async def _has_turn(dataset: PooledDataset) -> bool:
    """Whether it is the asker's turn soon."""
    moment = _Moment(_PATIENCE)
    try:
        ticket = dataset.join(moment.end_from_elsewhere)
    except QueueFull:  # is told by the application, unless it is over by then
        return False
    if ticket is None:
        return True
    await moment.over()
    return dataset.leave(ticket)


async def _arrived(call: Call) -> bool:
    """Whether the whole answer comes in a moment."""
    moment, connection = _Moment(_MOMENT), call.fileno()
    moment.loop.add_reader(connection, lambda: moment.end() if call.take_in() else None)
    try:
        await moment.over()
    finally:
        moment.loop.remove_reader(connection)
    return call.arrived


class _Moment:
    """Some time that may end early."""

    def __init__(self, seconds: float) -> None:
        self.loop = asyncio.get_running_loop()
        self._seconds = seconds
        self._end: asyncio.Future[None] = self.loop.create_future()

    def end(self) -> None:
        """End it now."""
        if not self._end.done():
            self._end.set_result(None)

    def end_from_elsewhere(self) -> None:
        """End it from another thread."""
        self.loop.call_soon_threadsafe(self.end)

    async def over(self) -> None:
        """Wait until it is over."""
        limit = self.loop.call_later(self._seconds, self.end)
        try:
            await self._end
        finally:
            limit.cancel()


def _reply(call: Call, query: Asked, edition: Edition) -> Reply:
    answer = call.answer(query.wanted)
    body = b"".join(answer.blocks)
    said = {"content-type": query.choices[answer.kind].content_type, "content-length": str(len(body))}
    if query.lasts:
        said |= edition.marks(query.tag)
    own = [(name.lower().encode(), value.encode("latin-1")) for name, value in said.items()]
    return Reply(200, [*own, *_COMMON], body)


async def _compressed(reply: Reply, request: Request) -> Reply:
    work = partial(compressed, reply, request.coding)
    if not request.coding.name or len(reply.body) < _LARGE:
        return work()
    return await asyncio.get_running_loop().run_in_executor(None, work)
