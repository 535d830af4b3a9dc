"""The front, spoken to as an ASGI server does: what reaches the application, and what reaches the client."""

import asyncio
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from threading import Event
from time import monotonic
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

import pytest

from kg.errors import QueryTimeout
from server.front import CLIENT, GONE, REFUSED, REQUEST, Front, Limits
from server.front.asgi import Headers, Message, Scope

pytestmark = pytest.mark.slow

LEAVES = Message(type="http.disconnect")


@dataclass
class Client:
    """A client that sends these messages, then waits; what it is sent ends up in `got`."""

    says: list[Message] = field(default_factory=lambda: [part(b"")])
    method: str = "GET"
    path: bytes = b"/sparql"
    query: bytes = b""
    version: str = "1.1"
    host: bytes = b"kg.test"
    headers: Headers = field(default_factory=list)
    leaves_after: float = 60
    got: list[Message] = field(default_factory=list)

    def scope(self) -> Scope:
        return Scope(
            type="http",
            http_version=self.version,
            scheme="http",
            method=self.method,
            raw_path=self.path,
            query_string=self.query,
            headers=[(b"host", self.host), *self.headers],
            client=("198.51.100.7", "4711"),
            server=("kg.test", "80"),
        )

    async def receive(self) -> Message:
        if self.says:
            return self.says.pop(0)
        await asyncio.sleep(self.leaves_after)
        return LEAVES

    async def send(self, message: Message) -> None:
        self.got.append(message)

    def ask(self, application: WSGIApplication, *, longest: int = 10, seconds: float = 30) -> "Client":
        front = Front(application, Limits(longest, seconds), threads=4)
        asyncio.run(front(self.scope(), self.receive, self.send))
        return self

    @property
    def status(self) -> int:
        return self.got[0]["status"]

    @property
    def body(self) -> bytes:
        return b"".join(message.get("body", b"") for message in self.got)

    @property
    def complete(self) -> bool:
        return bool(self.got) and not self.got[-1].get("more_body", True)


def part(body: bytes, *, more: bool = False) -> Message:
    return Message(type="http.request", body=body, more_body=more)


