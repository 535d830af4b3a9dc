"""A question asked of a process: the wait for its answer, the answer's blocks, and what may go wrong."""

import logging
import signal
from collections.abc import Iterator
from threading import Lock
from time import monotonic
from typing import Final
from weakref import finalize

from kg.dataset import Answer, Asker, Kind, Wanted
from kg.errors import ChanyuanError, QueryAbandoned, QueryCrashed, QueryMemory, QueryTimeout
from kg.workers import wire
from kg.workers.pool import Pool
from kg.workers.processes import Death, Process
from kg.workers.turns import GLANCE

_LOG: Final = logging.getLogger(__name__)

_SHORT: Final = 1 << 20
"""Bytes of an answer that are taken in before it is begun."""

_STARVED: Final = ("memory allocation of", "bad_alloc", "MemoryError")
"""How Rust, C++ and Python say that memory was refused."""


class Call(Iterator[bytes]):
    """The blocks of an answer on their way; whoever does not read them to the end closes it.

    Only the time counts that the process takes, not the time that the client takes between two blocks.
    """

    def __init__(self, pool: Pool, process: Process, asker: Asker, limit: float) -> None:
        self._pool = pool
        self._process = process
        self._asker = asker
        self._limit = self._left = limit
        self._loan = finalize(self, pool.forget, process, asker.client)
        self._ready = b""
        self._reading = Lock()
        self._read = monotonic()
        self._given_way = False

    def fileno(self) -> int:
        """What becomes readable when some of the answer arrives."""
        return self._process.connection.fileno()

    def take_in(self) -> bool:
        """Take in what has arrived, and say whether it is not worth waiting here for more."""
        try:
            held = self._process.frames.take(self._process.connection.recv_into)
        except (EOFError, OSError):  # told by `begin`
            return True
        return held > _SHORT or self._process.frames.last in {wire.END, wire.FAULT}

    @property
    def arrived(self) -> bool:
        """Whether the whole answer was taken in, so that `begin` has nothing to wait for."""
        return self._process.frames.last == wire.END

    def answer(self, wanted: Wanted) -> Answer:
        """The answer begun, in the format for its kind that was wanted with the question."""
        kind = self.begin()
        return Answer(kind, wanted[kind], self, whole=self.whole)

    def begin(self) -> Kind:
        """Wait until the first block is there, or the whole answer."""
        self._left -= monotonic() - self._read
        kind = Kind[self._frame().content.decode()]
        self._ready = self._blocks()
        if self._loan.alive:
            self._read = monotonic()
            self._pool.watch(self)
        return kind

    @property
    def whole(self) -> bool:
        """Whether all that is still to be read is here."""
        return not self._loan.alive

    def __next__(self) -> bytes:
        with self._reading:
            if self._given_way:
                raise QueryAbandoned("The client took no data while others waited for a process.")
            blocks, self._ready = self._ready or self._blocks(), b""
            self._read = monotonic()
        if not blocks:
            raise StopIteration
        return blocks

    def close(self) -> None:
        """Want no more of the answer; its process ends."""
        if self._loan.detach():
            self._pool.bury(self._process, self._asker.client)

    def give_way(self, stalled: float) -> bool:
        """Let go of the process, and say so, if nobody took data for so many seconds."""
        if not self._reading.acquire(blocking=False):
            return False
        try:
            if not self._loan.alive or monotonic() - self._read <= stalled:
                return False
            self._given_way = True
            self.close()
            return True
        finally:
            self._reading.release()

    def _blocks(self) -> bytes:
        """What arrived of the answer, a block at least unless it is at its end."""
        blocks: list[bytes] = []
        while self._loan.alive and (not blocks or self._process.frames.waiting):
            frame = self._frame()
            if frame.sign == wire.BLOCK:
                blocks.append(frame.content)
        return b"".join(blocks)

    def _frame(self) -> wire.Frame:
        try:
            frame = self._process.frames.next(self._received)
        except (EOFError, ConnectionError) as error:
            raise self._told_of_death() from error
        if frame.sign in {wire.END, wire.FAULT} and self._loan.detach():
            self._pool.take_back(self._process, self._asker.client)
        if frame.sign == wire.FAULT:
            raise wire.refusal(frame.content)
        return frame

    def _received(self, buffer: bytearray) -> int:
        while True:
            if self._left <= 0:
                self.close()
                raise self._timeout()
            if self._asker.gone():
                self.close()
                raise QueryAbandoned("The client left before its query was answered.")
            began = monotonic()
            self._process.connection.settimeout(min(self._left, GLANCE))
            try:
                return self._process.connection.recv_into(buffer)
            except TimeoutError:
                continue
            finally:
                self._left -= monotonic() - began

    @property
    def _elapsed(self) -> float:
        return round(self._limit - self._left, 2)

    def _timeout(self) -> QueryTimeout:
        return QueryTimeout(
            f"The query was stopped after {self._elapsed:g} seconds; it may run for {self._limit:g}. Ask for "
            "less: add a LIMIT, name more of what you know, and look for patterns that share no variable.",
            limit=self._limit,
            elapsed=self._elapsed,
        )

    def _told_of_death(self) -> ChanyuanError:
        if not self._loan.detach():
            return QueryAbandoned("The answer was closed while it was being read.")
        death = self._pool.bury(self._process, self._asker.client)
        _LOG.warning("A query process ended with %s. Its last words: %s", death.code, death.words or "none")
        starved = any(complaint in death.words for complaint in _STARVED)
        return self._memory() if starved or death.code == -signal.SIGKILL else _crashed(death)

    def _memory(self) -> QueryMemory:
        memory = self._pool.limits.memory
        return QueryMemory(
            f"The query was stopped after {self._elapsed:g} seconds: it took more than the {memory} MB of "
            "memory that it may. Sort, group and compare less at once: name more of what you know, or ask "
            "in parts.",
            limit=memory,
            elapsed=self._elapsed,
        )


def _crashed(death: Death) -> QueryCrashed:
    name = signal.Signals(-death.code).name if death.code < 0 else f"exit code {death.code}"
    return QueryCrashed(
        f"The engine broke down ({name}) over this query, as it does when very many parts are nested or "
        "chained. Write it shorter or flatter, for example with VALUES, or ask in parts."
    )
