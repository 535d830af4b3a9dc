"""An application that answers the same bytes to everything: what client and machine can do at most."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from benchmarks.serve.client import Endpoint, Load, measure
from benchmarks.serve.servers import Command, Patience, Server, free_ports, running

_BODY: Final = b"x" * 2200
"""As long as the answer to a point look-up."""

Start = Callable[[str, list[tuple[str, str]]], object]


def application(_: dict[str, object], start: Start) -> list[bytes]:
    """The whole of it."""
    start("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(_BODY)))])
    return [_BODY]


def ceilings(connections: tuple[int, ...], *, seconds: float) -> dict[int, float]:
    """Requests a second that the client makes of it, by number of connections."""
    with _serving() as server:
        return {
            count: measure(server.endpoint, Load(["ASK {} # "], count, seconds, number=0)).throughput
            for count in connections
        }


@contextmanager
def _serving() -> Iterator[Server]:
    [port] = free_ports(1)
    granian = str(Path(sys.executable).with_name("granian"))
    options = ("--interface", "wsgi", "--blocking-threads", "16", "--no-ws", "--port", str(port))
    root = str(Path(__file__).resolve().parent.parent.parent)
    command = Command(
        (granian, *options, "benchmarks.serve.stub:application"),
        Endpoint(port, "/"),
        Path(),
        {"PYTHONPATH": os.pathsep.join([root, os.environ.get("PYTHONPATH", "")]).rstrip(os.pathsep)},
    )
    with running(command, patience=Patience(30, 1000)) as server:
        yield server
