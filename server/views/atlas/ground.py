"""The ground of the map: land, lakes and rivers in sight, as paths to draw."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise, product
from pathlib import Path
from types import MappingProxyType
from typing import Final

import numpy as np

from server.views.atlas.frame import Frame
from server.views.atlas.projection import Box, Points

EARTH: Final = Path(__file__).resolve().parent / "earth.json"
"""What server/assets/earth makes of Natural Earth."""
FINE: Final = 2
"""Steps of a path in a pixel; finer ones nobody sees."""
_TURNS: Final = (0.0, -360.0, 360.0)
_MARGIN: Final = 0.15
"""How far beyond the sight, as a share of it, shapes are drawn before they are cut."""


@dataclass(frozen=True, slots=True)
class Ground:
    """Paths in steps of a pixel's part, see FINE."""

    land: str
    lakes: str
    rivers: str


@dataclass(frozen=True, slots=True)
class _Shape:
    points: Points
    low: tuple[float, float]
    high: tuple[float, float]


@lru_cache(maxsize=32)
def ground(frame: Frame) -> Ground:
    """What of the earth is in sight."""
    sight = frame.sight.wider(_MARGIN, 0)
    earth = _earth()
    return Ground(
        "".join(_areas(earth["land"], sight, frame)),
        "".join(_areas(earth["lakes"], sight, frame)),
        "".join(_lines(earth["rivers"], sight, frame)),
    )


@cache
def _earth() -> Mapping[str, tuple[_Shape, ...]]:
    data = json.loads(EARTH.read_text(encoding="utf-8"))
    layers = {
        name: tuple(_shape(each, data["unit"]) for each in data[name]) for name in ("land", "lakes", "rivers")
    }
    return MappingProxyType(layers)


def _shape(steps: list[int], unit: float) -> _Shape:
    points = _unrolled(np.array(steps, dtype=np.float64).reshape(-1, 2).cumsum(axis=0) * unit)
    (west, south), (east, north) = points.min(axis=0).tolist(), points.max(axis=0).tolist()
    return _Shape(points, (west, south), (east, north))


def _unrolled(points: Points) -> Points:
    """Without leaps from 180° east to 180° west, which are one; what goes round a pole has to leap."""
    turns = np.concatenate(([0.0], np.round(np.diff(points[:, 0]) / 360).cumsum()))
    if not turns.any() or turns[-1]:
        return points
    east = points[:, 0] - 360 * turns
    return np.column_stack((east - 360 * round((east.min() + east.max()) / 720), points[:, 1]))


def _near(shapes: Iterable[_Shape], sight: Box) -> Iterator[_Shape]:
    """What is in sight, with what is so once the earth has turned."""
    for turn, each in product(_TURNS, shapes):
        (west, south), (east, north) = each.low, each.high
        if (
            west + turn < sight.east
            and east + turn > sight.west
            and south < sight.north
            and north > sight.south
        ):
            yield _Shape(each.points + np.array((turn, 0.0)), each.low, each.high) if turn else each


def _areas(shapes: Iterable[_Shape], sight: Box, frame: Frame) -> Iterator[str]:
    """Closed paths. What lies beyond the sight is pressed to its edge, where nobody sees it."""
    for each in _near(shapes, sight):
        pressed = np.clip(each.points, (sight.west, sight.south), (sight.east, sight.north))
        path = _path(frame.pixels(_turning(pressed)))
        if path:
            yield f"{path}z"


def _turning(points: Points) -> Points:
    """Without points between two others on one meridian or parallel, as pressing makes many of."""
    moving = points[np.concatenate(([True], (points[1:] != points[:-1]).any(axis=1)))]
    same = (moving[1:-1] == moving[:-2]) & (moving[1:-1] == moving[2:])
    return moving[np.concatenate(([True], ~same.any(axis=1), [True]))] if len(moving) > 2 else moving


def _lines(shapes: Iterable[_Shape], sight: Box, frame: Frame) -> Iterator[str]:
    """Open paths, cut where they leave the sight."""
    for each in _near(shapes, sight):
        inside = (
            (each.points[:, 0] > sight.west)
            & (each.points[:, 0] < sight.east)
            & (each.points[:, 1] > sight.south)
            & (each.points[:, 1] < sight.north)
        )
        cuts = [0, *(np.flatnonzero(np.diff(inside)) + 1).tolist(), len(inside)]
        for start, end in pairwise(cuts):
            if inside[start] and end - start > 1:
                yield _path(frame.pixels(each.points[start:end]))


def _path(pixels: Points) -> str:
    """Relative steps between points that differ; empty when nothing is left to see."""
    fine = np.rint(pixels * FINE).astype(np.int64)
    moved = np.any(np.diff(fine, axis=0) != 0, axis=1)
    kept = fine[np.concatenate(([True], moved))]
    if len(kept) < 2:
        return ""
    steps = np.diff(kept, axis=0).ravel().tolist()
    return f"M{kept[0][0]} {kept[0][1]}l{' '.join(map(str, steps))}"
