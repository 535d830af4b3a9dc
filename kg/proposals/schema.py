"""The JSON schema that an answer must follow, made from the ontology."""

from collections.abc import Iterable, Mapping
from typing import Final, TypeAlias

from kg.proposals.offer import EVENTS, KINDS, TEXT, Offer

Schema: TypeAlias = Mapping[str, object]

_TEXT: Final[Schema] = {"type": "string"}
_NUMBER: Final[Schema] = {"type": "integer"}


def schema(offer: Offer) -> Schema:
    """What an answer may hold; every key is required, as structured output wants it.

    >>> schema(Offer.load())["required"]
    ['events', 'facts']
    """
    place = {"sentence": _NUMBER, "quote": _TEXT}
    role = _object({"role": _one_of(offer.roles), "name": _TEXT, "kind": _one_of(KINDS)})
    event = {
        "class": _one_of(EVENTS),
        **place,
        "date": _TEXT,
        "betrayalKind": _one_of((*offer.betrayals, "")),
        "outcome": _one_of((*offer.outcomes, "")),
        "roles": _list(role),
    }
    fact = {
        "subject": _object({"name": _TEXT, "kind": _one_of(KINDS)}),
        "predicate": _one_of(offer.facts),
        "object": _object({"name": _TEXT, "kind": _one_of((*KINDS, TEXT))}),
        **place,
    }
    return _object({"events": _list(_object(event)), "facts": _list(_object(fact))})


def _object(properties: Mapping[str, Schema]) -> Schema:
    return {
        "type": "object",
        "properties": dict(properties),
        "required": [*properties],
        "additionalProperties": False,
    }


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _one_of(names: Iterable[str]) -> Schema:
    return {"type": "string", "enum": [*names]}
