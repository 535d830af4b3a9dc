"""The events of a document: what happened, when, where, and who had which part in it."""

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final, TypedDict

from kg.annotations.heard import Heard, Words

CLASSES: Final[Mapping[str, str]] = MappingProxyType(
    {"cy:Betrayal": "Betrayal", "cy:Campaign": "Campaign", "cy:Treaty": "Treaty"}
)
_ROLES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "Betrayal": ("betrayer", "betrayed", "beneficiary"),
        "Campaign": ("attacker", "defender", "target"),
        "Treaty": ("party",),
    }
)
_COMMANDERS: Final = (
    ("attackingCommander", "attacker"),
    ("defendingCommander", "defender"),
    ("commander", ""),
)

Filler = str | dict[str, str]
"""Who or what fills a role: an identifier, or several where the role has parts."""


class Span(TypedDict):
    """A stretch of time as annotations have it: both ends as ISO dates, as short as they can be."""

    earliest: str
    latest: str


Event = TypedDict(
    "Event",
    {
        "id": str,
        "class": str,
        "label": str,
        "trigger_quote": str,
        "start": int,
        "end": int,
        "date": Span | None,
        "place": list[str],
        "roles": dict[str, list[Filler] | str],
    },
)
"""One event as annotations have it."""


def events(heard: Heard) -> list[Event]:
    """Every event that the document tells, in the order of the text."""
    found = [
        _event(heard, thing, CLASSES[kind])
        for thing, classes in heard.classes.items()
        for kind in sorted(classes & CLASSES.keys())
        if _trigger(heard, thing)
    ]
    return sorted(found, key=lambda event: (event["start"], event["id"]))


def snake(name: str) -> str:
    """A compact name as annotations spell it.

    >>> snake("cy:TurningOnAlly")
    'turning_on_ally'
    """
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name.rpartition(":")[2]).lower()


def _event(heard: Heard, thing: str, kind: str) -> Event:
    trigger = _trigger(heard, thing)[0]
    return {
        "id": thing,
        "class": kind,
        "label": next(iter(heard.objects(thing, "skos:prefLabel")), heard.names.get(thing, thing)),
        "trigger_quote": trigger.text,
        "start": trigger.start,
        "end": trigger.end,
        "date": _date(heard, thing),
        "place": list(heard.objects(thing, "cy:place")),
        "roles": dict(_roles(heard, thing, kind)),
    }


def _trigger(heard: Heard, thing: str) -> list[Words]:
    """Where the event is named, or else the words that say what kind of event it is."""
    return heard.spans(thing) or heard.words(thing, "rdf:type")


def _date(heard: Heard, thing: str) -> Span | None:
    earliest, latest = heard.objects(thing, "cy:earliest"), heard.objects(thing, "cy:latest")
    return span(min(earliest, key=_day), max(latest, key=_day)) if earliest and latest else None


def span(earliest: str, latest: str) -> Span:
    """Two days as the shortest dates that begin and end with them.

    >>> span("1005-01-01", "1005-01-31")
    {'earliest': '1005-01', 'latest': '1005-01'}
    >>> span("-0414-01-01", "-0414-12-31")
    {'earliest': '-0414', 'latest': '-0414'}
    """
    finer = 0
    if earliest.endswith("-01") and _ends_month(latest):
        finer = 6 if earliest.endswith("-01-01") and latest.endswith("-12-31") else 3
    return {"earliest": earliest[: len(earliest) - finer], "latest": latest[: len(latest) - finer]}


def _day(date: str) -> tuple[int, int, int]:
    """A day's numbers, for days before the year 1 that no date type takes."""
    year, month, day = date.rsplit("-", 2)
    return int(year), int(month), int(day)


def _ends_month(date: str) -> bool:
    year, month, day = _day(date)
    # A year of the same leap cycle, for the calendar knows none below 1.
    return day == monthrange(year % 400 + 400, month)[1]


def _roles(heard: Heard, thing: str, kind: str) -> Iterator[tuple[str, list[Filler] | str]]:
    for role in _ROLES[kind]:
        if filled := heard.objects(thing, f"cy:{role}"):
            yield role, [*filled]
    match kind:
        case "Betrayal":
            yield from _word("kind", heard.objects(thing, "cy:betrayalKind"))
        case "Campaign":
            yield from _listed("commander", _commanders(heard, thing))
            yield from _word("outcome", heard.objects(thing, "cy:outcome"))
        case _:
            yield from _terms(heard, thing)


def _word(role: str, values: list[str]) -> Iterator[tuple[str, str]]:
    if values:
        yield role, snake(values[0]).removesuffix("_betrayal")


def _listed(role: str, fillers: list[Filler]) -> Iterator[tuple[str, list[Filler]]]:
    if fillers:
        yield role, fillers


def _commanders(heard: Heard, thing: str) -> list[Filler]:
    found: dict[str, dict[str, str]] = {}
    for predicate, side in _COMMANDERS:
        for person in heard.objects(thing, f"cy:{predicate}"):
            found.setdefault(person, {"person": person} | ({"side": side} if side else {}))
    return [*found.values()]


def _terms(heard: Heard, thing: str) -> Iterator[tuple[str, list[Filler]]]:
    """What a treaty lays down, by the kind of each of its terms."""
    by_kind: dict[str, list[str]] = {}
    for term in heard.objects(thing, "cy:term"):
        for kind in heard.objects(term, "cy:termKind"):
            by_kind.setdefault(kind, []).append(term)

    def values(kind: str, predicate: str) -> list[str]:
        return [value for term in by_kind.get(kind, ()) for value in heard.objects(term, predicate)]

    borders = dict.fromkeys([*heard.objects(thing, "cy:border"), *values("cy:Border", "cy:termPlace")])
    yield from _listed("border", [*borders])
    yield from _listed(
        "tribute", [each for term in by_kind.get("cy:Tribute", ()) for each in _payments(heard, term)]
    )
    yield from _listed(
        "ceded_place", [each for term in by_kind.get("cy:Cession", ()) for each in _ceded(heard, term)]
    )
    yield from _listed("alliance_against", [*dict.fromkeys(values("cy:AllianceAgainst", "cy:termAgainst"))])


def _payments(heard: Heard, term: str) -> list[dict[str, str]]:
    payees = heard.objects(term, "cy:payee")
    return [{"payer": payer, "payee": payee} for payer in heard.objects(term, "cy:payer") for payee in payees]


def _ceded(heard: Heard, term: str) -> list[dict[str, str]]:
    sides = (("from", heard.objects(term, "cy:payer")), ("to", heard.objects(term, "cy:payee")))
    given = {side: agents[0] for side, agents in sides if agents}
    return [{"place": place} | given for place in heard.objects(term, "cy:termPlace")]
