"""Whether a verb is done to its subject, or its subject does it."""

from kg.extract import note_passives, strays
from kg.extract.parse import Tree

_INTRANSITIVE = frozenset(
    "rebel revolt rise resign go come flee march advance fall defect mutiny capitulate arrive remain".split()
)


def is_passive(tree: Tree, verb: int) -> bool:
    """Whether the surface subject is what the verb is done to."""
    if tree.lemmas[verb] in _INTRANSITIVE:
        return False
    if tree.has(verb, "aux:pass", "nsubj:pass"):
        return True
    if _is_done_by(tree, verb) or _is_cut_up(tree, verb):
        return True
    if tree.deps[verb] in {"acl", "advcl"} and _is_participle(tree, verb):
        active = strays.behind_relative_clause(tree, verb)
        marks = {tree.units[each].text.lower() for each in tree.under(verb, "mark")}
        return not active and marks <= _AHEAD_OF_PARTICIPLES and not tree.has(verb, "nsubj", "aux", "obj")
    if tree.deps[verb] == "conj" and _goes_on_passive(tree, verb):
        return True
    participle = tree.units[verb].text.lower() != tree.lemmas[verb]
    be = any(tree.lemmas[each] == "be" for each in tree.under(verb, "aux", "cop"))
    done = be and participle and not tree.units[verb].text.endswith("ing")
    return done or note_passives.is_one(tree, verb)


_AHEAD_OF_PARTICIPLES = frozenset("though although once if when while unless until even".split())
"""Words before a participle that is a clause: "though founded by nomads"."""


def _is_done_by(tree: Tree, verb: int) -> bool:
    """As in "Musab, deserted by his officers, fell": behind a comma, with who did it and nobody to whom."""
    if not 0 < verb < len(tree.units) - 1 or tree.units[verb - 1].text != ",":
        return False
    by = tree.units[verb + 1].text == "by" or tree.has(verb, "obl:agent")
    done = tree.units[verb].text.endswith(("ed", "en")) and by
    return done and not tree.has(verb, "obj", "aux")


def _is_cut_up(tree: Tree, verb: int) -> bool:
    """As in "He surrendered; cut to pieces at Chengdu": nobody stands there to whom it could be done."""
    behind = [unit.text for unit in tree.units[verb + 1 : verb + 3]]
    return (
        tree.units[verb].text == "cut"
        and behind in (["to", "pieces"], ["to", "bits"])
        and not tree.has(verb, "obj")
    )


_PARTICIPLES = frozenset(
    "born won lost fought held sent made led cut caught brought laid struck burnt sunk".split()
)


def _is_participle(tree: Tree, verb: int) -> bool:
    word = tree.units[verb].text.lower()
    return word.endswith(("ed", "en")) or (tree.deps[verb] == "acl" and word in _PARTICIPLES)


def _goes_on_passive(tree: Tree, verb: int) -> bool:
    """As in "was caught and killed by his guards": the second shares the auxiliary of the first."""
    above = tree.heads[verb]
    if tree.tags[above] == "ADJ" and above < verb:
        by = any(tree.case(each) == "by" for each in tree.under(verb, "obl", "obl:agent"))
        return by and tree.has(above, "cop") and not tree.has(verb, "nsubj", "aux", "obj")
    return (
        tree.tags[above] == "VERB"
        and above < verb
        and tree.units[verb].text.endswith(("ed", "en", "n", "t"))
        and not tree.has(verb, "nsubj", "nsubj:pass", "aux", "obj", "mark")
        and is_passive(tree, above)
    )
