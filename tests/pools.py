"""What the tests of query processes share: a graph to burn time on, and looks at processes from outside."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from time import monotonic, sleep

from kg.dataset import GRAPH_FORMATS, RESULT_FORMATS, Asker, Kind, Question
from kg.errors import ChanyuanError
from kg.versions import Versions
from kg.workers import Limits, PooledDataset
from kg.workers.nursery import Household
from kg.workers.pool import Pool

BASE = "http://kg.test/"
WANTED = {
    Kind.SOLUTIONS: RESULT_FORMATS[2],
    Kind.BOOLEAN: RESULT_FORMATS[0],
    Kind.TRIPLES: GRAPH_FORMATS[1],
}
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
LONG = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
GREEDY = "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f"
DEADLY = f"ASK {{ FILTER({'!' * 400_000}true) }}"


@contextmanager
def pooled(versions: Versions, limits: Limits) -> Iterator[PooledDataset]:
    """The versions behind processes with these limits."""
    dataset = PooledDataset(versions, Pool(Household(versions.folder, BASE, limits.memory), limits))
    try:
        yield dataset
    finally:
        dataset.close()


def body(dataset: PooledDataset, text: str, *, timeout: float | None = None) -> bytes:
    """The whole answer to a query."""
    return b"".join(dataset.answer(Question(text, timeout=timeout), WANTED).blocks)


def asked(dataset: PooledDataset, text: str) -> type[ChanyuanError] | None:
    """How asking fails, None when it does not."""
    try:
        body(dataset, text)
    except ChanyuanError as error:
        return type(error)
    return None


@contextmanager
def burning(dataset: PooledDataset, *clients: str) -> Iterator[None]:
    """Endless queries of these clients at work, until they leave at the end of the block."""
    left: list[bool] = []
    threads = [
        Thread(target=asked, args=(dataset.asked_by(Asker(client, lambda: bool(left))), ENDLESS))
        for client in clients
    ]
    for thread in threads:
        thread.start()
    sleep(0.2)
    try:
        yield
    finally:
        left.append(True)
        for thread in threads:
            thread.join()


def children(parent: int) -> list[int]:
    """The processes that a process has, zombies too."""
    threads = Path(f"/proc/{parent}/task").glob("*/children")
    return [int(number) for path in threads for number in _listed(path)]


def _listed(path: Path) -> list[str]:
    try:
        return path.read_text().split()
    except (FileNotFoundError, ProcessLookupError):
        return []  # the thread ended since it was named


def descendants(parent: int) -> list[int]:
    """All processes below a process."""
    return [each for child in children(parent) for each in (child, *descendants(child))]


def workers() -> list[int]:
    """The query processes of this process: its nurseries' children."""
    return [worker for child in children(os.getpid()) for worker in children(child)]


def nursery_of(dataset: PooledDataset) -> int:
    """The number of the process that bears this dataset's query processes, which are running."""
    home = dataset._pool._processes._home
    assert home
    return home.number


def megabytes(process: int, name: str = "VmRSS") -> int:
    """How much memory a process has, or had at most (VmHWM)."""
    status = Path(f"/proc/{process}/status").read_text()
    return int(status.partition(f"{name}:")[2].split()[0]) >> 10


def soon(holds: Callable[[], bool], *, seconds: float = 20) -> bool:
    """Whether something comes true within some seconds."""
    end = monotonic() + seconds
    while not holds():
        if monotonic() > end:
            return False
        sleep(0.01)
    return True
