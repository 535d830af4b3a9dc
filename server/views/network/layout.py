"""Where those who are tied to each other stand: near, but not on each other, and always at the same place."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import sqrt
from typing import Final

import networkx as nx
import numpy as np

from server.views.network.ties import Agent, Tie

WIDTH: Final = 1140
HEIGHT: Final = 860
_MARGIN: Final = 40.0
_ROUNDS: Final = 160
_SPREAD: Final = 60
_AIR: Final = 9.0

Place = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Stand:
    """Where somebody stands, and how large."""

    agent: Agent
    x: float
    y: float
    radius: float


def most_tied(ties: Iterable[Tie], most: int) -> list[Agent]:
    """Those whose ties say most, as many as can be drawn."""
    weights = _weights(ties)
    return sorted(weights, key=lambda agent: (-weights[agent], agent.iri))[:most]


def stands(ties: Collection[Tie]) -> list[Stand]:
    """A place for each who has ties, by a force between those that are tied and against all others."""
    weights = _weights(ties)
    order = tuple(sorted(weights))
    numbers = {agent: number for number, agent in enumerate(order)}
    pairs: dict[tuple[int, int], float] = {}
    for tie in ties:
        a, b = sorted((numbers[tie.source], numbers[tie.target]))
        pairs[a, b] = pairs.get((a, b), 0) + sqrt(tie.weight)
    radii = tuple(_radius(agent, weights[agent]) for agent in order)
    places = _placed(radii, tuple(sorted((a, b, weight) for (a, b), weight in pairs.items())))
    return [Stand(agent, x, y, r) for agent, (x, y), r in zip(order, places, radii, strict=True)]


def _weights(ties: Iterable[Tie]) -> Mapping[Agent, int]:
    weights: dict[Agent, int] = {}
    for tie in ties:
        for agent in (tie.source, tie.target):
            weights[agent] = weights.get(agent, 0) + tie.weight
    return weights


def _radius(agent: Agent, weight: int) -> float:
    return min(24.0, (7.0 if agent.is_state else 4.0) + 0.9 * sqrt(weight))


@lru_cache(maxsize=64)
def _placed(radii: tuple[float, ...], pairs: tuple[tuple[int, int, float], ...]) -> tuple[Place, ...]:
    graph = nx.Graph()
    graph.add_nodes_from(range(len(radii)))
    graph.add_weighted_edges_from(pairs)
    if len(radii) < 2:
        return ((WIDTH / 2, HEIGHT / 2),) * len(radii)
    found = nx.forceatlas2_layout(graph, seed=1, max_iter=_ROUNDS, strong_gravity=True, weight="weight")
    flat = np.array([found[number] for number in range(len(radii))], dtype=np.float64)
    return tuple((float(x), float(y)) for x, y in _apart(_fitted(flat), np.array(radii)))


def _fitted(flat: np.ndarray) -> np.ndarray:
    """Spread over the drawing, ranks rather than distances deciding where many crowd."""
    size = np.array([WIDTH - 2 * _MARGIN, HEIGHT - 2 * _MARGIN])
    ranks = flat.argsort(axis=0, kind="stable").argsort(axis=0, kind="stable") / max(1, len(flat) - 1)
    low, high = flat.min(axis=0), flat.max(axis=0)
    shares = (flat - low) / np.maximum(high - low, 1e-9)
    fitted: np.ndarray = _MARGIN + (0.5 * ranks + 0.5 * shares) * size
    return fitted


def _apart(places: np.ndarray, radii: np.ndarray) -> np.ndarray:
    """Those that overlap pushed from each other, and everything kept inside."""
    need = radii[:, None] + radii[None, :] + _AIR
    np.fill_diagonal(need, 0)
    low = radii[:, None] + 2
    high = np.array([WIDTH, HEIGHT]) - low
    for _ in range(_SPREAD):
        gaps = places[:, None, :] - places[None, :, :]
        far = np.maximum(np.hypot(gaps[..., 0], gaps[..., 1]), 0.01)
        push = np.clip(need - far, 0, None) / far / 2
        places = np.clip(places + (gaps * push[..., None]).sum(axis=1), low, high)
    return places
