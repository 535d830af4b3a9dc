"""A small map of a few places, for pages that are about something else."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np

from server.drawing import SIZE
from server.lettering import breadth
from server.views.atlas.frame import Frame, around
from server.views.atlas.ground import FINE, Ground, ground
from server.views.atlas.projection import Box

WIDTH: Final = 306
HEIGHT: Final = 240
_LEAST: Final = 9.0
"""Degrees that it shows at least, so that one sees where on earth it is."""
_GRID: Final = 1.0
"""Degrees between edges, so that things near one another share their ground."""
_LINE: Final = 15.0
_NAMED: Final = 8


class Placed(Protocol):
    """A place to show."""

    @property
    def name(self) -> str:
        """How it is called."""

    @property
    def href(self) -> str:
        """Where it leads."""

    @property
    def east(self) -> float:
        """Degrees east."""

    @property
    def north(self) -> float:
        """Degrees north."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in the drawing; its name is written where there is room for it."""

    name: str
    href: str
    x: float
    y: float
    written: bool
    leftwards: bool


@dataclass(frozen=True, slots=True)
class Locator:
    """The drawing: the ground, drawn at the scale of its own steps, and the spots on it."""

    ground: Ground
    spots: tuple[Spot, ...]
    width: int = WIDTH
    height: int = HEIGHT


def locator(places: Iterable[Placed]) -> Locator | None:
    """The small map of some places, the weightiest first; None without any."""
    listed = list(places)
    box = around((each.east, each.north) for each in listed)
    if box is None:
        return None
    frame = Frame(_settled(box.wider(0.2, _LEAST)), WIDTH // FINE, HEIGHT // FINE)
    pixels = frame.places(np.array([(each.east, each.north) for each in listed])) * FINE
    return Locator(ground(frame), tuple(_spots(listed, pixels.tolist())))


def _settled(box: Box) -> Box:
    """The box with its edges on a grid."""
    return Box(*(round(edge / _GRID) * _GRID for edge in (box.west, box.south, box.east, box.north)))


def _spots(places: list[Placed], pixels: list[list[float]]) -> Iterator[Spot]:
    taken = [(x - 4, y - 4, x + 4, y + 4) for x, y in pixels]
    for number, (place, (x, y)) in enumerate(zip(places, pixels, strict=True)):
        areas = [_area(place.name, x, y, leftwards=side) for side in (False, True)] if number < _NAMED else []
        free = next((side for side, area in enumerate(areas) if _has_room(area, taken)), None)
        if free is not None:
            taken.append(areas[free])
        yield Spot(place.name, place.href, round(x, 1), round(y, 1), free is not None, free == 1)


_Area = tuple[float, float, float, float]


def _area(name: str, x: float, y: float, *, leftwards: bool) -> _Area:
    room = breadth(name, SIZE)
    left = x - 8 - room if leftwards else x + 8
    return left, y - _LINE / 2, left + room, y + _LINE / 2


def _has_room(area: _Area, taken: list[_Area]) -> bool:
    left, top, right, bottom = area
    if left < 2 or right > WIDTH - 2 or top < 2 or bottom > HEIGHT - 2:
        return False
    return all(right < a or c < left or bottom < b or d < top for a, b, c, d in taken)
