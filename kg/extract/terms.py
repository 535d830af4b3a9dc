"""What a treaty lays down: borders, payments, cessions, alliances, extradition, equality, trade."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extract import asserted, phrases, syntax
from kg.extract.bearers import Group
from kg.extract.events import Event
from kg.extract.scene import Line, Scene


def _any(*wordings: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(wordings)})\b", re.IGNORECASE)


_PAYMENT = _any(
    "tribute", "annual payments?", "yearly payment", "subsid(?:y|ies)", "indemnity", "bolts", "taels",
    "ducats", "florins", "ransom", "gold pieces",
)  # fmt: skip
_PAYS = _any(
    "pay", "paid", "pays", "paying", "deliver", "delivered", "send", "sent", "give", "promised",
    "owed", "bound itself",
)  # fmt: skip
_BORDER = _any("border", "boundary", "frontier", "dividing line")
_FUGITIVES = "(?:rebels|fugitives|defectors|deserters|escapees)"
_OTHERS = (
    (
        "Extradition",
        _any(
            r"extradit\w+",
            f"return (?:of )?{_FUGITIVES}",
            f"shelter {_FUGITIVES}",
            f"harbou?ring (?:each other['’]s )?{_FUGITIVES}",
        ),
    ),
    (
        "Equality",
        _any(
            "diplomatic equality", "as equals", "call each other brothers?", "equal footing", "equal terms"
        ),
    ),
    (
        "Trade",
        _any(
            "markets? (?:were|was) opened", "open(?:ed)? markets", "freedom of trade",
            "trading (?:rights|privileges)", "free trade",
        ),
    ),
)  # fmt: skip
_REACH = 2


@dataclass(frozen=True, slots=True)
class Term:
    """One term of a treaty."""

    event: Event
    kind: str
    line: Line
    payer: Group | None = None
    payee: Group | None = None
    place: Group | None = None
    against: Group | None = None


def terms(scene: Scene, events: Sequence[Event]) -> list[Term]:
    """The terms of all treaties, each once."""
    found: dict[tuple[object, ...], Term] = {}
    treaties = [each for each in events if each.event == "Treaty"]
    for event in treaties:
        for term in _of(scene, event, treaties):
            key = (
                event.number,
                term.kind,
                *(
                    each.number if each else None
                    for each in (term.payer, term.payee, term.place, term.against)
                ),
            )
            found.setdefault(key, term)
    return list(found.values())


def _of(scene: Scene, event: Event, treaties: Sequence[Event]) -> Iterator[Term]:
    for found in event.roles.get("against", {}).values():
        filler, sighting = found[0]
        yield Term(event, "AllianceAgainst", sighting.line, against=filler.group)
    yield from _ceded(event)
    for line in _lines(scene, event, treaties):
        yield from _in_line(scene, event, line)


def _ceded(event: Event) -> Iterator[Term]:
    givers = [found[0][0].group for found in event.roles.get("party", {}).values()]
    for found in event.roles.get("ceded", {}).values():
        filler, sighting = found[0]
        yield Term(
            event,
            "Cession",
            sighting.line,
            payer=givers[0] if givers else None,
            payee=givers[1] if len(givers) > 1 else None,
            place=filler.group,
        )


def _lines(scene: Scene, event: Event, treaties: Sequence[Event]) -> Iterator[Line]:
    """The sentences that name the treaty, and those right behind it up to the next treaty."""
    taken = {each.line.number for other in treaties if other is not event for each in other.sightings}
    numbers: dict[int, None] = {}
    for sighting in event.sightings:
        for number in range(sighting.line.number, sighting.line.number + _REACH + 1):
            if number in taken and number != sighting.line.number:
                break
            if number < len(scene.lines) and scene.lines[number].reading.index == sighting.line.reading.index:
                numbers[number] = None
    yield from (scene.lines[number] for number in numbers)


def _in_line(scene: Scene, event: Event, line: Line) -> Iterator[Term]:
    text = scene.document.text[line.start : line.end]
    if any(each in text for each in ("not ", "n't", "never ", "No ")):
        return
    parties = [
        found[0][0].group
        for found in event.roles.get("party", {}).values()
        if found[0][0].group.kind == "polity"
    ]
    if _PAYMENT.search(text) and _PAYS.search(text):
        yield from _payment(scene, event, line, parties)
    yield from _cessions(scene, event, line, parties)
    if _BORDER.search(text):
        yield from _border(scene, event, line)
    for kind, pattern in _OTHERS:
        if pattern.search(text):
            yield Term(event, kind, line)


def _payment(scene: Scene, event: Event, line: Line, parties: list[Group]) -> Iterator[Term]:
    """The party that is the subject of paying, and the other one."""
    for place, lemma in enumerate(line.tree.lemmas):
        if (
            lemma in {"pay", "deliver", "send", "undertake", "promise", "agree", "give"}
            and line.tree.tags[place] == "VERB"
        ):
            subjects = [
                each.group
                for at in syntax.surface_subjects(line.tree, place, 0)
                for each in phrases.fillers(scene, line, at)
            ]
            payers = [each for each in parties if each in subjects]
            if len(parties) == 2 and len(payers) == 1:
                payee = next(each for each in parties if each is not payers[0])
                yield Term(event, "Tribute", line, payer=payers[0], payee=payee)
                return


def _cessions(scene: Scene, event: Event, line: Line, parties: list[Group]) -> Iterator[Term]:
    """Places that are handed over: "the prefectures of X and Y were to be ceded", "gave Milan to France"."""
    tree = line.tree
    for verb, lemma in enumerate(tree.lemmas):
        if (
            lemma not in {"cede", "return", "give", "surrender", "hand", "restore", "secure"}
            or tree.tags[verb] != "VERB"
            or asserted.doubt(tree, verb) in {"negated", "reported"}
        ):
            continue
        slots = syntax.slots(tree, verb)
        places = {
            group.number: group
            for head in slots.get("object", ())
            for near in tree.subtree(head)
            if (group := scene.bearer(line, near)) and group.kind == "place"
        }
        giver, taker = _sides(scene, line, slots, parties, gains=lemma == "secure")
        if giver or taker or lemma == "cede":
            for place in places.values():
                yield Term(event, "Cession", line, payer=giver, payee=taker, place=place)


def _sides(
    scene: Scene, line: Line, slots: dict[str, list[int]], parties: list[Group], *, gains: bool
) -> tuple[Group | None, Group | None]:
    def party(slot: str) -> Group | None:
        found = [
            each.group
            for at in slots.get(slot, ())
            for near in line.tree.subtree(at)
            for each in phrases.fillers(scene, line, near)
        ]
        return next((each for each in found if each in parties), None)

    giver, taker = party("subject"), party("to")
    if gains:
        giver, taker = None, giver
    others = (
        [each for each in parties if each is not giver and each is not taker] if len(parties) == 2 else []
    )
    if giver and not taker and others:
        taker = others[0]
    elif taker and not giver and others:
        giver = others[0]
    return giver, taker


def _border(scene: Scene, event: Event, line: Line) -> Iterator[Term]:
    """The place that is made the border: "establishing the Huai River as the border"."""
    tree = line.tree
    for place, lemma in enumerate(tree.lemmas):
        if (
            lemma not in {"border", "boundary", "frontier"}
            or tree.tags[place] != "NOUN"
            or asserted.doubt(tree, place) == "negated"
        ):
            continue
        near = sorted(
            (abs(at - place), at)
            for at in range(max(0, place - 6), min(len(tree.units), place + 8))
            if (group := scene.bearer(line, at)) and group.kind == "place"
        )
        if near:
            yield Term(event, "Border", line, place=scene.bearer(line, near[0][1]))
            return
