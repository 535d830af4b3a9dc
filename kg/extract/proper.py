"""Whether a word with a capital is a name, or an ordinary word where capitals are used."""

import re
from collections.abc import Sequence
from functools import cache

from kg.extract import lexicon, particles
from kg.extract.authority import plain
from kg.extract.tokens import Token


def is_open(word: str) -> bool:
    """Whether a word may be part of an unknown name: it is no title and not ordinary."""
    nouns = lexicon.nouns()
    if word in nouns.states | nouns.royal | nouns.titles | nouns.geo_after | nouns.events | nouns.corps:
        return False
    return not lexicon.is_common(word) or word in lexicon.lines("surnames")


_WORDS = lexicon.word_lists("hints")


@cache
def _plain_personal() -> frozenset[str]:
    return frozenset(plain(name) for name in lexicon.personal())


@cache
def is_personal(word: str) -> bool:
    """Whether people are known by a name, however its letters are marked: "Ibrāhīm"."""
    return word in lexicon.personal() or plain(word) in _plain_personal()


def letter(word: str, place: int, words: Sequence[Token], seen: frozenset[str]) -> str:
    """N for a word known only as a name, C for another capital, x for an ordinary word."""
    if word in lexicon.nouns().not_names and not (
        word in lexicon.lines("surnames") and _names_somebody(words, place, seen)
    ):
        return "x"
    if _is_joined(words, place):
        return "N"
    common = (
        lexicon.is_common(plain(word))
        and word[0] not in "ʿʾ"
        and not _is_styled(word, words[place - 1].text if place else "")
    )
    common = common and not (is_personal(word) and word not in _WORDS_TOO)
    if is_personal(word) or word in lexicon.lines("surnames"):
        titled = bool(place) and words[place - 1].text in lexicon.nouns().royal
        return "N" if not common or titled or _goes_on(words, place) or word in seen else "C"
    if common or ("\0" in seen and word not in seen):
        return "C"
    if _opens_sentence(words, place) and word not in seen and not _goes_on(words, place):
        return "N" if _looks_foreign(word) else "C"
    return "N"


def _is_joined(words: Sequence[Token], place: int) -> bool:
    """As in "Muʿāwiya b. Abī Sufyān", "Nur al-Din", of which the last word is an ordinary one elsewhere."""
    if place < 2:
        return False
    abbreviated = words[place - 1].text == "." and words[place - 2].text in {"b", "bt"}
    return abbreviated or particles.is_article(words, place - 2)


_WORDS_TOO = frozenset("August Guy Innocent Mir Roman Urban Max Jan Benedict Donald Martin".split())
"""Given names that are as often something else."""


def has_short_given_name(words: Sequence[Token], place: int) -> bool:
    """Whether a surname goes on with a word that is ordinary elsewhere: "Ding Yuan", "Xu You"."""
    if words[place].text not in lexicon.lines("surnames") or place + 1 >= len(words):
        return False
    following, nouns = words[place + 1], lexicon.nouns()
    return (
        following.is_capital
        and following.spaced
        and 2 <= len(following.text) <= 5
        and following.text.isalpha()
        and not following.text.isupper()
        and not noun(following.text)
        and following.text not in nouns.geo_after | nouns.corps
        and (place == 0 or words[place - 1].text.lower() != "the")
    )


def has_ordinary_surname(words: Sequence[Token], place: int) -> bool:
    """Whether a given name goes on with a word that is ordinary elsewhere: "John Cook", "Suraj Mal"."""
    word, nouns = words[place], lexicon.nouns()
    further = words[place + 1] if place + 1 < len(words) else None
    return (
        is_personal(words[place - 1].text)
        and word.spaced
        and len(word.text) > 2
        and not word.text.isupper()
        and not noun(word.text)
        and word.text not in nouns.geo_after | nouns.corps | nouns.not_names
        and word.text.lower() not in nouns.offices | nouns.kin | nouns.army
        and (further is None or not further.is_capital)
    )


_ORIGIN = re.compile(r"..(?:ites?|ian|ean|ese)$")


def is_by_origin(words: Sequence[Token], first: int, last: int) -> bool:
    """Whether the first word tells where somebody is from: "the Kharijite Ibn Muljam"."""
    return (
        last > first + 1
        and _ORIGIN.search(words[first].text) is not None
        and not is_personal(words[first].text)
        and is_personal(words[first + 1].text)
    )


def _is_styled(word: str, before: str) -> bool:
    """Whether an ordinary word is a name behind a title: "Lord Grey", "Sir John Hope"."""
    return before in _WORDS["styles"] and word.lower() not in {
        "protector",
        "mayor",
        "chancellor",
        "chief",
        "president",
        "justice",
        "privy",
        "keeper",
        "of",
        *_WORDS["corporate"],
        *lexicon.nouns().offices,
    }


def _names_somebody(words: Sequence[Token], place: int, seen: frozenset[str]) -> bool:
    """Whether "An" is a surname and no article: "An Lushan"."""
    return word_follows(words, place) and words[place].text in seen


def word_follows(words: Sequence[Token], place: int) -> bool:
    """Whether an open name stands right behind a place."""
    return _goes_on(words, place) and is_open(words[place + 1].text)


def _goes_on(words: Sequence[Token], place: int) -> bool:
    if place + 1 >= len(words):
        return False
    following = words[place + 1]
    return following.is_capital and following.spaced and not lexicon.is_common(plain(following.text))


def _opens_sentence(words: Sequence[Token], place: int) -> bool:
    return place == 0 or words[place - 1].text in {".", "!", "?", "”", '"', "•", ":", "“", "–", "—", "*"}


def _looks_foreign(word: str) -> bool:
    return len(word) > 1 and not _ENGLISH_END.search(word)


_ENGLISH_END = re.compile(r"(?:ing|ed|ly|tion|ness|ment|ous|ful|less|ity|ism|ists?|able|ible|ance|ence|ies)$")


@cache
def noun(word: str) -> str:
    """The letter of a noun that is part of names whatever stands around it."""
    nouns = lexicon.nouns()
    if word in {"Great", "Grand", "Crown"} or word in nouns.state_attributes | nouns.event_attributes:
        return "Q"
    table = (("T", nouns.royal), ("t", nouns.titles), ("D", nouns.states), ("E", nouns.events))
    return next((letter for letter, words in table if word in words), "")


def is_counted(words: Sequence[Token], first: int, last: int) -> bool:
    """As in "the Second Fitna": the second of something that is no state."""
    nouns = lexicon.nouns()
    counts = nouns.event_attributes - nouns.state_attributes - {"Holy", "Grand", "Joint"}
    return last == first + 2 and words[first].text in counts and words[last - 1].text not in nouns.states
