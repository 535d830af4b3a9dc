"""Facts that follow from events: whom a defector serves, whose captives rulers became, whose a capital is."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kg.extract import asserted, captives, phrases, syntax
from kg.extract.allegiance import Allegiances
from kg.extract.bearers import Group
from kg.extract.events import Event
from kg.extract.fact import Fact
from kg.extract.phrases import Filler
from kg.extract.scene import Line, Scene
from kg.extract.sightings import Sighting
from kg.extract.thrones import ENTHRONED

_CAPTURE = frozenset("capture arrest abduction seizure imprisonment".split())
_POSTS = frozenset("position post office rank command title service".split())
_KEEPS = frozenset("retain retaine keep enter receive accept take hold".split())


def facts(scene: Scene, events: Sequence[Event]) -> Iterator[Fact]:
    """What the events of a document let follow."""
    for event in events:
        if event.event == "Betrayal" and event.kind in {"Defection", "Surrender"}:
            yield from _service(event)
        elif event.event == "Campaign":
            yield from _captives(scene, event)
            yield from captives.taken(scene, event)


def _first(event: Event, role: str) -> Iterator[tuple[Filler, Sighting]]:
    yield from [found[0] for found in event.roles.get(role, {}).values()]


def _service(event: Event) -> Iterator[Fact]:
    """Who goes over to a state serves it; who submits serves where he keeps his post."""
    for betrayer, sighting in _first(event, "betrayer"):
        if betrayer.group.kind != "person" or betrayer.via == "owner":
            continue
        line = sighting.line
        for gained, _ in _first(event, "beneficiary"):
            if gained.group.kind == "polity" and (event.kind == "Defection" or _keeps_post(line)):
                note = "; ".join(dict.fromkeys(each for each in (betrayer.note, gained.note) if each))
                yield Fact(betrayer.group, "served", gained.group, line, "went-over", 0.75, note)
        for left, _ in _first(event, "betrayed"):
            if left.group.kind == "polity" and left.via != "inferred":
                yield Fact(betrayer.group, "served", left.group, line, "left", 0.7, betrayer.note)


def _keeps_post(line: Line) -> bool:
    tree = line.tree
    return any(
        tree.lemmas[place] in _KEEPS
        and any(tree.lemmas[each] in _POSTS for each in tree.under(place, "obj", "obl"))
        for place in range(len(tree.units))
    )


def _captives(scene: Scene, event: Event) -> Iterator[Fact]:
    """As in "the fall of the city and the capture of the two emperors": the attacker's captives."""
    takers = [
        filler
        for filler, _ in _first(event, "attacker")
        if filler.group.kind in {"polity", "people", "person"}
    ]
    lines = {each.line.number: each.line for each in event.sightings}
    for line in lines.values() if takers else ():
        for place, lemma in enumerate(line.tree.lemmas):
            if lemma not in _CAPTURE or line.tree.tags[place] != "NOUN" or asserted.doubt(line.tree, place):
                continue
            for taken in _persons(scene, line, syntax.slots(line.tree, place).get("of", ())):
                for taker in takers:
                    if taker.group.number != taken.group.number:
                        note = f"{taker.group.name} attacked"
                        yield Fact(taken.group, "capturedBy", taker.group, line, "captured-in", 0.7, note)


def _persons(scene: Scene, line: Line, places: Iterable[int]) -> Iterator[Filler]:
    for place in places:
        for filler in phrases.fillers(scene, line, place):
            if filler.group.kind == "person" and filler.is_mere:
                yield filler


_KIN = frozenset({"childOf", "siblingOf", "successorOf"})


def enthroned(facts_: Sequence[Fact]) -> list[Fact]:
    """The facts; whoever came to a throne is ruler of the state that his kin or the one before him ruled.

    Whoever succeeds a ruler rules the same state, unless the text gives him another.
    """
    kept = [fact for fact in facts_ if fact.predicate != ENTHRONED]
    ruled = _ruled(kept)
    for _ in range(_GENERATIONS):
        found = [*_of_kin(facts_, ruled), *_inherited(facts_, ruled)]
        for fact in found:
            if isinstance(fact.object, Group) and fact.key not in {each.key for each in kept}:
                ruled[fact.key[0]][fact.object.number] = fact.object
                kept.append(fact)
        if not found:
            break
    return kept


_GENERATIONS = 4
"""How many reigns in a row are told without the name of the state."""

Ruled = dict[int, dict[int, Group]]
"""The states that somebody ruled."""


def _ruled(facts_: Iterable[Fact]) -> Ruled:
    ruled: Ruled = defaultdict(dict)
    for fact in facts_:
        if fact.predicate == "rulerOf" and isinstance(fact.object, Group):
            state = fact.object.final()
            ruled[fact.subject.final().number][state.number] = state
    for number, realms in ruled.items():
        states = {key: each for key, each in realms.items() if each.kind != "place"}
        ruled[number] = states or realms
    return ruled


def _of_kin(facts_: Sequence[Fact], ruled: Ruled) -> Iterator[Fact]:
    """Who became king, and of what his father, brother or predecessor was."""
    kin: dict[int, set[int]] = defaultdict(set)
    for fact in facts_:
        if fact.predicate in _KIN and isinstance(fact.object, Group):
            one, other = fact.subject.final().number, fact.object.final().number
            kin[one].add(other)
            kin[other].add(one)
    for fact in facts_:
        number = fact.subject.final().number
        if fact.predicate == ENTHRONED and not ruled.get(number):
            states = {key: state for each in kin[number] for key, state in ruled.get(each, {}).items()}
            for state in states.values() if len(states) == 1 else ():
                note = f"{state.name} was ruled by his kin"
                yield replace(fact, predicate="rulerOf", object=state, rule="throne-of-kin", note=note)


def _inherited(facts_: Sequence[Fact], ruled: Ruled) -> Iterator[Fact]:
    """Who succeeded whom on a throne."""
    for fact in facts_:
        if fact.predicate == "successorOf" and isinstance(fact.object, Group):
            states = list(ruled.get(fact.object.final().number, {}).values())
            if len(states) == 1 and not ruled.get(fact.subject.final().number):
                note = f"{fact.object.name} ruled {states[0].name}"
                yield replace(fact, predicate="rulerOf", object=states[0], rule="throne-inherited", note=note)


_OF_STATES = frozenset({"capitalOf", "served"})


def of_states(facts_: Iterable[Fact], allegiances: Allegiances) -> Iterator[Fact]:
    """The facts, those of a ruler's capital and of his generals told of his state, which he himself rules."""
    facts_ = list(facts_)
    ruled = {(fact.key[0], fact.key[2]) for fact in facts_ if fact.predicate == "rulerOf"}
    for fact in _of_states(facts_, allegiances):
        if fact.predicate != "served" or (fact.key[0], fact.key[2]) not in ruled:
            yield fact


def _of_states(facts_: Iterable[Fact], allegiances: Allegiances) -> Iterator[Fact]:
    for fact in facts_:
        lord = fact.object.final() if isinstance(fact.object, Group) else None
        if fact.predicate not in _OF_STATES or lord is None or lord.kind != "person":
            yield fact
        elif state := allegiances.state(lord, fact.line.number):
            note = f"{lord.name} stands for {state.name}"
            joined = "; ".join(each for each in (fact.note, note) if each)
            yield replace(fact, object=state, note=joined, confidence=fact.confidence - 0.1)
        elif fact.predicate == "served":
            yield fact
