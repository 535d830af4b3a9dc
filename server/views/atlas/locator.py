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
_SIDES: Final = (
    *((8, 0, 0.0), (-8, 0, 1.0), (0, -14, 0.5), (0, 14, 0.5)),
    *((6, -11, 0.0), (6, 11, 0.0), (-6, -11, 1.0), (-6, 11, 1.0)),
)
"""Where a name may stand: so far to the right and down, and how much of it lies to the left of that."""
_ANCHORS: Final = {0.0: "start", 0.5: "middle", 1.0: "end"}


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
class Label:
    """Where a name begins, ends or has its middle, as `anchor` says."""

    x: float
    y: float
    anchor: str


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in the drawing; `label` is where its name is written, None where there is no room for it."""

    name: str
    href: str
    x: float
    y: float
    label: Label | None


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
        label = _label(place.name, x, y, taken) if number < _NAMED else None
        yield Spot(place.name, place.href, round(x, 1), round(y, 1), label)


_Area = tuple[float, float, float, float]


def _label(name: str, x: float, y: float, taken: list[_Area]) -> Label | None:
    """The first side of a place where its name has room, which is taken from then on."""
    room = breadth(name, SIZE)
    for across, down, share in _SIDES:
        left, middle = x + across - share * room, y + down
        area = (left, middle - _LINE / 2, left + room, middle + _LINE / 2)
        if _has_room(area, taken):
            taken.append(area)
            return Label(round(x + across, 1), round(middle + 4.5, 1), _ANCHORS[share])
    return None


def _has_room(area: _Area, taken: list[_Area]) -> bool:
    left, top, right, bottom = area
    if left < 2 or right > WIDTH - 2 or top < 2 or bottom > HEIGHT - 2:
        return False
    return all(right < a or c < left or bottom < b or d < top for a, b, c, d in taken)
