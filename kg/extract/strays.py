"""Subjects that the parser hung elsewhere than on their verb."""

from kg.extract.parse import Tree

AGENTS = frozenset({"person", "polity", "people", "force"})
_STRAYS = frozenset({"appos", "conj", "vocative", "nmod", "obl", "flat", "parataxis", "dep"})


def stranded(tree: Tree, verb: int) -> list[int]:
    """The name that the parser hung elsewhere: "At Dover, on 3 May, Hugo, the captain, went over"."""
    if tree.tags[verb] != "VERB" or tree.units[verb].text.endswith("ing"):
        return []
    if _is_agent_or_place(tree, verb - 1) and not tree.case(verb - 1):
        return [verb - 1]
    if taken := _taken_by_aside(tree, verb):
        return taken
    for place in range(verb):
        if (
            tree.units[place].kind in AGENTS
            and tree.deps[place] in _STRAYS
            and not tree.case(place)
            and (place == 0 or tree.units[place - 1].text in {",", "–"})
            and tree.heads[place] != place
            and tree.units[tree.heads[place]].kind in {"place", "date", ""}
        ):
            return [place]
    return []


def named_before(tree: Tree, aside: int) -> list[int]:
    """As in "Yoshikage, beaten and in flight, was forced": the name, where the aside became the subject."""
    return [
        place
        for place in tree.under(aside, "nsubj", "nsubj:pass")
        if tree.units[place].kind in AGENTS and tree.units[place + 1].text == ","
    ]


def _taken_by_aside(tree: Tree, verb: int) -> list[int]:
    """As in "An Lushan, by now almost blind, is stabbed": the name that the aside took for its own."""
    return [
        subject
        for aside in tree.under(verb, "parataxis", "advcl", "amod", "dep")
        if aside < verb and tree.units[verb - 1].mention < 0
        for subject in tree.under(aside, "nsubj", "nsubj:pass")
        if tree.units[subject].kind in AGENTS and tree.units[subject + 1].text == ","
    ][:1]


def _is_agent_or_place(tree: Tree, place: int) -> bool:
    return place >= 0 and tree.units[place].kind in AGENTS | {"place"}


def behind_relative_clause(tree: Tree, verb: int) -> list[int]:
    """As in "Neville, whom the king had wronged, declared for him": the name that became the root."""
    root = next((place for place in tree.ancestors(verb) if tree.heads[place] == place), verb)
    if tree.units[verb - 1].text == "," and root < verb - 1 and tree.units[root].kind in AGENTS:
        return [root]
    if tree.deps[verb] == "acl" and _is_behind_who(tree, verb):
        return [tree.heads[verb]]
    return before_who(tree, verb) if tree.deps[verb] == "advcl" else []


def _is_behind_who(tree: Tree, verb: int) -> bool:
    """As in "his brother Montagu, who was to raise troops, declared for Henry": it goes on behind "who"."""
    return tree.units[verb - 1].text == "," and any(
        clause < verb and any(tree.units[each].text in {"who", "whom"} for each in tree.children[clause])
        for clause in tree.under(tree.heads[verb], "acl")
    )


def before_who(tree: Tree, verb: int) -> list[int]:
    """As in "Li Tan, who ruled Shandong, declared for the Song": the name before what became the root."""
    above = tree.heads[verb]
    for place in tree.under(above, "nsubj"):
        named = place > 1 and tree.units[place - 1].text == "," and tree.units[place - 2].kind in AGENTS
        if tree.units[place].text == "who" and named and tree.units[verb - 1].text == ",":
            return [place - 2]
    return []
