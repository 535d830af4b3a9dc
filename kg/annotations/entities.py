"""The entities of a document: who is named, as what, where, and how else."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, TypedDict

from kg.annotations.heard import Heard

CLASSES: Final[Mapping[str, str]] = MappingProxyType(
    {"cy:Person": "Person", "cy:People": "People", "cy:Place": "Place", "cy:Polity": "Dynasty"}
)
"""Our classes, and what annotations call them; a state of any kind is a Dynasty there."""

Entity = TypedDict(
    "Entity", {"id": str, "class": str, "name": str, "aliases": list[str], "mentions": list[tuple[int, int]]}
)
"""One entity as annotations have it; offsets in code points, end exclusive."""


def entities(heard: Heard) -> list[Entity]:
    """Every entity that the document speaks of, in the order of their identifiers."""
    return [
        _entity(heard, thing, CLASSES[kind])
        for thing, classes in sorted(heard.classes.items())
        for kind in sorted(classes & CLASSES.keys())
    ]


def _entity(heard: Heard, thing: str, kind: str) -> Entity:
    spans = heard.spans(thing)
    stated = heard.objects(thing, "skos:prefLabel", "skos:altLabel")
    name = heard.names.get(thing) or next(iter(stated), thing)
    aliases = dict.fromkeys([*stated, *(words.text for words in spans)])
    return {
        "id": thing,
        "class": kind,
        "name": name,
        "aliases": [alias for alias in aliases if alias != name],
        "mentions": [(words.start, words.end) for words in spans],
    }
