"""Places and ends that the parser hung elsewhere than on their verb."""

from collections.abc import Iterator, Sequence

from kg.extract.parse import Tree

_ENDS = frozenset("battle flight piece bit shred war sword rout".split())


def ends(tree: Tree, clauses: Sequence[int]) -> Iterator[int]:
    """As in "cut the Danes to pieces near York", where the parser takes the noun for a verb."""
    for clause in clauses:
        if tree.lemmas[clause] in _ENDS and tree.units[clause - 1].text.lower() == "to":
            yield clause


_WHERE = frozenset({"at", "near", "off", "outside"})


def behind(tree: Tree, places: Sequence[int], found: dict[str, list[int]]) -> None:
    """As in "beat the Danes at York", where the parser hangs the town on those who are beaten."""
    heads = [*places, *(each for place in places for each in tree.under(place, "nmod"))]
    for place in heads:
        for child in tree.under(place, "nmod", "obl"):
            if tree.units[child].kind == "place" and (case := tree.case(child)) in _WHERE:
                found.setdefault(case, []).append(child)


def beside_parties(tree: Tree, slots: dict[str, list[int]]) -> list[int]:
    """Where a treaty was made, as the parser hung it on a party: "a truce with Sweden and France at Ulm"."""
    heads = [head for slot in ("with", "between", "object") for head in slots.get(slot, ())]
    return [place for head in heads for place in tree.subtree(head) if tree.case(place) == "at"]
