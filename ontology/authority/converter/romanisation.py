"""Which Latin spellings of a Chinese name follow Wade–Giles rather than pinyin or English."""

import re
import unicodedata
from collections.abc import Collection, Iterable
from itertools import product
from typing import Final

from kg.romanisation import PINYIN, readings

_DIAERESIS: Final = "\N{COMBINING DIAERESIS}"
_QUALIFIER: Final = re.compile(r" ?\([^)]*\)$")


def is_wade_giles(name: str, others: Collection[str] = ()) -> bool:
    """Whether a name is spelled in Wade–Giles, judged by its form and by the other names of the same thing.

    All its syllables must be Wade–Giles ones. Then an aspiration mark, a hyphen inside a word or a syllable
    that pinyin lacks decides; else it counts when its pinyin is among the other names.

    >>> is_wade_giles("Sung T'ai-tsu"), is_wade_giles("Xi'an"), is_wade_giles("Liao")
    (True, False, False)
    >>> is_wade_giles("Chao Heng"), is_wade_giles("Chao Heng", ["Zhao Heng"])
    (False, True)
    """
    bare = _QUALIFIER.sub("", unicodedata.normalize("NFC", name)).replace("’", "'")
    parts = [part.casefold() for part in re.split(r"[ -]", bare)]
    heard = [readings().get(part, frozenset()) for part in parts]
    if not all(heard):
        return False
    marked = "'" in bare or re.search(r"\w-[a-zü]", bare) is not None
    converted = _spoken(heard) - {_letters(bare)}
    return marked or not PINYIN.issuperset(parts) or not converted.isdisjoint(map(_letters, others))


def _spoken(heard: Iterable[frozenset[str]]) -> set[str]:
    return {"".join(choice) for choice in product(*heard)}


def _letters(name: str) -> str:
    """The bare letters of a name; ü keeps its dots, tone marks go.

    >>> _letters("Zhào Héng"), _letters("Lǚ Yíhào")
    ('zhaoheng', 'lüyihao')
    """
    decomposed = unicodedata.normalize("NFD", name.casefold())
    kept = "".join(each for each in decomposed if each.isalpha() or each == _DIAERESIS)
    return unicodedata.normalize("NFC", kept)
