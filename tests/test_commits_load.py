"""LOAD of an address that is listed: that document and nothing else."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from kg.commits.carrying import Task, carried_out
from kg.commits.work import Update
from kg.errors import ChanyuanError, FederationRefused, LoadFailed
from tests.writing import BASE, SHAPES, expected, filled, named


class Answers(BaseHTTPRequestHandler):
    """`/thing` is a document, `/moved` leads to it, `/page` is none, and nothing else is there."""

    def do_GET(self) -> None:
        status = {"/thing": 200, "/page": 200, "/moved": 302}.get(self.path, 404)
        self.send_response(status)
        self.send_header("Content-Type", "text/html" if self.path == "/page" else "text/turtle")
        self.send_header("Location", "/thing")
        self.end_headers()
        self.wfile.write(b"<#a> <http://kg.test/b> 1 .")

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def host() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def loaded(text: str, *allowed: str, before: str = "") -> object:
    store = filled(before)
    carried_out(store, Task(Update(text), BASE, SHAPES, federation=allowed))
    return named(store)


def test_a_listed_document_is_added(host: str) -> None:
    address = f"{host}/thing"
    after = f"curation {{ <{address}#a> :b 1 }}"
    assert loaded(f"LOAD <{address}>", address) == expected(after)
    into = loaded(f"LOAD <{address}> INTO GRAPH <g>", address, before=":g { :a :b 1 }")
    assert into == expected(f":g {{ :a :b 1 . <{address}#a> :b 1 }}")


@pytest.mark.parametrize(
    ("asked", "listed", "fault"),
    [
        ("/thing", "/moved", FederationRefused),
        ("/thing?x", "/thing", FederationRefused),
        ("/moved", "/moved", LoadFailed),
        ("/gone", "/gone", LoadFailed),
        ("/page", "/page", LoadFailed),
    ],
)
def test_what_is_not_listed_or_leads_elsewhere_is_not_loaded(
    host: str, asked: str, listed: str, fault: type[ChanyuanError]
) -> None:
    with pytest.raises(fault):
        loaded(f"LOAD <{host}{asked}>", f"{host}{listed}")


@pytest.mark.parametrize("address", ["file:///etc/passwd", "ftp://127.0.0.1/x"])
def test_only_the_web_is_loaded_from_even_when_listed(address: str) -> None:
    with pytest.raises(FederationRefused):
        loaded(f"LOAD SILENT <{address}>", address)


def test_silent_passes_over_what_does_not_come(host: str) -> None:
    assert loaded(f"LOAD SILENT <{host}/gone>", f"{host}/gone") == expected("")
    with pytest.raises(FederationRefused):
        loaded(f"LOAD SILENT <{host}/gone>")
