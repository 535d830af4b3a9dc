"""What a treaty lays down: borders, payments, cessions, alliances, extradition, equality, trade."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extract import asserted, cessions, payments
from kg.extract.allegiance import Allegiances
from kg.extract.bearers import Group
from kg.extract.events import Event
from kg.extract.scene import Line, Scene
from kg.extract.signatories import Signatories


def _any(*wordings: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(wordings)})\b", re.IGNORECASE)


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


def terms(scene: Scene, events: Sequence[Event], people: Allegiances) -> list[Term]:
    """The terms of all treaties, each once."""
    found: dict[tuple[object, ...], Term] = {}
    treaties = [each for each in events if each.event == "Treaty"]
    for event in treaties:
        for term in _of(scene, event, treaties, people):
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


def _of(scene: Scene, event: Event, treaties: Sequence[Event], people: Allegiances) -> Iterator[Term]:
    for found in event.roles.get("against", {}).values():
        filler, sighting = found[0]
        yield Term(event, "AllianceAgainst", sighting.line, against=filler.group)
    yield from _ceded(event)
    for line in _lines(scene, event, treaties):
        yield from _in_line(scene, event, line, people)


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
        numbers[sighting.line.number] = None
        for line in scene.ahead(sighting.line, _REACH):
            if line.number in taken:
                break
            if line.reading.index == sighting.line.reading.index:
                numbers[line.number] = None
    yield from (scene.lines[number] for number in numbers)


def _in_line(scene: Scene, event: Event, line: Line, people: Allegiances) -> Iterator[Term]:
    text = scene.document.text[line.start : line.end]
    if any(each in text for each in ("not ", "n't", "never ", "No ")):
        return
    signatories = Signatories(
        scene, [found[0][0].group for found in event.roles.get("party", {}).values()], people
    )
    for payer, payee in payments.told(line, signatories):
        yield Term(event, "Tribute", line, payer=payer, payee=payee)
    for ceded in cessions.told(scene, line, signatories, since=_since(event, line)):
        yield Term(event, "Cession", line, payer=ceded.giver, payee=ceded.taker, place=ceded.place)
    if _BORDER.search(text):
        yield from _border(scene, event, line)
    for kind, pattern in _OTHERS:
        if pattern.search(text):
            yield Term(event, kind, line)


def _since(event: Event, line: Line) -> int:
    """The first word for a treaty in a sentence, -1 where it is only told further."""
    return min((each.trigger for each in event.sightings if each.line is line), default=-1)


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
            if (group := scene.bearer(line, at)) and group.kind == "place" and tree.heads[at] != place
        )
        if near:
            yield Term(event, "Border", line, place=scene.bearer(line, near[0][1]))
            return
