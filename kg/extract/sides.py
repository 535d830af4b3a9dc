"""The two sides of a campaign kept apart."""

from collections.abc import Iterable

from kg.extract.parse import Tree
from kg.extract.phrases import Filler

COMMANDER = {"attacker": "attackingCommander", "defender": "defendingCommander"}
"""The role of whoever commands a side."""


def part(found: dict[str, list[Filler]]) -> None:
    """Not on both sides: in "Murad was beaten by him", he is somebody else."""
    for one, other in (("attacker", "defender"), ("defender", "attacker")):
        named = {each.group.number for each in found.get(other, ()) if each.via != "reference"}
        if one == "defender":
            named |= {each.group.number for each in found.get(COMMANDER[other], ())}
        if one in found:
            found[one] = [
                each for each in found[one] if each.via != "reference" or each.group.number not in named
            ]


def divide(found: dict[str, list[Filler]], tree: Tree, between: Iterable[int]) -> None:
    """As in "a battle between Athens and Thebes": the first named attacks, the others defend."""
    places = {each for place in between for each in (place, *tree.under(place, "conj"))}
    both = [each for each in found.get("attacker", ()) if each.place in places]
    if both and "defender" not in found:
        found["attacker"] = [each for each in found["attacker"] if each not in both[1:]]
        found["defender"] = both[1:]
