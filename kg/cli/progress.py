"""How far a long command is: a bar on a terminal, a line now and then elsewhere."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from kg.pipeline import Step

_EVERY = 2.0
"""Seconds between lines where there is no terminal."""


@contextmanager
def progress() -> Iterator[Callable[[Step], None]]:
    """What takes the steps of a build and shows them on the error stream."""
    if sys.stderr.isatty():
        with _bar() as show:
            yield show
    else:
        yield _Lines().show


@contextmanager
def _bar() -> Iterator[Callable[[Step], None]]:
    from rich.console import Console  # noqa: PLC0415  # where there is no terminal its import would be waste
    from rich.progress import (  # noqa: PLC0415  # likewise
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
        TextColumn("{task.fields[detail]}"),
    )
    with Progress(*columns, console=Console(stderr=True)) as bar:
        tasks, clock = {}, _Clock()

        def show(step: Step) -> None:
            if step.name not in tasks:
                tasks[step.name] = bar.add_task(step.name, rate="", detail="")
            bar.update(
                tasks[step.name],
                completed=step.done,
                total=step.total,
                rate=rate(step, clock.seconds(step)),
                detail=step.detail,
            )

        yield show


def rate(step: Step, seconds: float) -> str:
    """How many a second, where that says something.

    >>> rate(Step("reading", 120, 400), 10.0)
    '12.0/s'
    """
    return f"{step.done / seconds:.1f}/s" if step.done and seconds > 0 and step.total > 1 else ""


class _Lines:
    """A line for the first and the last of each step, and every few seconds in between."""

    def __init__(self) -> None:
        self._clock, self._last = _Clock(), time.monotonic()

    def show(self, step: Step) -> None:
        now, seconds = time.monotonic(), self._clock.seconds(step)
        if step.total and (step.done == step.total or now - self._last >= _EVERY):
            self._last = now
            click.echo(" ".join(filter(None, (*line(step, seconds),))), err=True)


class _Clock:
    """How long each step has been going on, so that none is told by the pace of another."""

    def __init__(self) -> None:
        self._starts: dict[str, float] = {}

    def seconds(self, step: Step) -> float:
        now = time.monotonic()
        return now - self._starts.setdefault(step.name, now)


def line(step: Step, seconds: float) -> tuple[str, ...]:
    """A step in words.

    >>> line(Step("reading", 120, 400, "letter"), 10.0)
    ('reading', '120 of 400', '12.0/s', '23 s left', 'letter')
    """
    left = seconds / step.done * (step.total - step.done) if step.done else 0.0
    remaining = f"{left:.0f} s left" if left >= 1 else ""
    return step.name, f"{step.done} of {step.total}", rate(step, seconds), remaining, step.detail
