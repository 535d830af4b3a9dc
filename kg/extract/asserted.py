"""Whether a clause says that something happened, in the narrator's voice."""

from collections.abc import Callable, Container, Iterator

from kg.extract import causatives, denials, lexicon, presumed, realised
from kg.extract.parse import Tree

_WORDS = lexicon.word_lists("assertion")
_CLAUSES = frozenset({"ccomp", "xcomp", "conj", "acl", "advcl", "parataxis", "obl"})


def doubt(tree: Tree, place: int) -> str:
    """Why the clause of a unit is no assertion, empty when it is one.

    The answer is one of negated, hypothetical, intended, reported, asked.
    """
    if _is_asked(tree, place):
        return "asked"
    if _is_hearsay(tree, place):
        return "reported"
    if tree.tags[place] in {"VERB", "AUX"} or tree.has(place, "nsubj", "nsubj:pass"):
        return _of_verb(tree, place, 0)
    return _of_noun(tree, place)


def verbs(
    tree: Tree, lemmas: Container[str], tags: frozenset[str] = frozenset({"VERB", "ADJ"})
) -> Iterator[int]:
    """The verbs of some lemmas by which a sentence asserts something."""
    for place, lemma in enumerate(tree.lemmas):
        if lemma in lemmas and tree.tags[place] in tags and not doubt(tree, place):
            yield place


_ASKING = frozenset(
    """
    what who whom whose why how when where which did do does was were is are am has had have would could
    should can may might will shall
    """.split()
)
_BEFORE_QUESTION = frozenset({",", ";", ":", "–", "—", "and", "but", "so", "-"})


def _is_asked(tree: Tree, place: int) -> bool:
    """Whether a unit is in a question; what is told before one is not: "He came, and what happened?"."""
    if not tree.units or tree.units[-1].text != "?":
        return False
    words = [unit.text.lower() for unit in tree.units]
    begun = [
        at
        for at, word in enumerate(words)
        if word in _ASKING and (at == 0 or words[at - 1] in _BEFORE_QUESTION)
    ]
    return not begun or begun[0] <= place


_SAID = frozenset(
    "said rumoured rumored alleged reported believed thought whispered claimed suspected hoped feared".split()
)


def _is_hearsay(tree: Tree, place: int) -> bool:
    """As in "It was said afterwards that …", "According to legend": all that is told from there on."""
    words = [unit.text.lower() for unit in tree.units[:place]]
    if words[:2] == ["according", "to"] and set(words[2:7]) & (_WORDS["tales"] | {"some", "enemies"}):
        return True
    for at in range(len(words) - 2):
        if words[at] == "it" and words[at + 1] in {"is", "was"}:
            behind = words[at + 2 : at + 5]
            if _SAID & set(behind) and "that" in words[at + 2 :]:
                return ";" not in words[at:]
    return False


def _of_noun(tree: Tree, place: int) -> str:
    return presumed.itself(tree, place) or _of_what_it_belongs_to(tree, place)


def _of_what_it_belongs_to(tree: Tree, place: int) -> str:
    below = place
    for above in tree.ancestors(place):
        if tree.has(above, "cop"):
            return "" if presumed.is_scene(tree, below) else _of_verb(tree, above, 0)
        if tree.lemmas[above] in _WORDS["unreal_nouns"] and tree.tags[above] in {"NOUN", "PROPN"}:
            return "hypothetical"
        if tree.tags[above] == "VERB":
            if presumed.happened(tree, below, above):
                return ""
            prevented = presumed.is_prevented(tree, below, above)
            return "hypothetical" if prevented else _of_verb(tree, above, 0)
        below = above
    return ""


def _of_verb(tree: Tree, place: int, depth: int) -> str:
    return _own(tree, place) or (_inherited(tree, place, depth) if depth < _DEPTH else "")


_DEPTH = 12
_MARKS = frozenset({"aux", "advmod", "mark", "cc", "cc:preconj", "case", "det"})


def _own(tree: Tree, place: int) -> str:
    parted = tree.children[tree.heads[place]] if _is_parted_from_auxiliary(tree, place) else ()
    marks = [child for child in (*tree.children[place], *parted) if tree.deps[child] in _MARKS]
    texts = {tree.units[child].text.lower() for child in marks}
    if denials.is_denied(tree, place, marks):
        return "negated"
    if texts & _WORDS["maybe"]:
        return "reported"
    if texts & _WORDS["conditions"] or _is_inverted(tree, place) or _is_modal(tree, place, marks):
        return "hypothetical"
    if tree.deps[place] == "csubj":
        return _of_clause_as_subject(tree, place, texts)
    if "to" in texts and not texts & _WORDS["later"] and _is_yet_to_come(tree, place):
        return "intended"
    close = place > 1 and tree.units[place - 2].text.lower() in {"close", "near"}
    return "hypothetical" if close and "to" in texts else ""


