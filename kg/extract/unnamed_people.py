"""People whom a text speaks of without a name: "the garrison", "his host", "they"."""

from typing import Protocol

from kg.extract import lexicon
from kg.extract.scene import Line

_PRONOUNS = frozenset("he she they who him her them some both".split())
_PEOPLE = frozenset(
    """
    citizen inhabitant townsman townspeople burgher oligarch democrat noble nobleman baron peasant friend
    enemy foe victor conspirator mutineer rebel host guest defender attacker besieger invader
    retainer follower
    crowd mob murderer assassin captor pursuer
    """.split()
)
_ABSTRACT = frozenset(
    "court state government empire kingdom dynasty regime party throne authority banner".split()
)


class Slots(Protocol):
    """What is known of the slots of a trigger."""

    line: Line
    slots: dict[str, list[int]]


def are(filled: Slots, slot: str) -> bool:
    """Whether people without a name stand in a slot."""
    tree = filled.line.tree
    return any(
        tree.units[place].mention < 0 and is_human(tree.lemmas[place], tree.units[place].text)
        for place in filled.slots.get(slot, ())
    )


def is_human(lemma: str, word: str) -> bool:
    """Whether a word speaks of people.

    >>> is_human("garrison", "garrison"), is_human("price", "prices"), is_human("they", "They")
    (True, False, True)
    """
    nouns = lexicon.nouns()
    known = nouns.offices | nouns.kin | nouns.army | _PEOPLE | _PRONOUNS
    return lemma not in _ABSTRACT and bool({lemma, word.lower()} & known)
