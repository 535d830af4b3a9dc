"""The facts of a document that are no role in an event."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final, TypedDict

from kg.annotations.events import snake
from kg.annotations.heard import Heard, Statement

_PREDICATES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "cy:dissolution": "ended_in",
        "cy:inception": "founded_in",
        "cy:modernName": "same_place_as",
        "skos:altLabel": "alias_of",
    }
    | {
        f"cy:{name}": snake(name)
        for name in (
            "authorOf",
            "capitalOf",
            "capturedBy",
            "childOf",
            "commanded",
            "founderOf",
            "heldOffice",
            "killedBy",
            "ledByPeople",
            "locatedIn",
            "memberOfPeople",
            "paidTributeTo",
            "rulerOf",
            "served",
            "siblingOf",
            "successorOf",
        )
    }
)


class Fact(TypedDict):
    """One fact as annotations have it, with the words that state it."""

    subject: str
    predicate: str
    object: str
    quote: str
    start: int
    end: int


def facts(heard: Heard) -> list[Fact]:
    """Every fact that the document states, in the order of the text, each once."""
    found = {(fact["subject"], fact["predicate"], fact["object"]): fact for fact in _stated(heard)}
    return sorted(found.values(), key=lambda fact: (fact["start"], fact["end"], *map(str, fact.values())))


def _stated(heard: Heard) -> Iterator[Fact]:
    for each in reversed(heard.statements):
        predicate = _PREDICATES.get(each.predicate)
        if predicate and not _is_name_in_use(each):
            yield _fact(heard, each, predicate)


def _is_name_in_use(statement: Statement) -> bool:
    """Whether a name is merely used: a document that says what somebody is also called has more words."""
    return statement.predicate == "skos:altLabel" and statement.object == statement.words.text


def _fact(heard: Heard, statement: Statement, predicate: str) -> Fact:
    subject, value = statement.subject, statement.object
    if predicate == "successor_of":
        subject, predicate, value = value, "predecessor_of", subject
    if predicate in {"ended_in", "founded_in"}:
        value = value[:4].lstrip("0")
    if "cy:Force" in heard.classes.get(value, ()):
        value = next(iter(heard.objects(value, "skos:prefLabel")), heard.names.get(value, value))
    return {
        "subject": subject,
        "predicate": predicate,
        "object": value,
        "quote": statement.words.text,
        "start": statement.words.start,
        "end": statement.words.end,
    }
