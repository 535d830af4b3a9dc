"""The client: wrk where throughput is measured, one connection in this process where an answer is."""

import json
import os
import resource
import shutil
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final
from urllib.parse import quote

ACCEPT: Final = "application/sparql-results+json"

_SCRIPT: Final = Path(__file__).with_name("client.lua")


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a server takes queries on this machine."""

    port: int
    path: str

    def address(self, query: str) -> str:
        """The path of a request that asks this."""
        return f"{self.path}?query={quote(query, safe='')}"


@dataclass(frozen=True, slots=True)
class Run:
    """What one run of the client saw: requests a second, milliseconds, and what went wrong.

    `refused` are answers with another status than 2xx or 3xx, `broken` connections that failed or timed out;
    `client` is the processor time that the client itself took, in microseconds a request.
    """

    requests: int
    throughput: float
    p50: float
    p99: float
    refused: int
    broken: int
    client: float


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer, and the milliseconds until it was there as a whole."""

    status: int
    body: bytes
    milliseconds: float


def wrk() -> str:
    """The program that makes the load; SystemExit says how to have it."""
    if found := shutil.which("wrk"):
        return found
    raise SystemExit("The client `wrk` is not installed; install it, on Debian with `apt-get install wrk`.")


@dataclass(frozen=True, slots=True)
class Load:
    """Queries asked one after the other, and again, over connections that are kept open, for some seconds.

    With a `number` each request is a query with this number or a higher one after it, unlike all others.
    """

    queries: Sequence[str]
    connections: int
    seconds: float
    number: int | None = None


def measure(endpoint: Endpoint, load: Load, *, patience: float = 60) -> Run:
    """Put a load on a server."""
    options = (f"-c{load.connections}", f"-d{load.seconds:.0f}s", f"--timeout={patience:.0f}s")
    address = f"http://127.0.0.1:{endpoint.port}"
    with NamedTemporaryFile("w", encoding="ascii", suffix=".txt") as paths:
        paths.writelines(f"{endpoint.address(query)}\n" for query in load.queries)
        paths.flush()
        number = "" if load.number is None else str(load.number)
        before = _processor()
        said = subprocess.run(
            [wrk(), "-t1", *options, "-s", str(_SCRIPT), "-H", f"Accept: {ACCEPT}", address],
            env=os.environ | {"BENCH_PATHS": paths.name, "BENCH_NUMBER": number},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        return _run(json.loads(said.splitlines()[-1]), _processor() - before)


def _run(seen: dict[str, float], processor: float) -> Run:
    requests = int(seen["requests"])
    return Run(
        requests,
        throughput=requests / seen["microseconds"] * 1e6,
        p50=seen["p50"] / 1e3,
        p99=seen["p99"] / 1e3,
        refused=int(seen["refused"]),
        broken=int(seen["broken"]),
        client=processor / max(1, requests) * 1e6,
    )


def _processor() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def ask(endpoint: Endpoint, query: str, *, patience: float = 60) -> Reply:
    """One answer over a connection of its own; OSError or HTTPException when there is none in time."""
    connection = HTTPConnection("127.0.0.1", endpoint.port, timeout=patience)
    try:
        connection.connect()
        start = time.perf_counter()
        connection.request("GET", endpoint.address(query), headers={"Accept": ACCEPT})
        response = connection.getresponse()
        body = response.read()
        return Reply(response.status, body, (time.perf_counter() - start) * 1e3)
    finally:
        connection.close()


def answers(endpoint: Endpoint) -> bool:
    """Whether a server is there already; the question costs it nothing."""
    try:
        return ask(endpoint, "ASK {}", patience=5).status == 200
    except (OSError, HTTPException):
        return False