def _is_modal(tree: Tree, place: int, marks: list[int]) -> bool:
    """Whether a verb has a modal that leaves open what happened."""
    words = {tree.units[child].text.lower() for child in marks}
    words |= {tree.lemmas[child] for child in marks if tree.units[child].text.lower() not in _SHORT}
    found = words & _WORDS["modals"]
    if found <= _SHORT and tree.units[place].text.lower() != tree.lemmas[place]:
        return False  # "he'd taken" is "had"
    return bool(found) and not (found <= _WOULD and realised.is_told_ahead(tree, place, words))


_SHORT = frozenset({"'d", "’d"})
_WOULD = _SHORT | {"would"}


def _of_clause_as_subject(tree: Tree, place: int, texts: set[str]) -> str:
    """As in "It is certain that he fled", "It was at Jena that they lost", "Helping him would break it"."""
    above = tree.heads[place]
    if realised.is_of_effort(tree, place):
        return _of_verb(tree, above, 1)
    if "to" in texts:
        return "hypothetical"
    if "that" not in texts:
        return _of_verb(tree, above, 1)
    if above < place and tree.tags[above] in {"PROPN", "NUM", "NOUN"}:
        return ""
    certain = tree.lemmas[above] in _WORDS["certain"] and not _own(tree, above)
    undoubted = tree.lemmas[above] == "doubt" and _own(tree, above) == "negated"
    return "" if certain or undoubted or _is_then_certain(tree, place) else "reported"


def _is_then_certain(tree: Tree, place: int) -> bool:
    """As in "That he treated with them is certain; …", whatever the parser hung it on."""
    behind = [unit.text.lower() for unit in tree.units[place:]]
    behind = behind[: behind.index(";")] if ";" in behind else behind
    return any(behind[at] == "is" and behind[at + 1] in _WORDS["certain"] for at in range(len(behind) - 1))


def _is_yet_to_come(tree: Tree, place: int) -> bool:
    """Whether "to" means what was yet to come: "planned to march", "was to march"."""
    if any(tree.lemmas[each] == "be" for each in tree.under(place, "aux", "cop")):
        ahead = tree.deps[place] == "ROOT" and realised.is_told_ahead(tree, place, {"to"})
        return not (ahead or realised.is_realised(tree, place))
    return tree.deps[place] != "ROOT" and not realised.is_realised(tree, place)


def _is_inverted(tree: Tree, place: int) -> bool:
    """As in "Had Wu crossed the river": a condition without "if"; "Hardly had he crossed it" is none."""
    subjects = list(tree.under(place, "nsubj", "nsubj:pass"))
    had = [
        child
        for child in tree.under(place, "aux")
        if tree.units[child].text.lower() in {"had", "were", "should"}
    ]
    if not (subjects and had and had[0] < subjects[0] < place) or causatives.cause(tree, place) >= 0:
        return False
    return had[0] == 0 or tree.units[had[0] - 1].text.lower() not in denials.AHEAD_OF_HAD


def _inherited(tree: Tree, place: int, depth: int) -> str:
    dep, above = tree.deps[place], tree.heads[place]
    if dep not in _CLAUSES or above == place or _is_parted(tree, place):
        return ""
    if realised.is_left_undone(tree, place):
        return "" if realised.is_done_by_denial(tree, place) else "negated"
    if dep in _OF_RELATION:
        return _OF_RELATION[dep](tree, place, depth)
    if _reports(tree, above, dep):
        return "reported"
    return _of_verb(tree, above, depth + 1) if dep in {"xcomp", "ccomp"} else ""


def _is_parted(tree: Tree, place: int) -> bool:
    """Whether a clause is told by itself: behind a semicolon with a subject of its own, say."""
    first, last = sorted((place, tree.heads[place]))
    own = tree.has(place, "nsubj", "nsubj:pass")
    if tree.deps[place] == "xcomp" and tree.units[place - 1].text == ",":
        return tree.units[place].text.lower() != tree.lemmas[place]  # "no longer able to resist, yielded"
    return own and any(unit.text == ";" for unit in tree.units[first:last])


