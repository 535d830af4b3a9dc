"""The part of the earth that a drawing shows, and where in it a place stands."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Final

import numpy as np

from server.views.atlas.projection import Box, Points, Projection, projection

WIDTH: Final = 1140
HEIGHT: Final = 760
_SAMPLES: Final = 9


@dataclass(frozen=True)
class Frame:
    """A drawing of an extent, in pixels from its upper left corner; the whole extent is in sight."""

    box: Box
    width: int = WIDTH
    height: int = HEIGHT

    @cached_property
    def projection(self) -> Projection:
        """How the extent is made flat."""
        return projection(self.box)

    @cached_property
    def _fit(self) -> tuple[float, float, float]:
        """Pixels of a unit, and what of the picture stands in the middle."""
        edge = self.projection.forward(np.array(list(_edge(self.box))))
        low, high = edge.min(axis=0), edge.max(axis=0)
        scale = min(self.width / (high[0] - low[0]), self.height / (high[1] - low[1]))
        return float(scale), float((low[0] + high[0]) / 2), float((low[1] + high[1]) / 2)

    def pixels(self, points: Points) -> Points:
        """Where degrees east and north stand in the drawing."""
        scale, x, y = self._fit
        flat = self.projection.forward(points)
        return np.column_stack(
            (self.width / 2 + (flat[:, 0] - x) * scale, self.height / 2 - (flat[:, 1] - y) * scale)
        )

    def places(self, points: Points) -> Points:
        """Where places stand in the drawing, each on the side of the earth that is nearer to its middle."""
        turns = np.round((self.box.middle[0] - points[:, 0]) / 360)
        return self.pixels(np.column_stack((points[:, 0] + 360 * turns, points[:, 1])))

    def degrees(self, x: float, y: float) -> tuple[float, float]:
        """Which degrees east and north stand at a pixel."""
        scale, middle_x, middle_y = self._fit
        return self.projection.inverse(
            middle_x + (x - self.width / 2) / scale, middle_y - (y - self.height / 2) / scale
        )

    @cached_property
    def sight(self) -> Box:
        """All that is in sight, which is more than the extent where that has other proportions."""
        return self.part(0, 0, self.width, self.height)

    def part(self, left: float, top: float, right: float, bottom: float) -> Box:
        """The extent of a part of the drawing."""
        corners = Box(left, top, right, bottom)
        east, north = zip(*(self.degrees(x, y) for x, y in _edge(corners)), strict=True)
        middle = self.box.middle[0]
        return Box(
            max(middle - 180, min(east)),
            max(-89.0, min(north)),
            min(middle + 180, max(east)),
            min(89.0, max(north)),
        )

    def inner(self, left: float, top: float, right: float, bottom: float) -> Box:
        """The extent that fills a part of the drawing: as far as the middles of its edges.

        Corners reach farther than the middles do, so that going there and back would never end at the same.
        """
        x, y = (left + right) / 2, (top + bottom) / 2
        return Box(
            self.degrees(left, y)[0],
            self.degrees(x, bottom)[1],
            self.degrees(right, y)[0],
            self.degrees(x, top)[1],
        )

    def shows(self, x: float, y: float, margin: float = 0) -> bool:
        """Whether a pixel is in the drawing, at least so far from its edge."""
        return margin <= x <= self.width - margin and margin <= y <= self.height - margin


def around(points: Iterable[tuple[float, float]]) -> Box | None:
    """The smallest box that holds all these degrees east and north."""
    listed = list(points)
    if not listed:
        return None
    west, east = _stretch(sorted({point[0] for point in listed}))
    north = [point[1] for point in listed]
    return Box(west, min(north), east, max(north))


def _stretch(meridians: Sequence[float]) -> tuple[float, float]:
    """From where to where the shortest way leads by all these meridians: around their widest gap.

    >>> _stretch([104.0, 116.5]), _stretch([-176.0, 178.0])
    ((104.0, 116.5), (178.0, 184.0))
    """
    first, last = meridians[0], meridians[-1]
    gaps = [(after - before, after, before + 360) for before, after in pairwise(meridians)]
    widest = max(gaps, default=(0.0, first, last))
    return widest[1:] if widest[0] > first + 360 - last else (first, last)


def _edge(box: Box) -> Iterator[tuple[float, float]]:
    """Points along the edge of a box, for edges bend."""
    for share in np.linspace(0, 1, _SAMPLES):
        x, y = (
            box.west + (box.east - box.west) * float(share),
            box.south + (box.north - box.south) * float(share),
        )
        yield from ((x, box.south), (x, box.north), (box.west, y), (box.east, y))
