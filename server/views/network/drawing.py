"""The network as it is drawn: ties as bows, who has them as signs, names where there is room."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from math import hypot
from typing import Final

from server.lettering import breadth, shortened
from server.views.network.layout import HEIGHT, WIDTH, Stand, most_tied, stands
from server.views.network.ties import Tie

MOST: Final = 90
"""Signs that are drawn; more cannot be told apart."""
MOST_TIES: Final = 500
"""Ties that are drawn, those first that say most."""
LETTER: Final = 11.5
STATE: Final = 13.0
_LONGEST: Final = 190.0
_BOW: Final = 16.0

Area = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Bow:
    """A tie as a curve through a point beside the middle, from edge to edge of the signs."""

    tie: Tie
    start: tuple[float, float]
    middle: tuple[float, float]
    end: tuple[float, float]
    width: float


@dataclass(frozen=True, slots=True)
class Sign:
    """Somebody; `label` is empty where the name finds no room."""

    stand: Stand
    label: str
    label_x: float
    label_y: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """All that is drawn, which may be less than there is."""

    bows: tuple[Bow, ...]
    signs: tuple[Sign, ...]
    width: int = WIDTH
    height: int = HEIGHT


def drawn(ties: Collection[Tie]) -> Drawing:
    """The ties between those whose ties say most."""
    shown = frozenset(most_tied(ties, MOST))
    among = (tie for tie in ties if tie.source in shown and tie.target in shown)
    between = sorted(among, key=lambda tie: (-tie.weight, tie.order))[:MOST_TIES]
    placed = stands(between)
    return Drawing(tuple(_bows(between, placed)), tuple(_signs(placed)))


def _bows(ties: Collection[Tie], placed: Collection[Stand]) -> Iterator[Bow]:
    where = {stand.agent: stand for stand in placed}
    between: dict[frozenset[str], list[Tie]] = defaultdict(list)
    for tie in ties:
        between[frozenset((tie.source.iri, tie.target.iri))].append(tie)
    for several in between.values():
        for number, tie in enumerate(several):
            side = number - (len(several) - 1) / 2
            flipped = -1 if tie.source.iri > tie.target.iri else 1
            yield _bow(tie, where[tie.source], where[tie.target], side * flipped * _BOW)


def _bow(tie: Tie, source: Stand, target: Stand, bend: float) -> Bow:
    dx, dy = target.x - source.x, target.y - source.y
    length = max(hypot(dx, dy), 0.01)
    middle = (source.x + target.x) / 2 - dy / length * bend, (source.y + target.y) / 2 + dx / length * bend
    start = _edge(source, middle, source.radius)
    end = _edge(target, middle, target.radius + 4)
    return Bow(tie, start, middle, end, min(6.0, 1 + 0.5 * max(0, len(tie.events) - 1)))


def _edge(stand: Stand, towards: tuple[float, float], far: float) -> tuple[float, float]:
    dx, dy = towards[0] - stand.x, towards[1] - stand.y
    length = max(hypot(dx, dy), 0.01)
    share = min(far, length) / length
    return stand.x + dx * share, stand.y + dy * share


def _signs(placed: Collection[Stand]) -> Iterator[Sign]:
    """Those with the largest signs are named first."""
    taken: list[Area] = [
        (each.x - each.radius, each.y - each.radius, each.x + each.radius, each.y + each.radius)
        for each in placed
    ]
    for stand in sorted(placed, key=lambda each: (-each.radius, each.agent.iri)):
        sign = next((each for each in _named(stand) if _free(area(each), taken)), None)
        if sign:
            taken.append(area(sign))
        yield sign or Sign(stand, "", stand.x, stand.y)


def area(sign: Sign) -> Area:
    """Left, top, right and bottom of the room that a name takes."""
    size = letter(sign.stand)
    right = sign.label_x + breadth(sign.label, size)
    return sign.label_x, sign.label_y - size * 0.85, right, sign.label_y + size * 0.25


def letter(stand: Stand) -> float:
    """The size of a name."""
    return STATE if stand.agent.is_state else LETTER


def _named(stand: Stand) -> Iterator[Sign]:
    size = letter(stand)
    text = shortened(stand.agent.name, size, _LONGEST)
    width, gap = breadth(text, size), stand.radius + 4
    for x, y in (
        (stand.x + gap, stand.y + size * 0.35),
        (stand.x - gap - width, stand.y + size * 0.35),
        (stand.x - width / 2, stand.y - gap),
        (stand.x - width / 2, stand.y + gap + size * 0.7),
    ):
        yield Sign(stand, text, x, y)


def _free(room: Area, taken: Collection[Area]) -> bool:
    left, top, right, bottom = room
    if left < 2 or top < 2 or right > WIDTH - 2 or bottom > HEIGHT - 2:
        return False
    return all(right < a or c < left or bottom < b or d < top for a, b, c, d in taken)