def _is_parted_from_auxiliary(tree: Tree, place: int) -> bool:
    """As in "did not, as is often claimed, go over to the enemy"."""
    above = tree.heads[place]
    bare = tree.units[place].text == tree.lemmas[place]
    return bare and above < place and tree.tags[above] == "AUX" and tree.lemmas[above] == "do"


def _of_attribute(tree: Tree, place: int, depth: int) -> str:
    noun = tree.heads[place]
    if (cause := causatives.cause(tree, place)) >= 0:
        return _of_verb(tree, cause, depth + 1)  # "would have had his brother killed"
    if tree.lemmas[noun] in _WORDS["tales"]:
        return "reported"
    marks = {tree.units[each].text.lower() for each in tree.under(place, "mark", "case")}
    of_it = marks & {"to", "of", "that", "for", "from"} or tree.units[place].text.endswith("ing")
    unreal = bool(of_it) and tree.lemmas[noun] in _WORDS["unreal_nouns"] | _WORDS["unreal_deeds"]
    return "hypothetical" if unreal and not realised.is_achieved(tree, noun) else ""


def _of_adverbial(tree: Tree, place: int, depth: int) -> str:
    """As in "was accused of having betrayed", "would have come, breaking his oath"."""
    above = tree.heads[place]
    marks = {tree.units[child].text.lower() for child in tree.under(place, "mark", "case")}
    lemma = tree.lemmas[above]
    if lemma in _WORDS["reported"] | {"vote"} and marks & {"of", "against", "about", "for"}:
        return "reported"
    if lemma == "deny" and tree.units[place].text.endswith("ing"):
        return "reported"
    if kept := denials.kept_from(tree, place, marks):
        return kept if not _of_verb(tree, above, depth + 1) else ""
    if realised.is_told_besides(tree, place, marks) or _goes_on_behind_aside(tree, place):
        return ""
    found = _of_verb(tree, above, depth + 1)
    if _has_left_modal(tree, place):
        return found if found == "reported" else ""
    return found if found == "reported" or _own(tree, above) in {"hypothetical", "intended"} else ""


def _goes_on_behind_aside(tree: Tree, place: int) -> bool:
    """As in "Otto, who should have been at York, rebelled": what hangs on the aside is the clause."""
    aside = tree.heads[place]
    noun = tree.heads[aside]
    described = tree.deps[aside].startswith("acl") and tree.heads[noun] == noun
    relative = aside == noun and any(tree.units[each].text == "who" for each in tree.under(aside, "nsubj"))
    behind = tree.units[place - 1].text == "," and not tree.units[place].text.endswith("ing")
    return (described or relative) and behind and not tree.has(place, "mark", "nsubj")


def _of_coordinated(tree: Tree, place: int, depth: int) -> str:
    above = tree.heads[place]
    if not tree.has(place, "nsubj", "nsubj:pass") and not _has_left_modal(tree, place):
        return _of_verb(tree, above, depth + 1)
    if tree.deps[above] == "xcomp" and tree.units[above].text.lower() == tree.lemmas[above]:
        return _of_verb(tree, tree.heads[above], depth + 1)
    found = _of_verb(tree, above, depth + 1)
    return found if found == "reported" else ""


_PASTS = frozenset(
    """
    broke rode took retook fell went rose drove threw overthrew overran swore gave came slew withdrew
    wrote chose forsook betook stole tore drew began ran forgave arose
    """.split()
)


def _has_left_modal(tree: Tree, place: int) -> bool:
    """A past form after "would not …" has left the modal behind: "might have come but stopped"."""
    word = tree.units[place].text.lower()
    if tree.has(place, "mark"):
        return False
    if tree.deps[place] == "advcl":
        return word in _PASTS
    return word != tree.lemmas[place] and not word.endswith("ing")


def _reports(tree: Tree, above: int, dep: str) -> bool:
    lemma = tree.lemmas[above]
    if dep == "parataxis":
        return False
    if dep == "ccomp":
        tale = any(tree.lemmas[each] in _WORDS["tales"] for each in tree.under(above, "nsubj"))
        return lemma in _WORDS["told"] or tale
    return lemma in _WORDS["reported"]


_OF_RELATION: dict[str, Callable[[Tree, int, int], str]] = {
    "advcl": _of_adverbial,
    "obl": _of_adverbial,
    "acl": _of_attribute,
    "conj": _of_coordinated,
}
"""What the relation of a clause to the one above makes of the doubts of that one."""
