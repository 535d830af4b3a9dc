"""What stands behind prepositions in the clause of a verb or noun, wherever it hangs."""

from typing import Final

from kg.extract.parse import Tree

Slots = dict[str, list[int]]

_BESIDE: Final = frozenset({"below", "beneath", "beside", "above", "opposite"})
"""Where fighting near a place is, as near it: "beaten below the castle"."""


def complements(tree: Tree, head: int, found: Slots) -> None:
    """Enter what hangs on a word behind each preposition, "near" for all that mean it."""
    for child in tree.under(head, "obl", "nmod", "advmod"):
        if tree.units[child].date >= 0:
            continue
        if case := tree.case(child):
            beside = ["near"] if case in _BESIDE and tree.units[child].mention >= 0 else []
            for word in dict.fromkeys((case, case.split()[-1], *beside)):
                found.setdefault(word, []).append(child)


_OF_NOUNS: Final = frozenset("of from by like as than".split())
"""Prepositions of what a noun is by itself, whatever is done to it."""


def on_objects(tree: Tree, found: Slots) -> None:
    """As in "promised help to Otto against Austria", where the rest hangs on what is promised."""
    for place in found.get("object", ()):
        for child in tree.under(place, "nmod"):
            case = tree.case(child)
            if child > place and tree.units[child].date < 0 and case and case not in _OF_NOUNS:
                found.setdefault(case, [child])
