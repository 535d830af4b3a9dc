"""Nouns that name events: which are spoken of as having happened, whatever is said of them."""

from kg.extract import lexicon
from kg.extract.parse import Tree

_WORDS = lexicon.word_lists("assertion")
_NONE = frozenset("no any neither every each".split())


def itself(tree: Tree, place: int) -> str:
    """Why the words beside a noun say that there was none, empty when they do not."""
    for child in tree.children[place]:
        dep, lemma = tree.deps[child], tree.lemmas[child]
        if (dep == "det" and lemma in _NONE) or (dep == "case" and lemma == "without"):
            return "negated"
        if dep == "amod" and {lemma, tree.units[child].text.lower()} & _WORDS["unreal_qualities"]:
            return "hypothetical"
    return ""


def happened(tree: Tree, noun: int, verb: int) -> bool:
    """Whether a verb tells what came of an event, or what was done about it: "refused to join the revolt"."""
    if is_scene(tree, noun):
        return True
    if not _is_definite(tree, noun):
        return False
    if tree.deps[noun] in {"nsubj", "nsubj:pass"}:
        return _is_looked_back_on(tree, noun, verb)
    if tree.deps[noun] not in {"obj", "obl"}:
        return False
    if tree.lemmas[verb] in _WORDS["presuming"]:
        return True
    denied = any(tree.units[each].text.lower() in _DENIALS for each in tree.children[verb])
    return tree.lemmas[verb] in {"prevent", "avert", "stop"} and (denied or _is_beyond(tree, verb))


_DENIALS = frozenset({"not", "n't", "n’t", "never"})


def _is_beyond(tree: Tree, verb: int) -> bool:
    """As in "was unable to prevent the fall of Calais"."""
    return tree.deps[verb] == "xcomp" and tree.lemmas[tree.heads[verb]] in {"unable", "fail", "powerless"}


def is_prevented(tree: Tree, noun: int, verb: int) -> bool:
    """Whether a verb says that an event was kept from coming, or only wished for or spoken of."""
    if tree.lemmas[verb] in _WORDS["prevented"]:
        return True
    return tree.lemmas[verb] in _WORDS["wished_for"] and tree.case(noun) == "for"


_WHEN_AND_WHERE = frozenset("at after during since despite following".split())


def is_scene(tree: Tree, noun: int) -> bool:
    """As in "was not present at the siege of Acre", "could not recover after the fall of Buda"."""
    return bool(set(tree.case(noun).split()) & _WHEN_AND_WHERE) and _is_definite(tree, noun)


_DEFINITE = frozenset("the this that his her its their these those".split())


def _is_definite(tree: Tree, noun: int) -> bool:
    if any(
        tree.units[each].text.lower() in _DEFINITE for each in tree.under(noun, "det", "nmod", "nmod:poss")
    ):
        return True
    return any(
        tree.units[each].text in {"’s", "'s", "’", "'"}
        for child in tree.under(noun, "nmod")
        for each in tree.under(child, "case")
    )


def _is_looked_back_on(tree: Tree, noun: int, verb: int) -> bool:
    """As in "Doria's desertion of the French would change the war"."""
    would = any(tree.units[each].text.lower() == "would" for each in tree.under(verb, "aux"))
    active = tree.deps[noun] == "nsubj" and tree.has(verb, "obj")
    return would and active and tree.heads[verb] == verb
