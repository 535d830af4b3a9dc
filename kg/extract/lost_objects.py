"""Objects that stand elsewhere than behind their verb."""

from kg.extract import voice
from kg.extract.parse import Tree


def find(tree: Tree, verb: int) -> tuple[list[int], int | None]:
    """The objects of an active verb that has none, and the verb, if any, that it shares them with."""
    if _is_left_out(tree, verb):
        return [tree.heads[verb]], None
    sharing = _sharing(tree, verb)
    if sharing is not None:
        return list(tree.under(sharing, "obj")), sharing
    return _taken(tree, verb), None


_RELATIVE = frozenset("who whom which that whose where when".split())
_BREAKS = frozenset({":", ";", ","})


def _is_left_out(tree: Tree, verb: int) -> bool:
    """Whether a clause's object is the noun that it hangs on: "the treaty he signed with Venice"."""
    above = tree.heads[verb]
    between = {tree.units[each].text.lower() for each in range(above + 1, verb)}
    return (
        tree.deps[verb] == "acl"
        and above < verb
        and any(above < each < verb for each in tree.under(verb, "nsubj"))
        and tree.tags[above] in {"NOUN", "PROPN"}
        and not between & (_RELATIVE | _BREAKS)
    )


def _sharing(tree: Tree, verb: int) -> int | None:
    """As in "defeated and killed Valens at Adrianople": both have the object and the place."""
    for other in tree.under(verb, "conj"):
        between = {tree.units[place].text for place in range(verb + 1, other)}
        if (
            tree.tags[other] == "VERB"
            and between <= {"and", "or", "then"}
            and not voice.is_passive(tree, other)
        ):
            return other
    return None


def _taken(tree: Tree, verb: int) -> list[int]:
    """As in "defeated and killed Roderic", where the parser gives the object to the first verb only."""
    above = tree.heads[verb]
    beside = verb - above == 2 and tree.units[above + 1].text in {"and", "or", "then"}
    if tree.deps[verb] != "conj" or tree.tags[above] != "VERB" or not beside:
        return []
    return [each for each in tree.under(above, "obj") if each > verb]
