"""The service under clients that break rules, stall, leave or burn: clean answers, and others unharmed."""

import json
import os
import signal
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import monotonic, sleep

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from kg.versions import Versions
from tests.pools import DEADLY, ENDLESS, GREEDY, LONG, megabytes, soon
from tests.serving import Served, asking, serving

Publish = Callable[[Path, Iterable[Quad]], Versions]

BASE = "http://kg.test/"
YES = b'{"head":{},"boolean":true}'
POST = b"POST /sparql HTTP/1.1\r\nHost: kg.test\r\nContent-Type: application/sparql-query\r\n"

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def versions(publish: Publish, tmp_path_factory: pytest.TempPathFactory) -> Versions:
    content = [
        Quad(NamedNode(f"{BASE}{n}"), NamedNode(f"{BASE}n"), Literal(n), NamedNode(f"{BASE}id/graph/g"))
        for n in range(2000)
    ]
    return publish(tmp_path_factory.mktemp("hostile"), content)


@pytest.fixture(scope="module")
def served(versions: Versions) -> Iterator[Served]:
    with serving(versions, BASE, timeout=3) as served:
        yield served


@pytest.fixture(autouse=True)
def _answers_right_after(served: Served) -> Iterator[None]:
    yield
    began = monotonic()
    assert served.asks("ASK {}").body == YES
    assert monotonic() - began < 2.5  # who had to wait for a burning process would wait for 3 s


def problem(body: bytes) -> dict[str, object]:
    found: dict[str, object] = json.loads(body)
    return found


@pytest.mark.parametrize(
    ("sent", "status", "fault"),
    [
        (b"Transfer-Encoding: chunked\r\n\r\n6\r\nASK {}\r\n0\r\n\r\n", 200, None),
        (b"Transfer-Encoding: chunked\r\n\r\n6\r\nASK {}\r\nZZ\r\n\r\n", 400, "BadRequest"),
        (b"Content-Length: 6\r\nExpect: 100-chunks\r\n\r\nASK {}", 417, "ExpectationFailed"),
        (b"Content-Length: 6\r\nContent-Encoding: gzip\r\n\r\nASK {}", 415, "UnsupportedBody"),
        (b"Content-Length: 6\r\n\r\nASK \xff\xfe", 400, "BadRequest"),
        (b"Content-Length: 6\r\nX-Name: \xff\xfe\r\nAccept: \xff, */*\r\n\r\nASK {}", 200, None),
        (b"Content-Length: 20000000\r\n\r\n" + b"x" * 20_000_000, 413, "RequestEntityTooLarge"),
        (
            b"Transfer-Encoding: chunked\r\n\r\n1312D00\r\n" + b"x" * 20_000_000 + b"\r\n0\r\n\r\n",
            413,
            "RequestEntityTooLarge",
        ),
    ],
    ids=lambda value: value[:60] if isinstance(value, bytes) else None,
)
def test_a_body_is_taken_whole_or_refused(
    served: Served, sent: bytes, status: int, fault: str | None
) -> None:
    got = served.says(POST + sent)
    assert (got.status, got.complete) == (status, True)
    assert problem(got.body).get("fault") == fault


@pytest.mark.parametrize(
    "sent",
    [b"Transfer-Encoding: chunked\r\n\r\n6\r\nASK {}\r\n", b"Content-Length: 60\r\n\r\nASK {}"],
)
def test_a_body_that_ends_too_early_is_refused(served: Served, sent: bytes) -> None:
    got = served.says(POST + sent, ends=True)
    assert (got.status, problem(got.body)["fault"]) == (400, "BadRequest")


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"CONNECT a.example:80 HTTP/1.1\r\nHost: a.example\r\n\r\n", 405),
        (b"TRACE /sparql HTTP/1.1\r\nHost: kg.test\r\n\r\n", 405),
        (b"BREW /sparql HTTP/1.1\r\nHost: kg.test\r\n\r\n", 405),
        (b"OPTIONS * HTTP/1.1\r\nHost: kg.test\r\n\r\n", 200),
        (b"GET /sparql HTTP/1.1\r\n\r\n", 400),
        (b"GET /%ff%fe?query=%ff HTTP/1.1\r\nHost: kg.test\r\n\r\n", 404),
        (b"GET /sparql?query=%ff HTTP/1.1\r\nHost: kg.test\r\nAccept: */*\r\n\r\n", 400),
        (b"GET /sparql?query=\xff HTTP/1.1\r\nHost: kg.test\r\n\r\n", 400),
        (b"GET /page/a%0d%0aX-Evil:%20b HTTP/1.1\r\nHost: kg.test\r\n\r\n", 404),
        (b"GET /sparql?format=a%0d%0aX-Evil:%20b&query=ASK{} HTTP/1.1\r\nHost: kg.test\r\n\r\n", 406),
        (b"GET / HTTP/1.1\r\nHost: kg.test\r\nX-Long: " + b"a" * 500_000 + b"\r\n\r\n", 431),
        (b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\nHost: kg.test\r\n\r\n", 414),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 400),
    ],
    ids=lambda value: value[:50] if isinstance(value, bytes) else None,
)
def test_a_strange_request_is_told_so(served: Served, sent: bytes, status: int) -> None:
    got = served.says(sent)
    assert (got.status, got.complete) == (status, True)
    assert b"x-evil" not in got.head.lower()


def test_every_reply_names_its_request(served: Served) -> None:
    got = served.asks("SELECT")
    assert problem(got.body)["request"] in got.head.decode()


