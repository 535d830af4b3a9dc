"""Dates in words: EDTF as sources state it, said as a reader of the language says it."""

import re
from datetime import date, datetime
from types import MappingProxyType
from typing import Final

from babel.dates import format_date

from server.language import CHINESE, ENGLISH, gettext, language

_DATE: Final = re.compile(r"(?P<year>-?\d{4,})(?:-(?P<month>\d\d))?(?:-(?P<day>\d\d))?(?P<doubt>[?~%]?)")
_DECADES: Final = re.compile(r"(?P<first>\d{2,3})(?P<rest>X{1,2})(?P<doubt>[?~%]?)")
_PATTERNS: Final = MappingProxyType(
    {"en": ("d MMMM y", "MMMM y", "y"), "zh-Hant": ("y年M月d日", "y年M月", "y年")}
)
"""How a day, a month and a year are written in each language."""


def dated(edtf: str) -> str:
    """A date or an interval in words; what is not understood stays as it is.

    >>> dated("1123-05-31"), dated("1123-05/1123-12"), dated("0960~"), dated("114X"), dated("soon")
    ('31 May 1123', 'May – December 1123', 'c. 960', '1140s', 'soon')
    """
    begin, slash, end = edtf.partition("/")
    if not slash:
        return _one(begin) or edtf
    if not _known(begin) and not _known(end):
        return edtf
    if not _known(end):
        return gettext("from %(date)s", date=_one(begin) or begin)
    if not _known(begin):
        return gettext("until %(date)s", date=_one(end) or end)
    return _interval(_one(begin) or begin, _one(end) or end)


def day(moment: date) -> str:
    """A day of our own time.

    >>> day(date(2026, 11, 20))
    '20 November 2026'
    """
    return format_date(moment, _PATTERNS[language().tag][0], locale=language().tag.replace("-", "_"))


def moment(time: datetime) -> str:
    """A time of our own days, by the clock of UTC.

    >>> moment(datetime(2026, 11, 20, 13, 41, 8))
    '20 November 2026, 13:41:08 UTC'
    """
    return gettext("%(day)s, %(clock)s UTC", day=day(time.date()), clock=f"{time:%H:%M:%S}")


def lasted(first: str, last: str) -> str:
    """A life, a reign or a rule from one date to another, either of which may be unknown.

    >>> lasted("1107", "1187"), lasted("", "1142-01-27"), lasted("1107", ""), lasted("", "")
    ('1107–1187', '?–1142', '1107–?', '')
    """
    years = [_year(edtf) if _known(edtf) else "?" for edtf in (first, last)]
    return "–".join(dict.fromkeys(years)) if years != ["?", "?"] else ""


def lived(birth: str, death: str) -> str:
    """A life, of which only the one end may be known.

    >>> lived("1103", "1142-01-27"), lived("", "1123"), lived("1107", ""), lived("", "")
    ('1103–1142', 'died 1123', 'born 1107', '')
    """
    if _known(birth) == _known(death):
        return lasted(birth, death)
    if _known(death):
        return gettext("died %(year)s", year=_year(death))
    return gettext("born %(year)s", year=_year(birth))


def year_name(year: int) -> str:
    """A year as readers count: ISO 8601 has a year 0, which is 1 BCE.

    >>> year_name(1123), year_name(0), year_name(-49)
    ('1123', '1 BCE', '50 BCE')
    """
    return str(year) if year > 0 else gettext("%(year)s BCE", year=1 - year)


def _year(edtf: str) -> str:
    return year_name(int(edtf[: 5 if edtf.startswith("-") else 4]))


def _interval(first: str, last: str) -> str:
    """Two dates of one year name it once, where the language puts it."""
    year = last.rpartition(" ")[2]
    if language() is ENGLISH and year.isdigit() and first.endswith(f" {year}") and first != last:
        return f"{first.removesuffix(f' {year}')} – {last}"
    if language() is CHINESE and first.endswith("年") and last.endswith("年"):
        return f"{first[:-1]}–{last}"
    era = first.partition("年")[0] + "年"
    if language() is CHINESE and last.startswith(era) and last != era:
        return f"{first}–{last.removeprefix(era)}"
    return f"{first} – {last}" if " " in first or " " in last else f"{first}–{last}"


def _known(edtf: str) -> bool:
    return edtf[:4].lstrip("-").isdigit()


def _one(text: str) -> str:
    """One date; empty where it is not understood."""
    decades = _DECADES.fullmatch(text)
    if decades:
        years = int(decades["first"]) * 10 ** len(decades["rest"])
        return _doubted(gettext("%(years)ss", years=years), decades["doubt"])
    found = _DATE.fullmatch(text)
    return _doubted(_written(found), found["doubt"]) if found else ""


def _written(found: re.Match[str]) -> str:
    year, month, day = (int(found[name] or 0) for name in ("year", "month", "day"))
    if year < 1:
        return year_name(year)
    pattern = _PATTERNS[language().tag][0 if day else 1 if month else 2]
    try:
        moment = date(year, month or 1, day or 1)
    except ValueError:
        return str(found[0])
    return format_date(moment, pattern, locale=language().tag.replace("-", "_"))


def _doubted(words: str, doubt: str) -> str:
    match doubt:
        case "?":
            return f"{words} (?)"
        case "~":
            return gettext("c. %(date)s", date=words)
        case "%":
            return gettext("c. %(date)s", date=f"{words} (?)")
    return words
