"""Processes that read documents side by side, and end when the build does."""

import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import wait

from kg.errors import ReaderDied
from kg.pipeline.plan import Plan
from kg.pipeline.reader import Ground, Outcome, Reader, Task

_WORTH_A_PROCESS = 200_000
"""Bytes of documents that take about as long to read as another process takes to get ready."""


def outcomes(plan: Plan, tasks: Sequence[Task], jobs: int, ground: Callable[[], Ground]) -> Iterator[Outcome]:
    """What each document became; `jobs` processes read, 0 for as many as are worth their start.

    Where this process reads alone it does so on the `ground` that the rest of the build stands on.
    """
    processes = min(len(tasks), jobs or _worthwhile(tasks))
    if processes > 1:
        yield from _side_by_side(plan, tasks, processes)
    elif tasks:
        yield from map(Reader(plan, ground()).read, tasks)


def _worthwhile(tasks: Sequence[Task]) -> int:
    size = sum(task.source.size for task in tasks)
    return max(1, min(os.cpu_count() or 1, size // _WORTH_A_PROCESS))


def _side_by_side(plan: Plan, tasks: Sequence[Task], processes: int) -> Iterator[Outcome]:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["kg.pipeline.reader", "kg.extract"])
    executor = ProcessPoolExecutor(processes, mp_context=context, initializer=_start, initargs=(plan,))
    try:
        yield from executor.map(_read, tasks, chunksize=4)
    except BrokenProcessPool as error:
        raise ReaderDied(
            "A process that read documents died, most likely for want of memory. What was published is "
            "untouched and what was read is kept; try again with KG_JOBS=1."
        ) from error
    finally:
        executor.shutdown(cancel_futures=True)


_readers: list[Reader] = []


def _start(plan: Plan) -> None:
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _readers.append(Reader(plan, Ground(plan.rules)))


def _read(task: Task) -> Outcome:
    return _readers[0].read(task)


def _end_with_parent() -> None:
    # A pool's processes hold both ends of their queue and would wait for ever for a parent that was killed.
    parent = multiprocessing.parent_process()
    if parent:
        wait([parent.sentinel])
        os._exit(1)
