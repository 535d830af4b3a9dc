"""Campaigns as routes: from place to place of the battles and sieges that were part of them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby, pairwise

import numpy as np

from server.asking import asked, node
from server.config import Service
from server.memory import of_version
from server.views.atlas.frame import Frame
from server.views.atlas.here import HERE
from server.views.atlas.spots import Placed, Spot
from server.views.happenings import naming

Pixel = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Stop:
    """An event of a campaign, on its way."""

    placed: Placed
    spot: Spot


@dataclass(frozen=True, slots=True)
class Route:
    """A campaign that went from place to place, in order of time."""

    iri: str
    name: str
    stops: tuple[Stop, ...]

    @property
    def told(self) -> str:
        """The campaign and its places in words."""
        return f"{self.name}: {' → '.join(stop.spot.name for stop in self.stops)}"


@dataclass(frozen=True, slots=True)
class Line:
    """A route as far as it is in sight: legs from start by middle, where an arrow stands, to end."""

    route: Route
    legs: tuple[tuple[Pixel, Pixel, Pixel], ...]


def routes(service: Service, found: Iterable[Placed]) -> list[Route]:
    """The routes between the places of the events that were found.

    A war that consists of campaigns is no route itself; each campaign is.
    """
    names, parts = _marches(service)
    dated = {each.happening.iri: each for each in found if each.happening.time and each.spot}
    every = [
        Route(iri, names[iri], _stops(parts[iri], dated))
        for iri in sorted(parts)
        if not any(part in parts and part != iri for part in parts[iri])
    ]
    return [route for route in every if len(route.stops) > 1]


@of_version
def _marches(service: Service) -> tuple[dict[str, str], dict[str, set[str]]]:
    """Campaigns by name, and what was part of them."""
    names: dict[str, str] = {}
    parts: dict[str, set[str]] = defaultdict(set)
    name = naming()
    for row in service.dataset.select(asked(HERE, "marches")).rows:
        campaign = node(row, "campaign").value
        names[campaign] = name(row, "campaign")
        parts[campaign].add(node(row, "part").value)
    return names, dict(parts)


def lines(found: Iterable[Route], frame: Frame) -> list[Line]:
    """The routes that are in sight, cut at the edge of the drawing."""
    drawn = []
    for route in found:
        pixels = frame.places(np.array([stop.spot.point for stop in route.stops])).tolist()
        legs = tuple(leg for a, b in pairwise(pixels) if (leg := _leg((a[0], a[1]), (b[0], b[1]), frame)))
        if legs:
            drawn.append(Line(route, legs))
    return drawn


def _leg(start: Pixel, end: Pixel, frame: Frame) -> tuple[Pixel, Pixel, Pixel] | None:
    """What of a straight way is in sight (Liang and Barsky's clipping)."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    enters, leaves = 0.0, 1.0
    for step, room in (
        (-dx, start[0]),
        (dx, frame.width - start[0]),
        (-dy, start[1]),
        (dy, frame.height - start[1]),
    ):
        if step == 0:
            if room < 0:
                return None
        elif step < 0:
            enters = max(enters, room / step)
        else:
            leaves = min(leaves, room / step)
    if enters >= leaves:
        return None
    at_start, at_middle, at_end = (
        (start[0] + dx * share, start[1] + dy * share) for share in (enters, (enters + leaves) / 2, leaves)
    )
    return at_start, at_middle, at_end


def _stops(parts: Iterable[str], dated: Mapping[str, Placed]) -> tuple[Stop, ...]:
    """In order of time, one for each place that they stay at."""
    known = sorted((dated[part] for part in parts if part in dated), key=lambda each: each.happening.order)
    stops = [Stop(each, each.spot) for each in known if each.spot]
    return tuple(next(same) for _, same in groupby(stops, key=lambda stop: stop.spot.point))
