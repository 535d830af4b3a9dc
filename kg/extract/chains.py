"""Chains of rulers whose verb is told once: "succeeded by Akbar, Akbar by Jahangir, and he by Shah Jahan"."""

from collections.abc import Iterator

from kg.extract import asserted, kinship, lexicon, voice
from kg.extract.bearers import Group
from kg.extract.fact import Fact
from kg.extract.near import FILLER
from kg.extract.scene import Line, Scene

_FOLLOWS = frozenset({"succeed", "follow", "replace"})
_TURN = frozenset("in his her turn then later finally".split())
_HE = frozenset({"he", "she", "latter"})


def facts(scene: Scene, line: Line) -> Iterator[Fact]:
    """Who followed whom by the gaps behind a passive, in one sentence."""
    tree = line.tree
    for verb in asserted.verbs(tree, _FOLLOWS, frozenset({"VERB"})):
        if voice.is_passive(tree, verb):
            yield from _gaps(scene, line, tree.units[verb].last)


def kept(facts: list[Fact]) -> Iterator[Fact]:
    """Without what the parser makes of gaps: whoever succeeds in turn succeeds only the one before."""
    chained = {
        fact.subject.final(): fact for fact in facts if fact.rule == _RULE and fact.predicate == _AFTER
    }
    for fact in facts:
        other = chained.get(fact.subject.final(), fact)
        if fact.predicate != _AFTER or fact.key == other.key:
            yield fact


_RULE, _AFTER = "succeeds-in-turn", "successorOf"


def _gaps(scene: Scene, line: Line, at: int) -> Iterator[Fact]:
    """Each "X by Y" and "he in turn by Z" behind the verb, with who came last before."""
    reading, last = line.reading, None
    named = dict(_people(scene, line))
    while at < line.sentence.last:
        before, end = last, at + 1
        if at in named:
            before, end = named[at]
        opened = reading.before(at) in {",", "and", ";"}
        behind = _by(line, end) if opened and (at in named or reading.after(at) in _HE) else -1
        last = named[at][0] if at in named else last
        if behind > 0 and before is not None:
            heir, end, kin = _heir(line, named, behind)
            if heir is not None and heir is not before:
                yield Fact(heir, _AFTER, before, line, _RULE, 0.8)
                yield from kinship.kin(heir, kin, before, line, rule=_RULE)
        at = end


def _people(scene: Scene, line: Line) -> Iterator[tuple[int, tuple[Group, int]]]:
    for number, mention in line.mentions():
        group = scene.of_mention(line.reading.index, number)
        if group is not None and group.kind == "person":
            yield mention.first, (group, mention.last)


def _by(line: Line, at: int) -> int:
    """The place behind "by", where only "in his turn" stands before it; -1 where it does not."""
    while at < line.sentence.last and line.reading.after(at) in _TURN:
        at += 1
    return at + 1 if line.reading.after(at) == "by" else -1


def _heir(line: Line, named: dict[int, tuple[Group, int]], at: int) -> tuple[Group | None, int, str]:
    """Who is named behind "by", where his name begins, and by which kinship he is introduced."""
    kin = ""
    while at < line.sentence.last and at not in named:
        word = line.reading.after(at)
        kin = word if word in lexicon.nouns().kin else kin
        if word not in FILLER | lexicon.nouns().kin | {"his", "her", ","}:
            break
        at += 1
    return (named[at][0] if at in named else None), at, kin
