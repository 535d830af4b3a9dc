"""Where events happened: at the coordinates of their place, or of a place that it is part of."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from server.asking import asked, node, words
from server.config import Service
from server.memory import of_version
from server.views.atlas.here import HERE
from server.views.happenings import Happening, naming
from server.views.wish import Wish

_EXACT: Final = frozenset({"", "exact", "city"})
"""How precise coordinates are on which a sign may stand without a word; others are those of a region."""
_DEEPEST: Final = 8


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in degrees; `about` where it is the middle of something larger."""

    iri: str
    name: str
    east: float
    north: float
    about: bool = False
    kind: str = ""
    capital: bool = False

    @property
    def point(self) -> tuple[float, float]:
        """Degrees east and north."""
        return self.east, self.north


@dataclass(frozen=True, slots=True)
class Placed:
    """An event and where it happened; `spot` is None where nobody says or knows."""

    happening: Happening
    spot: Spot | None


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Places with coordinates by IRI, and of which others places are part."""

    spots: Mapping[str, Spot]
    wholes: Mapping[str, tuple[str, ...]]

    def find(self, iri: str, name: str = "") -> Spot | None:
        """A place, where it has no coordinates itself at those of the nearest one that it is part of."""
        level, seen = [iri], {iri}
        for depth in range(_DEEPEST):
            known = sorted((self.spots[each] for each in level if each in self.spots), key=_order)
            if known:
                found = known[0]
                return found if not depth else Spot(iri, name or found.name, *found.point, about=True)
            level = [whole for each in level for whole in self.wholes.get(each, ()) if whole not in seen]
            seen.update(level)
        return None


@of_version
def gazetteer(service: Service) -> Gazetteer:
    """All places that can be drawn."""
    spots: dict[str, Spot] = {}
    name = naming()
    wholes: dict[str, set[str]] = defaultdict(set)
    for row in service.dataset.select(asked(HERE, "places")).rows:
        iri = node(row, "place").value
        if "within" in row:
            wholes[iri].add(node(row, "within").value)
            continue
        spot = Spot(
            iri,
            name(row, "place"),
            float(words(row, "long")),
            float(words(row, "lat")),
            words(row, "precision") not in _EXACT,
            words(row, "kind").rpartition("#")[2],
            "capital" in row,
        )
        if abs(spot.east) <= 180 and abs(spot.north) <= 90:
            spots[iri] = min(spot, spots.get(iri, spot), key=_order)
    return Gazetteer(spots, {iri: tuple(sorted(each)) for iri, each in wholes.items()})


def placed(service: Service, wish: Wish, found: Iterable[Happening], known: Gazetteer) -> list[Placed]:
    """Each event once: at the most precise of its places, or where its own coordinates say."""
    places: dict[str, dict[str, str]] = defaultdict(dict)
    name = naming()
    for row in service.dataset.select(where_query(wish)).rows:
        places[node(row, "event").value][node(row, "place").value] = name(row, "place")
    return [Placed(each, _spot(each, places.get(each.iri, {}), known)) for each in found]


def where_query(wish: Wish) -> str:
    """The query for the places of the events that were asked for."""
    return asked(HERE, "where", wish.span())


def _spot(each: Happening, places: Mapping[str, str], known: Gazetteer) -> Spot | None:
    if each.iri in known.spots:
        return known.spots[each.iri]
    spots = [spot for iri, name in sorted(places.items()) if (spot := known.find(iri, name))]
    return min(spots, key=_order, default=None)


def _order(spot: Spot) -> tuple[bool, str, float, float]:
    return spot.about, spot.iri, spot.east, spot.north
