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
    if taken := _taken_by_aside(tree, verb) or _taken_by_participle(tree, verb):
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


_TIMES = frozenset(
    """
    day night morning evening afternoon week month year spring summer autumn winter january february march
    april may june july august september october november december
    dawn midnight noon time moment century decade hour
    """.split()
)


def beside_time(tree: Tree, own: list[int], verb: int) -> list[int]:
    """Who acts where a time seems to: "That spring he sailed", "The night before, Hugo, who …, fled"."""
    agents = [each for each in own if not _is_time(tree, each)]
    named = [each for each in agents if tree.units[each].mention >= 0]
    if agents:
        last = named[-1:] if len(own) > 1 and named and named[-1] < verb else []
        return last or agents[:1]
    return [
        child
        for time in own
        for child in tree.under(time, "appos", "compound", "nmod", "flat", "dep", "nsubj")
        if tree.units[child].kind in AGENTS and not tree.case(child) and time < child < verb
    ][:1]


def _is_time(tree: Tree, place: int) -> bool:
    return tree.units[place].kind == "date" or (
        tree.units[place].mention < 0 and tree.lemmas[place] in _TIMES and tree.units[place].text[-1] != "s"
    )


def _taken_by_aside(tree: Tree, verb: int) -> list[int]:
    """As in "An Lushan, by now almost blind, is stabbed": the name that the aside took for its own."""
    return [
        subject
        for aside in tree.under(verb, "parataxis", "advcl", "amod", "dep")
        if aside < verb and tree.units[verb - 1].mention < 0
        for subject in tree.under(aside, "nsubj", "nsubj:pass")
        if tree.units[subject].kind in AGENTS and tree.units[subject + 1].text == ","
    ][:1]


def _taken_by_participle(tree: Tree, verb: int) -> list[int]:
    """As in "The Athenians, instead of moving their army, raised another"."""
    for aside in range(verb - 1, -1, -1):
        subjects = [each for each in tree.under(aside, "nsubj") if each < aside]
        participle = tree.units[aside].text.endswith("ing") and not tree.has(aside, "aux")
        if participle and subjects and tree.units[subjects[0] + 1].text == ",":
            return subjects[:1]
    return []


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


def right_before(tree: Tree, verb: int) -> list[int]:
    """As in "…, and three of his officers, Hou, Song and Wei, tied him up": the names before the comma."""
    place = verb - 2
    if tree.deps[verb] != "conj" or place < 1 or tree.units[verb - 1].text != ",":
        return []
    while tree.deps[place] == "conj" and tree.heads[place] < place and tree.units[place].kind in AGENTS:
        place = tree.heads[place]
    apposed = tree.deps[place] == "appos" and tree.heads[place] < place and tree.units[place - 1].text == ","
    named = tree.units[place].kind in AGENTS and tree.units[tree.heads[place]].mention < 0
    governed = tree.heads[tree.heads[place]] == tree.heads[verb] and tree.deps[tree.heads[place]] == "obj"
    return [place] if apposed and named and not governed else []


def before_who(tree: Tree, verb: int) -> list[int]:
    """As in "Li Tan, who ruled Shandong, declared for the Song": the name before what became the root."""
    above = tree.heads[verb]
    for place in tree.under(above, "nsubj"):
        named = place > 1 and tree.units[place - 1].text == "," and tree.units[place - 2].kind in AGENTS
        if tree.units[place].text == "who" and named and tree.units[verb - 1].text == ",":
            return [place - 2]
    return []


_WITHOUT_IT = frozenset("be seem appear happen take become rain snow follow remain turn".split())
"""Verbs whose "it" often means nothing."""


def expletive(tree: Tree, verb: int) -> list[int]:
    """As in "With Bohemia it concluded a treaty": "it" that means somebody, whatever the parser says."""
    if tree.lemmas[verb] in _WITHOUT_IT or tree.has(verb, "csubj", "ccomp"):
        return []
    return [
        each for each in tree.under(verb, "expl") if tree.units[each].text.lower() == "it" and each < verb
    ]


_COMES = frozenset("come fall die follow appear arrive rise lie stand perish march ride".split())


def inverted(tree: Tree, verb: int) -> list[int]:
    """As in "At Hastings fell Harold", "In 1870 came the war"."""
    if tree.lemmas[verb] not in _COMES:
        return []
    return [each for each in tree.under(verb, "obj") if each > verb and tree.units[each].kind != "place"][:1]
