"""Bearers, events, facts, terms and opinions written down as claims."""

from collections.abc import Iterable, Iterator, Sequence

from kg.extract import names_written
from kg.extract.bearers import Group
from kg.extract.events import Event
from kg.extract.fact import Fact
from kg.extract.ledger import Ledger
from kg.extract.opinions import Opinion
from kg.extract.scene import Scene
from kg.extract.sightings import Sighting
from kg.extract.terms import Term
from kg.extract.when import When
from kg.model import Ref, Value

_CLASSES = {
    "polity": "cy:Polity",
    "person": "cy:Person",
    "people": "cy:People",
    "place": "cy:Place",
    "force": "cy:Force",
}


def local(group: Group) -> Ref:
    """The reference of a bearer within its document."""
    group = group.final()
    return Ref(group.kind, f"_{group.number}")


def event_ref(event: Event) -> Ref:
    """The reference of an event within its document."""
    return Ref("event", f"_{event.number}")


def bearers(scene: Scene, ledger: Ledger, groups: Iterable[Group]) -> None:
    """The class, the names and the mentions of every bearer."""
    document = Ref("document", scene.document.id)
    for group in groups:
        mentions = group.mentions
        first = mentions[0].start, mentions[0].end
        ref = local(group)
        rule = "authority-name" if group.candidates else "known-name" if group.known else "name-grammar"
        confidence = 0.95 if group.candidates else 0.85 if group.known else 0.7
        ledger.add((ref, "rdf:type", _class(group)), first, rule=rule, confidence=confidence)
        for name, property_, span in names_written.names(group):
            ledger.add((ref, property_, name), span, rule=rule, confidence=confidence)
        for mention in mentions:
            ledger.add(
                (document, "cy:mentions", ref), (mention.start, mention.end), rule=rule, confidence=confidence
            )


def _class(group: Group) -> str:
    if group.kind == "polity" and (
        any(each.type == "Dynasty" for each in group.candidates[:1]) or "Dynasty" in group.name
    ):
        return "cy:Dynasty"
    return _CLASSES[group.kind]


def fact(ledger: Ledger, stated: Fact) -> None:
    """One fact, resting on its sentence."""
    span = stated.line.start, stated.line.end
    value: Ref | Value
    if isinstance(stated.object, Group):
        value = local(stated.object)
    elif stated.predicate == "commanded":
        value = _army(ledger, stated, span)
    else:
        value = Value(stated.object)
    key = (local(stated.subject), f"cy:{stated.predicate}", value)
    ledger.add(key, span, rule=stated.rule, confidence=stated.confidence, note=stated.note)


def _army(ledger: Ledger, stated: Fact, span: tuple[int, int]) -> Ref:
    """An army that has no name but a description: "Jin cavalry"."""
    name = str(stated.object)
    ref = Ref("force", f"_{stated.subject.final().number}-{'-'.join(name.lower().split())}")
    ledger.add((ref, "rdf:type", "cy:Force"), span, rule=stated.rule, confidence=stated.confidence)
    ledger.add(
        (ref, "skos:prefLabel", Value(name, language="en")),
        span,
        rule=stated.rule,
        confidence=stated.confidence,
    )
    return ref


def event(scene: Scene, ledger: Ledger, told: Event, label: str) -> None:
    """The class, name, date, roles and mentions of an event."""
    ref, first = event_ref(told), told.first
    span = first.start, first.end
    rule, confidence = first.frame, max(each.confidence for each in told.sightings)
    class_ = f"cy:{class_of(told)}"
    ledger.add((ref, "rdf:type", class_), span, rule=rule, confidence=confidence)
    ledger.add((ref, "skos:prefLabel", Value(label, language="en")), span, rule=rule, confidence=confidence)
    for sighting in told.sightings:
        document = Ref("document", scene.document.id)
        ledger.add(
            (document, "cy:mentions", ref),
            (sighting.start, sighting.end),
            rule=sighting.frame,
            confidence=sighting.confidence,
        )
    _roles(ledger, told)
    _manner(ledger, told)
    if dated := told.dated:
        _date(ledger, ref, dated)


def class_of(told: Event) -> str:
    """The narrowest class of an event: a siege and a battle are more than a campaign."""
    if told.event == "Campaign":
        frames = {each.frame for each in told.sightings} | {
            word for each in told.sightings for word in each.name.split()
        }
        if frames & {"siege-of", "lays-siege", "breaks-siege", "Siege"}:
            return "Siege"
        if frames & {"battle-of", "Battle"}:
            return "Battle"
    return told.event


