"""The events of the graph seen as a whole: over the years, on the land, between people."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from flask import Blueprint, Response, render_template, request

from kg.dataset import Format
from server.config import Service, service
from server.fields import parsed
from server.negotiate import CSV, HTML, JSON, Choice, chosen
from server.views.atlas import map_csv, map_geojson, map_page, sign_title
from server.views.network import (
    RELATIONS,
    network_csv,
    network_graphml,
    network_json,
    network_page,
    relation_name,
)
from server.views.script import is_built
from server.views.timeline import timeline_csv, timeline_page
from server.views.wish import FORMAT, Wish, wished

blueprint = Blueprint("views", __name__)

_GEOJSON: Final = Format("geojson", "application/geo+json", "GeoJSON", ("application/json",))

_NETWORKS: Final[Mapping[Format, Callable[[Service, Wish], str]]] = MappingProxyType(
    {
        CSV: network_csv,
        JSON: network_json,
        Format("graphml", "application/graphml+xml", "GraphML", ("application/xml",)): network_graphml,
    }
)


@blueprint.get("/timeline")
@blueprint.get("/timeline.<suffix>")
def timeline(suffix: str = "") -> Response:
    """Events in lanes over the years, for people or as a table for programs."""
    wanted = _wanted(suffix, HTML, CSV)
    wish = wished("timeline", request.query_string, ("state",))
    if wanted.format == CSV:
        return _data(timeline_csv(service(), wish), wanted)
    return Response(
        render_template("timeline.html", page=timeline_page(service(), wish), scripted=is_built())
    )


@blueprint.get("/map")
@blueprint.get("/map.<suffix>")
def map_(suffix: str = "") -> Response:
    """Events where they happened, for people or for programs."""
    wanted = _wanted(suffix, HTML, CSV, _GEOJSON)
    wish = wished("map", request.query_string, ("state", "box", "part"))
    if wanted.format == HTML:
        page = map_page(service(), wish)
        shown = render_template("map.html", page=page, scripted=is_built(), sign_title=sign_title)
        return Response(shown)
    return _data((map_csv if wanted.format == CSV else map_geojson)(service(), wish), wanted)


@blueprint.get("/network")
@blueprint.get("/network.<suffix>")
def network(suffix: str = "") -> Response:
    """Who had what to do with whom, for people or for programs that draw networks."""
    wanted = _wanted(suffix, HTML, *_NETWORKS)
    wish = wished("network", request.query_string, ("of",), known=RELATIONS)
    if wanted.format == HTML:
        page = network_page(service(), wish)
        shown = render_template("network.html", page=page, scripted=is_built(), relation=relation_name)
        return Response(shown)
    return _data(_NETWORKS[wanted.format](service(), wish), wanted)


def _wanted(suffix: str, *offers: Format) -> Choice:
    named = suffix or parsed(request.query_string).get(FORMAT, [""])[0]
    return chosen(request.headers.get("Accept", ""), named, offers)


def _data(text: str, wanted: Choice) -> Response:
    return Response(text, content_type=wanted.content_type)
