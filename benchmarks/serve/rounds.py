"""The rounds: every server in turn is asked the same requests for some seconds, again and again."""

import os
import statistics
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count, islice
from math import ceil
from typing import Final

from benchmarks.serve import questions
from benchmarks.serve.client import Load, Run, ask, measure
from benchmarks.serve.graph import World
from benchmarks.serve.results import Cell, Figure, Mode
from benchmarks.serve.servers import Server

_VALUES: Final = 5_000
"""Values of a question that one round uses, where the graph has as many."""

_CORES: Final = os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class Plan:
    """How long and how often is measured; a slow server gets up to `longest` seconds each time."""

    seconds: float
    longest: float
    rounds: int
    connections: tuple[int, ...]
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Seen:
    """One server in one round: what the client saw, and the microseconds that a request cost the server."""

    run: Run
    processor: float


@dataclass
class Rounds:
    """The measurements on one graph. `pace` is the seconds that a server takes for one answer."""

    plan: Plan
    world: World
    triples: int
    servers: Mapping[str, Server]
    pace: Mapping[tuple[str, str], float]
    _numbers: Iterator[int] = field(default_factory=lambda: count(10**9, 10**7))

    def figures(self) -> Iterator[Figure]:
        """Every server in every cell, as they are done."""
        modes: tuple[Mode, ...] = ("distinct", "repeated")
        for question in self.plan.questions:
            for mode in modes:
                for connections in self.plan.connections:
                    yield from self._compared(Cell(self.triples, question, mode, connections))

    def _compared(self, cell: Cell) -> Iterator[Figure]:
        taking_part = [name for name in self.servers if self._possible(name, cell)]
        seen: dict[str, list[_Seen]] = {name: [] for name in taking_part}
        for number in range(self.plan.rounds):
            queries = self._queries(cell, number)
            for name in taking_part:
                seen[name].append(self._round(name, cell, queries))
        return (_median(cell, name, rounds) for name, rounds in seen.items())

    def _possible(self, name: str, cell: Cell) -> bool:
        known = (name, cell.question) in self.pace
        return known and self.pace[name, cell.question] < self.plan.longest

    def _seconds(self, name: str, cell: Cell) -> float:
        """Long enough for two waves of answers on all connections, within limits."""
        waves = 2 * cell.connections * self.pace[name, cell.question] / _CORES
        return ceil(min(self.plan.longest, max(self.plan.seconds, waves)))

    def _queries(self, cell: Cell, number: int) -> list[str]:
        if cell.mode == "repeated":
            return [*questions.repeated(cell.question, self.world)]
        asked = questions.distinct(cell.question, self.world, start=number * _VALUES)
        return [*islice(asked, _VALUES)]

    def _round(self, name: str, cell: Cell, queries: list[str]) -> _Seen:
        server, number = self.servers[name], None
        if cell.mode == "repeated":
            self._warm(name, queries)
        else:
            number = next(self._numbers)
        before = server.processor
        run = measure(server.endpoint, Load(queries, cell.connections, self._seconds(name, cell), number))
        return _Seen(run, (server.processor - before) / max(1, run.requests) * 1e6)

    def _warm(self, name: str, requests: list[str]) -> None:
        end = time.monotonic() + self.plan.seconds
        for query in requests:
            if time.monotonic() < end:
                ask(self.servers[name].endpoint, query)


def _median(cell: Cell, server: str, rounds: list[_Seen]) -> Figure:
    rates = [each.run.throughput for each in rounds]
    return Figure(
        cell,
        server,
        throughput=statistics.median(rates),
        least=min(rates),
        most=max(rates),
        p50=statistics.median(each.run.p50 for each in rounds),
        p99=statistics.median(each.run.p99 for each in rounds),
        processor=statistics.median(each.processor for each in rounds),
        client=statistics.median(each.run.client for each in rounds),
        failed=sum(each.run.refused + each.run.broken for each in rounds),
    )
