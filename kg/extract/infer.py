"""What follows from roles and allegiances: the state behind a commander, whom a defector left."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from kg.extract import betrayed, fallen, foes, holders, leaders, lords, on_the_field, parties, sieges
from kg.extract.allegiance import Allegiances
from kg.extract.bearers import Group
from kg.extract.enmities import Enmities
from kg.extract.events import Event
from kg.extract.fact import Fact
from kg.extract.inferred import add, add_as_told, first
from kg.extract.phrases import Filler
from kg.extract.scene import Line, Scene
from kg.extract.sides import COMMANDER
from kg.extract.sightings import OTHER_SIDE, Sighting


def complete(scene: Scene, events: Sequence[Event], facts: Iterable[Fact], allegiances: Allegiances) -> None:
    """Fill the roles that the text leaves to the reader."""
    facts = tuple(facts)
    capitals = {
        fact.subject.final().number: fact.object
        for fact in facts
        if fact.predicate == "capitalOf" and isinstance(fact.object, Group)
    }
    leaders.defenders(scene, events, add_as_told)
    leaders.employers(scene, events, add_as_told)
    for event in events:
        if event.event == "Campaign":
            for role in ("attacker", "defender"):
                _state_behind(event, role, allegiances)
                _state_of_commander(event, role, allegiances)
    sieges.complete(events, add_as_told)
    fallen.complete(scene, events, allegiances, add_as_told)
    holders.complete(scene, events, add_as_told)
    enmities = Enmities(events)
    for event in events:
        if event.event == "Campaign":
            _opponent(scene, event, capitals)
            _enemy(event, enmities)
            _lone_commanders(event)
        elif event.event == "Treaty":
            _state_behind(event, "party", allegiances, keep=False)
            parties.complete(scene, event)
            parties.of_war(event, events)
            parties.of_foes(scene, event, events)
        else:
            betrayed.complete(event, events, allegiances, enmities)
    foes.complete(events, enmities, add_as_told)
    leaders.complete(scene, events, add_as_told)
    on_the_field.complete(scene, events, allegiances, add_as_told)
    lords.complete(scene, events, facts, add_as_told)
    for event in events:
        _part(event)


def _part(event: Event) -> None:
    """Nobody is betrayed by himself, nor by who goes over to him."""
    left = event.roles.get("betrayed", {})
    for number in event.numbers("betrayer", "beneficiary") & left.keys():
        del left[number]
    if not left:
        event.roles.pop("betrayed", None)


def _state_behind(event: Event, role: str, allegiances: Allegiances, *, keep: bool = True) -> None:
    """A general attacks for the state: the state is the attacker, the general commands."""
    for filler, sighting in list(first(event, role)):
        if filler.group.kind != "person":
            continue
        state = allegiances.state(filler.group, sighting.line.number, sighting.start)
        others = event.numbers(*({"attacker", "defender"} - {role})) if keep else set()
        if state is None or state.number in others or _is_of_one_state(event, role, state, allegiances):
            if keep and not _only_sent(role, filler, sighting):
                _leads(event, role, filler, sighting)
            continue
        del event.roles[role][filler.group.number]
        add(event, role, filler, state, sighting, f"{filler.group.name} stands for {state.name}")
        if keep and not _only_sent(role, filler, sighting):
            _leads(event, role, filler, sighting)


_SENDS = frozenset("send dispatch despatch order unleash hurl".split())


def _only_sent(role: str, filler: Filler, sighting: Sighting) -> bool:
    """As in "Ivan sent Kholmsky", "his troops under Kholmsky": it was the other who commanded."""
    sent = {each.group.number for each in sighting.roles.get(COMMANDER.get(role, ""), ())}
    sends = sighting.line.tree.lemmas[sighting.trigger] in _SENDS or filler.via == "owner"
    return sends and bool(sent - {filler.group.number})


def _is_of_one_state(event: Event, role: str, state: Group, allegiances: Allegiances) -> bool:
    """Whether a ruler fights only people of his own state, or of none: not all of it is on his side."""
    other = OTHER_SIDE.get(role, "")
    foes = [*first(event, other), *first(event, COMMANDER[other])] if other else []
    stand_for = [
        allegiances.state(filler.group, sighting.line.number)
        if filler.group.kind == "person"
        else filler.group
        for filler, sighting in foes
    ]
    within = bool(foes) and all(each is None or each is state for each in stand_for)
    return within and any(allegiances.rules(each.group, state) for each, _ in first(event, role))


def _leads(event: Event, role: str, filler: Filler, sighting: Sighting) -> None:
    """Whoever attacks or defends without a state of his own commands as well."""
    commanders = event.roles.setdefault(COMMANDER[role], {})
    commanders.setdefault(filler.group.number, []).append((filler, sighting))


def _opponent(scene: Scene, event: Event, capitals: Mapping[int, Group]) -> None:
    """The side that is not named: whose capital it is, or the only other state spoken of."""
    if not event.numbers("defender"):
        _owner_defends(event, capitals)
    for one, other in (("attacker", "defender"), ("defender", "attacker")):
        sides = event.numbers(one)
        if not sides or event.numbers(other):
            continue
        filler, sighting = next(first(event, one))
        if filler.group.kind == "person":
            continue
        state = _only_other(scene, sighting.line, sides)
        before = scene.previous(sighting.line)
        if state is None and other == "attacker" and before is not None:
            state = _only_other(scene, before, sides) or _only_other_of_block(scene, before, sides)
        if state:
            add(event, other, filler, state, sighting, f"{state.name} is the other side")


def _enemy(event: Event, enmities: Enmities) -> None:
    """The side that is not named, whom the sentence tells of just before: "beat the Franks and took Acre"."""
    for one, other in (("attacker", "defender"), ("defender", "attacker")):
        if event.numbers(one) and not event.numbers(other):
            filler, sighting = next(first(event, one))
            sides = event.numbers(one, COMMANDER[one])
            enemy = enmities.opponent(sides, sighting.line, event.when)
            if enemy and enemy.number not in event.numbers(*event.roles):
                add(event, other, filler, enemy, sighting, f"{enemy.name} fights {filler.group.name} here")


def _owner_defends(event: Event, capitals: Mapping[int, Group]) -> None:
    """Whoever's capital is attacked defends it."""
    state = _owner(event, capitals, event.numbers("attacker"))
    if state:
        filler, sighting = next(first(event, "target"))
        add(event, "defender", filler, state, sighting, f"{filler.group.name} is the capital of {state.name}")


