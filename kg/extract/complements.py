"""The names behind a noun that say whose it is: "king of Denmark and Norway", "of the emperor, Romulus"."""

from collections.abc import Iterator

from kg.extract import lexicon, relations
from kg.extract.bearers import Group
from kg.extract.description import Phrase
from kg.extract.mentions import Mention
from kg.extract.modifiers import is_modifier, singular
from kg.extract.near import FILLER, behind_bracket


def names(phrase: Phrase, place: int, *, people: bool = False) -> Iterator[Group]:
    """The names that begin at a place, coordinated ones included, with articles and titles before them."""
    first = _name_at(phrase, place, people=people)
    kind = ""
    while first is not None:
        number, mention = first
        group = phrase.bearer(number)
        if group is None or (kind and group.kind != kind):
            return
        kind = group.kind
        yield group
        first = _coordinated(phrase, behind_bracket(phrase.line.reading, mention.last))


def _name_at(phrase: Phrase, place: int, *, people: bool) -> tuple[int, Mention] | None:
    states = lexicon.nouns().states | {"house"}
    renamed = any(phrase.word(at) in states for at in range(place, phrase.last))
    end = phrase.line.sentence.last if people or renamed else phrase.last
    while place < end:
        named = phrase.mention_from(place)
        group = phrase.bearer(named[0]) if named else None
        if named and not (people and group and group.kind != "person"):
            return named
        if named:
            place = named[1].last
        elif _is_folk(phrase, place):
            place += 2
        elif _leads_to_name(phrase, place, people=people):
            place += 1
        else:
            return None
    return None


def _is_folk(phrase: Phrase, place: int) -> bool:
    """As in "king of the [foreigners of] Limerick"."""
    word = phrase.word(place)
    return word.islower() and word.endswith(("s", "men", "people")) and phrase.word(place + 1) == "of"


def _leads_to_name(phrase: Phrase, place: int, *, people: bool) -> bool:
    """As in "of [the last Byzantine emperor,] Constantine", "of [a puppet state called] Great Lu"."""
    word = phrase.word(place)
    if people and (singular(word) in lexicon.nouns().offices or word == ","):
        return True
    if word.lower() in FILLER - {"a", "an"} or word in _CALLED:
        return True
    if word in {"a", "an"} | _QUALITIES and _names_follow(phrase, place + 1):  # "emperor of a Great Zhou"
        return True
    states, near = (
        lexicon.nouns().states | {"house"},
        {phrase.line.reading.after(place, each) for each in range(5)},
    )
    before = {phrase.line.reading.before(place, each) for each in range(1, 4)}
    if not near & _CALLED and not ("," in near and (near | before) & states):
        return False
    return word in {"a", "an", ","} | _QUALITIES | states or is_modifier(word)


def _names_follow(phrase: Phrase, at: int) -> bool:
    """As in "of a [Great Zhou]", "of [northern] Ōmi", "of a [restored] Tang"."""
    return bool(phrase.mention_from(at + (phrase.word(at) in _QUALITIES)))


_CALLED = frozenset({"called", "named", "styled"})
_QUALITIES = frozenset(
    """
    puppet small buffer client vassal independent new northern southern eastern western upper lower
    central
    """.split()
)


def _coordinated(phrase: Phrase, at: int) -> tuple[int, Mention] | None:
    """The name that "and" joins to the one before a place."""
    if at >= phrase.line.sentence.last or phrase.word(at) != "and":
        return None
    at += 1
    if at < phrase.line.sentence.last and phrase.word(at) == "the":
        at += 1
    named = phrase.mention_from(at)
    if named is None or named[1].last >= phrase.line.sentence.last:
        return named
    # "a general of Song and Liao envoys" joins the envoys.
    return None if singular(phrase.word(named[1].last)) in relations.nouns() else named
