"""Which stretch of land an address asks for, and ways to others."""

from math import floor, isfinite
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
_FARTHEST: Final = 85.0
"""Degrees from the equator; towards the poles a drawing would say nothing."""
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
    west, east = _around(box.west, box.east)
    south, north = _within(box.south, box.north, _FARTHEST)
    return Box(west, south, east, north)


def _around(one: float, other: float) -> tuple[float, float]:
    """Meridians that begin on this side of 180°, and may go on beyond.

    >>> _around(-190, -170), _around(120, 110), _around(-999, 999)
    ((170.0, 190.0), (110.0, 120.0), (-180.0, 180.0))
    """
    middle, half = (one + other) / 2, max(abs(other - one), _LEAST) / 2
    if half >= 180:
        return -180.0, 180.0
    turn = 360 * floor((middle - half + 180) / 360)
    return middle - half - turn, middle + half - turn


def _within(one: float, other: float, limit: float) -> tuple[float, float]:
    low, high = sorted(min(limit, max(-limit, each)) for each in (one, other))
    if high - low >= _LEAST:
        return low, high
    middle = min(limit - _LEAST / 2, max(_LEAST / 2 - limit, (low + high) / 2))
    return middle - _LEAST / 2, middle + _LEAST / 2


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
    if len(numbers) != 4:
        raise BadParameter(
            f"box is {given[:80]!r}; it must be west,south,east,north in degrees, such as 110,30,120,40.",
            parameter=BOX,
        )
    return bounded(Box(*numbers))


def _pixels(given: str) -> tuple[float, float, float, float]:
    """A part of the drawing, not so small or so large that it would say nothing."""
    numbers = _numbers(given)
    if len(numbers) != 4:
        raise BadParameter(
            f"part is {given[:80]!r}; it must be left,top,right,bottom in pixels of the drawing, such as "
            f"{WIDTH // 4},{HEIGHT // 4},{WIDTH * 3 // 4},{HEIGHT * 3 // 4}.",
            parameter=PART,
        )
    left, right = _stretched(numbers[0], numbers[2], WIDTH)
    top, bottom = _stretched(numbers[1], numbers[3], HEIGHT)
    return left, top, right, bottom


def _stretched(one: float, other: float, size: int) -> tuple[float, float]:
    middle = min(_MOST * size, max(-_MOST * size, (one + other) / 2))
    half = min(_MOST * size, max(1.0, abs(other - one))) / 2
    return middle - half, middle + half


def _numbers(given: str) -> list[float]:
    try:
        numbers = [float(each) for each in given.split(",")]
    except ValueError:
        return []
    return numbers if all(map(isfinite, numbers)) else []
