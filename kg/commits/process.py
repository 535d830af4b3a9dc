"""Work carried out in a process that can be killed, so that none brings down or outlasts the server."""

import signal
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from time import monotonic
from typing import Final, Self

from pyoxigraph import Store

from kg.commits.carrying import Task, carried_out
from kg.errors import ChanyuanError, QueryCrashed, QueryMemory, QueryTimeout
from kg.settings import Settings
from kg.versions.revision import Revision
from kg.workers.nursery import confine

_CONTEXT: Final = get_context("forkserver")
_ABORTED: Final = {-signal.SIGABRT, -signal.SIGKILL}
"""How a process ends that is refused memory, by its own hand or the system's."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds and megabytes for one write."""

    seconds: float = 300.0
    memory: int = 2048

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """The limits that an installation was given."""
        return cls(settings.write_timeout, settings.write_memory)


def carried_out_apart(store: Path, task: Task, limits: Limits) -> Revision:
    """What became of the store in a folder, changed by another process that has died since."""
    began = monotonic()
    _CONTEXT.set_forkserver_preload([__name__])
    hearing, telling = _CONTEXT.Pipe(duplex=False)
    process = _CONTEXT.Process(target=_run, args=(store, task, limits.memory, telling), daemon=True)
    process.start()
    telling.close()
    try:
        if not hearing.poll(limits.seconds):
            raise _timeout(limits)
        answer: Revision | ChanyuanError = hearing.recv()
    except (EOFError, ConnectionError) as error:
        process.join()
        raise _death(process.exitcode or 0, limits, monotonic() - began) from error
    finally:
        process.kill()
        process.join()
        hearing.close()
    if isinstance(answer, ChanyuanError):
        raise answer
    return answer


def _run(store: Path, task: Task, memory: int, telling: Connection) -> None:
    confine(memory)
    try:
        telling.send(carried_out(Store(str(store)), task))
    except ChanyuanError as refusal:
        telling.send(refusal)
    except MemoryError:
        signal.raise_signal(signal.SIGABRT)


def _timeout(limits: Limits) -> QueryTimeout:
    return QueryTimeout(
        f"The write was stopped after {limits.seconds:g} seconds, and nothing of it was published. Write "
        "less at once, or have the keeper of this server raise KG_WRITE_TIMEOUT.",
        limit=limits.seconds,
        elapsed=limits.seconds,
    )


def _death(code: int, limits: Limits, elapsed: float) -> ChanyuanError:
    if code in _ABORTED:
        return QueryMemory(
            f"The write took more than the {limits.memory} MB of memory that it may, and nothing of it was "
            "published. Write less at once, or have the keeper of this server raise KG_WRITE_MEMORY.",
            limit=limits.memory,
            elapsed=round(elapsed, 2),
        )
    name = signal.Signals(-code).name if code < 0 else f"exit code {code}"
    return QueryCrashed(
        f"The engine broke down ({name}) over this write, and nothing of it was published. Write it shorter "
        "or flatter: very many parts within each other are more than it can read."
    )
