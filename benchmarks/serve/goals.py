"""What the service is meant to reach beside its peers, and how far it does."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from benchmarks.serve.peers import OURS, OXIGRAPH, RDFLIB
from benchmarks.serve.results import Cell, Figure, Results


@dataclass(frozen=True, slots=True)
class Goal:
    """A ratio to a peer that is at least, or at most, this in every cell that it is about."""

    words: str
    peer: str
    least: float | None
    most: float | None
    about: Callable[[Cell], bool]
    value: Callable[[Figure], float]

    def holds(self, ratio: float) -> bool:
        """Whether that is good enough."""
        return (self.least is None or ratio >= self.least) and (self.most is None or ratio <= self.most)


@dataclass(frozen=True, slots=True)
class Reached:
    """How a goal fares: cells that reach it of all that were measured, and the ratio furthest from it."""

    goal: Goal
    good: int
    all: int
    worst: float
    where: Cell


def _throughput(figure: Figure) -> float:
    return figure.throughput


def _p99(figure: Figure) -> float:
    return figure.p99


GOALS: Final = (
    Goal(
        "repeated queries: throughput at least 1.5 times Oxigraph's",
        OXIGRAPH,
        1.5,
        None,
        lambda cell: cell.mode == "repeated",
        _throughput,
    ),
    Goal(
        "distinct point look-ups: throughput at least 0.5 times Oxigraph's",
        OXIGRAPH,
        0.5,
        None,
        lambda cell: cell.mode == "distinct" and cell.question == "point",
        _throughput,
    ),
    Goal(
        "other distinct queries: throughput at least 1.0 times Oxigraph's",
        OXIGRAPH,
        1.0,
        None,
        lambda cell: cell.mode == "distinct" and cell.question != "point",
        _throughput,
    ),
    Goal(
        "everything: throughput at least 10 times rdflib-endpoint's",
        RDFLIB,
        10.0,
        None,
        lambda _: True,
        _throughput,
    ),
    Goal(
        "p99 under load (more than one connection): at most Oxigraph's",
        OXIGRAPH,
        None,
        1.0,
        lambda cell: cell.connections > 1,
        _p99,
    ),
)


def reached(results: Results) -> list[Reached]:
    """Every goal for which both sides were measured."""
    ours = results.of(OURS)
    fared = [_fared(goal, ours, results.of(goal.peer)) for goal in GOALS]
    return [each for each in fared if each]


def _fared(goal: Goal, ours: Mapping[Cell, Figure], theirs: Mapping[Cell, Figure]) -> Reached | None:
    ratios = {
        cell: goal.value(ours[cell]) / goal.value(theirs[cell])
        for cell in ours
        if goal.about(cell) and cell in theirs and theirs[cell].throughput
    }
    if not ratios:
        return None
    pick = min if goal.most is None else max
    where = pick(ratios, key=lambda cell: ratios[cell])
    good = sum(goal.holds(ratio) for ratio in ratios.values())
    return Reached(goal, good, len(ratios), ratios[where], where)
