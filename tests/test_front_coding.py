"""Content codings: who gets which, what is compressed, and streams that stay streams."""

import zlib
from collections.abc import Callable, Iterable, Iterator
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

import pytest
import zstandard

from kg.errors import QueryTimeout
from server.front import REFUSED
from server.front.coding import Coding, coding
from tests.test_front import Client, part

JSON = [("Content-Type", "application/sparql-results+json")]
LARGE = b"[]" * 4000


@pytest.mark.parametrize(
    ("accepted", "expected"),
    [
        ("", Coding("")),
        ("gzip", Coding("gzip")),
        ("x-gzip", Coding("gzip")),
        ("GZIP", Coding("gzip")),
        ("zstd", Coding("zstd")),
        ("gzip, deflate, br, zstd", Coding("zstd")),
        ("gzip, zstd;q=0.5", Coding("gzip")),
        ("gzip;q=0.5, zstd;q=0.6", Coding("zstd")),
        ("gzip;q=0", Coding("")),
        ("gzip;q=0, zstd", Coding("zstd")),
        ("br, deflate", Coding("")),
        ("*", Coding("gzip")),
        ("*, gzip;q=0", Coding("zstd")),
        ("gzip;q=0.5, identity", Coding("")),
        ("gzip, identity;q=0.5", Coding("gzip")),
        ("identity", Coding("")),
        ("identity;q=0, gzip", Coding("gzip", plain=False)),
        ("*;q=0, zstd;q=0.1", Coding("zstd", plain=False)),
        ("identity;q=0", None),
        ("identity;q=0, br", None),
        ("*;q=0", None),
        ("*;q=0, identity;q=0.1", Coding("")),
        ("gzip;q=junk", Coding("")),
        (" , ;;;, q=1", Coding("")),
    ],
)
def test_a_client_gets_the_coding_that_it_reads_best(accepted: str, expected: Coding | None) -> None:
    assert coding(accepted) == expected


