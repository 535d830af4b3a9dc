"""Who commanded in a battle, by what he did there or became of him: "The Zhao general was killed"."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from kg.extract import asserted, phrases, syntax
from kg.extract.allegiance import Allegiances
from kg.extract.bearers import Group
from kg.extract.events import Add, Event
from kg.extract.leaders import LEADING
from kg.extract.parse import Tree
from kg.extract.phrases import Filler
from kg.extract.scene import Line, Scene
from kg.extract.sides import COMMANDER
from kg.extract.sightings import Sighting

_SUFFERS = frozenset("kill slay capture wound take".split())
_LOSES = frozenset("fall perish flee escape drown".split())
_FIGHTS = frozenset("command withdraw retreat rally charge".split())
_FIGHTING = frozenset("battle action fight fighting field charge assault breach melee combat attack".split())
_NOT_DEATH = frozenset("into from to out under in on for upon".split())
_LOSER = {"AttackerVictory": "defender", "DefenderVictory": "attacker"}
Stages = dict[int, list[tuple[Event, Sighting]]]
"""The tellings of campaigns by sentence, in the order of the text."""


class Fighter(NamedTuple):
    """Somebody in a battle, where that is said; whether he led men of his state, or by whom he suffered."""

    filler: Filler
    place: int
    leads: bool = False
    captured: bool = False
    by: frozenset[int] = frozenset()
    there: bool = False
    """Whether he commanded "there", in the town of which the sentence before tells."""


def complete(scene: Scene, events: Sequence[Event], allegiances: Allegiances, add: Add) -> None:
    """Give the sides of campaigns the commanders of whom the same sentence or the next one tells."""
    stages: Stages = {}
    for event in events:
        for sighting in event.sightings if event.event == "Campaign" else ():
            stages.setdefault(sighting.line.number, []).append((event, sighting))
    for number, told in stages.items():
        told.sort(key=lambda each: each[1].trigger)
        if number - 1 not in stages:
            _led_before(scene, told[0], allegiances, add)
        for line in _lines(scene, told[-1], stages):
            for fighter in (*_fighters(scene, line), *_officers(line)):
                if stage := _stage(line, fighter.place, told):
                    _take_part(*stage, fighter, allegiances, add)
            for filler, town in _of_towns(scene, line):
                if stage := _stage(line, filler.place, told):
                    _hold(*stage, filler, town, add)


def _lines(scene: Scene, last: tuple[Event, Sighting], stages: Stages) -> Iterator[Line]:
    """The sentence that tells a campaign, and the next one where it goes on about it."""
    event, line = last[0], last[1].line
    yield line
    following = next((each for each in scene.ahead(line, 1) if each.step > line.step), None)
    if following is None or following.number in stages:
        return
    dates = [date for place in range(len(following.tree.units)) if (date := following.date(place))]
    then = event.when is not None and all(
        each.when.within(event.when) or event.when.within(each.when) for each in dates
    )
    if following.reading is line.reading and (then or not dates):
        yield following


def _led_before(scene: Scene, first: tuple[Event, Sighting], allegiances: Allegiances, add: Add) -> None:
    """As in "The army was commanded by Nemours. It beat the Spaniards at Ravenna"."""
    before = scene.previous(first[1].line)
    for fighter in _officers(before) if before else ():
        if fighter.leads:
            _take_part(*first, fighter, allegiances, add)


def _fighters(scene: Scene, line: Line) -> Iterator[Fighter]:
    """The people who fight or suffer in a sentence."""
    tree = line.tree
    for verb in asserted.verbs(tree, _SUFFERS | _LOSES | _FIGHTS, frozenset({"VERB"})):
        slot = "object" if tree.lemmas[verb] in _SUFFERS else "subject"
        captured = _is_capture(tree, verb)
        if (tree.lemmas[verb] == "fall" and not _is_death(tree, verb)) or (
            tree.lemmas[verb] == "take" and not captured
        ):
            continue
        slots = syntax.slots(tree, verb)
        by = frozenset(each.group.number for each in _all(scene, line, slots.get("subject", ())))
        for each in _all(scene, line, slots.get(slot, ())):
            if each.group.kind == "person" and each.is_mere:
                there = tree.lemmas[verb] == "command" and _is_there(tree, verb)
                by_ = by if slot == "object" else frozenset()
                yield Fighter(each, verb, captured=captured, by=by_, there=there)


def _is_there(tree: Tree, verb: int) -> bool:
    return any(tree.units[each].text == "there" for each in tree.under(verb, "advmod"))


def _all(scene: Scene, line: Line, places: Iterable[int]) -> list[Filler]:
    return [each for place in places for each in phrases.fillers(scene, line, place)]


_CHIEFS = frozenset("general commander admiral marshal field-marshal commander-in-chief governor".split())
_DEFINITE = frozenset({"the", "The", "their", "Their", "its", "Its"})
_BACK = 7
"""Tokens before a name among which the article of its description stands."""


def _is_capture(tree: Tree, verb: int) -> bool:
    """As in "was captured", "took him prisoner"."""
    behind = {tree.lemmas[each] for each in tree.under(verb, "xcomp", "obj", "obl", "nmod")}
    taken = tree.lemmas[verb] == "capture" or bool(behind & {"prisoner", "captive"})
    return taken and tree.lemmas[verb] in {"capture", "take"}


def _officers(line: Line) -> Iterator[Fighter]:
    """As in "The Austrian commander, Charles of Lorraine", "The French were led by Soult"."""
    chiefs = {
        fact.subject.final().number
        for fact in line.facts
        if fact.predicate == "heldOffice" and fact.object in _CHIEFS and fact.rule == _DESCRIBED
    }
    for fact in line.facts:
        leads = fact.rule in LEADING
        described = fact.rule == _DESCRIBED and fact.subject.final().number in chiefs
        if fact.predicate == "served" and (leads or described):
            for place, unit in enumerate(line.tree.units):
                words = [each.text for each in line.reading.tokens[max(0, unit.first - _BACK) : unit.first]]
                definite = leads or _DEFINITE & set(words[_last(words, ".") + 1 :])
                if _names(line, place, fact.subject) and definite:
                    yield Fighter(Filler(fact.subject.final(), place, "head", fact.note), place, leads)
                    break


_DESCRIBED = "before-name"


def _names(line: Line, place: int, group: Group) -> bool:
    mention = line.mention(place)
    return mention is not None and mention in group.mentions


def _last(words: Sequence[str], word: str) -> int:
    return max((at for at, each in enumerate(words) if each == word), default=-1)


def _of_towns(scene: Scene, line: Line) -> Iterator[tuple[Filler, Group]]:
    """As in "Its commander, Colonel Monro, …", with the town."""
    tree = line.tree
    for noun, unit in enumerate(tree.units):
        for pronoun in tree.under(noun, "nmod") if unit.text in _CHIEFS | _CASTELLANS else ():
            for town in line.referents.get(pronoun, ()):
                for each in phrases.fillers(scene, line, noun) if town.kind == "place" else ():
                    if each.group.kind == "person":
                        yield each, town


_CASTELLANS = frozenset({"castellan", "commandant", "captain", "defender"})


def _is_death(tree: Tree, verb: int) -> bool:
    """Whether somebody fell in a fight, neither ill nor from grace."""
    if tree.has(verb, "xcomp", "obj", "compound"):
        return False
    return all(
        tree.case(each) not in _NOT_DEATH or tree.lemmas[each] in _FIGHTING or tree.units[each].date >= 0
        for each in tree.under(verb, "obl")
    )


def _stage(line: Line, verb: int, told: Sequence[tuple[Event, Sighting]]) -> tuple[Event, Sighting] | None:
    """In which of the campaigns of a sentence it happened: the one told last before."""
    if told[-1][1].line is not line:
        return told[-1]
    before = [each for each in told if each[1].trigger < verb]
    return before[-1] if before else None


def _take_part(
    event: Event, sighting: Sighting, fighter: Fighter, allegiances: Allegiances, add: Add
) -> None:
    """Let somebody command the side of his state, or the one that what became of him tells."""
    filler = fighter.filler
    if filler.group.number in event.numbers(*event.roles):
        return
    state = allegiances.state(filler.group, sighting.line.number)
    side = (_of_state(event, state) or _vacant(event, fighter)) if state else ""
    note = f"{filler.group.name} stands for {state.name}" if state else ""
    if not side:
        side, note = _by_fate(event, fighter, state), f"{filler.group.name} was captured or commanded there"
    if not side or fighter.by & event.numbers(side, COMMANDER[side]):
        return
    if state and not event.numbers(side):
        add(event, side, filler._replace(group=state), sighting, note)
    add(event, COMMANDER[side], filler, sighting, note)


def _by_fate(event: Event, fighter: Fighter, state: Group | None) -> str:
    """Prisoners are of the side that lost; who commanded in a town that was attacked defended it."""
    lost = _LOSER.get(event.outcome, "")
    if fighter.captured and state is None and event.numbers(lost):
        return lost
    return "defender" if fighter.there and event.numbers("target") and event.numbers("attacker") else ""


def _vacant(event: Event, fighter: Fighter) -> str:
    """The side that nobody takes, where somebody who leads or is captured must be on it.

    A person without a state on the other side may be of the same state.
    """
    empty = [side for side in COMMANDER if not event.numbers(side)]
    taken = [found[0][0].group.kind for side in COMMANDER for found in event.roles.get(side, {}).values()]
    lost = fighter.captured and empty[:1] == [_LOSER.get(event.outcome)]
    met = fighter.leads and not event.numbers("target") and "person" not in taken
    return empty[0] if len(empty) == 1 and (lost or met) else ""


def _hold(event: Event, sighting: Sighting, filler: Filler, town: Group, add: Add) -> None:
    """Let the commander of a town that is attacked command its defenders."""
    if town.number in event.numbers("target") and filler.group.number not in event.numbers(*event.roles):
        add(event, COMMANDER["defender"], filler, sighting, f"{filler.group.name} commanded in {town.name}")


def _of_state(event: Event, state: Group) -> str:
    sides = [side for side in COMMANDER if state.number in event.numbers(side)]
    return sides[0] if len(sides) == 1 else ""
