"""A request answered by a WSGI application in steps, so that a thread is held only while it works."""

from collections.abc import Callable, Iterable, Iterator
from types import TracebackType
from typing import Final
from wsgiref.types import WSGIApplication, WSGIEnvironment

from server.front.asgi import Headers
from server.front.coding import Coding, Encoding
from server.front.reply import Reply, compressed, in_coding

_PLAIN: Final = Coding()
_WHOLE: Final = 1 << 22
"""Bytes of a response of known length that are put together before they are sent."""

_ExceptionInfo = tuple[type[BaseException], BaseException, TracebackType] | tuple[None, None, None]


class Exchange:
    """One request and its response: `begin`, then `block` until there is none, and `close` in any case."""

    def __init__(self, application: WSGIApplication, given: WSGIEnvironment, coding: Coding = _PLAIN) -> None:
        self.given = given
        self.status = 500
        self.headers = Headers()
        self.over = False
        self._application = application
        self._coding = coding
        self._encoding: Encoding | None = None
        self._blocks: Iterable[bytes] = ()
        self._left: Iterator[bytes] = iter(())

    def begin(self) -> bytes:
        """The first block of the response; its status and headers are known then, and perhaps its end."""
        self._blocks = self._application(self.given, self._start)
        self._left = iter(self._blocks)
        first = self.block()
        if first and self.length is not None and self.length <= _WHOLE:
            first = b"".join((first, *self._left))
        if not first or self.length == len(first):
            self.close()
            return self._encoded(first)
        if self._coding.suits(self.status, self.headers, None):
            self.headers = in_coding(self.headers, self._coding.name)
            self._encoding = Encoding(self._coding.name)
            return self._encoding.block(first)
        return first

    def block(self) -> bytes:
        """The next block, empty at the end."""
        block = next(filter(None, self._left), b"")
        return self._encoding.block(block) if self._encoding else block

    def close(self) -> None:
        """Tell the application that nobody wants more of its response."""
        close: Callable[[], None] | None = getattr(self._blocks, "close", None)
        if close and not self.over:
            close()
        self.over = True

    @property
    def length(self) -> int | None:
        """The length of the response, where it is known before its end."""
        return next((int(value) for name, value in self.headers if name == b"content-length"), None)

    def _encoded(self, body: bytes) -> bytes:
        whole = compressed(Reply(self.status, self.headers, body), self._coding)
        self.headers = whole.headers
        return whole.body

    def _start(
        self, status: str, headers: list[tuple[str, str]], _error: _ExceptionInfo | None = None, /
    ) -> Callable[[bytes], object]:
        self.status = int(status[:3])
        self.headers = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers]
        return _written


def _written(_block: bytes, /) -> None:
    raise NotImplementedError("behind this bridge an application yields its blocks, it does not write them")