def _manner(ledger: Ledger, told: Event) -> None:
    ref, first = event_ref(told), told.first
    span = first.line.start, first.line.end
    if told.event == "Betrayal":
        by = next((each for each in told.sightings if each.kind == told.kind), first)
        span = by.line.start, by.line.end
        ledger.add(
            (ref, "cy:betrayalKind", f"cy:{told.kind or 'OtherBetrayal'}"),
            span,
            rule=by.frame,
            confidence=by.confidence,
        )
        if not told.numbers("betrayed"):
            ledger.add(
                (ref, "cy:unnamedBetrayed", Value("true", "xsd:boolean")),
                span,
                rule=by.frame,
                confidence=by.confidence,
            )
    elif told.event == "Treaty" and len(told.numbers("party")) < 2:
        ledger.add(
            (ref, "cy:unnamedParty", Value("true", "xsd:boolean")),
            span,
            rule=first.frame,
            confidence=first.confidence,
        )
    if told.outcome and told.outcome_by:
        by = told.outcome_by
        span = by.line.start, by.line.end
        ledger.add((ref, "cy:outcome", f"cy:{told.outcome}"), span, rule=by.frame, confidence=by.confidence)


def _roles(ledger: Ledger, told: Event) -> None:
    ref = event_ref(told)
    for role, fillers in told.roles.items():
        if role in {"against", "ceded", "breaks"}:
            continue
        for found in fillers.values():
            for filler, sighting in found:
                key = (ref, f"cy:{role}", local(filler.group))
                span = sighting.line.start, sighting.line.end
                confidence = sighting.confidence - (0.1 if filler.note else 0)
                ledger.add(key, span, rule=sighting.frame, confidence=confidence, note=filler.note)
    if broken := told.breaks:
        key = (ref, "cy:breaks", event_ref(broken.treaty))
        for line in broken.lines:
            ledger.add(key, (line.start, line.end), rule=broken.rule, confidence=0.7, note=broken.note)


def _date(ledger: Ledger, ref: Ref, sighting: Sighting) -> None:
    if sighting.when is None or sighting.when_span is None:
        return
    start, end = sighting.when_span
    inside = sighting.line.start <= start and end <= sighting.line.end
    span = (sighting.line.start, sighting.line.end) if inside else (start, end)
    for key in when_claims(ref, "cy:", sighting.when):
        ledger.add(
            key,
            span,
            rule="date-in-clause" if inside else "date-carried-on",
            confidence=0.9 if inside else 0.7,
        )


def when_claims(ref: Ref, prefix: str, when: When) -> Iterator[tuple[Ref, str, Value]]:
    """The date as stated with its earliest and latest day."""
    yield ref, f"{prefix}date", Value(when.edtf)
    yield ref, f"{prefix}earliest", Value(when.earliest, "xsd:date")
    yield ref, f"{prefix}latest", Value(when.latest, "xsd:date")


def term(ledger: Ledger, number: int, laid_down: Term) -> None:
    """A term of a treaty; a border is stated of the treaty as well."""
    ref, span = Ref("term", f"_{number}"), (laid_down.line.start, laid_down.line.end)
    statements: list[tuple[Ref, str, Ref | Value | str]] = [
        (ref, "rdf:type", "cy:Term"),
        (ref, "cy:termKind", f"cy:{laid_down.kind}"),
        (event_ref(laid_down.event), "cy:term", ref),
    ]
    for property_, group in (
        ("payer", laid_down.payer),
        ("payee", laid_down.payee),
        ("termPlace", laid_down.place),
        ("termAgainst", laid_down.against),
    ):
        if group:
            statements.append((ref, f"cy:{property_}", local(group)))
    if laid_down.kind == "Border" and laid_down.place:
        statements.append((event_ref(laid_down.event), "cy:border", local(laid_down.place)))
    for key in statements:
        ledger.add(key, span, rule=f"term-{laid_down.kind.lower()}", confidence=0.75)


def opinion(ledger: Ledger, number: int, held: Opinion) -> None:
    """An opinion with whom it is about, who holds it and its words."""
    ref, span = Ref("assessment", f"_{number}"), (held.line.start, held.line.end)
    holder: Ref | Value = Value(held.held_by) if isinstance(held.held_by, str) else local(held.held_by)
    statements: Sequence[tuple[Ref, str, Ref | Value | str]] = (
        (ref, "rdf:type", "cy:Assessment"),
        (ref, "cy:about", local(held.about)),
        (ref, "cy:heldBy", holder),
        (ref, "cy:judgement", Value(held.words)),
    )
    for key in statements:
        ledger.add(key, span, rule="opinion", confidence=0.7, note=held.note)
