"""The places that a thing has to do with, for a small map."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from server.asking import asked, node, words
from server.config import Service
from server.resources.naming import called_by, spoken
from server.resources.page.subject import HERE
from server.wording import Wording

_MOST: Final = 40


@dataclass(frozen=True, slots=True)
class Place:
    """A place with its coordinates."""

    name: str
    href: str
    east: float
    north: float


def situation(service: Service, thing: NamedNode) -> tuple[Place, ...]:
    """Where a thing is, or where that happened which it had a part in, the most frequent first."""
    rows = service.dataset.select(asked(HERE, "places", {"thing": thing})).rows
    listed = [node(row, "place") for row in rows]
    known = _coordinates(service, listed)
    shown = [place for place in listed if place in known][:_MOST]
    wording = _wording(service, shown)
    return tuple(
        Place(wording.name(place), service.links.href(place.value), *known[place]) for place in shown
    )


def _coordinates(service: Service, places: Iterable[NamedNode]) -> Mapping[NamedNode, tuple[float, float]]:
    """East and north, asked apart: joined to what counts, the engine would look at all places there are."""
    given = [{"place": each} for each in places]
    rows = service.dataset.select(asked(HERE, "coordinates", *given)).rows if given else ()
    return {node(row, "place"): (float(words(row, "long")), float(words(row, "lat"))) for row in rows}


def _wording(service: Service, places: Iterable[NamedNode]) -> Wording:
    return Wording(service.links, spoken(called_by(service.dataset, places)))
