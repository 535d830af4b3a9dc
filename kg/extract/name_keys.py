"""The forms under which names of one bearer are the same."""

import re
from collections.abc import Iterator, Sequence

from kg.extract import lexicon
from kg.extract.authority import plain

_TITLE_OR_ARTICLE = re.compile(r"^(?:the|The) ")


def bare(name: str) -> str:
    """A person's name without the titles before it and the article.

    >>> bare("Emperor Gaozong"), bare("the Kangxi Emperor"), bare("King Henry IV of France")
    ('Gaozong', 'Kangxi', 'Henry IV')
    """
    nouns = lexicon.nouns()
    words = _TITLE_OR_ARTICLE.sub("", name).split()
    titles = nouns.royal | nouns.titles | {"Great", "Grand", "Crown"}
    while len(words) > 1 and words[0] in titles:
        words = words[1:]
    if len(words) > 1 and words[-1] in nouns.royal and words[0] != "of":
        words = words[:-1]
    if "of" in words[1:] and words[0] not in titles:
        words = words[: words.index("of", 1)]
    return " ".join(words)


def keys(kind: str, name: str) -> Iterator[str]:
    """The forms under which a name is looked up, the fullest first."""
    nouns = lexicon.nouns()
    full = plain(_TITLE_OR_ARTICLE.sub("", name))
    yield full
    words = full.split()
    if kind == "person" and words[0] != "of" and not (words[0] in nouns.royal and "of" in words[1:2]):
        yield bare(full)
        if len(words) > 2 and lexicon.is_roman(words[-1]):
            yield " ".join(bare(full).split()[:-1])
    elif kind == "polity":
        yield from _state_keys(words)
    elif kind == "place" and len(words) > 1 and words[-1] in nouns.geo_after and len(words[-2]) > 3:
        yield " ".join(words[:-1])
    elif kind == "people":
        yield full.removesuffix("s")


def _state_keys(words: list[str]) -> Iterator[str]:
    states = lexicon.nouns().states
    kept = words[:-1] if len(words) > 1 and words[-1] in states else words
    kept = kept[1:] if len(kept) > 1 and kept[0] == "Great" else kept
    if len(kept) > 2 and kept[0] in states and kept[1] == "of":
        kept = kept[2:]
    yield " ".join(kept)


def numbers(name: str) -> set[str]:
    """The numbers of a ruler.

    >>> numbers("King Edward II"), numbers("Edward the Elder")
    ({'II'}, set())
    """
    return {word for word in name.split()[1:] if lexicon.is_roman(word)}


def is_readable(name: str) -> bool:
    """Whether a name has small letters once it is plain, as names in characters have not."""
    return any(each.islower() for each in plain(name))


NOBILITY = frozenset("Duke Earl Count Marquis Marquess Baron Lord Duchess Countess Viscount Prince".split())
"""Titles that nobles are called by: "the Duke of York" for Richard."""


def is_throne(name: str) -> bool:
    """Whether a name is nothing but a ruler's title with his country.

    >>> is_throne("King of Hungary"), is_throne("King Sigismund of Hungary"), is_throne("Duke of York")
    (True, False, False)
    """
    held, of, _ = name.partition(" of ")
    return bool(of) and set(held.split()) <= lexicon.nouns().royal - NOBILITY


def fullness(name: str) -> tuple[bool, bool, bool, bool, int]:
    """How full a name is: the fullest is what somebody is called, which no mere throne is."""
    titled = name.split(maxsplit=1)[0] in lexicon.nouns().royal
    stated = name.rsplit(maxsplit=1)[-1] in lexicon.nouns().states
    readable = name.isascii() or any(each.islower() for each in plain(name))
    return readable, not is_throne(name), stated, titled, len(name.split())


def parts(words: Sequence[str]) -> set[str]:
    """What somebody of several names may be called for short: "Gian", "Gian Galeazzo", "Visconti"."""
    pairs = {" ".join(words[:2])} if len(words) > 2 and not lexicon.is_roman(words[-1]) else set()
    return {words[0], words[-1]} | pairs
