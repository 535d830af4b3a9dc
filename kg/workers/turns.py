"""Whose turn it is: places shared among clients, so that nobody holds or awaits all of them."""

from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from math import ceil
from threading import Event, Lock
from time import monotonic
from typing import Final

from kg.dataset import Asker
from kg.errors import QueryAbandoned, QueueFull

GLANCE: Final = 0.1
"""Seconds between two looks at whether a client is still there."""


@dataclass(eq=False, slots=True)
class Ticket:
    """Somebody who waits, and what is to be done when it is called; `turned_away` when called for nothing."""

    client: str
    then: Callable[[], None] = lambda: None
    called: Event = field(default_factory=Event)
    turned_away: bool = False

    def call(self) -> None:
        """Have whoever waits go on."""
        self.called.set()
        self.then()


class Turns:
    """Some places, of which one client has all but one at most; each client's askers come in order.

    Clients take turns. When too many wait, the last of the client with most waiting is turned away.
    `pace` is how many seconds it takes at worst until another place is free.
    """

    def __init__(self, places: int, *, waiting: int, pace: float) -> None:
        self._free = places
        self._most = places - 1
        self._waiting = waiting
        self._retry_after = max(1, ceil(pace))
        self._held = Counter[str]()
        self._queues: dict[str, deque[Ticket]] = {}
        self._lock = Lock()

    def take(self, asker: Asker, patience: float, *, meanwhile: Callable[[], None] = lambda: None) -> None:
        """Wait for a place; QueueFull when there is none within `patience` seconds.

        `meanwhile` is done every now and then while waiting.
        """
        ticket = self.join(asker.client)
        if ticket:
            self._wait(ticket, asker, monotonic() + patience, meanwhile)

    def join(self, client: str, then: Callable[[], None] = lambda: None) -> Ticket | None:
        """A place at once, or a ticket for the next one, to be told of from any thread."""
        with self._lock:
            if self._free and self._held[client] < self._most:
                self._grant(client)
                return None
            return self._queued(client, then)

    def leave(self, ticket: Ticket) -> bool:
        """Wait no longer, and say whether that was for nothing: the place came, and is the leaver's."""
        return not self._left(ticket) and not ticket.turned_away

    def give(self, client: str) -> None:
        """Give back the place that a client had."""
        with self._lock:
            self._free += 1
            self._held[client] -= 1
            if not self._held[client]:
                del self._held[client]
            self._call()

    def _grant(self, client: str) -> None:
        self._free -= 1
        self._held[client] += 1

    def _queued(self, client: str, then: Callable[[], None]) -> Ticket:
        if sum(map(len, self._queues.values())) >= self._waiting:
            self._turn_away(client)
        ticket = Ticket(client, then)
        self._queues.setdefault(client, deque()).append(ticket)
        return ticket

    def _turn_away(self, newcomer: str) -> None:
        greediest = max(self._queues, key=lambda client: len(self._queues[client]), default=newcomer)
        if len(self._queues.get(greediest, ())) <= len(self._queues.get(newcomer, ())) + 1:
            raise self._full(f"{self._waiting} queries are waiting already")
        last = self._queues[greediest].pop()  # others stay behind it: this client has two at least
        last.turned_away = True
        last.call()

    def _call(self) -> None:
        """Call whoever is next: the first client that may have another place, which then goes to the end."""
        while self._free:
            client = next((each for each in self._queues if self._held[each] < self._most), None)
            if client is None:
                return
            self._grant(client)
            tickets = self._queues.pop(client)
            tickets.popleft().call()
            if tickets:
                self._queues[client] = tickets

    def _wait(self, ticket: Ticket, asker: Asker, end: float, meanwhile: Callable[[], None]) -> None:
        while not ticket.called.wait(max(0, min(GLANCE, end - monotonic()))):
            meanwhile()
            if asker.gone() and self._left(ticket):
                raise QueryAbandoned("The client left while its query was waiting for a process.")
            if monotonic() >= end and self._left(ticket):
                raise self._full("No process became free in the time that a query may run")
        if ticket.turned_away:
            raise self._full("Too many queries are waiting, most of them from you")

    def _left(self, ticket: Ticket) -> bool:
        """Take a ticket out of its queue; False when it was called in the meantime."""
        with self._lock:
            if ticket.called.is_set():
                return False
            self._queues[ticket.client].remove(ticket)
            if not self._queues[ticket.client]:
                del self._queues[ticket.client]
            return True

    def _full(self, reason: str) -> QueueFull:
        return QueueFull(
            f"{reason}; come again in {self._retry_after} seconds.", retry_after=self._retry_after
        )
