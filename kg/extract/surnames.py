"""Whose kin somebody is by the name they share: "his son, Li Cunxu" is a son of Li Keyong, not of Zhu Wen."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg.extract import lexicon
from kg.extract.bearers import Group
from kg.extract.fact import Fact
from kg.extract.scene import Line, Scene

_KIN = frozenset({"childOf", "siblingOf"})
_REACH = 3
"""Sentences back in which the one of the same name is looked for."""


def agreed(scene: Scene, line: Line, facts: Iterable[Fact]) -> Iterator[Fact]:
    """The facts; "his" kin are those of whoever near has their surname, if the one understood has another."""
    for fact in facts:
        other = fact.object
        if not isinstance(other, Group) or not _is_his(fact):
            yield fact
            continue
        family, taken = _surname(fact.subject), _surname(other)
        kin = _of_family(scene, line, fact, family) if taken not in {family, ""} else None
        if kin is not None:
            yield replace(fact, object=kin, note=f"{fact.note[:5]} is {kin.name}")
        elif family == taken or not {family, taken} <= lexicon.lines("surnames"):
            yield fact


def _is_his(fact: Fact) -> bool:
    return fact.predicate in _KIN and fact.note.startswith(("“his” is", "“His” is"))


def _surname(group: Group) -> str:
    """The family's part of a full name: in China and Korea the first, else the last; empty where unknown."""
    words = [word for word in group.final().name.split() if word not in lexicon.nouns().royal]
    if len(words) < 2 or "of" in words or lexicon.is_roman(words[-1]):
        return ""
    if words[0] in lexicon.lines("surnames"):
        return words[0]
    return words[-1] if words[-1][:1].isupper() and len(words) == 2 and len(words[-1]) > 3 else ""


def _of_family(scene: Scene, line: Line, fact: Fact, family: str) -> Group | None:
    """The only other one of the family who was named shortly before."""
    found: dict[int, Group] = {}
    for before in () if not family else scene.back(line, _REACH):
        for number, _ in before.mentions():
            group = scene.of_mention(before.reading.index, number)
            if (
                group
                and group.kind == "person"
                and group is not fact.subject.final()
                and _surname(group) == family
            ):
                found[group.number] = group
    return next(iter(found.values())) if len(found) == 1 else None
