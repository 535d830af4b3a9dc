"""What a document states of two people that makes it a betrayal to kill: kin, service, a throne served."""

from collections.abc import Iterator, Mapping, Sequence

from kg.extract import lexicon, syntax
from kg.extract.bearers import Group
from kg.extract.fact import Fact
from kg.extract.filled import Filled
from kg.extract.phrases import Filler
from kg.extract.scene import Line, Scene

_REACH = 120
"""Sentences through which what was stated of somebody is looked for."""
_KIN = frozenset({"childOf", "siblingOf"})


def tied(scene: Scene, line: Line, one: set[int], other: set[int]) -> bool:
    """Whether the text has said that one of some people is the other's kin or serves him or his state."""
    facts = [fact for fact in _near(scene, line) if isinstance(fact.object, Group)]
    ruled = {_object(fact): _subject(fact) for fact in facts if fact.predicate == "rulerOf"}
    for fact in facts:
        subject, object_ = _subject(fact), _object(fact)
        if fact.predicate in _KIN and {subject, object_} & one and {subject, object_} & other:
            return subject != object_
        if fact.predicate == "served" and subject in one and {object_, ruled.get(object_, -1)} & other:
            return True
    return False


def overthrown(filled: Filled, roles: Mapping[str, Sequence[Filler]]) -> bool:
    """Whether a ruler is betrayed, by somebody who rules nothing himself."""
    scene, line = filled.scene, filled.line
    if any(_rules(scene, line, each.group) for each in roles.get("betrayer", ())):
        return False
    crowned = syntax.heads(filled.slots.get("object", ()), line.tree) & lexicon.nouns().rulers
    return bool(crowned) or any(_rules(scene, line, each.group) for each in roles.get("betrayed", ()))


def _rules(scene: Scene, line: Line, group: Group) -> bool:
    """Whether the text calls somebody king, or has said that he rules."""
    if group.name.split()[0] in _CROWNED:
        return True
    return any(fact.predicate == "rulerOf" and _subject(fact) == group.number for fact in _near(scene, line))


_CROWNED = frozenset(
    "King Queen Emperor Empress Sultan Shah Tsar Caliph Khan Pharaoh President Pope Doge Negus Raja".split()
)


def _near(scene: Scene, line: Line) -> Iterator[Fact]:
    for before in scene.lines[max(0, line.number - _REACH) : line.number + 1]:
        yield from before.facts


def _subject(fact: Fact) -> int:
    return fact.subject.final().number


def _object(fact: Fact) -> int:
    return fact.object.final().number if isinstance(fact.object, Group) else -1
