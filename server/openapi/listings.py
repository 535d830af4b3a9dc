"""The lists as paths: the parameters of each are its own facets."""

from collections.abc import Iterable
from typing import Final

from kg.tables import Facet, Listing
from server.openapi.expansion import Json, Object

_YEAR: Final[Object] = {"type": "string", "pattern": "^(-?[0-9]{1,4})?$"}
_OTHERS: Final[list[Json]] = [
    {
        "name": "from",
        "in": "query",
        "description": "First year that counts; open while empty.",
        "schema": _YEAR,
    },
    {"name": "to", "in": "query", "description": "Last year that counts; open while empty.", "schema": _YEAR},
    {
        "name": "sort",
        "in": "query",
        "description": "By name, by when it began, or by how much is told of it.",
        "schema": {"type": "string", "pattern": "^(name|date|told)?$"},
    },
    {
        "name": "page",
        "in": "query",
        "description": "A page of the list, from 1.",
        "schema": {"type": "string", "pattern": "^([1-9][0-9]{0,8})?$"},
    },
]


def listing_paths(listings: Iterable[Listing]) -> Object:
    """Two paths for each list: negotiated, and with the format as a suffix."""
    paths: Object = {}
    for each in listings:
        said = _operation(each)
        paths[f"/things/{each.name}"] = {"get": {"operationId": f"things-{each.name}", **said}}
        suffixed = {"operationId": f"things-{each.name}-as", **said}
        paths[f"/things/{each.name}.{{suffix}}"] = {"get": suffixed}
    return paths


def _operation(listing: Listing) -> Object:
    facets: list[Json] = [_parameter(each) for each in listing.facets]
    return {
        "tags": ["Reading"],
        "summary": f"The list of {listing.titles['en'].lower()}.",
        "description": (
            "Of several values of one facet any will do; what is chosen for several must hold together. "
            "JSON and triples hold one page, CSV everything."
        ),
        "older": True,
        "parameters": [*facets, *_OTHERS, _all_of(listing)],
        "formats": ["json", "csv", "triples", "page"],
        "schema": {"$ref": "#/components/schemas/Listed"},
        "responses": {"200": {"description": "The things that have what was chosen."}},
        "problems": [400, 404, 406, 503],
    }


def _parameter(facet: Facet) -> Json:
    return {
        "name": facet.name,
        "in": "query",
        "description": f"{facet.titles['en']}: a thing by kind and name, or a term by its prefix and name.",
        "schema": {"type": "array", "items": {"type": "string"}},
    }


def _all_of(listing: Listing) -> Json:
    names = "|".join(each.name for each in listing.facets)
    said = "The facet of which the page shows all values."
    return {
        "name": "all",
        "in": "query",
        "description": said,
        "schema": {"type": "string", "pattern": f"^({names})?$"},
    }