def application(
    *blocks: bytes, headers: list[tuple[str, str]] = JSON, status: str = "200 OK", streamed: bool = False
) -> WSGIApplication:
    def answer(given: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        if given[REFUSED]:
            start(f"{given[REFUSED].code} No", [])
            return [b""]
        length = [] if streamed else [("Content-Length", str(sum(map(len, blocks))))]
        start(status, [*headers, *length])
        return iter(blocks)

    return answer


def told(client: Client) -> dict[str, str]:
    return {name.decode(): value.decode() for name, value in client.got[0]["headers"]}


@pytest.mark.parametrize(
    ("answering", "accepted", "expected"),
    [
        (application(LARGE), b"gzip", "gzip"),
        (application(LARGE), b"zstd", "zstd"),
        (application(LARGE), b"br", None),
        (application(b"[]"), b"gzip", None),
        (application(b"[]"), b"gzip, identity;q=0", "gzip"),
        (application(LARGE, headers=[("Content-Type", "text/turtle; charset=utf-8")]), b"gzip", "gzip"),
        (application(LARGE, headers=[("Content-Type", "image/svg+xml")]), b"gzip", "gzip"),
        (application(LARGE, headers=[("Content-Type", "image/png")]), b"gzip", None),
        (application(LARGE, headers=[*JSON, ("Content-Encoding", "br")]), b"gzip", "br"),
        (application(LARGE, status="206 Partial Content"), b"gzip", None),
        (application(LARGE, status="400 Bad Request"), b"gzip", "gzip"),
        (application(status="304 Not Modified"), b"gzip, identity;q=0", None),
        (application(LARGE, streamed=True), b"gzip", "gzip"),
    ],
)
def test_what_pays_is_compressed(answering: WSGIApplication, accepted: bytes, expected: str | None) -> None:
    client = Client(headers=[(b"accept-encoding", accepted)]).ask(answering)
    assert told(client).get("content-encoding") == expected
    assert int(told(client).get("content-length", len(client.body))) == len(client.body)


def test_who_takes_nothing_that_can_be_sent_is_told_so() -> None:
    assert Client(headers=[(b"accept-encoding", b"identity;q=0")]).ask(application(LARGE)).status == 406


READERS: dict[bytes, Callable[[], Callable[[bytes], bytes]]] = {
    b"gzip": lambda: zlib.decompressobj(wbits=31).decompress,
    b"zstd": lambda: zstandard.ZstdDecompressor().decompressobj().decompress,
}


@pytest.mark.parametrize("accepted", READERS)
def test_each_block_of_a_stream_can_be_read_before_the_next(accepted: bytes) -> None:
    blocks = [b"first " * 100, b"second", b"third " * 5000]
    client = Client(headers=[(b"accept-encoding", accepted)]).ask(application(*blocks, streamed=True))
    read = READERS[accepted]()
    assert [read(message["body"]) for message in client.got[1:4]] == blocks
    assert (read(client.got[4]["body"]), client.complete) == (b"", True)
    assert "content-length" not in told(client)


@pytest.mark.parametrize("accepted", READERS)
def test_half_a_stream_is_no_whole_one_when_compressed(accepted: bytes) -> None:
    def blocks() -> Iterator[bytes]:
        yield LARGE
        raise QueryTimeout("too slow", limit=1, elapsed=1)

    def answer(_: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        start("200 OK", JSON)
        return blocks()

    client = Client(headers=[(b"accept-encoding", accepted)]).ask(answer)
    assert (READERS[accepted]()(client.body), client.complete) == (LARGE, False)


@pytest.mark.parametrize("streamed", [False, True])
def test_who_wants_the_head_gets_the_headers_of_the_whole(streamed: bool) -> None:  # noqa: FBT001  # a table's column
    wanted = {"headers": [(b"accept-encoding", b"gzip")]}
    get, head = (
        Client(method=method, **wanted).ask(application(LARGE, LARGE, streamed=streamed))
        for method in ("GET", "HEAD")
    )
    passing = {"x-request-id", "server-timing"}
    assert {**told(head)}.keys() == {**told(get)}.keys()
    assert {each: told(head)[each] for each in told(head).keys() - passing} == {
        each: told(get)[each] for each in told(get).keys() - passing
    }
    assert (head.status, head.body, head.complete) == (get.status, b"", True)


def tagged(tag: str) -> WSGIApplication:
    return application(LARGE, headers=[*JSON, ("ETag", tag), ("Vary", "Accept")])


@pytest.mark.parametrize(
    ("condition", "status"),
    [
        (b'"a"', 200),
        (b'"a-gzip"', 304),
        (b'W/"a-gzip"', 304),
        (b'"b", "a-gzip"', 304),
        (b'"a-zstd"', 200),
        (b"*", 304),
        (b"a-gzip", 200),
    ],
)
def test_who_has_the_response_in_this_coding_is_spared_it(condition: bytes, status: int) -> None:
    headers = [(b"accept-encoding", b"gzip"), (b"if-none-match", condition)]
    client = Client(headers=headers).ask(tagged('"a"'))
    assert (client.status, told(client)["etag"], told(client)["vary"]) == (status, '"a-gzip"', "Accept")
    assert (client.body == b"") == ("content-length" not in told(client)) == (status == 304)


def test_a_condition_is_met_by_the_tag_that_was_sent_compressed() -> None:
    given: dict[str, str] = {}

    def answer(environment: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        given.update({name: environment.get(name, "") for name in ("HTTP_IF_MATCH", "HTTP_IF_NONE_MATCH")})
        start("304 Not Modified", [("ETag", '"a"')])
        return []

    headers = [(b"if-match", b'"a-gzip"'), (b"if-none-match", b'"b-zstd", W/"a-gzip"')]
    client = Client([part(b"")], headers=headers).ask(answer)
    assert given == {"HTTP_IF_MATCH": '"a"', "HTTP_IF_NONE_MATCH": '"b", W/"a"'}
    assert (client.status, told(client)["etag"]) == (304, '"a-gzip"')
