"""From degrees to a flat drawing and back, by a projection that suits the extent."""

from dataclasses import dataclass
from math import atan, atan2, cos, degrees, exp, hypot, log, pi, radians, sin, tan
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
"""Pairs in rows: degrees east and north, or x and y."""

_WIDEST: Final = 110.0
_TALLEST: Final = 75.0
_POLE: Final = 88.0
_FLAT: Final = 0.05


@dataclass(frozen=True, slots=True)
class Box:
    """A stretch of land between meridians and parallels, in degrees.

    Where it reaches across the meridian of 180°, its degrees go on beyond that: from 170 to 190, say.
    """

    west: float
    south: float
    east: float
    north: float

    @property
    def middle(self) -> tuple[float, float]:
        """Its middle, in degrees east and north."""
        return (self.west + self.east) / 2, (self.south + self.north) / 2

    def wider(self, share: float, least: float) -> "Box":
        """The same with an edge around it, never smaller than so many degrees."""
        x, y = self.middle
        half_x = max((self.east - self.west) * (0.5 + share), least / 2)
        half_y = max((self.north - self.south) * (0.5 + share), least / 2)
        west, east = (x - 180.0, x + 180.0) if self.crosses else (-180.0, 180.0)
        return Box(
            max(west, x - half_x), max(-_POLE, y - half_y), min(east, x + half_x), min(_POLE, y + half_y)
        )

    @property
    def crosses(self) -> bool:
        """Whether it lies on both sides of 180°."""
        return self.west < -180 or self.east > 180


class Projection(Protocol):
    """A flat picture of the earth; y grows northwards, and a unit is the earth's radius."""

    def forward(self, points: Points) -> Points:
        """Where degrees stand in the picture."""

    def inverse(self, x: float, y: float) -> tuple[float, float]:
        """Which degrees stand at a place of the picture."""


@dataclass(frozen=True, slots=True)
class Conic:
    """Lambert's conformal conic projection: true along two parallels, shapes as they are.

    `n` is the cone's constant, `f` its scale, both as in Snyder, Map Projections (USGS 1987), page 104.
    """

    meridian: float
    n: float
    f: float

    @classmethod
    def along(cls, box: Box) -> "Conic | None":
        """For this extent, its parallels a sixth from either edge; None where it would be no cone."""
        sixth = (box.north - box.south) / 6
        first, second = radians(box.south + sixth), radians(box.north - sixth)
        if abs(first - second) < 1e-9:
            n = sin(first)
        else:
            n = log(cos(first) / cos(second)) / log(tan(pi / 4 + second / 2) / tan(pi / 4 + first / 2))
        if abs(n) < _FLAT:
            return None
        return cls(box.middle[0], n, cos(first) * tan(pi / 4 + first / 2) ** n / n)

    def forward(self, points: Points) -> Points:
        """Where degrees stand in the picture."""
        north = np.radians(np.clip(points[:, 1], -_POLE, _POLE))
        rho = self.f / np.tan(pi / 4 + north / 2) ** self.n
        theta = self.n * np.radians(points[:, 0] - self.meridian)
        return np.column_stack((rho * np.sin(theta), -rho * np.cos(theta)))

    def inverse(self, x: float, y: float) -> tuple[float, float]:
        """Which degrees stand at a place of the picture."""
        sign = 1 if self.n > 0 else -1
        rho = sign * hypot(x, y)
        if rho == 0:
            return self.meridian, sign * 90.0
        theta = atan2(sign * x, -sign * y)
        north = 2 * atan(exp(log(self.f / rho) / self.n)) - pi / 2
        return self.meridian + degrees(theta / self.n), degrees(north)


@dataclass(frozen=True, slots=True)
class Plain:
    """Equirectangular: for extents too wide for a cone, or across the equator."""

    meridian: float
    narrowed: float

    @classmethod
    def along(cls, box: Box) -> "Plain":
        """For this extent, true along its middle parallel."""
        return cls(box.middle[0], max(0.2, cos(radians(box.middle[1]))))

    def forward(self, points: Points) -> Points:
        """Where degrees stand in the picture."""
        east, north = np.radians(points[:, 0] - self.meridian), np.radians(points[:, 1])
        return np.column_stack((east * self.narrowed, north))

    def inverse(self, x: float, y: float) -> tuple[float, float]:
        """Which degrees stand at a place of the picture."""
        return self.meridian + degrees(x / self.narrowed), degrees(y)


def projection(box: Box) -> Projection:
    """The one that suits an extent."""
    if box.east - box.west > _WIDEST or box.north - box.south > _TALLEST:
        return Plain.along(box)
    return Conic.along(box) or Plain.along(box)
