"""A Dask cluster of processes on this machine, whose workers a test may kill."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_LONG = 60.0


@dataclass
class Cluster:
    """Where its scheduler listens, and its processes."""

    scheduler: subprocess.Popen[bytes]
    address: str = ""
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def join(self) -> None:
        """One more worker, which the scheduler may learn of a little later."""
        program = [sys.executable, "-m", "distributed.cli.dask_worker", self.address]
        options = ["--nthreads", "1", "--no-nanny", "--no-dashboard", "--death-timeout", "60"]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}  # so that workers know the tests' toys
        self.workers.append(
            subprocess.Popen(
                [*program, *options],
                env=environment,
                cwd=ROOT,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        )

    def kill(self, number: int) -> None:
        """End a worker as the want of memory would."""
        self.workers[number].send_signal(signal.SIGKILL)
        self.workers[number].wait()


@contextmanager
def cluster(folder: Path, workers: int, *, patience: int = 3) -> Iterator[Cluster]:
    """A scheduler that forgives a document the death of a few workers; all end with the block."""
    found = folder / "scheduler.json"
    program = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--no-dashboard"]
    options = ["--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(found)]
    scheduler = subprocess.Popen(
        [*program, *options],
        env={**os.environ, "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": str(patience)},
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    running = Cluster(scheduler)
    try:
        running.address = _address(found, scheduler)
        for _ in range(workers):
            running.join()
        yield running
    finally:
        for process in (*running.workers, scheduler):
            process.kill()
            process.wait()


def _address(found: Path, scheduler: subprocess.Popen[bytes]) -> str:
    deadline = time.monotonic() + _LONG
    while time.monotonic() < deadline and scheduler.poll() is None:
        try:
            return str(json.loads(found.read_text(encoding="utf-8"))["address"])
        except (FileNotFoundError, json.JSONDecodeError):
            time.sleep(0.05)
    raise TimeoutError("the scheduler did not say where it listens")
