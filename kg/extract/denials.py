"""What says that a deed was not done, and what only looks so."""

from collections.abc import Sequence

from kg.extract import lexicon
from kg.extract.parse import Tree

_WORDS = lexicon.word_lists("assertion")
AHEAD_OF_HAD = frozenset({"hardly", "scarcely", "barely", "sooner", "only", "nor", "neither", "never"})
"""Words that bring "had" before its subject without a condition."""
_HARMLESS_BEHIND = {
    "not": frozenset("only merely just simply surprisingly unexpectedly long far solely content".split()),
    "no": frozenset("sooner doubt".split()),
    "hardly": frozenset({"surprisingly"}),
    "nearly": frozenset("all every".split()),
    "almost": frozenset("all every at immediately".split()),
}
"""What stands behind a negation that denies nothing: "not only did he take it"."""
_AT_ONCE = frozenset("hardly scarcely barely".split())
_UNTIL = frozenset({"until", "till", "til"})


def is_denied(tree: Tree, place: int, marks: Sequence[int]) -> bool:
    """Whether the clause of a verb denies it."""
    for child in marks:
        word = tree.units[child].text.lower()
        if ({word, tree.lemmas[child]} & _WORDS["negations"]) and not _is_harmless(tree, place, child):
            return True
        if word == "longer" and tree.units[child - 1].text.lower() == "no":
            return True
    ahead = {tree.units[child].text.lower() for child in marks if child < place}
    return _has_negative_argument(tree, place) or _is_instead(tree, place, ahead)


def _is_harmless(tree: Tree, place: int, negation: int) -> bool:
    word = tree.units[negation].text.lower()
    behind = tree.units[negation + 1].text.lower() if negation + 1 < len(tree.units) else ""
    if behind in _HARMLESS_BEHIND.get(word, ()):
        return True
    if word in _AT_ONCE:
        return any(unit.text.lower() in {"when", "before", "than"} for unit in tree.units[place:])
    return word in {"not", "n't", "n’t"} and _is_only_delayed(tree, place)


def _is_only_delayed(tree: Tree, place: int) -> bool:
    """As in "did not fall until 1552": it fell then."""
    return any(
        tree.units[child].date >= 0 and set(tree.case(child).split()) & _UNTIL
        for child in tree.under(place, "obl", "nmod", "advcl")
    )


def _is_instead(tree: Tree, place: int, texts: set[str]) -> bool:
    """As in "instead of attacking", "rather than attack", "came close to attacking", "all but taken"."""
    before = [unit.text.lower() for unit in tree.units[max(0, place - 3) : place]]
    if before[-2:] in (["all", "but"], ["far", "from"]) or before[-3:-1] == ["came", "near"]:
        return True
    if tree.deps[place] not in {"advcl", "ccomp", "acl", "xcomp"}:
        return False
    return bool(texts & {"instead", "rather"} or {"far", "from"} <= texts) or (
        "to" in texts and tree.lemmas[tree.heads[place]] in {"close", "near"}
    )


def _has_negative_argument(tree: Tree, place: int) -> bool:
    if tree.deps[place] == "acl" and _is_not_one(tree, tree.heads[place]):
        return True
    for child in tree.under(place, "nsubj", "nsubj:pass", "obj"):
        if tree.lemmas[child] in {"nobody", "none", "nothing", "neither", "no-one"}:
            return True
        if any(tree.lemmas[each] in {"no", "neither"} for each in tree.under(child, "det", "cc:preconj")):
            return True
        if _is_not_one(tree, child):
            return True
    return False


def _is_not_one(tree: Tree, noun: int) -> bool:
    """As in "not one Cossack", "not a single town"."""
    words = [unit.text.lower() for unit in tree.units[max(0, noun - 4) : noun]]
    return any(words[at : at + 2] in (["not", "one"], ["not", "a"]) for at in range(len(words)))


def kept_from(tree: Tree, place: int, marks: set[str]) -> str:
    """Why a gerund tells of nothing done: "kept him from attacking", "talked of besieging"."""
    above = tree.lemmas[tree.heads[place]]
    if not tree.units[place].text.endswith(("ing", "ed", "en")) or tree.heads[place] > place:
        return ""
    if above in _WORDS["kept_from"] and ("from" in marks or (above == "escape" and not marks)):
        return "negated"
    return "intended" if above in _WORDS["spoken_of"] and marks & {"of", "about", "against"} else ""
