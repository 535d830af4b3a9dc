"""Who was on which side of a campaign, and who won it, as people's fate tells: slain, taken, fled."""

from collections.abc import Iterator, Sequence

from kg.extract import asserted, phrases, syntax, voice
from kg.extract.allegiance import Allegiances
from kg.extract.bearers import Group
from kg.extract.events import Add, Event
from kg.extract.parse import Tree
from kg.extract.phrases import Filler
from kg.extract.scene import Line, Scene
from kg.extract.sides import COMMANDER
from kg.extract.sightings import OTHER_SIDE, Sighting

_SUFFERED = frozenset("kill slay capture behead drown butcher".split())
_GONE = frozenset("flee escape perish".split())
_WITH = {"take": frozenset({"prisoner", "captive"}), "put": frozenset({"sword", "death", "flight"})}
_AGENTS = frozenset({"person", "polity", "people"})
_LOST = {"attacker": "DefenderVictory", "defender": "AttackerVictory"}


def complete(scene: Scene, events: Sequence[Event], allegiances: Allegiances, add: Add) -> None:
    """Fill a side that nobody else is told to be on, and an outcome that no other word tells."""
    triggers = {
        (each.line.number, each.trigger) for event in events for each in event.sightings if not each.nominal
    }
    for event in events:
        if event.event == "Campaign":
            last = max(event.sightings, key=lambda each: (each.line.number, each.trigger))
            _by_whom(scene, event, last, triggers, add)
            for filler in _sufferers(scene, event, last, triggers):
                _judge(event, last, filler, add)
                _commanded(event, last, filler, allegiances, add)


def _by_whom(scene: Scene, event: Event, last: Sighting, triggers: set[tuple[int, int]], add: Add) -> None:
    """As in "he was surrounded at Toledo and taken by the troops of Yusuf": whoever took him attacked."""
    line, tree = last.line, last.line.tree
    if event.numbers("attacker", "attackingCommander") or not event.numbers("defender", "defendingCommander"):
        return
    for verb in range(last.trigger + 1, len(tree.units)):
        if (line.number, verb) in triggers:
            return
        if not _shares(tree, verb, last.trigger) or not _slot(tree, verb) or asserted.doubt(tree, verb):
            continue
        slots = syntax.slots(tree, verb)
        agents = slots.get("agent", ()) or slots.get("by", ())
        for each in (filler for place in agents for filler in phrases.fillers(scene, line, place)):
            if each.group.kind in _AGENTS and each.group.number not in event.numbers(*event.roles):
                add(event, "attacker", each, last, f"{each.group.name} did it to the defender")
                event.outcome = event.outcome or "AttackerVictory"
                event.outcome_by = event.outcome_by or last


def _shares(tree: Tree, verb: int, trigger: int) -> bool:
    """Whether a passive goes on with the subject of the trigger."""
    return tree.heads[verb] == trigger and tree.deps[verb] == "conj" and voice.is_passive(tree, verb)


def _judge(event: Event, last: Sighting, filler: Filler, add: Add) -> None:
    number, name = filler.group.number, filler.group.name
    for side, outcome in _LOST.items():
        if number in event.numbers(side, COMMANDER[side]):
            if not event.outcome and side == "defender":
                event.outcome, event.outcome_by = outcome, last
            return
    if number in event.numbers(*event.roles):
        return
    for side, outcome in _LOST.items():
        won = event.numbers(OTHER_SIDE[side], COMMANDER[OTHER_SIDE[side]])
        if won and not event.numbers(side, COMMANDER[side]) and event.outcome in {outcome, ""}:
            if not event.outcome and side == "attacker":
                continue
            add(event, side, filler, last, f"{name} suffered by it")
            return


def _commanded(event: Event, last: Sighting, filler: Filler, allegiances: Allegiances, add: Add) -> None:
    """Whoever was taken or slain with a beaten army led it, unless he is of the side that won."""
    group = filler.group
    side = _beaten(event, last, group)
    if not side or group.kind != "person" or group.number in event.numbers(*event.roles):
        return
    state = allegiances.state(group, last.line.number)
    own = state is None or state.number in event.numbers(side)
    beaten = [found[0][0].group for found in event.roles.get(side, {}).values()]
    if own and beaten and all(each.kind != "person" for each in beaten):
        add(event, COMMANDER[side], filler, last, f"{group.name} was lost with the army")


def _beaten(event: Event, last: Sighting, group: Group) -> str:
    """The side that was beaten: by the outcome, or as one of the other took somebody prisoner."""
    sides = [side for side, outcome in _LOST.items() if outcome == event.outcome]
    for fact in last.line.facts:
        if (
            fact.predicate == "capturedBy"
            and fact.subject.final() is group
            and isinstance(fact.object, Group)
        ):
            taker = fact.object.final().number
            sides += [
                side
                for side in _LOST
                if taker in event.numbers(OTHER_SIDE[side], COMMANDER[OTHER_SIDE[side]])
            ]
    return sides[0] if sides else ""


def _sufferers(
    scene: Scene, event: Event, last: Sighting, triggers: set[tuple[int, int]]
) -> Iterator[Filler]:
    """Who is slain, taken or flees behind the telling of a campaign and before that of another."""
    line, tree = last.line, last.line.tree
    for verb in range(last.trigger + 1, len(tree.units)):
        if (line.number, verb) in triggers:
            return
        if tree.tags[verb] == "VERB" and (slot := _slot(tree, verb)) and not asserted.doubt(tree, verb):
            slots = syntax.slots(tree, verb)
            if slot == "object" and not voice.is_passive(tree, verb) and not _acts(scene, event, line, slots):
                continue
            for place in slots.get(slot, ()):
                yield from _named(scene, line, place)


def _slot(tree: Tree, verb: int) -> str:
    lemma = tree.lemmas[verb]
    if lemma in _GONE or _falls(tree, verb):
        return "subject"
    if lemma in _SUFFERED:
        return "object"
    wanted = _WITH.get(lemma, frozenset())
    return "object" if wanted and any(tree.lemmas[each] in wanted for each in tree.subtree(verb)) else ""


_ELSEWHERE = frozenset("to into out on upon from under for back ill behind in with short off away".split())


def _falls(tree: Tree, verb: int) -> bool:
    """As in "where Ren Fu fell", but not "fell ill", "fell upon them", "fell to the enemy"."""
    behind = tree.units[verb + 1].text if verb + 1 < len(tree.units) else "."
    return tree.lemmas[verb] == "fall" and behind not in _ELSEWHERE and not any(tree.under(verb, "xcomp"))


def _acts(scene: Scene, event: Event, line: Line, slots: dict[str, list[int]]) -> bool:
    """Whether one of the two sides does it."""
    who = {
        each.group.number
        for place in slots.get("subject", ())
        for each in phrases.fillers(scene, line, place)
    }
    return bool(who & event.numbers("attacker", "defender", *COMMANDER.values()))


def _named(scene: Scene, line: Line, place: int) -> Iterator[Filler]:
    """Those whom a phrase names or means, unless they are somebody's own: "his brother Ali was killed"."""
    tree = line.tree
    around = {tree.units[each].text.lower() for each in tree.subtree(place)}
    if not around & {"his", "her", "their", "own", "son", "brother", "sons"}:
        for each in phrases.fillers(scene, line, place):
            if each.group.kind in _AGENTS and each.is_mere:
                yield each
