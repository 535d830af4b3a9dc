"""Whose men or kin those are who betray: "one of Yuan Shao's advisers, Xu You, came over"."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from kg.extract.bearers import Group
from kg.extract.frame import KINDS
from kg.extract.parse import Tree
from kg.extract.phrases import Filler
from kg.extract.scene import Line, Scene
from kg.extract.unnamed_ones import is_human


class Slots(Protocol):
    """What is known of the slots of a trigger."""

    scene: Scene
    line: Line
    slots: dict[str, list[int]]

    def __call__(self, slot: str, kinds: frozenset[str] = ...) -> list[Filler]:
        """The fillers of a slot."""
        ...


def of(filled: Slots, betrayers: Sequence[Filler]) -> list[Filler]:
    """The one whose men they are, as his name or a pronoun by the noun for them says."""
    tree, line = filled.line.tree, filled.line
    taken = {each.group.number for each in (*betrayers, *filled("to"), *filled("for"), *filled("with"))}
    for noun in _nouns(tree, filled.slots.get("subject", ())):
        for child in tree.under(noun, "nmod"):
            lords = [each for each in _owners(filled.scene, line, child) if each.number not in taken]
            if lords:
                note = f"“{tree.units[child].text}” is {lords[0].name}"
                return [Filler(lords[0], child, "reference", note)]
    return []


def _nouns(tree: Tree, subjects: Sequence[int]) -> Iterator[int]:
    """The subjects, those in apposition to them, and those of whom they are some."""
    for subject in subjects:
        yield from (subject, *tree.under(subject, "appos", "compound", "flat"))
        above = tree.heads[subject]
        if tree.deps[subject] in {"appos", "flat"} and is_human(tree.lemmas[above], tree.units[above].text):
            yield above
        for noun in (subject, above):
            some = [each for each in tree.under(noun, "nmod") if tree.case(each) == "of"]
            if tree.lemmas[noun] in _SOME:
                yield from (each for each in some if is_human(tree.lemmas[each], tree.units[each].text))


_SOME = frozenset("one two three four several some many most half both".split())


def _owners(scene: Scene, line: Line, place: int) -> list[Group]:
    """Whom a pronoun or a genitive beside a noun means."""
    tree = line.tree
    genitive = any(tree.units[each].text in {"'s", "’s", "'", "’"} for each in tree.under(place, "case"))
    group = scene.bearer(line, place) if genitive else None
    found = line.referents.get(place, ()) if tree.tags[place] == "PRON" else [group] if group else []
    return [each for each in found if each.kind in KINDS["agent"]]
