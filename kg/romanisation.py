"""Syllables of Mandarin in pinyin, and how Wade–Giles spells them."""

from collections import defaultdict
from functools import cache, lru_cache
from typing import Final

_SYLLABLES: Final = {
    "": "a o e ai ei ao ou an en ang eng er",
    "b": "a o ai ei ao an en ang eng i ie iao ian in ing u",
    "p": "a o ai ei ao ou an en ang eng i ie iao ian in ing u",
    "m": "a o e ai ei ao ou an en ang eng i ie iao iu ian in ing u",
    "f": "a o ei ou an en ang eng u",
    "d": "a e ai ei ao ou an en ang eng ong i ia ie iao iu ian ing u uo ui uan un",
    "t": "a e ai ao ou an ang eng ong i ie iao ian ing u uo ui uan un",
    "n": "a e ai ei ao ou an en ang eng ong i ie iao iu ian in iang ing u uo uan ü üe",
    "l": "a e ai ei ao ou an ang eng ong i ia ie iao iu ian in iang ing u uo uan un ü üe",
    "g": "a e ai ei ao ou an en ang eng ong u ua uo uai ui uan un uang",
    "k": "a e ai ao ou an en ang eng ong u ua uo uai ui uan un uang",
    "h": "a e ai ei ao ou an en ang eng ong u ua uo uai ui uan un uang",
    "j": "i ia ie iao iu ian in iang ing iong u ue uan un",
    "q": "i ia ie iao iu ian in iang ing iong u ue uan un",
    "x": "i ia ie iao iu ian in iang ing iong u ue uan un",
    "zh": "a e ai ao ou an en ang eng ong i u ua uo uai ui uan un uang",
    "ch": "a e ai ao ou an en ang eng ong i u ua uo uai ui uan un uang",
    "sh": "a e ai ei ao ou an en ang eng i u ua uo uai ui uan un uang",
    "r": "e ao ou an en ang eng ong i u uo ui uan un",
    "z": "a e ai ei ao ou an en ang eng ong i u uo ui uan un",
    "c": "a e ai ao ou an en ang eng ong i u uo ui uan un",
    "s": "a e ai ao ou an en ang eng ong i u uo ui uan un",
    "y": "a e ao ou an ang i in ing ong u ue uan un",
    "w": "a o ai ei an en ang eng u",
}
PINYIN: Final = frozenset(
    initial + final for initial, finals in _SYLLABLES.items() for final in finals.split()
)
_INITIALS: Final = {
    "b": "p", "p": "p'", "d": "t", "t": "t'", "g": "k", "k": "k'", "j": "ch", "q": "ch'", "x": "hs",
    "zh": "ch", "ch": "ch'", "z": "ts", "c": "ts'", "r": "j",
}  # fmt: skip
_FINALS: Final = {"ie": "ieh", "ian": "ien", "ong": "ung", "iong": "iung", "üe": "üeh"}
_WHOLE: Final = {
    "zhi": "chih", "chi": "ch'ih", "shi": "shih", "ri": "jih", "zi": "tzu", "ci": "tz'u", "si": "ssu",
    "e": "o", "ge": "ko", "ke": "k'o", "he": "ho", "er": "erh", "shuo": "shuo", "guo": "kuo", "kuo": "k'uo",
    "huo": "huo", "gui": "kuei", "kui": "k'uei", "yi": "i", "ye": "yeh", "yan": "yen", "you": "yu",
}  # fmt: skip
_ROUNDED: Final = ("j", "q", "x", "y")
_SYLLABLE: Final = 6
"""Letters of the longest syllable."""
_LONGEST: Final = 30
"""Letters of a word that is worth taking apart."""


def wade_giles(initial: str, final: str) -> str:
    """The Wade–Giles spelling of one pinyin syllable.

    >>> wade_giles("x", "u"), wade_giles("zh", "ong"), wade_giles("q", "ian"), wade_giles("t", "uo")
    ('hsü', 'chung', "ch'ien", "t'o")
    """
    if initial + final in _WHOLE:
        return _WHOLE[initial + final]
    if initial in _ROUNDED and final.startswith("u"):
        final = f"ü{final[1:]}"
    if final == "uo":
        final = "o"
    return _INITIALS.get(initial, initial) + _FINALS.get(final, final)


@cache
def readings() -> dict[str, frozenset[str]]:
    """The pinyin that each Wade–Giles syllable can stand for; printers often drop the dots of ü."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for initial, finals in _SYLLABLES.items():
        for final in finals.split():
            spelling = wade_giles(initial, final)
            found[spelling].add(initial + final)
            found[spelling.replace("ü", "u")].add(initial + final)
    return {spelling: frozenset(syllables) for spelling, syllables in found.items()}


def syllables(word: str) -> tuple[str, ...]:
    """The syllables of a pinyin word without marks; none for what is no pinyin.

    >>> syllables("shaoxing"), syllables("xian"), syllables("treaty")
    (('shao', 'xing'), ('xian',), ())
    """
    return _apart(word) or () if len(word) <= _LONGEST else ()


def respelled(syllable: str) -> str:
    """A pinyin syllable without marks as Wade–Giles spells it without marks.

    >>> respelled("zhang"), respelled("yue")
    ('chang', 'yueh')
    """
    return _unmarked()[syllable]


@lru_cache(maxsize=1 << 14)
def _apart(word: str) -> tuple[str, ...] | None:
    """The longest syllable that leaves others comes first."""
    for length in range(min(_SYLLABLE, len(word)), 0, -1):
        if word[:length] in _unmarked():
            rest = _apart(word[length:]) if word[length:] else ()
            if rest is not None:
                return word[:length], *rest
    return None


@cache
def _unmarked() -> dict[str, str]:
    """The Wade–Giles spelling of each pinyin syllable, both without dots and aspiration marks."""
    return {
        f"{initial}{final}".replace("ü", "u"): wade_giles(initial, final).replace("ü", "u").replace("'", "")
        for initial, finals in _SYLLABLES.items()
        for final in finals.split()
    }
