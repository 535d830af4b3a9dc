"""Which stretch of land an address asks for, and ways to others."""

from math import isfinite
from typing import Final

from kg.errors import BadParameter
from server.language import gettext as _
from server.links import Links
from server.views.atlas.frame import HEIGHT, WIDTH, Frame
from server.views.atlas.projection import Box
from server.views.moves import Move
from server.views.wish import Wish

BOX: Final = "box"
PART: Final = "part"
WORLD: Final = Box(-170.0, -56.0, 180.0, 78.0)
_LEAST: Final = 0.4
_MOST: Final = 4.0
"""How many times as wide as the drawing a part of it may be."""


def boxed(wish: Wish, whole: Box) -> Box:
    """The extent that was asked for, or that part of it which was, given in pixels of its drawing."""
    given = wish.more.get(BOX, "")
    box = _box(given) if given else whole
    part = wish.more.get(PART, "")
    return bounded(Frame(box).inner(*_pixels(part))) if part else box


def settled(wish: Wish, box: Box) -> Wish:
    """The same, the extent said by itself."""
    return wish.but(**{BOX: spelled(box), PART: ""})


def spelled(box: Box) -> str:
    """An extent as addresses have it.

    >>> spelled(Box(110.123, 30, 120, 40))
    '110.12,30,120,40'
    """
    return ",".join(
        f"{each:.2f}".rstrip("0").rstrip(".") for each in (box.west, box.south, box.east, box.north)
    )


def bounded(box: Box) -> Box:
    """An extent that is on the earth and not too small to be drawn."""
    west, east = sorted((max(-180.0, box.west), min(180.0, box.east)))
    south, north = sorted((max(-85.0, box.south), min(85.0, box.north)))
    return Box(west, south, east, north).wider(0, _LEAST)


def land_moves(wish: Wish, frame: Frame, links: Links) -> tuple[Move, ...]:
    """From the extent that is shown to others."""
    x, y = WIDTH / 4, HEIGHT / 4
    parts = (
        ("in", _("Zoom in"), (x, y, WIDTH - x, HEIGHT - y)),
        ("out", _("Zoom out"), (-2 * x, -2 * y, WIDTH + 2 * x, HEIGHT + 2 * y)),
        ("west", _("West"), (-x, 0, WIDTH - x, HEIGHT)),
        ("north", _("North"), (0, -y, WIDTH, HEIGHT - y)),
        ("east", _("East"), (x, 0, WIDTH + x, HEIGHT)),
        ("south", _("South"), (0, y, WIDTH, HEIGHT + y)),
    )
    found = []
    for action, name, part in parts:
        there = settled(wish, bounded(frame.inner(*part)))
        found.append(Move(action, name, "" if there == settled(wish, frame.box) else there.address(links)))
    whole = wish.but(**{BOX: "", PART: ""})
    return *found, Move("whole", _("Whole map"), whole.address(links) if BOX in wish.more else "")


def _box(given: str) -> Box:
    numbers = _numbers(given)
    if len(numbers) == 4:
        west, south, east, north = numbers
        if -180 <= west < east <= 180 and -90 <= south < north <= 90:
            return bounded(Box(*numbers))
    raise BadParameter(
        f"box is {given[:80]!r}; it must be west,south,east,north in degrees, such as 110,30,120,40.",
        parameter=BOX,
    )


def _pixels(given: str) -> tuple[float, float, float, float]:
    numbers = _numbers(given)
    if len(numbers) == 4:
        left, top, right, bottom = numbers
        wide, high = right - left, bottom - top
        if (
            1 <= wide <= _MOST * WIDTH
            and 1 <= high <= _MOST * HEIGHT
            and max(map(abs, numbers)) <= _MOST * WIDTH
        ):
            return left, top, right, bottom
    raise BadParameter(
        f"part is {given[:80]!r}; it must be left,top,right,bottom in pixels of the drawing, such as "
        f"{WIDTH // 4},{HEIGHT // 4},{WIDTH * 3 // 4},{HEIGHT * 3 // 4}.",
        parameter=PART,
    )


def _numbers(given: str) -> list[float]:
    try:
        numbers = [float(each) for each in given.split(",")]
    except ValueError:
        return []
    return numbers if all(map(isfinite, numbers)) else []
