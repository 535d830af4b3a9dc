"""What a model proposes, read from its answer; whatever has not the form is dropped, and counted."""

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from kg.proposals.offer import EVENTS, KINDS, TEXT, Offer


@dataclass(frozen=True, slots=True)
class Name:
    """A name as the text writes it, and the kind of its bearer."""

    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class FactProposal:
    """A fact with the number of its sentence and the words that state it."""

    subject: Name
    predicate: str
    object: Name
    sentence: int
    quote: str


@dataclass(frozen=True, slots=True)
class EventProposal:
    """An event with its roles, the number of its sentence and the words that tell it."""

    event: str
    sentence: int
    quote: str
    date: str
    kind: str
    outcome: str
    roles: tuple[tuple[str, Name], ...]


Proposal: TypeAlias = FactProposal | EventProposal


class Formless(Exception):
    """A proposal that is not as the schema asks, for this reason."""


def proposals(text: str, offer: Offer) -> Iterator[Proposal | Formless]:
    """What an answer proposes, faults in their place; an answer that is no JSON is one fault."""
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        yield Formless(f"the answer is no JSON: {str(error)[:80]}")
        return
    if not isinstance(content, dict):
        yield Formless("the answer is no JSON object")
        return
    for key, read in (("events", _event), ("facts", _fact)):
        entries = content.get(key)
        for entry in entries if isinstance(entries, list) else []:
            try:
                yield read(_mapping(entry), offer)
            except Formless as fault:
                yield fault


def _event(entry: Mapping[str, object], offer: Offer) -> EventProposal:
    event = _one_of(entry, "class", EVENTS)
    kinds = (*offer.betrayals, "") if event == "Betrayal" else ("",)
    outcomes = (*offer.outcomes, "") if event not in {"Betrayal", "Treaty"} else ("",)
    roles = entry.get("roles")
    return EventProposal(
        event,
        _number(entry, "sentence"),
        _text(entry, "quote"),
        _text(entry, "date"),
        _one_of(entry, "betrayalKind", kinds),
        _one_of(entry, "outcome", outcomes),
        tuple(_role(_mapping(each), event, offer) for each in (roles if isinstance(roles, list) else ())),
    )


def _role(entry: Mapping[str, object], event: str, offer: Offer) -> tuple[str, Name]:
    role = _one_of(entry, "role", offer.roles)
    if event not in offer.roles[role].events:
        raise Formless(f"a {event} has no {role}")
    return role, Name(_text(entry, "name"), _one_of(entry, "kind", sorted(offer.roles[role].kinds)))


def _fact(entry: Mapping[str, object], offer: Offer) -> FactProposal:
    predicate = _one_of(entry, "predicate", offer.facts)
    subject, object_ = _mapping(entry.get("subject")), _mapping(entry.get("object"))
    return FactProposal(
        Name(_text(subject, "name"), _one_of(subject, "kind", KINDS)),
        predicate,
        Name(_text(object_, "name"), _one_of(object_, "kind", (*KINDS, TEXT))),
        _number(entry, "sentence"),
        _text(entry, "quote"),
    )


def _mapping(value: object) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise Formless("a part that should be an object is none")
    return value


def _text(entry: Mapping[str, object], key: str) -> str:
    value = entry.get(key)
    if not isinstance(value, str):
        raise Formless(f"{key} is no text")
    return value.strip()


def _number(entry: Mapping[str, object], key: str) -> int:
    value = entry.get(key)
    if not isinstance(value, int):
        raise Formless(f"{key} is no number")
    return value


def _one_of(entry: Mapping[str, object], key: str, allowed: Collection[str]) -> str:
    value = _text(entry, key)
    if value not in allowed:
        raise Formless(f"{key} is {value[:40]!r}, which the vocabulary does not have here")
    return value
