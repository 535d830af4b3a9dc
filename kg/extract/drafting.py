"""The order of the steps from a document to its draft, and nothing else."""

from collections.abc import Iterator, Sequence

from kg.extract import (
    aliases,
    authority,
    battlefields,
    bearers,
    breaches,
    circles,
    consequences,
    deeds,
    echoes,
    event_places,
    fragments,
    infer,
    kinds,
    known_rulers,
    labels,
    mentions,
    named,
    opinions,
    outcomes,
    plausible,
    references,
    service,
    sightings,
    states,
    surnames,
    terms,
    timing,
    title_states,
    titles,
    view,
    writing,
)
from kg.extract.allegiance import Allegiances
from kg.extract.bearers import Group
from kg.extract.events import Event, merged
from kg.extract.fact import Fact
from kg.extract.fealties import Fealties
from kg.extract.frame import Frames
from kg.extract.gazetteer import Gazetteer
from kg.extract.ledger import Ledger
from kg.extract.mentions import Reading
from kg.extract.parse import Parser, Unit
from kg.extract.scene import Line, Scene
from kg.extract.tokens import Sentence
from kg.model import Bearer, Document, Draft


def draft(document: Document, *, gazetteer: Gazetteer, frames: Frames, parser: Parser) -> Draft:
    """Read, name, parse, resolve, recognise, infer, write down."""
    scene = understood(document, gazetteer=gazetteer, parser=parser)
    facts = [fact for line in scene.lines for fact in line.facts]
    facts += known_rulers.facts(scene, facts)
    events = told(scene, frames, facts)
    facts += [*consequences.facts(scene, events), *states.facts(scene)]
    facts = consequences.enthroned(facts)
    facts += service.of_commanders(events, facts)
    people = Allegiances(facts, events, tuple(scene.register.all()))
    facts = list(circles.without(list(consequences.of_states(facts, people))))
    return _written(scene, facts, events, people)


def understood(document: Document, *, gazetteer: Gazetteer, parser: Parser) -> Scene:
    """The document with its names borne, its sentences parsed and its references resolved."""
    readings = mentions.readings(document, gazetteer)
    register, borne = bearers.groups(readings, kinds.kinds(readings))
    title_states.add(readings, register, gazetteer)
    event_places.add(readings, register, gazetteer)
    aliases.join(register, readings, borne)
    scene = Scene(document, readings, register, borne, [])
    places, views = [], []
    for reading in readings:
        for sentence in reading.sentences:
            places.append((reading, sentence))
            views.append(_view(scene, reading, sentence))
    for number, ((reading, sentence), tree) in enumerate(zip(places, parser.trees(views), strict=True)):
        scene.lines.append(Line(number, reading, sentence, tree))
    references.resolve(scene, _named, _told)
    return scene


def _view(scene: Scene, reading: Reading, sentence: Sentence) -> list[Unit]:
    def kind(number: int) -> str:
        group = scene.of_mention(reading.index, number)
        if group is None:
            return "event" if reading.mentions[number].shape in {"V", "event"} else ""
        return group.kind

    return view.units(reading, sentence, kind)


def _named(scene: Scene, line: Line) -> Iterator[Fact]:
    yield from surnames.agreed(scene, line, titles.facts(scene, line))


def _told(scene: Scene, line: Line) -> Iterator[Fact]:
    yield from aliases.facts(scene, line)
    yield from surnames.agreed(scene, line, deeds.facts(scene, line))


_ECHOED = 8
"""Sightings back that a sentence may repeat."""


def told(scene: Scene, frames: Frames, facts: Sequence[Fact]) -> list[Event]:
    """The events that the sentences tell, each once and complete."""
    seen: list[sightings.Sighting] = []
    past = Fealties()
    for line in scene.lines:
        past.read(scene, line)
        found = [*named.sightings(scene, line), *sightings.sightings(scene, line, frames, past)]
        found += echoes.sightings(scene, line, [*seen[-_ECHOED:], *found])
        found += fragments.sightings(scene, line, found)
        found += battlefields.sightings(scene, line, found)
        outcomes.judged(line, found)
        for sighting in found:
            timing.dated(scene, sighting)
        found = [each for each in found if not each.faint or _stands_alone(each)]
        breaches.recalled(found)
        for sighting in found:
            past.see(sighting)
            seen.append(sighting)
    events = merged(seen)
    outcomes.followed(scene, events)
    plausible.prune(events, scene.register.all())
    people = Allegiances(facts, events, tuple(scene.register.all()))
    infer.complete(scene, events, facts, people)
    breaches.complete(scene, events, frames, people)
    plausible.prune(events, scene.register.all())
    return [event for event in events if (event.roles or _is_faint(event)) and _says_enough(event)]


