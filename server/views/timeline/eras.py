"""Reign eras as the ground on which the events of a lane stand."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from server.asking import asked, node, words
from server.config import Service
from server.lettering import breadth
from server.views.dating import Stretch, united
from server.views.happenings import State, naming
from server.views.scale import Scale
from server.views.timeline.here import HERE
from server.views.wish import Wish

STRIP: Final = 17.0
"""The height of the line in which eras are named."""
LETTER: Final = 10.0
_THINNEST: Final = 0.5


@dataclass(frozen=True, slots=True)
class Era:
    """A reign era of a state."""

    iri: str
    name: str
    time: Stretch


@dataclass(frozen=True, slots=True)
class Band:
    """An era on the ground; `label` is empty where its name has no room, `odd` sets it off from the last."""

    era: Era
    x: float
    width: float
    label: str
    odd: bool


def eras(service: Service, wish: Wish, states: Mapping[str, State]) -> dict[State, list[Era]]:
    """The eras of each state in the years that were asked for, in order of time."""
    found: dict[State, dict[str, Era]] = defaultdict(dict)
    name = naming()
    for row in service.dataset.select(era_query(wish)).rows:
        time = united((), [words(row, "earliest")], [words(row, "latest")])
        state = states.get(node(row, "state").value)
        if time and state:
            era = node(row, "era").value
            found[state].setdefault(era, Era(era, name(row, "era"), time))
    return {state: sorted(each.values(), key=_order) for state, each in found.items()}


def era_query(wish: Wish) -> str:
    """The query for the eras of the years that were asked for."""
    return asked(HERE, "eras", wish.span())


def bands(found: list[Era], scale: Scale) -> list[Band]:
    """Eras as far as they are in sight, each from where it begins to where the next one does."""
    drawn: list[Band] = []
    reach = scale.left
    for each in found:
        x, end = max(reach, scale.x(each.time.first)), scale.x(each.time.last)
        if end - x < _THINNEST:
            continue
        reach = end
        label = each.name if breadth(each.name, LETTER) + 4 <= end - x else ""
        drawn.append(Band(each, x, end - x, label, odd=len(drawn) % 2 == 1))
    return drawn


def _order(era: Era) -> tuple[float, float, str]:
    return era.time.first, era.time.last, era.iri
