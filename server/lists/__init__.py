"""Lists of things by class, to choose from by facets: for readers, and as data."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from flask import Blueprint, Response, json, render_template, request
from pyoxigraph import Literal

from kg.dataset import GRAPH_FORMATS
from kg.queries import Bound
from kg.tables import Listing, listings
from kg.terms import term
from server.asking import asked, number, words
from server.config import service
from server.links import UnknownThing
from server.lists.export import as_csv, as_json, as_rdf
from server.lists.listed import listed
from server.lists.page import list_page, lists_page
from server.lists.wish import Wish, wished
from server.negotiate import CSV, HTML, JSON, Choice, chosen, suffixed

blueprint = Blueprint("lists", __name__)

_HERE: Final = Path(__file__).resolve().parent
_FORMATS: Final = (JSON, CSV, *GRAPH_FORMATS, HTML)
_ALL_LISTS: Final = (JSON, HTML)


@blueprint.get("/things")
@blueprint.get("/things.<suffix>")
def lists(suffix: str = "") -> Response:
    """All lists, with how many things are on each."""
    wanted = chosen(request.headers.get("Accept", ""), suffix or request.args.get("format"), _ALL_LISTS)
    counted, links = _counted(), service().links
    if wanted.format == HTML:
        return Response(render_template("lists.html", page=lists_page(links, counted)))
    told = [
        {
            "name": each.name,
            "classes": each.classes,
            "count": count,
            "href": links.public(links.things(each.name)),
        }
        for each, count in counted
    ]
    return Response(json.dumps({"lists": told}), content_type=wanted.content_type)


@blueprint.get("/things/<name>")
def things(name: str) -> Response:
    """The things of one list that have what was chosen."""
    name, suffix = suffixed(name, _FORMATS)
    wish = wished(_named(name), request.query_string)
    form = suffix.name if suffix else request.args.get("format")
    return _told(wish, chosen(request.headers.get("Accept", ""), form, _FORMATS))


def _named(name: str) -> Listing:
    found = next((each for each in listings() if each.name == name), None)
    if found is None:
        known = ", ".join(each.name for each in listings())
        raise UnknownThing(f"There is no list of {name[:80]!r}; there are those of {known}.")
    return found


def _told(wish: Wish, wanted: Choice) -> Response:
    if wanted.format == HTML:
        return Response(render_template("list.html", page=list_page(service(), wish)))
    part, links = listed(service(), wish), service().links
    if wanted.format == JSON:
        return Response(json.dumps(as_json(links, part)), content_type=wanted.content_type)
    body = as_csv(links, part) if wanted.format == CSV else as_rdf(service(), part, wanted.format)
    return Response(body, content_type=wanted.content_type)


def _counted() -> list[tuple[Listing, int]]:
    """How many things are on each list."""
    rows = (_row(each, name) for each in listings() for name in each.classes)
    found = service().dataset.select(asked(_HERE, "counts", *rows)).rows
    counts = {words(row, "list"): number(row, "count") for row in found}
    return [(each, counts.get(each.name, 0)) for each in listings()]


def _row(listing: Listing, name: str) -> Mapping[str, Bound]:
    return {"list": Literal(listing.name), "class": term(name)}