def _owner(event: Event, capitals: Mapping[int, Group], sides: set[int]) -> Group | None:
    owners = [capitals[number].final() for number in event.numbers("target") if number in capitals]
    fitting = [each for each in owners if each.kind == "polity" and each.number not in sides]
    return fitting[0] if fitting else None


def _only_other(scene: Scene, line: Line, sides: set[int]) -> Group | None:
    """Of the sentence itself: what was said before may be about others."""
    found: dict[int, Group] = {}
    of_people = set(_of_people(line))
    for number, _ in line.mentions():
        group = scene.of_mention(line.reading.index, number)
        if group and group.kind == "polity" and group.number not in sides and number not in of_people:
            found[group.number] = group
    return next(iter(found.values())) if len(found) == 1 else None


def _of_people(line: Line) -> Iterator[int]:
    """The names that only tell where people are from: "his cousin Vytautas of Lithuania"."""
    tree = line.tree
    for place, unit in enumerate(tree.units):
        if tree.case(place) == "of" and tree.units[tree.heads[place]].kind == "person":
            yield unit.mention


def _only_other_of_block(scene: Scene, line: Line, sides: set[int]) -> Group | None:
    """Of a paragraph that speaks of two states alone."""
    block = line.reading.index
    groups = [scene.of_mention(block, number) for number in range(len(line.reading.mentions))]
    others = {
        each.number: each for each in groups if each and each.kind == "polity" and each.number not in sides
    }
    return next(iter(others.values())) if len(others) == 1 else None


def _state_of_commander(event: Event, role: str, allegiances: Allegiances) -> None:
    """An expedition "led by Han Tuozhou" is that of the state he stands for."""
    if event.numbers(role):
        return
    for filler, sighting in list(first(event, COMMANDER[role])):
        state = allegiances.state(filler.group, sighting.line.number)
        if state and state.number not in event.numbers("attacker", "defender"):
            add(event, role, filler, state, sighting, f"{filler.group.name} stands for {state.name}")


def _lone_commanders(event: Event) -> None:
    """As in "a force under Bohemond took Cuzco", of no state that the text tells: he is the attacker."""
    for side, commander in COMMANDER.items():
        if not event.numbers(side):
            for filler, sighting in list(first(event, commander)):
                if filler.group.number not in event.numbers("attacker", "defender"):
                    add(event, side, filler, filler.group, sighting, f"{filler.group.name} leads this side")
