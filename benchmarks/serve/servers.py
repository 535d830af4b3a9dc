"""A server as a process of ours: started on a graph, waited for, measured, ended."""

import os
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from benchmarks import processes
from benchmarks.serve.client import Endpoint, answers


class NotServing(Exception):
    """A server that ended or did not answer in time; the words say which."""


@dataclass(frozen=True, slots=True)
class Command:
    """A server's command line, where it takes queries, and the files that its graph lies in."""

    arguments: tuple[str, ...]
    endpoint: Endpoint
    files: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    folder: Path = field(default_factory=Path.cwd)


@dataclass(frozen=True, slots=True)
class Patience:
    """How many seconds a server may take until it answers, and how many megabytes."""

    seconds: float
    megabytes: float


@dataclass(frozen=True, slots=True)
class Server:
    """A server that answers."""

    endpoint: Endpoint
    pid: int
    seconds: float

    @property
    def processor(self) -> float:
        """Seconds of processor time that it took so far."""
        return processes.processor(self.pid)

    @property
    def megabytes(self) -> float:
        """Memory that it holds."""
        return processes.megabytes(self.pid)


@contextmanager
def running(command: Command, *, patience: Patience) -> Iterator[Server]:
    """A server that answers before the block begins and is gone after it; else NotServing."""
    begun = time.perf_counter()
    with (
        TemporaryFile() as words,
        subprocess.Popen(
            command.arguments,
            cwd=command.folder,
            env=os.environ | command.environment,
            stdout=subprocess.DEVNULL,
            stderr=words,
        ) as process,
    ):
        try:
            _await(process, command.endpoint, patience, words)
            yield Server(command.endpoint, process.pid, time.perf_counter() - begun)
        finally:
            _end(process)


def _await(
    process: "subprocess.Popen[bytes]", endpoint: Endpoint, patience: Patience, words: IO[bytes]
) -> None:
    end = time.monotonic() + patience.seconds
    while not answers(endpoint):
        if process.poll() is not None:
            words.seek(0)
            last = words.read().decode(errors="replace").strip().rpartition("\n")[2]
            raise NotServing(f"ended with {process.returncode} before it answered: {last or 'no words'}")
        if time.monotonic() > end:
            raise NotServing(f"no answer within {patience.seconds:.0f} s of its start")
        if (megabytes := processes.megabytes(process.pid)) > patience.megabytes:
            raise NotServing(f"took {megabytes:.0f} MB before it answered")
        time.sleep(0.05)


def _end(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(timeout=60)
    except subprocess.TimeoutExpired:
        process.kill()


def free_ports(count: int) -> list[int]:
    """Ports that nobody listens on."""
    listeners = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [listener.getsockname()[1] for listener in listeners]
    for listener in listeners:
        listener.close()
    return ports


def evict(files: Path) -> None:
    """Have the system forget what it keeps in memory of these files, so that reading them reads the disk."""
    for path in [files] if files.is_file() else files.rglob("*"):
        if path.is_file():
            descriptor = os.open(path, os.O_RDONLY)
            try:
                os.fsync(descriptor)
                os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
            finally:
                os.close(descriptor)
