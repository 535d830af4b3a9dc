"""Lemmas and relations without a model: irregular forms from a table, relations by position."""

import re
from collections.abc import Sequence
from functools import cache

from kg.extract import lexicon

_FORMS = tuple(line.split(": ") for line in sorted(lexicon.lines("verbs")))
_IRREGULAR = {form: lemma for lemma, forms in _FORMS for form in (lemma, *forms.split())}


@cache
def known_lemma(word: str) -> str:
    """The lemma of a form that the table has, empty for others."""
    return "" if word in _UNSURE else _IRREGULAR.get(word, "")


_UNSURE = frozenset({"found", "lay", "left", "bound", "saw", "lie", "lies"})
_NO_DEEDS = frozenset({"be", "have", "do", "see", "know", "find", "lie"})


def _pasts() -> dict[str, tuple[str, str]]:
    """The past form of each deed's third person, and of the lemma, with the lemma."""
    found = {}
    for lemma, forms in _FORMS:
        pasts = [each for each in forms.split() if not each.endswith(("ing", "s")) and each != "n"]
        if pasts and lemma not in _NO_DEEDS:
            found[_third_person(lemma)] = found[lemma] = (pasts[0], lemma)
    return found


def _third_person(lemma: str) -> str:
    if lemma.endswith(("s", "x", "z", "ch", "sh", "go")):
        return f"{lemma}es"
    return f"{lemma[:-1]}ies" if lemma.endswith("y") and lemma[-2] not in "aeou" else f"{lemma}s"


_PAST = _pasts()


def past_of(word: str) -> str:
    """The past form of a verb's third person, empty for other words.

    >>> past_of("besieges"), past_of("flies"), past_of("attack")
    ('besieged', '', '')
    """
    past, lemma = _PAST.get(word, ("", word))
    return past if word != lemma else ""


def past_of_lemma(word: str) -> str:
    """The past form of a verb, empty for words that are no lemma of one.

    >>> past_of_lemma("attack"), past_of_lemma("attacks")
    ('attacked', '')
    """
    past, lemma = _PAST.get(word, ("", ""))
    return past if word == lemma else ""


_VERBS = frozenset(_IRREGULAR.values())
_PREPOSITIONS = frozenset(
    """
        to of in on at by with from against for into over under near between among through across
        towards toward upon before after around outside
    """.split()
)
_NAMED = frozenset({"person", "polity", "people", "place", "force", "event"})
_ENDING = re.compile(r"(?:ied|ies|ed|es|s|ing)$")

Columns = tuple[list[int], list[str], list[str], list[str]]


def columns(words: Sequence[tuple[str, str, str]]) -> Columns:
    """Heads, relations, tags and lemmas: verbs take the name before as subject, the next one as object."""
    lemmas = [known_lemma(word.lower()) or _ENDING.sub("", word.lower()) for word, _, _ in words]
    tags = [_tag(word, kind, lemma) for (word, _, kind), lemma in zip(words, lemmas, strict=True)]
    verbs = [place for place, tag in enumerate(tags) if tag == "VERB"]
    root = verbs[0] if verbs else 0
    heads, deps = [root] * len(words), ["dep"] * len(words)
    if words:
        deps[root] = "ROOT"
    for verb in verbs[1:]:
        deps[verb] = "conj"
    for verb in verbs:
        _attach(verb, verbs, tags, heads, deps)
    return heads, deps, tags, lemmas


def _tag(word: str, kind: str, lemma: str) -> str:
    if kind in _NAMED:
        return "PROPN"
    if word.lower() in {"he", "she", "him", "her", "they", "them", "it", "his", "their", "its"}:
        return "PRON"
    if lemma in _VERBS and lemma not in {"be", "have", "do"}:
        return "VERB"
    return "ADP" if word.lower() in _PREPOSITIONS else "X"


def _attach(verb: int, verbs: list[int], tags: list[str], heads: list[int], deps: list[str]) -> None:
    end = next((other for other in verbs if other > verb), len(tags))
    start = max((other for other in verbs if other < verb), default=-1)
    before = [place for place in range(start + 1, verb) if tags[place] in {"PROPN", "PRON"}]
    free = [place for place in before if place == 0 or tags[place - 1] != "ADP"]
    if free:
        heads[free[0]], deps[free[0]] = verb, "nsubj"
    for place in range(verb + 1, end):
        if tags[place] in {"PROPN", "PRON"}:
            _complement(place, verb, tags, heads, deps)


def _complement(place: int, verb: int, tags: list[str], heads: list[int], deps: list[str]) -> None:
    preposition = next((at for at in range(place - 1, max(verb, place - 3), -1) if tags[at] == "ADP"), None)
    heads[place] = verb
    if preposition is None:
        deps[place] = "obj"
    else:
        deps[place] = "obl"
        heads[preposition], deps[preposition] = place, "case"
