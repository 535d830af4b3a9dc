"""Whether a ruler is betrayed: whom the text calls king, or has said to rule."""

import re
from collections.abc import Iterator, Mapping, Sequence

from kg.extract import lexicon, syntax
from kg.extract.bearers import Group
from kg.extract.fact import Fact
from kg.extract.filled import Filled
from kg.extract.phrases import Filler
from kg.extract.scene import Line, Scene

_REACH = 120
"""Sentences through which what was stated of somebody is looked for."""


def overthrown(filled: Filled, roles: Mapping[str, Sequence[Filler]]) -> bool:
    """Whether a ruler is betrayed, by somebody who rules nothing himself."""
    scene, line = filled.scene, filled.line
    betrayers = [each.group for each in roles.get("betrayer", ())]
    if any(_rules(scene, line, each) and not _NUMBERED.search(each.name) for each in betrayers):
        return False
    crowned = syntax.heads(filled.slots.get("object", ()), line.tree) & lexicon.nouns().rulers
    return bool(crowned) or any(_rules(scene, line, each.group) for each in roles.get("betrayed", ()))


def _rules(scene: Scene, line: Line, group: Group) -> bool:
    """Whether the text calls somebody king, or has said that he rules."""
    if group.name.split()[0] in _CROWNED or _NUMBERED.search(group.name):
        return True
    return any(fact.predicate == "rulerOf" and _subject(fact) == group.number for fact in _near(scene, line))


_NUMBERED = re.compile(r"^\w+ [IVX]+\b")
"""As in "Alexander IV": rulers bear numbers."""
_CROWNED = frozenset(
    "King Queen Emperor Empress Sultan Shah Tsar Caliph Khan Pharaoh President Pope Doge Negus Raja".split()
)


def _near(scene: Scene, line: Line) -> Iterator[Fact]:
    for before in scene.back(line, _REACH):
        yield from before.facts


def _subject(fact: Fact) -> int:
    return fact.subject.final().number
