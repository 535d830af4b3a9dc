"""Attacks told by their failure: "failed to take Arles", "tried in vain to storm it"."""

from typing import Final

from kg.extract import asserted
from kg.extract.frame import Frame
from kg.extract.parse import Tree

_TRIES: Final = frozenset("try attempt seek endeavour endeavor strive".split())
_VAIN: Final = frozenset("vain unsuccessfully vainly fruitlessly repeatedly twice thrice success".split())


def is_told(tree: Tree, place: int) -> bool:
    """Whether a verb says what somebody did not succeed in, and the text tells that he tried.

    >>> from kg.extract.parse import Unit
    >>> from kg.extract.parsers import load
    >>> words = "Otto failed to take Arles".split()
    >>> units = [Unit(word, word, n, n + 1) for n, word in enumerate(words)]
    >>> is_told(next(load("").trees([units])), 3)
    True
    """
    if tree.lemmas[place] in _TAKES and _is_beyond(tree, place):
        return True
    above = tree.heads[place]
    if tree.deps[place] not in {"xcomp", "advcl"} or above >= place or asserted.doubt(tree, above):
        return False
    if not any(tree.units[each].text == "to" for each in tree.under(place, "mark")):
        return False
    if tree.lemmas[above] in {"fail", "unable"}:
        return True
    beside = {tree.units[each].text.lower() for each in (*tree.subtree(above),) if each < place + 1}
    return tree.lemmas[above] in _TRIES and bool(beside & _VAIN)


_TAKES: Final = frozenset("take capture storm reduce retake recapture breach".split())


def _is_beyond(tree: Tree, place: int) -> bool:
    """As in "besieged it for a month and could not take it"."""
    words = {tree.units[child].text.lower() for child in tree.under(place, "aux", "advmod")}
    told = asserted.doubt(tree, place) == "negated"
    return told and bool(words & {"could", "can", "ca"} and words & {"not", "n't", "n’t", "never"})


_ASSAULTS: Final = frozenset("storm assault rush surprise scale bombard relieve".split())


def is_of(frame: Frame, verb: str) -> bool:
    """Whether a frame tells of an attack that was made if it failed, as none is by who "failed to march"."""
    return frame.event == "Campaign" and (frame.outcome == "AttackerVictory" or verb in _ASSAULTS)
