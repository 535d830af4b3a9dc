"""Whom and what a text speaks of without a name: "the garrison", "his host", "they", "the town"."""

from typing import Protocol

from kg.extract import lexicon
from kg.extract.frame import KINDS
from kg.extract.parse import Tree
from kg.extract.scene import Line, Scene

_PRONOUNS = frozenset("he she they who him her them some both".split())
_PEOPLE = frozenset(
    """
    citizen inhabitant townsman townspeople burgher oligarch democrat noble nobleman baron peasant friend
    nobility aristocracy gentry population people populace peasantry citizenry sepoy janissary praetorian
    parricide mutineer insurgent courtier sergeant porter gatekeeper sentry armourer khedive colleague kinsman
    tribesman clansman villager farmer miner student worker slave colonist settler conspirator subject
    enemy foe victor conspirator mutineer rebel host guest defender attacker besieger invader
    retainer follower
    crowd mob murderer assassin captor pursuer crusader pirate settler colonist remnant survivor corsair
    convoy caravan party clansman highlander islander mountaineer nomad burgess knight squire militia loyalist
    royalist partisan insurgent guerrilla revolutionary patriot people
    expedition raid man benefactor master patron protector overlord suzerain partner comrade collector
    liege employer captive heretic emigrant exile fugitive pirate sailor rival opponent competitor
    adversary challenger pretender antagonist oppressor
    """.split()
)
_ABSTRACT = frozenset(
    "court state government empire kingdom dynasty regime party throne authority banner".split()
)
_PLACES = frozenset(
    """
    city town village fortress castle citadel port harbour capital stronghold fort island province place
    pass bridge monastery temple palace county duchy valley abbey stockade redoubt suburb kingdom
    """.split()
)


class Slots(Protocol):
    """What is known of the slots of a trigger."""

    scene: Scene
    line: Line
    slots: dict[str, list[int]]


def are(filled: Slots, slot: str, kinds: frozenset[str], *, unknown: bool = False) -> bool:
    """Whether somebody or something of some kinds stands in a slot without a name that is known.

    With `unknown`, whoever acts or suffers what is done to people may have any name for a person.
    """
    tree, places = filled.line.tree, filled.slots.get(slot, ())
    acts = slot in {"subject", "agent"} or any(tree.lemmas[tree.heads[place]] in _DONE_TO for place in places)
    wide = kinds | KINDS["agent"] if unknown and acts and "person" in kinds else kinds
    return any(_is(filled, place, wide) for place in places)


_DONE_TO = frozenset(
    """
    murder assassinate kill poison strangle stab behead slay execute blind overthrow depose dethrone oust
    """.split()
)
"""What is done to people, so that a name of which nothing is known is one's."""


def _is(filled: Slots, place: int, kinds: frozenset[str]) -> bool:
    unit, tree = filled.line.tree.units[place], filled.line.tree
    if unit.mention >= 0:
        return _is_unknown(filled, place, kinds)
    if place and unit.text[0].isupper() and tree.tags[place] in {"PROPN", "NUM"}:
        return True
    if "place" in kinds and tree.lemmas[place] in _PLACES:
        return True
    if "force" in kinds and unit.text.lower() in {"they", "them"}:
        return True
    return "person" in kinds and _is_somebody(tree, place)


def _is_unknown(filled: Slots, place: int, kinds: frozenset[str]) -> bool:
    """A name of which nothing is known, or a town where those are meant who rule it."""
    if filled.line.tree.units[place].kind == "place":
        return kinds >= KINDS["agent"] and filled.line.tree.deps[place] == "nsubj"
    unknown = filled.scene.bearer(filled.line, place) is None and not filled.line.tree.units[place].kind
    return unknown and (kinds >= KINDS["agent"] or "place" in kinds)


def _is_somebody(tree: Tree, place: int) -> bool:
    """As in "the garrison", "several of his officers", "a fleet, which"."""
    lemma = tree.lemmas[place]
    if lemma in _COUNTED and any(tree.lemmas[each] == "the" for each in tree.under(place, "det")):
        return True
    if lemma in _SOME:
        parts = [each for each in tree.under(place, "nmod", "obl") if tree.case(each) == "of"]
        return any(is_human(tree.lemmas[each], tree.units[each].text) for each in parts)
    if lemma in {"which", "that", "who"} and place > 1:
        is_acl = tree.deps[tree.heads[place]] == "acl"
        noun = tree.heads[tree.heads[place]] if is_acl else place - 2
        return tree.units[noun].mention < 0 and is_human(tree.lemmas[noun], tree.units[noun].text)
    return is_human(lemma, tree.units[place].text)


_COUNTED = frozenset({"two", "three", "four", "pair"})
_SOME = frozenset(
    "several some many most all half two three four one both number handful dozen part few".split()
)


def is_human(lemma: str, word: str) -> bool:
    """Whether a word speaks of people.

    >>> is_human("garrison", "garrison"), is_human("price", "prices"), is_human("they", "They")
    (True, False, True)
    """
    nouns = lexicon.nouns()
    known = nouns.offices | nouns.kin | nouns.army | nouns.servants | nouns.ranks | _PEOPLE | _PRONOUNS
    return lemma not in _ABSTRACT and bool({lemma, word.lower()} & known)