def _is_faint(event: Event) -> bool:
    """Whether a dated event was told from the beginning without anybody's name."""
    return event.when is not None and all(each.faint for each in event.sightings)


def _says_enough(event: Event) -> bool:
    """Whether a treaty has a party, and whoever only went to others had somebody to leave."""
    if event.event == "Treaty":
        return bool(event.numbers("party"))
    if not all(each.leaving for each in event.sightings):
        return True
    told_ = [found[0][0].via != "inferred" for found in event.roles.get("betrayed", {}).values()]
    return any(told_) or (bool(told_) and event.kind != "Rebellion")


def _is_told(line: Line) -> bool:
    """Whether a sentence ends like one: no title."""
    return line.tree.units[-1].text in {".", "!", ";", "”", '"'} if line.tree.units else False


def _stands_alone(sighting: sightings.Sighting) -> bool:
    """Whether an event of which nobody who takes part is named is told with its own date, and where it was.

    Of a treaty, the parties are looked for elsewhere.
    """
    if sighting.event == "Treaty":
        return True
    line, span = sighting.line, sighting.when_span
    dated = span is not None and line.start <= span[0] < line.end
    plain = sighting.kind != "Surrender" or sighting.frame == "opens-gates-of"
    if sighting.event == "Betrayal" and plain and not sighting.nominal and _is_told(line):
        return True
    return "place" in sighting.roles and dated


def _written(scene: Scene, facts: Sequence[Fact], events: Sequence[Event], people: Allegiances) -> Draft:
    ledger = Ledger(scene.document)
    groups = {group.number: group for group in scene.register.groups}
    writing.bearers(scene, ledger, scene.register.all())
    for fact in facts:
        writing.fact(ledger, fact)
    for event in events:
        writing.event(scene, ledger, event, labels.label(event, groups))
    for number, term in enumerate(terms.terms(scene, events, people)):
        writing.term(ledger, number, term)
    held = [opinion for line in scene.lines for opinion in opinions.opinions(scene, line)]
    for number, opinion in enumerate(held):
        writing.opinion(ledger, number, opinion)
    return Draft(scene.document.id, tuple(_bearers(scene, events, groups)), ledger.claims(), _years(scene))


def _bearers(scene: Scene, events: Sequence[Event], groups: dict[int, Group]) -> list[Bearer]:
    found = [
        Bearer(
            writing.local(group),
            group.name,
            group.candidates,
            discriminator=group.gloss,
            namesakes=group.namesakes,
        )
        for group in scene.register.all()
    ]
    return found + [_event_bearer(event, groups) for event in events]


_NARROW = frozenset({"Rebellion", "Defection", "Surrender"})
_PRINCIPAL = ("betrayer", "betrayed", "attacker", "party", "target", "defender", "place")


def _event_bearer(event: Event, groups: dict[int, Group]) -> Bearer:
    when = event.when.years if event.when else None
    names = {each.name for each in event.sightings if each.name}
    fitting = tuple(
        dict.fromkeys(
            candidate
            for candidate in authority.load().events
            if candidate.start is not None
            and (
                candidate.label in names
                or (when and candidate.start <= when[1] and (candidate.end or candidate.start) >= when[0])
            )
        )
    )
    principal = sorted(event.numbers(*_PRINCIPAL))
    parties = tuple(writing.local(groups[number]) for number in principal)
    return Bearer(
        writing.event_ref(event),
        labels.label(event, groups),
        fitting,
        when,
        type=event.kind if event.kind in _NARROW else writing.class_of(event),
        parties=parties,
        places=bool(event.numbers("target", "place")),
    )


def _years(scene: Scene) -> tuple[int, int] | None:
    stated = [date for reading in scene.readings for date in reading.dates if not date.apart]
    years = [year for date in stated for year in date.when.years]
    return (min(years), max(years)) if years else None
