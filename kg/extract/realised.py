"""Whether what stands behind another word, or ahead in time, is told as done."""

from kg.extract import lexicon, voice
from kg.extract.parse import Tree

_WORDS = lexicon.word_lists("assertion")
_BEHIND = frozenset({"xcomp", "ccomp", "acl", "advcl"})


def is_realised(tree: Tree, place: int) -> bool:
    """Whether an infinitive was done: "managed to take", "came only to be beaten", "was first to rise"."""
    above, dep = tree.heads[place], tree.deps[place]
    if _is_outcome(tree, place):
        return True
    if dep not in _BEHIND:
        return _is_deed(tree, place)
    if dep == "acl" and tree.tags[above] != "VERB":
        return is_achieved(tree, above)
    if tree.lemmas[above] in _WORDS["realised"] | _WORDS["undone"]:
        return True
    return _is_found_out(tree, place, above) or _sets_out(tree, place, above)


def _is_outcome(tree: Tree, place: int) -> bool:
    """As in "returned, only to be beaten": what came of it."""
    first = min((child for child in tree.under(place, "mark") if tree.units[child].text == "to"), default=0)
    return first > 0 and tree.units[first - 1].text.lower() == "only"


_DEEDS = frozenset("act step move deed response answer reply feat achievement mistake crime error".split())


def _is_deed(tree: Tree, place: int) -> bool:
    """As in "His first act was to invade Moldavia"."""
    return any(tree.lemmas[each] in _DEEDS for each in tree.under(place, "nsubj"))


def is_achieved(tree: Tree, noun: int) -> bool:
    """Whether what stands behind a noun was done: "took the chance to attack", "was the first to attack"."""
    qualities = {tree.lemmas[each] for each in tree.under(noun, "amod", "nummod")}
    if tree.lemmas[noun] in {"chance", "opportunity", "occasion", "moment", "advantage"}:
        return tree.lemmas[tree.heads[noun]] in {"take", "seize", "use", "choose", "grasp"}
    if tree.lemmas[noun] in _WORDS["unreal_nouns"] | _WORDS["unreal_deeds"]:
        return False
    return bool({tree.lemmas[noun], *qualities} & _WORDS["achieved"])


def _is_found_out(tree: Tree, place: int, above: int) -> bool:
    """As in "is known to have fled"."""
    perfect = any(tree.lemmas[each] == "have" for each in tree.under(place, "aux"))
    return perfect and tree.lemmas[above] in _WORDS["found_out"] and voice.is_passive(tree, above)


_MOVES = frozenset(
    """
    march advance cross sail ride come go return turn arrive hurry hasten rush sally descend land set row
    swarm combine join unite use appear
    """.split()
)
_MET = frozenset(
    "attack invade besiege fight face meet confront raid plunder relieve assault blockade".split()
)


def _sets_out(tree: Tree, place: int, above: int) -> bool:
    """As in "crossed it to attack them", "murdered him to become king", unless "but" stands behind."""
    became = tree.lemmas[place] == "become" and tree.tags[above] == "VERB"
    if above > place or not (became or (tree.lemmas[above] in _MOVES and tree.lemmas[place] in _MET)):
        return False
    moved = tree.units[above].text.lower() != tree.lemmas[above]
    return moved and not any(unit.text in {"but", "never"} for unit in tree.units[place:])


def is_left_undone(tree: Tree, place: int) -> bool:
    """Whether a clause stands behind a word for not doing: "failed to pay", "hesitated to attack"."""
    return tree.deps[place] in _BEHIND and tree.lemmas[tree.heads[place]] in _WORDS["undone"]


def is_done_by_denial(tree: Tree, place: int) -> bool:
    """As in "did not hesitate to attack", where that word is denied."""
    return any(
        tree.units[each].text.lower() in {"not", "n't", "never", "n’t"}
        for each in tree.under(tree.heads[place], "advmod")
    )


def is_of_effort(tree: Tree, place: int) -> bool:
    """As in "It took him two years to conquer Morea"."""
    above = tree.heads[place]
    subjects = [tree.units[each].text.lower() for each in tree.under(above, "nsubj", "expl")]
    return tree.units[above].text.lower() in {"took", "cost", "takes"} and "it" in subjects and above < place


_OPEN = frozenset(
    """
    if unless treaty agreement terms plan plans peace bargain pact truce promised said proposed planned agreed
    hoped feared but deal ordered condition conditions swore thought believed told
    """.split()
)


def is_told_ahead(tree: Tree, place: int, words: set[str]) -> bool:
    """As in "would later defeat", "in 1819 he would rout it", "would go on to take": told ahead."""
    if words & _WORDS["later"] or (tree.lemmas[place] in {"go", "live"} and tree.has(place, "xcomp")):
        return True
    if tree.deps[place] not in {"ROOT", "conj", "acl"} or "have" in words:
        return False
    if "to" in words and tree.lemmas[place] not in _WORDS["fated"]:
        return False
    year = any(
        tree.units[child].date >= 0 and _has_year(tree.units[child].text)
        for child in tree.under(place, "obl")
    )
    return year and not any(unit.text.lower() in _OPEN | {":"} for unit in tree.units)


def _has_year(text: str) -> bool:
    """Whether a date says which year it means."""
    return any(part.isdigit() and len(part) > 2 for part in text.split()) or "year" in text


_BESIDES = frozenset("when as while after because since although though once".split())
_FUTURE = frozenset("would will shall should if".split())


def is_told_besides(tree: Tree, place: int, marks: set[str]) -> bool:
    """As in "They were about to leave when he attacked": a clause of its own beside what is yet to come."""
    marks = marks | {tree.units[each].text.lower() for each in tree.under(place, "advmod")}
    if not marks & _BESIDES or not tree.has(place, "nsubj", "nsubj:pass"):
        return False
    around = {tree.units[each].text.lower() for each in tree.under(tree.heads[place], "aux", "mark")}
    return not around & _FUTURE and tree.units[place].text.lower() != tree.lemmas[place]
