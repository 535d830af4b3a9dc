"""Which Latin spellings of a Chinese name follow Wade–Giles rather than pinyin or English."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable
from functools import cache
from itertools import product
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
_PINYIN: Final = frozenset(
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
    readings = [_readings().get(part, frozenset()) for part in parts]
    if not all(readings):
        return False
    marked = "'" in bare or re.search(r"\w-[a-zü]", bare) is not None
    converted = _spoken(readings) - {_letters(bare)}
    return marked or not _PINYIN.issuperset(parts) or not converted.isdisjoint(map(_letters, others))


def _wade_giles(initial: str, final: str) -> str:
    """The Wade–Giles spelling of one pinyin syllable.

    >>> _wade_giles("x", "u"), _wade_giles("zh", "ong"), _wade_giles("q", "ian"), _wade_giles("t", "uo")
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
def _readings() -> dict[str, frozenset[str]]:
    """The pinyin that each Wade–Giles syllable can stand for; printers often drop the dots of ü."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for initial, finals in _SYLLABLES.items():
        for final in finals.split():
            spelling = _wade_giles(initial, final)
            found[spelling].add(initial + final)
            found[spelling.replace("ü", "u")].add(initial + final)
    return {spelling: frozenset(syllables) for spelling, syllables in found.items()}


def _spoken(readings: Iterable[frozenset[str]]) -> set[str]:
    return {"".join(choice) for choice in product(*readings)}


def _letters(name: str) -> str:
    """The bare letters of a name; ü keeps its dots, tone marks go.

    >>> _letters("Zhào Héng"), _letters("Lǚ Yíhào")
    ('zhaoheng', 'lüyihao')
    """
    decomposed = unicodedata.normalize("NFD", name.casefold())
    kept = "".join(each for each in decomposed if each.isalpha() or each == _DIAERESIS)
    return unicodedata.normalize("NFC", kept)
