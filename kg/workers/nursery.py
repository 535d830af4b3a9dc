"""The process from which query processes are forked: small, without threads, ready before it is needed.

A fork of it answers within milliseconds where a new interpreter takes a tenth of a second, and since it
alone waits for its children, a process number never means another process. It ends, and its children with
it, when the connection to its starter does, however the starter came to its end.
"""

import ctypes
import os
import resource
import signal
import sys
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from socket import recv_fds, socket
from struct import Struct
from typing import Final, NoReturn

from kg.dataset import LocalDataset
from kg.versions import Versions
from kg.workers.answering import Evaluating, serve

BORN: Final = b"+"
ENDED: Final = b"-"
ORDER: Final = Struct(">ci")
"""To bear a child for the connection that comes along, or to end the child with this number."""

CHILD: Final = Struct(">i")
DEATH: Final = Struct(">iI")
"""Replies: the number of a child; its exit status, and how many bytes of last words follow."""

VARIABLE: Final = "KG_STORE_TOKEN"
"""In the environment of the nursery: what it shows the engine elsewhere."""

_LAST_WORDS: Final = 4096
_STACK: Final = 128 << 20
"""Bytes; with the usual 8 MB the engine's parser and planner die of queries that they could answer."""

_PARENT_DEATH_SIGNAL: Final = 1  # PR_SET_PDEATHSIG in <sys/prctl.h>


@dataclass(frozen=True, slots=True)
class Household:
    """What every child serves, and how many megabytes it may take."""

    data: Path
    base: str
    memory: int
    federation: tuple[str, ...] = ()
    store: str = ""
    store_token: str = field(default="", repr=False)

    def dataset(self) -> Evaluating:
        """What a child asks: the versions themselves, or the engine that holds a copy of the one served."""
        versions = Versions(self.data)
        if not self.store:
            return LocalDataset(versions, base=self.base, federation=self.federation)
        mirror = import_module("kg.mirror")  # with its HTTP client, which few need and all would wait for
        endpoint = mirror.Endpoint(self.store, self.store_token)
        found: Evaluating = mirror.MirroredDataset(
            versions, endpoint, base=self.base, federation=self.federation
        )
        return found

    def arguments(self) -> list[str]:
        """The household as a command line, but for the token, which does not belong on one."""
        return [str(self.data), self.base, str(self.memory), self.store, *self.federation]


def household(arguments: list[str]) -> Household:
    """The household that a command line tells.

    >>> household(Household(Path("data"), "http://localhost:8080/", 1024).arguments()).memory
    1024
    """
    data, base, memory, store, *federation = arguments
    token = os.environ.get(VARIABLE, "")
    return Household(Path(data), base, int(memory), tuple(federation), store, token)


class Nursery:
    """Its children by number, each with the pipe to which it would write its last words."""

    def __init__(self, control: socket, household: Household) -> None:
        self._control = control
        self._household = household
        self._children: dict[int, int] = {}
        if household.store:
            import_module("kg.mirror")  # once, and not in each child

    def run(self) -> None:
        """Follow orders until they cease."""
        while True:
            order, connections, *_ = recv_fds(self._control, ORDER.size, 1)
            if not order:
                break
            sign, number = ORDER.unpack(order)
            self._control.sendall(self._bear(connections[0]) if sign == BORN else self._end(number))
        for number in [*self._children]:
            self._end(number)

    def _bear(self, connection: int) -> bytes:
        words, mouth = os.pipe()
        number = os.fork()
        if not number:
            self._live(connection, mouth)
        os.close(connection)
        os.close(mouth)
        self._children[number] = words
        return CHILD.pack(number)

    def _live(self, connection: int, mouth: int) -> NoReturn:
        """A child's whole life; what it did not foresee becomes its last words."""
        os.set_blocking(mouth, False)  # so that a child that says too much does not wait for a listener
        os.dup2(mouth, 1)
        os.dup2(mouth, 2)
        for descriptor in (self._control.fileno(), mouth, *self._children.values()):
            os.close(descriptor)
        os.dup(connection)  # closed by its death alone, so that whoever hears of that can ask for the reason
        confine(self._household.memory)
        serve(socket(fileno=connection), self._household.dataset())
        raise SystemExit

    def _end(self, number: int) -> bytes:
        os.kill(number, signal.SIGKILL)
        _, status = os.waitpid(number, 0)
        pipe = self._children.pop(number)
        words = os.read(pipe, _LAST_WORDS)
        os.close(pipe)
        return DEATH.pack(os.waitstatus_to_exitcode(status), len(words)) + words


def confine(memory: int) -> None:
    """Limit what this process may take, and have it die with its parent."""
    _limit(resource.RLIMIT_DATA, memory << 20)
    _limit(resource.RLIMIT_STACK, _STACK)
    _limit(resource.RLIMIT_CORE, 0)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PARENT_DEATH_SIGNAL, signal.SIGKILL)


def _limit(what: int, value: int) -> None:
    _, most = resource.getrlimit(what)
    resource.setrlimit(what, (value if most == resource.RLIM_INFINITY else min(value, most), most))
