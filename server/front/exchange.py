"""A request answered by a WSGI application in steps, so that a thread is held only while it works."""

from collections.abc import Callable, Iterable, Iterator
from types import TracebackType
from wsgiref.types import WSGIApplication, WSGIEnvironment

from server.front.asgi import Headers

_ExceptionInfo = tuple[type[BaseException], BaseException, TracebackType] | tuple[None, None, None]


class Exchange:
    """One request and its response: `begin`, then `block` until there is none, and `close` in any case."""

    def __init__(self, application: WSGIApplication, given: WSGIEnvironment) -> None:
        self.given = given
        self.status = 500
        self.headers = Headers()
        self.over = False
        self._application = application
        self._blocks: Iterable[bytes] = ()
        self._left: Iterator[bytes] = iter(())

    def begin(self) -> bytes:
        """The first block of the response; its status and headers are known then, and perhaps its end."""
        self._blocks = self._application(self.given, self._start)
        self._left = iter(self._blocks)
        first = self.block()
        if not first or self.length == len(first):
            self.close()
        return first

    def block(self) -> bytes:
        """The next block, empty at the end."""
        return next(filter(None, self._left), b"")

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

    def _start(
        self, status: str, headers: list[tuple[str, str]], _error: _ExceptionInfo | None = None, /
    ) -> Callable[[bytes], object]:
        self.status = int(status[:3])
        self.headers = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers]
        return _written


def _written(_block: bytes, /) -> None:
    raise NotImplementedError("behind this bridge an application yields its blocks, it does not write them")
