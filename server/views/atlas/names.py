"""Names on the map: each beside its sign, left out where it would cover another one."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from server.lettering import breadth, shortened
from server.views.atlas.frame import Frame
from server.views.atlas.signs import Sign
from server.views.atlas.spots import Gazetteer, Spot

LETTER: Final = 12.0
SMALL: Final = 10.5
_LONGEST: Final = 150.0
_MOST_BACKGROUND: Final = 28
_BACKGROUND: Final = {"River": "water", "Sea": "water", "Mountains": "mountain"}


@dataclass(frozen=True, slots=True)
class Name:
    """A name whose line begins at `x` and stands on `y`; `role` says of what it is one."""

    text: str
    x: float
    y: float
    size: float
    role: str
    iri: str

    @property
    def area(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of the room that it takes."""
        return (
            self.x,
            self.y - self.size * 0.85,
            self.x + breadth(self.text, self.size),
            self.y + self.size * 0.25,
        )


class _Room:
    """What is taken of the drawing."""

    def __init__(self, frame: Frame, taken: Iterable[tuple[float, float, float, float]]) -> None:
        self._frame = frame
        self._taken = list(taken)

    def first(self, names: Iterable[Name]) -> Name | None:
        """The first of these that has room, which is taken with that."""
        for name in names:
            left, top, right, bottom = name.area
            if left < 2 or top < 2 or right > self._frame.width - 2 or bottom > self._frame.height - 2:
                continue
            if all(right < a or c < left or bottom < b or d < top for a, b, c, d in self._taken):
                self._taken.append(name.area)
                return name
        return None


def names(signs: Iterable[Sign], known: Gazetteer, frame: Frame) -> list[Name]:
    """The names that have room: first of places where most happened, then of capitals and rivers."""
    listed = sorted(signs, key=lambda sign: (-sign.count, sign.x, sign.y))
    room = _Room(frame, ((s.x - s.radius, s.y - s.radius, s.x + s.radius, s.y + s.radius) for s in listed))
    found = [room.first(_beside(sign)) for sign in listed]
    named = {spot.point for sign in listed for spot in sign.spots}
    ground = sorted(_ground(known, named), key=lambda spot: (not spot.capital, spot.iri))
    behind = (room.first(_on(spot, frame)) for spot in ground)
    return [each for each in found if each] + [each for each in behind if each][:_MOST_BACKGROUND]


def _beside(sign: Sign) -> Iterator[Name]:
    """The places where the name of a sign may stand, the best one first."""
    text = shortened(sign.name, LETTER, _LONGEST)
    width, gap = breadth(text, LETTER), sign.radius + 4
    down = LETTER * 0.35
    for x, y in (
        (sign.x + gap, sign.y + down),
        (sign.x - gap - width, sign.y + down),
        (sign.x - width / 2, sign.y - gap),
        (sign.x - width / 2, sign.y + gap + LETTER * 0.7),
        (sign.x + gap * 0.7, sign.y - gap * 0.7),
        (sign.x + gap * 0.7, sign.y + gap * 0.7 + LETTER * 0.7),
    ):
        yield Name(text, x, y, LETTER, "place", sign.spots[0].iri)


def _ground(known: Gazetteer, named: set[tuple[float, float]]) -> Iterator[Spot]:
    for spot in known.spots.values():
        if (spot.capital or spot.kind in _BACKGROUND) and spot.point not in named:
            yield spot


def _on(spot: Spot, frame: Frame) -> Iterator[Name]:
    x, y = map(float, frame.places(np.array([spot.point]))[0])
    role = _BACKGROUND.get(spot.kind, "capital")
    start = x + 5 if role == "capital" else x - breadth(spot.name, SMALL) / 2
    yield Name(spot.name, start, y + SMALL * 0.35, SMALL, role, spot.iri)
