"""Against whom somebody rose, where only the words around tell it."""

from collections.abc import Iterable, Sequence

from kg.extract.bearers import Group
from kg.extract.events import Add, Event
from kg.extract.fact import Fact
from kg.extract.phrases import Filler
from kg.extract.scene import Line, Scene
from kg.extract.sightings import Sighting

_REIGNS = frozenset("king queen emperor empress sultan shah tsar caliph khan pharaoh shogun doge".split())
_NOT_AGAINST = frozenset({"as", "of", "with", "by", "to", "from", "for", "at", "near", "like", "under"})
_PARTED = frozenset("fall quarrel break clash fight".split())


def complete(scene: Scene, events: Sequence[Event], facts: Iterable[Fact], add: Add) -> None:
    """The one who reigns of those named beside a rebel, else the one state."""
    reigning = {fact.subject.final().number for fact in facts if _reigns(fact)}
    rebels = {number for event in events for number in event.numbers("betrayer")}
    for event in events:
        if event.event == "Betrayal" and event.kind == "Rebellion" and not event.numbers("betrayed"):
            for found in list(event.roles.get("betrayer", {}).values())[:1]:
                filler, sighting = found[0]
                taken = rebels | event.numbers(*event.roles)
                if filler.via != "inferred" and (lord := _lord(scene, sighting, taken, reigning)):
                    add(event, "betrayed", Filler(lord, filler.place), sighting, f"{lord.name} is named here")


def _reigns(fact: Fact) -> bool:
    if fact.predicate == "heldOffice" and isinstance(fact.object, str):
        return bool(_REIGNS & set(fact.object.lower().split(" of ")[0].split()))
    return fact.predicate == "rulerOf"


def _lord(scene: Scene, sighting: Sighting, taken: set[int], reigning: set[int]) -> Group | None:
    line = sighting.line
    named = [(each, place) for each, place in _named(scene, line) if each.number not in taken]
    rulers = {each.number: each for each, at in named if _is_ruler(line, each, at, reigning)}
    states = {each.number: each for each, _ in named if each.kind == "polity"}
    found = rulers or states
    return next(iter(found.values())) if len(found) == 1 else None


def _is_ruler(line: Line, group: Group, place: int, reigning: set[int]) -> bool:
    """As in "King Edward", "the new emperor, Conrad"."""
    if group.kind != "person":
        return False
    words = {word.lower() for name in group.names for word in name.split()}
    words |= {unit.text.lower() for unit in line.tree.units[max(0, place - 2) : place]}
    return group.number in reigning or bool(words & _REIGNS)


def _named(scene: Scene, line: Line) -> list[tuple[Group, int]]:
    """Whom a sentence names, those left out with whom or to whom it is done, or whose something is."""
    tree, found = line.tree, list[tuple[Group, int]]()
    for place in range(len(tree.units)):
        head = tree.heads[place]
        case = tree.case(place) or ("" if tree.deps[place] != "appos" else tree.case(head))
        parted = case == "with" and bool({tree.lemmas[head], tree.lemmas[tree.heads[head]]} & _PARTED)
        beside = case not in _NOT_AGAINST or parted
        if beside and (group := scene.bearer(line, place)):
            found.append((group, place))
    return found
