"""Signs on the map: an event each, or a number where several would lie on each other."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import hypot, sqrt
from typing import Final

import numpy as np

from server.views.atlas.frame import Frame, around
from server.views.atlas.projection import Box
from server.views.atlas.spots import Placed, Spot

_SMALLEST: Final = 6.0
_GROWTH: Final = 2.4
_LARGEST: Final = 26.0
_GAP: Final = 3.0


@dataclass(frozen=True, slots=True)
class Sign:
    """Events at or near a pixel; `box` is the extent of their places, None where all are at one."""

    x: float
    y: float
    radius: float
    members: tuple[Placed, ...]
    spots: tuple[Spot, ...]
    box: Box | None

    @property
    def count(self) -> int:
        """How many events it stands for."""
        return len(self.members)

    @property
    def name(self) -> str:
        """The place with the most of them, and how many others there are."""
        return self.spots[0].name + (f" +{len(self.spots) - 1}" if len(self.spots) > 1 else "")

    @property
    def about(self) -> bool:
        """Whether no place of it is known closely."""
        return all(spot.about for spot in self.spots)


@dataclass(slots=True)
class _Heap:
    """Events that are put together as long as their signs would touch."""

    x: float
    y: float
    members: list[Placed]

    @property
    def radius(self) -> float:
        """Grows with the root of the number, so that areas compare."""
        return min(_LARGEST, _SMALLEST + _GROWTH * sqrt(len(self.members) - 1))

    def touches(self, other: "_Heap") -> bool:
        """Whether their signs would, or nearly."""
        return hypot(self.x - other.x, self.y - other.y) < self.radius + other.radius + _GAP

    def take(self, other: "_Heap") -> None:
        """Stand for the other's events as well, where the middle of all of them is."""
        own, more = len(self.members), len(other.members)
        self.x = (self.x * own + other.x * more) / (own + more)
        self.y = (self.y * own + other.y * more) / (own + more)
        self.members += other.members


def signs(found: Iterable[Placed], frame: Frame) -> list[Sign]:
    """The events in sight, every one in exactly one sign, no two of which touch."""
    heaps: dict[tuple[float, float], _Heap] = {}
    for each in found:
        if each.spot is None:
            continue
        if each.spot.point not in heaps:
            x, y = map(float, frame.places(np.array([each.spot.point]))[0])
            heaps[each.spot.point] = _Heap(x, y, [])
        heaps[each.spot.point].members.append(each)
    shown = [heap for heap in heaps.values() if frame.shows(heap.x, heap.y)]
    return [_sign(heap, frame) for heap in _apart(sorted(shown, key=_order))]


def _apart(heaps: Sequence[_Heap]) -> list[_Heap]:
    """The heaps, those that touch made one, until none do."""
    kept: list[_Heap] = []
    for heap in heaps:
        near = next((each for each in kept if each.touches(heap)), None)
        if near:
            near.take(heap)
        else:
            kept.append(heap)
    return kept if len(kept) == len(heaps) else _apart(sorted(kept, key=_order))


def _sign(heap: _Heap, frame: Frame) -> Sign:
    members = tuple(sorted(heap.members, key=lambda each: each.happening.order))
    counts: dict[Spot, int] = {}
    for each in members:
        if each.spot:
            counts[each.spot] = counts.get(each.spot, 0) + 1
    spots = tuple(sorted(counts, key=lambda spot: (-counts[spot], spot.iri)))
    points = {spot.point for spot in spots}
    radius = heap.radius
    x = min(max(heap.x, radius), frame.width - radius)
    y = min(max(heap.y, radius), frame.height - radius)
    return Sign(x, y, radius, members, spots, around(points) if len(points) > 1 else None)


def _order(heap: _Heap) -> tuple[float, float, float]:
    return -len(heap.members), heap.x, heap.y