@pytest.mark.parametrize(
    ("query", "status", "fault"),
    [
        (ENDLESS, 503, "QueryTimeout"),
        (GREEDY, 507, "QueryMemory"),
        (f"ASK {{ FILTER({'STR(' * 1000}1{')' * 1000} = '1') }}", 400, "QueryRefused"),
        (f"SELECT * {{ {'OPTIONAL { ?s ?p ?o } ' * 700} }}", 507, "QueryMemory"),
        (f"ASK {{ ?s ?p ({'1 ' * 400}) }}", 503, "QueryTimeout"),
        ("ASK { SERVICE <http://127.0.0.1:9/> {} }", 403, "FederationRefused"),
    ],
    ids=lambda value: value[:30] if isinstance(value, str) else None,
)
def test_a_query_over_its_limits_is_a_problem(served: Served, query: str, status: int, fault: str) -> None:
    got = served.asks(query)
    assert (got.status, got.complete, problem(got.body)["fault"]) == (status, True, fault)


def test_a_client_may_wait_less_than_the_limit(served: Served) -> None:
    told = problem(served.asks(ENDLESS, more="&timeout=0.5").body)
    assert (told["fault"], told["limit"]) == ("QueryTimeout", 0.5)
    for timeout in ("soon", "-1", "nan", "1&timeout=2"):
        assert served.asks("ASK {}", more=f"&timeout={timeout}").status == 400


def test_a_query_that_brings_down_the_engine_is_a_problem(served: Served) -> None:
    got = served.says(POST + b"Content-Length: %d\r\n\r\n%s" % (len(DEADLY), DEADLY.encode()))
    assert (got.status, problem(got.body)["fault"]) == (503, "QueryCrashed")


def test_a_stream_that_fails_cannot_be_mistaken_for_whole(served: Served) -> None:
    got = served.asks(LONG)
    assert (got.status, got.closed, got.complete) == (200, True, False)
    assert len(got.body) > 1 << 16


def test_a_stream_that_fails_never_reaches_a_client_of_http_1_0(served: Served) -> None:
    got = served.asks(LONG, version=b"1.0")
    assert (got.status, got.complete, problem(got.body)["fault"]) == (503, True, "QueryTimeout")


def test_a_client_that_leaves_frees_its_process_long_before_its_time_is_over(versions: Versions) -> None:
    with serving(versions, BASE, timeout=60) as served:
        burning = [served.connection(asking(ENDLESS)) for _ in range(2)]
        sleep(0.5)
        workers = set(served.family())
        for connection in burning:
            connection.close()
        assert soon(lambda: len(workers - set(served.family())) >= 2, seconds=20)


def test_a_client_that_leaves_in_the_middle_of_a_stream_frees_its_process(versions: Versions) -> None:
    with serving(versions, BASE, timeout=60) as served:
        with served.connection(asking(LONG)) as connection:
            connection.recv(1 << 16)
            workers = set(served.family())
        assert soon(lambda: bool(workers - set(served.family())), seconds=20)


def test_eight_runaway_products_at_once_are_all_answered(served: Served) -> None:
    with ThreadPoolExecutor(8) as clients:
        got = [*clients.map(lambda _: served.asks(ENDLESS), range(8))]
    faults = {(each.status, str(problem(each.body)["fault"])) for each in got}
    assert faults <= {(503, "QueryTimeout"), (429, "QueueFull")}
    assert all(each.complete for each in got)


def test_another_client_is_answered_at_once_while_one_burns_what_it_may(served: Served) -> None:
    burning = [served.connection(asking(ENDLESS)) for _ in range(8)]
    sleep(0.3)
    taken = []
    for _ in range(21):
        began = monotonic()
        assert served.asks("ASK {}", headers=b"X-Forwarded-For: 203.0.113.9\r\n").body == YES
        taken.append(monotonic() - began)
    for connection in burning:
        connection.close()
    assert sorted(taken)[10] < 0.5  # a process that burns is killed after 3 s


def test_three_hundred_idle_and_slow_connections_delay_nobody(served: Served) -> None:
    slow = [
        served.connection(sent)
        for sent in [b"", b"GET /sparql?qu", POST + b"Content-Length: 60\r\n\r\nASK"] * 100
    ]
    began = monotonic()
    assert served.asks("ASK {}").body == YES
    assert monotonic() - began < 2.5  # who had to wait for a burning process would wait for 3 s
    for connection in slow:
        connection.close()


def test_clients_that_do_not_read_delay_nobody_for_long(served: Served) -> None:
    stalled = [served.connection(asking(LONG)) for _ in range(2)]
    began = monotonic()
    assert served.asks("ASK {}", headers=b"X-Forwarded-For: 203.0.113.9\r\n").body == YES
    assert monotonic() - began < 2.5  # who had to wait for a burning process would wait for 3 s
    for connection in stalled:
        connection.close()


def test_a_long_answer_passes_through_bounded_memory(versions: Versions) -> None:
    with serving(versions, BASE, timeout=60) as served:
        before = max(megabytes(each) for each in served.family())
        with served.connection(asking(f"{LONG} LIMIT 500000", more="&format=json")) as connection:
            taken = 0
            while part := connection.recv(1 << 18):
                taken += len(part)
        assert taken > 200_000_000
        assert max(megabytes(each, "VmHWM") for each in served.family()) < before + 64


@pytest.mark.parametrize("way", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_the_service_ends_with_all_its_processes(versions: Versions, way: signal.Signals) -> None:
    with serving(versions, BASE, timeout=60) as served, served.connection(asking(ENDLESS)):
        sleep(0.3)
        family = [Path(f"/proc/{each}") for each in served.family()]
        os.kill(served.process, way)
        assert soon(lambda: not any(each.exists() for each in family), seconds=30)
