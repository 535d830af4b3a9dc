"""Starting and ending query processes, through the nursery that forks them."""

import os
import subprocess
import sys
from dataclasses import dataclass, field
from socket import MSG_WAITALL, send_fds, socket, socketpair
from threading import Lock
from typing import Final
from weakref import finalize

from kg.workers.nursery import BORN, CHILD, DEATH, ENDED, ORDER, VARIABLE, Household
from kg.workers.wire import Frames

_PATIENCE: Final = 5.0
"""Seconds for a nursery to end its children and itself."""


@dataclass(frozen=True, slots=True)
class Death:
    """How a process came to its end: its exit code, negative for a signal, and what it wrote last."""

    code: int
    words: str


class Home:
    """A nursery as its starter sees it; `number` is that of its process."""

    def __init__(self, household: Household) -> None:
        self._control, theirs = socketpair()
        self._lock = Lock()
        with theirs:
            descriptor = theirs.fileno()
            program = [sys.executable, "-P", "-m", "kg.workers", str(descriptor)]
            environment = {**os.environ, VARIABLE: household.store_token}
            nursery = subprocess.Popen(
                [*program, *household.arguments()], pass_fds=[descriptor], env=environment
            )
        self.number = nursery.pid
        self.close = finalize(self, _ended, self._control, nursery)

    def bear(self, connection: socket) -> int:
        """The number of a new child at the other end of this connection."""
        with self._lock:
            send_fds(self._control, [ORDER.pack(BORN, 0)], [connection.fileno()])
            return int(CHILD.unpack(self._heard(CHILD.size))[0])

    def end(self, number: int) -> Death:
        """How a child died, killed if need be."""
        with self._lock:
            self._control.sendall(ORDER.pack(ENDED, number))
            code, length = DEATH.unpack(self._heard(DEATH.size))
            return Death(code, self._heard(length).decode(errors="replace"))

    def _heard(self, size: int) -> bytes:
        heard = self._control.recv(size, MSG_WAITALL) if size else b""
        if len(heard) < size:
            raise EOFError("the nursery of the query processes is gone")
        return heard


def _ended(control: socket, nursery: subprocess.Popen[bytes]) -> None:
    control.close()
    try:
        nursery.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        nursery.kill()
        nursery.wait()


@dataclass(frozen=True, slots=True)
class Process:
    """A query process: its connection with what arrives there, its number, and who bore it."""

    connection: socket
    number: int
    home: Home
    frames: Frames = field(default_factory=Frames)

    def end(self) -> Death:
        """Kill the process unless it is dead already, and learn what it died of."""
        self.connection.close()
        try:
            return self.home.end(self.number)
        except (EOFError, OSError):
            return Death(-9, "its nursery is gone, and it with it")


class Processes:
    """The query processes of one household; their nursery starts with the first of them."""

    def __init__(self, household: Household) -> None:
        self._household = household
        self._lock = Lock()
        self._home: Home | None = None

    @property
    def running(self) -> bool:
        """Whether any were started since the last were ended."""
        return self._home is not None

    def start(self) -> Process:
        """Another process."""
        ours, theirs = socketpair()
        with theirs, self._lock:
            try:
                return self._born(ours, theirs)
            except (EOFError, ConnectionError):  # somebody killed the nursery, and its children with it
                self._home = None
                return self._born(ours, theirs)

    def _born(self, ours: socket, theirs: socket) -> Process:
        home = self._home = self._home or Home(self._household)
        return Process(ours, home.bear(theirs), home)

    def close(self) -> None:
        """End all processes; the next one that is started has another nursery."""
        with self._lock:
            if self._home:
                self._home.close()
                self._home = None
