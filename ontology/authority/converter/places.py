"""Places from their table."""

from typing import Final

from .agents import common, links
from .evidence import Attested, attested, seen, things
from .tables import Row
from .turtle import Fact, Thing, reference, text, typed

_NATURAL: Final = frozenset({"river", "mountains", "sea"})
_CITY_ELSEWHERE: Final = {
    "wikidata": "http://www.wikidata.org/entity/{}",
    "geonames": "https://sws.geonames.org/{}/",
}


def place(row: Row) -> list[Thing]:
    """A place with its coordinates, followed by its geometry."""
    subject = reference("place", row["id"])
    geometry = reference("place", f"{row['id']}#geometry")
    modern = [("cy:modernName", text(row["modern_name"], "en"))] if row["modern_name"] else []
    described = [
        ("a", "cy:Place"),
        *common(row),
        ("cy:placeKind", f"cy:{row['kind'].capitalize()}"),
        *modern,
        *links(row, "part_of", "cy:locatedIn", "place"),
        *_position(row, geometry),
    ]
    return [*things(subject, described, _elsewhere(row)), *_geometry(row, geometry)]


def _position(row: Row, geometry: str) -> list[Fact]:
    return [
        ("wgs84:lat", typed(_decimal(row["lat"]), "xsd:decimal")),
        ("wgs84:long", typed(_decimal(row["lon"]), "xsd:decimal")),
        ("cy:coordinatePrecision", text(row["coordinate_precision"])),
        ("geo:hasGeometry", geometry),
    ]


def _geometry(row: Row, geometry: str) -> list[Thing]:
    point = f"POINT({_decimal(row['lon'])} {_decimal(row['lat'])})"
    return things(geometry, [("a", "sf:Point")], [seen(("geo:asWKT", typed(point, "geo:wktLiteral")), row)])


def _elsewhere(row: Row) -> list[Attested]:
    """Identifiers: of the place itself, or only of the modern city that stands on its site."""
    same = "owl:sameAs" if row["kind"] in _NATURAL else "skos:closeMatch"
    city = [
        (same, f"<{template.format(row[column])}>")
        for column, template in _CITY_ELSEWHERE.items()
        if row[column]
    ]
    # A TGAZ number is in the table only where name and site agree, so it is the same prefecture.
    tgaz = [
        ("owl:sameAs", f"<http://maps.cga.harvard.edu/tgaz/placename/{number}>")
        for number in row.many("chgis_tgaz")
    ]
    return [attested(fact, row, verified=True) for fact in (*city, *tgaz)]


def _decimal(number: str) -> str:
    """A decimal as the store spells it, without trailing noughts.

    >>> _decimal("34.50"), _decimal("115.00")
    ('34.5', '115.0')
    """
    whole, _, fraction = number.partition(".")
    return f"{whole}.{fraction.rstrip('0') or '0'}"
