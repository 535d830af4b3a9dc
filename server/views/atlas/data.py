"""What the map shows, for programs."""

import json
from collections.abc import Iterable

from server.config import Service
from server.views.atlas.spots import Placed, gazetteer, placed
from server.views.events import chosen
from server.views.sheet import comma_separated
from server.views.wish import Wish


def map_csv(service: Service, wish: Wish) -> str:
    """The events that were asked for, one in a row, in sight or not."""
    rows = (
        (
            each.happening.iri,
            each.happening.name,
            each.happening.kind,
            each.happening.dated,
            *(
                (each.spot.iri, each.spot.name, each.spot.north, each.spot.east, each.spot.about)
                if each.spot
                else ()
            ),
        )
        for each in _found(service, wish)
    )
    columns = ("event", "name", "kind", "date", "place", "placeName", "latitude", "longitude", "approximate")
    return comma_separated(columns, rows)


def map_geojson(service: Service, wish: Wish) -> str:
    """The same as features (RFC 7946); those that cannot be placed have no geometry."""
    features = [
        {
            "type": "Feature",
            "id": each.happening.iri,
            "geometry": {"type": "Point", "coordinates": each.spot.point} if each.spot else None,
            "properties": {
                "name": each.happening.name,
                "kind": each.happening.kind,
                "date": each.happening.dated,
                "place": each.spot.iri if each.spot else None,
                "placeName": each.spot.name if each.spot else None,
                "approximate": each.spot.about if each.spot else None,
            },
        }
        for each in _found(service, wish)
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False)


def _found(service: Service, wish: Wish) -> Iterable[Placed]:
    return placed(service, wish, chosen(service, wish), gazetteer(service))
