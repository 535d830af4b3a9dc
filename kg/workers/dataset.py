"""A published version on this disk, asked in processes that can be killed."""

from collections.abc import Callable
from dataclasses import replace
from typing import Self

from kg.dataset import Answer, Asker, Dataset, Question, Wanted
from kg.settings import Settings
from kg.versions import Versions
from kg.workers import wire
from kg.workers.call import Call
from kg.workers.limits import Limits
from kg.workers.nursery import Household
from kg.workers.pool import Pool
from kg.workers.turns import Ticket


class PooledDataset(Dataset):
    """The version that a data folder serves, each question guarded, read and run in a process of its own.

    A question over its limits ends with its process: QueryTimeout, QueryMemory, or QueryCrashed where it
    brought the engine down, and nobody else notices. QueueFull where too many wait. An answer's blocks
    raise the same when that happens under way; closing them, or being gone, frees the process.
    """

    def __init__(
        self, versions: Versions, pool: Pool, asker: Asker | None = None, *, number: int | None = None
    ) -> None:
        self._versions = versions
        self._pool = pool
        self._asker = asker or Asker()
        self._number = number

    @classmethod
    def of(cls, versions: Versions, settings: Settings) -> Self:
        """The versions asked as an installation's settings say."""
        limits = Limits.of(settings)
        allowed = tuple(settings.federation.split())
        household = Household(
            versions.folder, settings.base, limits.memory, allowed, settings.store, settings.store_token
        )
        return cls(versions, Pool(household, limits))

    def version(self) -> str:
        """The number of the version, 0 while nothing is published."""
        return str(self._number or self._versions.current_number() or 0)

    def asked_by(self, asker: Asker) -> "PooledDataset":
        """The same processes for one asker, who shares them fairly with the others."""
        return PooledDataset(self._versions, self._pool, asker, number=self._number)

    def at(self, number: int) -> "PooledDataset":
        """The same processes, asked that version where a question names none."""
        return PooledDataset(self._versions, self._pool, self._asker, number=number)

    def answer(self, question: Question, wanted: Wanted) -> Answer:
        """The answer, streamed from the process that computes it."""
        limit = self._pool.limits.seconds(question.timeout)
        process = self._pool.lend(self._asker, limit, self._told(question, wanted))
        return Call(self._pool, process, self._asker, limit).answer(wanted)

    def join(self, then: Callable[[], None]) -> Ticket | None:
        """The asker's turn at once, or a ticket for it, after which `then` is called from any thread."""
        return self._pool.join(self._asker.client, then)

    def leave(self, ticket: Ticket) -> bool:
        """Wait no longer, and say whether it is the asker's turn."""
        return self._pool.leave(ticket)

    def call(self, question: Question, wanted: Wanted) -> Call | None:
        """The question on its way, when it is the asker's turn; None, and it is not, when that takes time."""
        limit = self._pool.limits.seconds(question.timeout)
        process = self._pool.lend_at_once(self._asker.client, self._told(question, wanted))
        return Call(self._pool, process, self._asker, limit) if process else None

    def _told(self, question: Question, wanted: Wanted) -> bytes:
        if self._number is not None and question.version is None:
            question = replace(question, version=self._number)
        return wire.question(question, wanted)

    def __eq__(self, other: object) -> bool:
        """Whether the same processes answer, whoever asks: what was learnt for one asker holds for all."""
        return isinstance(other, PooledDataset) and self._same() == other._same()

    def __hash__(self) -> int:
        return hash(self._same())

    def _same(self) -> tuple[int, int | None]:
        return id(self._pool), self._number

    def close(self) -> None:
        """End the processes; they end with this process at the latest."""
        self._pool.close()
