"""Whom and what a text speaks of without a name: "the garrison", "his host", "they", "the town"."""

from typing import Protocol

from kg.extract import lexicon
from kg.extract.frame import KINDS
from kg.extract.scene import Line, Scene

_PRONOUNS = frozenset("he she they who him her them some both".split())
_PEOPLE = frozenset(
    """
    citizen inhabitant townsman townspeople burgher oligarch democrat noble nobleman baron peasant friend
    enemy foe victor conspirator mutineer rebel host guest defender attacker besieger invader
    retainer follower
    crowd mob murderer assassin captor pursuer crusader pirate
    """.split()
)
_ABSTRACT = frozenset(
    "court state government empire kingdom dynasty regime party throne authority banner".split()
)
_PLACES = frozenset(
    """
    city town village fortress castle citadel port harbour capital stronghold fort island province place
    pass bridge monastery temple palace county duchy valley
    """.split()
)


class Slots(Protocol):
    """What is known of the slots of a trigger."""

    scene: Scene
    line: Line
    slots: dict[str, list[int]]


def are(filled: Slots, slot: str, kinds: frozenset[str]) -> bool:
    """Whether somebody or something of some kinds stands in a slot without a name that is known."""
    return any(_is(filled, place, kinds) for place in filled.slots.get(slot, ()))


def _is(filled: Slots, place: int, kinds: frozenset[str]) -> bool:
    unit = filled.line.tree.units[place]
    if unit.mention >= 0:
        unknown = filled.scene.bearer(filled.line, place) is None and not unit.kind
        return unknown and (kinds >= KINDS["agent"] or "place" in kinds)
    lemma = filled.line.tree.lemmas[place]
    if place and unit.text[0].isupper() and filled.line.tree.tags[place] in {"PROPN", "NUM"}:
        return True
    if "place" in kinds and lemma in _PLACES:
        return True
    return "person" in kinds and is_human(lemma, unit.text)


def is_human(lemma: str, word: str) -> bool:
    """Whether a word speaks of people.

    >>> is_human("garrison", "garrison"), is_human("price", "prices"), is_human("they", "They")
    (True, False, True)
    """
    nouns = lexicon.nouns()
    known = nouns.offices | nouns.kin | nouns.army | _PEOPLE | _PRONOUNS
    return lemma not in _ABSTRACT and bool({lemma, word.lower()} & known)
