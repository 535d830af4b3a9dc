"""Words as a search compares them: without case, marks and hyphens, Chinese in one script."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from opencc import OpenCC

from kg.romanisation import respelled, syllables

_ALONE: Final = "\u3005\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Characters of scripts that set no spaces: each counts as a word."""
_APOSTROPHE: Final = "['’ʼ‘`´]"
_WORD: Final = re.compile(
    rf"(?P<word>[{_ALONE}]|(?:(?![{_ALONE}])[^\W_][\u0300-\u036f]*)+(?:{_APOSTROPHE}(?!s\b)[^\W_]+)*)"
    rf"(?:{_APOSTROPHE}s\b)?"
)
_STANDING_ALONE: Final = re.compile(rf"[{_ALONE}]")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text as it is compared, and where it stands."""

    text: str
    start: int
    end: int


def words(text: str) -> Iterator[Word]:
    """The words of a text in order.

    >>> [word.text for word in words("Yüeh Fei’s T'ai-tsu, 岳飛!")]
    ['yueh', 'fei', 'tai', 'tsu', '岳', '飞']
    """
    for found in _WORD.finditer(text):
        folded = _folded(found["word"])
        if folded:
            yield Word(folded, *found.span("word"))


def spelled(text: str) -> tuple[str, ...]:
    """The words of a text without their places.

    >>> spelled("Shan-yüan")
    ('shan', 'yuan')
    """
    return tuple(word.text for word in words(text))


def key(name: str) -> str:
    """What two spellings of one name have in common.

    >>> key("Yue-Fei") == key("yuefei") == key("Yuè Fēi"), key("岳飛") == key("岳飞")
    (True, True)
    """
    return "".join(spelled(name))


def in_wade_giles(given: tuple[str, ...]) -> tuple[str, ...]:
    """Words with those that are pinyin spelled as in Wade–Giles.

    >>> in_wade_giles(("treaty", "of", "shaoxing"))
    ('treaty', 'of', 'shaohsing')
    """
    return tuple("".join(map(respelled, syllables(word))) or word for word in given)


def syllabled(given: tuple[str, ...]) -> set[str]:
    """Words, and those that are pinyin by their syllables too, in both spellings.

    >>> sorted(syllabled(("shaoxing",)))
    ['hsing', 'shao', 'shaohsing', 'shaoxing', 'xing']
    """
    heard = [each for word in given for each in syllables(word)]
    return {*given, *in_wade_giles(given), *heard, *map(respelled, heard)}


def tails(given: tuple[str, ...]) -> list[str]:
    """The key of a name and those of what is left when words before are left out.

    >>> tails(("wanyan", "aguda"))
    ['wanyanaguda', 'aguda']
    """
    return ["".join(given[at:]) for at in range(len(given))]


def stands_alone(word: str) -> bool:
    """Whether a word is a character of a script that sets no spaces."""
    return _STANDING_ALONE.match(word) is not None


@lru_cache(maxsize=1 << 14)
def _folded(word: str) -> str:
    if stands_alone(word):
        return str(_simplifier().convert(unicodedata.normalize("NFKC", word)))
    bare = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", word).casefold())
    return "".join(each for each in bare if each.isalnum())


@cache
def _simplifier() -> OpenCC:
    return OpenCC("t2s")
