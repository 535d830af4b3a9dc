"""Whom the winners of a campaign took and killed, where a passive does not say who did it."""

from collections.abc import Iterator

from kg.extract import asserted, phrases, syntax, voice
from kg.extract.events import Event
from kg.extract.fact import Fact
from kg.extract.parse import Tree
from kg.extract.phrases import Filler
from kg.extract.scene import Line, Scene
from kg.extract.sides import COMMANDER

_TAKEN = frozenset("capture take seize arrest imprison".split())
_KILLED = frozenset("execute behead kill slay hang strangle murder".split())


def taken(scene: Scene, event: Event) -> Iterator[Fact]:
    """As in "the Marathas stormed Kunjpura, where Qutb Shah was taken and executed"."""
    last = max(event.sightings, key=lambda each: (each.line.number, each.trigger))
    line, tree = last.line, last.line.tree
    if event.outcome != "AttackerVictory":
        return
    for verb in range(last.trigger + 1, min(last.trigger + _REACH, len(tree.units))):
        if tree.lemmas[verb] in _TAKEN and _is_unsaid(tree, verb):
            killed = any(tree.lemmas[each] in _KILLED for each in tree.under(verb, "conj"))
            for sufferer in _people(scene, line, syntax.slots(tree, verb).get("object", [])):
                for taker in _winners(event, sufferer):
                    note = "; ".join(each for each in (sufferer.note, f"{taker.group.name} won") if each)
                    for predicate in ("capturedBy", *(["killedBy"] if killed else [])):
                        yield Fact(sufferer.group, predicate, taker.group, line, "taken-there", 0.65, note)


_REACH = 16


def _is_unsaid(tree: Tree, verb: int) -> bool:
    """Whether somebody was taken, and no words tell by whom."""
    slots = syntax.slots(tree, verb)
    told = slots.get("agent") or slots.keys() & {"by", "from", "to"}
    return (
        tree.tags[verb] == "VERB"
        and voice.is_passive(tree, verb)
        and not told
        and not asserted.doubt(tree, verb)
    )


def _people(scene: Scene, line: Line, places: list[int]) -> Iterator[Filler]:
    for place in places:
        found = phrases.fillers(scene, line, place)
        yield from (each for each in found if each.group.kind == "person" and each.via == "head")


def _winners(event: Event, sufferer: Filler) -> list[Filler]:
    """The attackers, unless it was one of them who was taken."""
    if sufferer.group.number in event.numbers("attacker", COMMANDER["attacker"]):
        return []
    return [found[0][0] for found in event.roles.get("attacker", {}).values()][:1]
