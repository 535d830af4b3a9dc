"""Processes that read documents side by side, and end when the build does."""

import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing.connection import wait

from kg.errors import ReaderDied
from kg.pipeline.plan import Plan
from kg.pipeline.reader import Ground, Outcome, Reader, Task

_WORTH_A_PROCESS = 200_000
"""Bytes of documents that take about as long to read as another process takes to get ready."""

_TOGETHER = 4
"""Documents that are handed over at once, for handing over takes time."""
_AHEAD = 8
"""Portions that lie ready for each process; more would only fill memory."""


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
    portions, running = _portions(tasks), deque["Future[list[Outcome]]"]()
    try:
        for portion in islice(portions, _AHEAD * processes):
            running.append(executor.submit(_read, portion))
        while running:
            yield from running.popleft().result()
            running.extend(executor.submit(_read, portion) for portion in islice(portions, 1))
    except BrokenProcessPool as error:
        raise ReaderDied(
            "A process that read documents died, most likely for want of memory. What was published is "
            "untouched and what was read is kept; try again with KG_JOBS=1."
        ) from error
    finally:
        executor.shutdown(cancel_futures=True)


def _portions(tasks: Sequence[Task]) -> Iterator[Sequence[Task]]:
    return (tasks[start : start + _TOGETHER] for start in range(0, len(tasks), _TOGETHER))


_readers: list[Reader] = []


def _start(plan: Plan) -> None:
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _readers.append(Reader(plan, Ground(plan.rules)))


def _read(tasks: Sequence[Task]) -> list[Outcome]:
    return [*map(_readers[0].read, tasks)]


def _end_with_parent() -> None:
    # A pool's processes hold both ends of their queue and would wait for ever for a parent that was killed.
    parent = multiprocessing.parent_process()
    if parent:
        wait([parent.sentinel])
        os._exit(1)