def application(*blocks: bytes, length: bool = False) -> WSGIApplication:
    """An application that answers these blocks, or how it was refused."""

    def answer(given: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        refused = given[REFUSED]
        body = [str(refused.code).encode()] if refused else blocks
        headers = [("Content-Length", str(sum(map(len, body))))] if length or refused else []
        start("200 OK", headers)
        return body

    return answer


class Echo:
    """An application that keeps the environment of the request and answers with its body."""

    given: WSGIEnvironment

    def __call__(self, given: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        self.given = given
        start("200 OK", [])
        return [given["wsgi.input"].read()]


class Stream:
    """An application whose response has blocks without end, or ends in a fault, and is closed."""

    def __init__(self, fault: Exception | None = None) -> None:
        self.fault = fault
        self.closed = Event()

    def __call__(self, given: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        start("200 OK", [])
        return [str(given[REFUSED]).encode()] if given[REFUSED] else self

    def __iter__(self) -> Iterator[bytes]:
        yield b"first"
        while not self.closed.wait(0.01):
            if self.fault:
                raise self.fault
            yield b"more"

    def close(self) -> None:
        self.closed.set()


def test_a_request_is_told_in_the_words_of_wsgi() -> None:
    echo = Echo()
    client = Client(
        [part(b"ASK", more=True), part(b"{}")],
        method="POST",
        path=b"/page/%E5%AE%8B/%ff",
        query=b"a=\xc3\xa9&b=%ff",
        headers=[
            (b"content-type", b"text/plain"),
            (b"content-length", b"5"),
            (b"accept", b"a"),
            (b"accept", b"b"),
        ],
    )
    assert client.ask(echo).body == b"ASK{}"
    told = {name: value for name, value in echo.given.items() if isinstance(value, str) and name != REQUEST}
    assert told == {
        "REQUEST_METHOD": "POST",
        "SCRIPT_NAME": "",
        "PATH_INFO": "/page/宋/".encode().decode("latin-1") + "\xff",
        "QUERY_STRING": "a=Ã©&b=%ff",
        "SERVER_NAME": "kg.test",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "198.51.100.7",
        "HTTP_HOST": "kg.test",
        "HTTP_ACCEPT": "a,b",
        "CONTENT_TYPE": "text/plain",
        "CONTENT_LENGTH": "5",
        "wsgi.url_scheme": "http",
        CLIENT: "198.51.100.7",
    }


def test_a_response_carries_the_name_that_its_request_has_in_the_log() -> None:
    echo = Echo()
    headers = dict(Client().ask(echo).got[0]["headers"])
    assert headers[b"x-request-id"].decode() == echo.given[REQUEST]
    assert headers[b"server-timing"].startswith(b"begin;dur=")


@pytest.mark.parametrize(
    ("answering", "messages"),
    [
        (application(), [b""]),
        (application(b"whole", length=True), [b"whole"]),
        (application(b"one", b"", b"two"), [b"one", b"two", b""]),
        (application(b"one", b"two", length=True), [b"onetwo"]),
    ],
)
def test_a_response_is_sent_block_by_block_and_at_once_when_whole(
    answering: WSGIApplication, messages: list[bytes]
) -> None:
    client = Client().ask(answering)
    assert [message["body"] for message in client.got[1:]] == messages
    assert client.complete


TOO_LONG = [part(b"x" * 6, more=True), part(b"x" * 6, more=True), part(b"x" * 6)]
REFUSALS = {
    "a body that ends before its end": (Client([part(b"AS", more=True), LEAVES], method="POST"), b"400"),
    "a body that is too long": (Client([*TOO_LONG], method="POST"), b"413"),
    "a body that is too long and never ends": (Client(TOO_LONG[:2], method="POST"), b"413"),
    "a body that says that it is too long": (
        Client([*TOO_LONG], method="POST", headers=[(b"content-length", b"18")]),
        b"413",
    ),
    "a body that asks whether it is too long": (
        Client([], method="POST", headers=[(b"content-length", b"18"), (b"expect", b"100-continue")]),
        b"413",
    ),
    "a body that takes too long": (Client([part(b"x", more=True)], method="POST"), b"408"),
    "an expectation nobody knows": (Client(headers=[(b"expect", b"200-ok")]), b"417"),
    "two hosts": (Client(headers=[(b"host", b"b")]), b"400"),
    "no host": (Client(host=b""), b"400"),
    "a tunnel": (Client(method="CONNECT", path=b""), b"405"),
    "an echo": (Client(method="TRACE"), b"405"),
}


@pytest.mark.parametrize("name", REFUSALS)
def test_a_request_is_refused_for(name: str) -> None:
    client, code = REFUSALS[name]
    assert client.ask(application(b"answered"), seconds=1.5).body == code


def test_a_client_that_leaves_is_noticed_while_the_application_works() -> None:
    noticed = []

    def working(given: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        gone: Callable[[], bool] = given[GONE]
        began = monotonic()
        while not gone() and monotonic() - began < 5:
            Event().wait(0.01)
        noticed.append(monotonic() - began)
        start("200 OK", [])
        return []

    Client(leaves_after=0.1).ask(working)
    assert noticed[0] < 1


def test_a_stream_ends_and_is_closed_when_the_client_leaves() -> None:
    stream = Stream()
    client = Client(leaves_after=0.2).ask(stream)
    assert stream.closed.is_set()
    assert not client.complete


def test_a_stream_that_fails_is_broken_off_and_closed() -> None:
    stream = Stream(QueryTimeout("too slow", limit=1, elapsed=1))
    client = Client().ask(stream)
    assert (client.body, client.complete, stream.closed.is_set()) == (b"first", False, True)


def test_a_client_of_http_1_0_never_sees_half_a_stream() -> None:
    client = Client(version="1").ask(Stream(QueryTimeout("too slow", limit=1, elapsed=1)))
    assert (client.body, client.complete) == (b"too slow", True)
    client = Client(version="1").ask(application(b"one", b"two"))
    assert dict(client.got[0]["headers"])[b"content-length"] == b"6"
    assert (client.body, client.complete) == (b"onetwo", True)


def test_what_nobody_foresaw_is_raised_and_the_response_closed() -> None:
    stream = Stream(ZeroDivisionError())
    with pytest.raises(ZeroDivisionError):
        Client().ask(stream)
    assert stream.closed.is_set()


def test_the_front_lives_through_start_and_end_of_the_server() -> None:
    client = Client([Message(type="lifespan.startup"), Message(type="lifespan.shutdown")])
    scope = client.scope() | {"type": "lifespan"}
    asyncio.run(Front(Echo(), Limits(1), threads=1)(scope, client.receive, client.send))  # type: ignore[arg-type]
    assert [message["type"] for message in client.got] == [
        "lifespan.startup.complete",
        "lifespan.shutdown.complete",
    ]
