"""What treaties forbid, as sentences say: "sheltering him would violate the treaty", "which forbade it"."""

from collections.abc import Iterator
from typing import NamedTuple

from kg.extract import asserted, lexicon, syntax
from kg.extract.frame import Frames
from kg.extract.parse import Tree
from kg.extract.scene import Line, Scene

_VIOLATE = frozenset("violate break breach contravene infringe flout void tear".split())
_VIOLATION = frozenset("breach violation infringement contravention".split())
_FORBID = frozenset("forbid prohibit ban bar outlaw proscribe".split())
_SUBJECTS = ("csubj", "nsubj", "csubj:pass", "nsubj:pass")
_ATTACKS = frozenset({"TurningOnAlly", "TreatyBreach"})
"""The kinds of betrayal that fighting can be."""


class Ban(NamedTuple):
    """Which kinds of betrayal would break a treaty, and the word for the treaty.

    What is forbidden by the treaty itself (`lasting`) stays so; that a deed would break it is said of the
    deed at hand.
    """

    line: Line
    noun: int
    kinds: frozenset[str]
    lasting: bool


def bans(scene: Scene, frames: Frames) -> list[Ban]:
    """What the sentences of a document say to be against a treaty."""
    return [ban for line in scene.lines for ban in _of_sentence(line, frames)]


def _of_sentence(line: Line, frames: Frames) -> Iterator[Ban]:
    tree = line.tree
    for place, lemma in enumerate(tree.lemmas):
        if lemma in _VIOLATE | _VIOLATION and asserted.doubt(tree, place) == "hypothetical":
            for noun in _broken(tree, place):
                yield Ban(line, noun, _kinds(tree, _subjects(tree, place), frames), lasting=False)
        elif lemma in _FORBID and not asserted.doubt(tree, place):
            for noun in _forbidding(tree, place):
                deeds = tree.under(place, "xcomp", "ccomp", "obj", "obl", "advcl")
                yield Ban(line, noun, _kinds(tree, deeds, frames), lasting=True)


def is_treaty_word(tree: Tree, place: int) -> bool:
    """Whether a unit is a noun for a treaty, or the name of one."""
    unit = tree.units[place]
    words = unit.text.split() if unit.kind == "event" else [tree.lemmas[place]] if unit.mention < 0 else []
    return any(word in lexicon.nouns().treaty for word in words)


def phrase(tree: Tree, place: int) -> Iterator[int]:
    """A unit with everything below it, relative clauses left out."""
    yield place
    for child in tree.children[place]:
        if not tree.deps[child].startswith("acl"):
            yield from phrase(tree, child)


def _broken(tree: Tree, place: int) -> list[int]:
    """The treaties that are the object of a verb, or stand behind "of" where a noun names the violation."""
    slots = syntax.slots(tree, place)
    found = [
        *slots.get("object", ()),
        *(each for each in tree.under(place, "nmod") if tree.case(each) == "of"),
    ]
    return [each for each in dict.fromkeys(found) if is_treaty_word(tree, each)]


def _forbidding(tree: Tree, verb: int) -> list[int]:
    """The treaties that forbid: as the subject, and as what a relative clause is about."""
    subjects = list(_subjects(tree, verb))
    if any(tree.lemmas[each] in {"which", "that"} for each in subjects) and tree.deps[verb].startswith("acl"):
        subjects = [tree.heads[verb]]
    return [each for each in subjects if is_treaty_word(tree, each)]


def _subjects(tree: Tree, verb: int) -> Iterator[int]:
    return tree.under(verb, *_SUBJECTS)


def _kinds(tree: Tree, places: Iterator[int], frames: Frames) -> frozenset[str]:
    """What betrayals the deeds below some units are; those of its relative clauses are others."""
    return frozenset(
        kind
        for place in places
        for deed in phrase(tree, place)
        for kind in _kinds_of(tree.lemmas[deed], frames)
    )


def _kinds_of(lemma: str, frames: Frames) -> frozenset[str]:
    known = frames.verbs.get(lemma, ())
    betrayals = {each.kind for each in known if each.event == "Betrayal"}
    return frozenset(betrayals) | (
        _ATTACKS if any(each.event == "Campaign" for each in known) else frozenset()
    )
