"""The places that a thing has to do with, for a small map."""

from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import NamedNode

from server.asking import asked, node, words
from server.config import Service
from server.resources.naming import called_by, spoken
from server.resources.page.subject import HERE
from server.wording import Wording


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
    found = [(node(row, "place"), float(words(row, "long")), float(words(row, "lat"))) for row in rows]
    wording = _wording(service, (place for place, _, _ in found))
    return tuple(
        Place(wording.name(place), service.links.href(place.value), east, north)
        for place, east, north in found
    )


def _wording(service: Service, places: Iterable[NamedNode]) -> Wording:
    return Wording(service.links, spoken(called_by(service.dataset, places)))
