"""Who did what a passive tells, where the sentence or the parser puts him elsewhere than behind “by”."""

from kg.extract.parse import Tree
from kg.extract.strays import AGENTS

_ORDERS = frozenset("order command behest bidding instigation instance hand hands orders request".split())


def ordering(tree: Tree, found: dict[str, list[int]]) -> list[int]:
    """At whose orders or hands it was done: "blinded on the orders of his mother", "died at their hands"."""
    return [
        owner
        for slot in ("on", "at", "by")
        for place in found.get(slot, ())
        if tree.lemmas[place] in _ORDERS
        for owner in tree.under(place, "nmod")
    ]


_REACH = 10


def far(tree: Tree, verb: int) -> list[int]:
    """Who did it, hung on a noun between: "strangled at the king's command by the eunuch Cui"."""
    for place in range(verb + 1, min(verb + _REACH, len(tree.units))):
        if tree.tags[place] == "VERB" or tree.units[place].text in {",", ";"}:
            return []
        if tree.units[place].kind in AGENTS and tree.case(place) == "by":
            return [place]
    return []


def of_clause(tree: Tree, verb: int) -> list[int]:
    """As in "was forced to kill himself by his cousin"."""
    return [
        place
        for clause in tree.under(verb, "xcomp")
        for place in tree.under(clause, "obl")
        if tree.case(place) == "by"
    ]


def ungapped(tree: Tree, verb: int, places: list[int]) -> list[int]:
    """Without who did it to another: "followed by Akbar, Akbar by Jahangir", where the verb is told once."""
    return [each for each in places if not _is_gapped(tree, verb, each)]


def _is_gapped(tree: Tree, verb: int, place: int) -> bool:
    by = next((each for each in tree.under(place, "case") if tree.units[each].text == "by"), 0)
    named = by > verb + 2 and (
        tree.units[by - 1].kind == "person" or tree.units[by - 1].text in {"turn", "he"}
    )
    return named and any(tree.units[each].text in {",", "and", ";"} for each in (by - 2, by - 3, by - 4))
