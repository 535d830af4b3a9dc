"""The service as a process of its own, and clients that speak to it byte by byte."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from kg.versions import Versions
from tests.pools import descendants

_SERVE = """
import sys
from pathlib import Path
from kg.settings import Settings
from server.running import run

data, base, timeout, port = sys.argv[1:]
limits = {"query_timeout": float(timeout), "query_memory": 256, "query_processes": 3}
settings = Settings(data=Path(data), base=base, **limits)
run(settings, "127.0.0.1", int(port))
"""


@dataclass(frozen=True)
class Reply:
    """What came back on a connection, and whether the server closed it."""

    head: bytes
    body: bytes
    closed: bool

    @property
    def status(self) -> int:
        return int(self.head.split()[1]) if self.head else 0

    @property
    def complete(self) -> bool:
        """Whether a client would take the body for whole."""
        if b"transfer-encoding: chunked" in self.head:
            return self.body.endswith(b"0\r\n\r\n")
        length = self.head.partition(b"content-length: ")[2].split(b"\r\n")[0]
        return length.isdigit() and len(self.body) == int(length)


@dataclass(frozen=True)
class Served:
    """A running service."""

    process: int
    port: int

    def connection(self, sent: bytes = b"") -> socket.socket:
        connection = socket.create_connection(("127.0.0.1", self.port), timeout=10)
        connection.sendall(sent)
        return connection

    def says(self, sent: bytes, *, ends: bool = False) -> Reply:
        """What the service replies to these bytes, after which the client may say that it sends no more."""
        with self.connection(sent) as connection:
            if ends:
                connection.shutdown(socket.SHUT_WR)
            return reply(connection)

    def asks(self, query: str, *, more: str = "", headers: bytes = b"", version: bytes = b"1.1") -> Reply:
        return self.says(asking(query, more=more, headers=headers, version=version))

    def family(self) -> list[int]:
        return descendants(self.process)


def asking(query: str, *, more: str = "", headers: bytes = b"", version: bytes = b"1.1") -> bytes:
    """A request for the answer to a query."""
    target = f"/sparql?query={quote(query)}{more}".encode()
    return b"GET %s HTTP/%s\r\nHost: kg.test\r\n%sConnection: close\r\n\r\n" % (target, version, headers)


def reply(connection: socket.socket) -> Reply:
    """What arrives until the connection is closed, or the reply is whole, or nothing comes for long."""
    arrived, closed = bytearray(), False
    while not closed:
        part = connection.recv(1 << 18)
        arrived += part
        closed = not part
        head, _, body = bytes(arrived[: 1 << 16]).partition(b"\r\n\r\n")
        if b"content-length" in head and Reply(head, body, closed=False).complete:
            break
    head, _, body = bytes(arrived).partition(b"\r\n\r\n")
    return Reply(head, body, closed)


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(versions: Versions, base: str, *, timeout: float, port: int = 0) -> Iterator[Served]:
    """The versions served with a time limit for queries, at a port of its own unless one is given."""
    port = port or free_port()
    arguments = [sys.executable, "-c", _SERVE, str(versions.folder), base, str(timeout), str(port)]
    root = Path(__file__).resolve().parent.parent
    with subprocess.Popen(arguments, cwd=root, start_new_session=True) as process:
        served = Served(process.pid, port)
        try:
            _wait_for(served)
            yield served
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)
            process.wait(15)


def _wait_for(served: Served) -> None:
    for _ in range(600):
        try:
            if served.asks("ASK {}").status == 200:
                return
        except ConnectionError:
            time.sleep(0.05)
    raise TimeoutError("the service did not come up")
