"""The words that dates are made of, as patterns, and the numbers they stand for."""

import re

_MONTHS = "January February March April May June July August September October November December"
_JANUARY = r"Jan(?! [A-ZÀ-ÞĀ-ž])"  # "Jan Hus" is no month
MONTH = "|".join([*_MONTHS.split(), _JANUARY, "Feb", "Mar", "Apr", "Aug", "Sept", "Sep", "Oct", "Nov", "Dec"])


SEASON = "spring|summer|autumn|fall|winter"


DAY = r"\d{1,2}(?:st|nd|rd|th)?"


_THIRD = "early|mid|late|middle|beginning|end|start|close|first half|second half|last months|opening months"
PART = rf"(?i:(?:{_THIRD})(?:[ -]of)?(?: in)?[ -](?:the )?)?"


BC = r"(?: ?(?P<bc>B\.C\.(?:E\.)?|BCE?)(?!\w))"


YEAR = r"(?P<year>(?<![\d.,])\d{3,4}(?![\d,]*\d)(?!\.\d))"


_COUNT = "|".join(
    """
        one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
        seventeen eighteen nineteen twenty thirty forty fifty
    """.split()
)


_COUNTS = {word: number for number, word in enumerate(_COUNT.split("|")[:20], start=1)} | {
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
}


_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50}


NUMBER = rf"(?:(?:{_COUNT})(?:-(?:{_COUNT}))?|\d{{1,2}}|an?|a few|a couple of|several|some)"


_ORDINALS = {
    word: number
    for number, word in enumerate(
        """
        first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth
        fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth
        """.split(),
        start=1,
    )
}


ORDINAL = r"(?:(?:twenty-|thirty-)?(?:" + "|".join(_ORDINALS) + r")|thirtieth|\d{1,2}(?:st|nd|rd|th))"


def behind(words: str) -> str:
    """A look-behind for any of these words and a space."""
    return "(?:" + "|".join(rf"(?<=\b{word}\s)" for word in words.split()) + ")"


LEAD = (
    r"(?:^|(?<=[(\[–—:,;]\s)|(?<=[(\[–—:,;])|"
    + behind(
        "in by to In By until since Since Until after After about circa early Early late Late "
        "from From year and before Before between Between through"
    )
    + ")"
)


_COUNTED = "|".join(
    """
        men soldiers troops ships horsemen people miles li km cavalry infantry bolts taels years days guns
        warriors prisoners others or lances knights archers galleys talents pounds ducats households families
        civilians casualties dead killed
    """.split()
)
NOT_COUNTED = rf"(?!\s(?:{_COUNTED}|kilomet\w+|of (?:them|his|the|these|their))\b)"


def number(word: str) -> int | None:
    """The number that a word or figure says, None for vague ones."""
    small = word.lower()
    if small.isdigit():
        return int(small)
    if small in {"a", "an"}:
        return 1
    tens, _, ones = small.partition("-")
    if ones:
        return _TENS.get(tens, 0) + _COUNTS.get(ones, 0)
    return _COUNTS.get(small)


def ordinal(word: str) -> int:
    """The number that an ordinal says, 0 when it is none."""
    tens, _, ones = word.lower().rpartition("-")
    if tens in _TENS:
        return _TENS[tens] + _ORDINALS[ones]
    return _ORDINALS.get(word.lower()) or int(re.sub(r"\D", "", word) or 0)


HIJRI_MONTH = (
    r"(?:[MḤ]u[hḥ]arram|[SṢ]afar|Rab[iī][ʿ'’]? (?:al-)?(?:I{1,2}|awwal|[tṯ][hḥ]?[aā]n[iī])"
    r"|Jum[aā]d[aā] (?:al-)?\w+|Rajab|Sha[ʿ'’]?b[aā]n|Rama[dḍ][aā]n|Shaww[aā]l|Dh[uū] ?[ʾ'’]?l-[QḤH][iaḥ]\S+)"
)
"""The months of the Islamic calendar, as they are written in Latin letters."""


PATTERNS = {
    "HIJRI_MONTH": HIJRI_MONTH,
    "MONTH": MONTH,
    "SEASON": SEASON,
    "DAY": DAY,
    "PART": PART,
    "BC": BC,
    "YEAR": YEAR,
    "NUMBER": NUMBER,
    "ORDINAL": ORDINAL,
    "LEAD": LEAD,
    "NOT_COUNTED": NOT_COUNTED,
}
"""The patterns under the names that `words/dates.toml` uses."""
