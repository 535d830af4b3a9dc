"""Names beside the offices that are conferred on them: "elected Otto king"."""

from kg.extract.parse import Tree

_CONFERS = frozenset(
    "appoint elect crown make name proclaim declare create choose nominate hail enthrone acclaim".split()
)


def told_apart(tree: Tree, verb: int, found: dict[str, list[int]]) -> None:
    """As in "elected Otto king", where the name was taken for a part of the noun behind it."""
    if tree.lemmas[verb] not in _CONFERS:
        return
    complements = [each for each in found.get("xcomp", ()) if tree.tags[each] == "NOUN"]
    for noun in [*found.get("object", ()), *complements]:
        people = [
            child
            for child in tree.under(noun, "compound", "nmod", "appos", "flat", "nsubj")
            if child < noun and tree.units[child].kind == "person" and not tree.case(child)
        ]
        if people and tree.units[noun].mention < 0:
            found["object"] = [*people, *(each for each in found.get("object", ()) if each != noun)]
            found["xcomp"] = [*(each for each in found.get("xcomp", ()) if each != noun), noun]
