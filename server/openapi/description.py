"""The description put together: paths from files, those of questions and lists, and the parts they share."""

from functools import cache
from pathlib import Path
from typing import Final

import yaml

from kg import queries
from kg.tables import listings
from server.links import Links
from server.openapi.expansion import Json, Object, expanded
from server.openapi.listings import listing_paths
from server.openapi.questions import question_paths
from server.openapi.shared import problem_responses

_HERE: Final = Path(__file__).resolve().parent


@cache
def description(links: Links) -> Object:
    """The whole description for a service under these links."""
    paths: Object = {}
    for file in sorted((_HERE / "paths").glob("*.yaml")):
        paths |= _read(file, links)
    paths |= question_paths(queries.all()) | listing_paths(listings())
    shared = _read(_HERE / "shared.yaml", links)
    components = _object(shared["components"])
    return {
        **shared,
        "servers": [{"url": links.public(links.home()).rstrip("/")}],
        "paths": {path: expanded(path, _object(item)) for path, item in paths.items()},
        "components": {**components, "responses": problem_responses()},
    }


def _read(file: Path, links: Links) -> Object:
    """What a file says, with `{base}` for what the IRIs of this service begin with."""
    return _object(yaml.safe_load(file.read_text(encoding="utf-8").replace("{base}", links.base)))


def _object(value: Json) -> Object:
    if not isinstance(value, dict):
        raise TypeError(f"{value!r} stands in the description where a mapping belongs")
    return value
