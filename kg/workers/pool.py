"""The query processes at work: lent to one question at a time, and replaced when a question spoils one."""

from collections import deque
from collections.abc import Callable
from contextlib import ExitStack
from threading import Lock
from typing import Final, Protocol
from weakref import WeakSet, finalize

from kg.dataset import Asker
from kg.workers.limits import Limits
from kg.workers.nursery import Household
from kg.workers.processes import Death, Process, Processes
from kg.workers.turns import Ticket, Turns

_STALLED: Final = 5.0
"""Seconds after which a client that takes no data gives way to one that waits."""


class Borrower(Protocol):
    """What has a process for longer than a moment, because its answer is long."""

    def give_way(self, stalled: float) -> bool:
        """Let go of the process, and say so, if nobody took data for so many seconds."""


class Pool:
    """As many processes as the limits say, each started when it is first needed."""

    def __init__(self, household: Household, limits: Limits) -> None:
        self.limits = limits
        self._processes = Processes(household)
        self._turns = Turns(limits.processes, waiting=limits.waiting, pace=limits.timeout / limits.processes)
        self._lock = Lock()
        self._idle: list[Process] = []
        self._forgotten: deque[tuple[Process, str]] = deque()
        self._borrowers: WeakSet[Borrower] = WeakSet()
        finalize(self, _end, self._idle, self._processes)

    def lend(self, asker: Asker, patience: float, opening: bytes) -> Process:
        """A process that was told the opening, when it is this asker's turn."""
        self._bury_forgotten()
        self._turns.take(asker, patience, meanwhile=self._make_room)
        with ExitStack() as otherwise:
            otherwise.callback(self._turns.give, asker.client)
            process = self._told(opening)
            otherwise.pop_all()
        return process

    def join(self, client: str, then: Callable[[], None]) -> Ticket | None:
        """A turn at once, or a ticket for one; QueueFull when too many wait."""
        self._bury_forgotten()
        return self._turns.join(client, then)

    def leave(self, ticket: Ticket) -> bool:
        """Wait no longer, and say whether it is the leaver's turn."""
        return self._turns.leave(ticket)

    def lend_at_once(self, client: str, opening: bytes) -> Process | None:
        """A process for a client whose turn it is; None, and the turn is over, when one has to be started."""
        process = self._rested()
        if process and _hears(process, opening):
            return process
        if process:
            process.end()
        self._turns.give(client)
        return None

    def take_back(self, process: Process, client: str) -> None:
        """Have a sound process again from the client who had it."""
        with self._lock:
            self._idle.append(process)
        self._turns.give(client)

    def bury(self, process: Process, client: str) -> Death:
        """End a process, have another in its place, and say what it died of."""
        with ExitStack() as last:
            last.callback(self._turns.give, client)
            death = process.end()
            if self._processes.running:
                fresh = self._processes.start()
                with self._lock:
                    self._idle.append(fresh)
        return death

    def forget(self, process: Process, client: str) -> None:
        """Bury a process later: for garbage collection, which may run while locks are held."""
        self._forgotten.append((process, client))

    def watch(self, borrower: Borrower) -> None:
        """Have a borrower give way when it stalls while others wait."""
        with self._lock:
            self._borrowers.add(borrower)

    def close(self) -> None:
        """End all processes; what is asked later starts others."""
        _end(self._idle, self._processes)

    def _told(self, opening: bytes) -> Process:
        while process := self._rested():
            if _hears(process, opening):
                return process
            process.end()
        process = self._processes.start()
        process.connection.sendall(opening)
        return process

    def _rested(self) -> Process | None:
        with self._lock:
            return self._idle.pop() if self._idle else None

    def _make_room(self) -> None:
        self._bury_forgotten()
        with self._lock:
            borrowers = [*self._borrowers]
        any(borrower.give_way(_STALLED) for borrower in borrowers)  # one is enough

    def _bury_forgotten(self) -> None:
        while self._forgotten:
            self.bury(*self._forgotten.popleft())


def _hears(process: Process, opening: bytes) -> bool:
    try:
        process.connection.sendall(opening)
    except ConnectionError:  # it died in its sleep
        return False
    return True


def _end(idle: list[Process], processes: Processes) -> None:
    while idle:
        idle.pop().connection.close()
    processes.close()
