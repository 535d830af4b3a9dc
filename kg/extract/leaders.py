"""Who commanded a side of a campaign, where the words around its telling say so."""

from collections.abc import Iterator, Sequence

from kg.extract import asserted, phrases, syntax
from kg.extract.bearers import Group
from kg.extract.events import Add, Event
from kg.extract.parse import Tree
from kg.extract.phrases import Filler
from kg.extract.scene import Line, Scene
from kg.extract.sides import COMMANDER
from kg.extract.sightings import Sighting

LEADING = frozenset(
    {"army-under", "people-under", "state-under", "commands-army-of", "commands-men-of", "has-command-of"}
)
"""Rules of facts that tell whose army stood under whom."""
_DEFENDS = frozenset("defend hold garrison".split())

Triggers = set[tuple[int, int]]


def complete(scene: Scene, events: Sequence[Event], add: Add) -> None:
    """Give the sides of campaigns the commanders that stand beside them in the sentence."""
    campaigns = [event for event in events if event.event == "Campaign"]
    triggers = {(each.line.number, each.trigger) for event in campaigns for each in event.sightings}
    for event in campaigns:
        for sighting in event.sightings:
            _of_armies(scene, event, sighting, triggers, add)


def defenders(scene: Scene, events: Sequence[Event], add: Add) -> None:
    """Give campaigns those who are said to have held the place."""
    for event in events:
        if event.event == "Campaign" and event.numbers("target"):
            for sighting in event.sightings:
                for line in _around(scene, sighting.line):
                    _defender(scene, event, sighting, line, add)


def _around(scene: Scene, line: Line) -> list[Line]:
    """A sentence with those right before and behind it in its block."""
    near = [*scene.back(line, 1), *scene.ahead(line, 1)]
    return [each for each in near if each.reading.index == line.reading.index]


def _of_armies(scene: Scene, event: Event, sighting: Sighting, triggers: Triggers, add: Add) -> None:
    """As in "a Bavarian army under Wrede", "the Danes, led by Ulfeldt", where the army is on a side."""
    line = sighting.line
    for fact in line.facts:
        leader, state = fact.subject.final(), fact.object
        if fact.rule not in LEADING or not isinstance(state, Group):
            continue
        side = _side(event, state.final().number)
        place = _place(scene, line, leader)
        told_here = _trigger_above(line, place, triggers) in {-1, sighting.trigger}
        if side and told_here and leader.number not in event.numbers(*event.roles):
            note = f"{leader.name} led those of {state.final().name}"
            add(event, COMMANDER[side], Filler(leader, place), sighting, note)


def _side(event: Event, number: int) -> str:
    sides = [side for side in COMMANDER if number in event.numbers(side)]
    return sides[0] if len(sides) == 1 else ""


def _place(scene: Scene, line: Line, group: Group) -> int:
    places = range(len(line.tree.units))
    return next((at for at in places if scene.bearer(line, at) is group), 0)


def _trigger_above(line: Line, place: int, triggers: Triggers) -> int:
    """The campaign to whose telling a unit belongs, -1 where the sentence tells of one only."""
    own = [trigger for number, trigger in triggers if number == line.number]
    if len(own) == 1:
        return -1
    return next((each for each in line.tree.ancestors(place) if each in own), -2)


def employers(scene: Scene, events: Sequence[Event], add: Add) -> None:
    """As in "Turenne took Dunkirk for France": the state for which somebody did it, who commanded."""
    for event in events:
        if event.event != "Campaign" or not event.numbers("attacker"):
            continue
        for sighting in [each for each in event.sightings if not each.nominal]:
            for place in syntax.slots(sighting.line.tree, sighting.trigger).get("for", ()):
                for each in _fillers(scene, sighting.line, place):
                    if each.group.kind == "polity" and each.group.number not in event.numbers(*event.roles):
                        _stand_for(event, each, sighting, add)


def _stand_for(event: Event, state: Filler, sighting: Sighting, add: Add) -> None:
    """Let a state be the attacker, and the people who attacked its commanders."""
    people = {
        number: found
        for number, found in event.roles["attacker"].items()
        if found[0][0].group.kind == "person"
    }
    if len(people) == len(event.roles["attacker"]):
        for number, found in people.items():
            event.roles.setdefault(COMMANDER["attacker"], {}).setdefault(number, found)
        event.roles["attacker"] = {}
        add(event, "attacker", state, sighting, f"it was done for {state.group.name}")


def _defender(scene: Scene, event: Event, sighting: Sighting, line: Line, add: Add) -> None:
    """As in "besieged Vienna, defended by Salm", "which Starhemberg held with 15,000 men"."""
    tree, own = line.tree, line is sighting.line
    for verb, lemma in enumerate(tree.lemmas):
        if lemma not in _DEFENDS or tree.tags[verb] != "VERB" or (own and verb == sighting.trigger):
            continue
        if asserted.doubt(tree, verb):
            continue
        slots = syntax.slots(tree, verb)
        places = _held(tree, verb, slots)
        held = {each.group.number for place in places for each in _fillers(scene, line, place)}
        if line.number > sighting.line.number and any(tree.units[place].text == "it" for place in places):
            held |= event.numbers("target")  # "took Antwerp. Marnix had held it for a year"
        for place in slots.get("subject", ()) if held & event.numbers("target") else ():
            for each in _fillers(scene, line, place):
                if each.group.kind == "person" and each.group.number not in event.numbers(*event.roles):
                    role = COMMANDER["defender"] if event.numbers("defender") else "defender"
                    add(event, role, each, sighting, f"{each.group.name} defended it")


def _held(tree: Tree, verb: int, slots: dict[str, list[int]]) -> list[int]:
    """What is defended; a participle behind a comma belongs to the name before it."""
    around = [tree.units[at].text for at in (verb - 1, verb + 1) if 1 < at < len(tree.units)]
    return [verb - 2] if around == [",", "by"] else slots.get("object", [])


def _fillers(scene: Scene, line: Line, place: int) -> Iterator[Filler]:
    yield from (each for each in phrases.fillers(scene, line, place) if each.is_mere)
