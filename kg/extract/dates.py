"""Dates as texts state them, each understood from its words and the dates before it."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from kg.extract import date_readers, date_words
from kg.extract.when import When


class Date(NamedTuple):
    """A date in the text; `anchored` when it was understood from the date before it."""

    start: int
    end: int
    when: When
    anchored: bool = False
    aside: bool = False


Reader = Callable[[re.Match[str], date_readers.Anchor], "When | None"]


@cache
def _readers() -> tuple[tuple[re.Pattern[str], Reader, bool], ...]:
    era = (
        "|".join(sorted((re.escape(name) for name in date_readers.eras()), key=len, reverse=True)) or r"(?!)"
    )
    era_year = rf"(?P<era>{era})(?: (?P<n>\d{{1,2}})\b|(?!))"
    the_era = rf"(?P<n>{date_words.ORDINAL}) year of (?:the )?(?P<era>{era})(?: era| reign(?: period)?)?"
    bc_or_not = rf"{date_words.BC}?"
    ad = r"(?:A\.?D\.? ?)?"
    table: tuple[tuple[str, Reader, bool], ...] = (
        (rf"(?:the )?(?P<day>{date_words.DAY}) (?:of )?(?P<month>{date_words.MONTH}),?(?: of)? {ad}{date_words.YEAR}{bc_or_not}", date_readers.full_day, False),
        (rf"(?P<month>{date_words.MONTH}) (?P<day>{date_words.DAY}),? {ad}{date_words.YEAR}{bc_or_not}", date_readers.full_day, False),
        (rf"{date_words.PART}(?P<month>{date_words.MONTH}),?(?: of)? {ad}{date_words.YEAR}{bc_or_not}", date_readers.full_month, False),
        (rf"{date_words.PART}(?P<season>{date_words.SEASON}),?(?: of| in)? {ad}{date_words.YEAR}{bc_or_not}", date_readers.full_season, False),
        (rf"(?:the )?(?:{date_words.ORDINAL} day of )?(?:the )?(?:intercalary )?{date_words.ORDINAL} (?:lunar )?month of {era_year}", date_readers.era_year, False),
        (rf"(?:the )?(?:{date_words.ORDINAL} day of )?(?:the )?(?:intercalary )?{date_words.ORDINAL} (?:lunar )?month of the {the_era}", date_readers.era_year, False),
        (rf"the {the_era}", date_readers.era_year, False),
        (era_year, date_readers.era_year, False),
        (rf"(?:between )?(?P<first>(?<![\d.,])\d{{3,4}}) ?(?:[-–—]| to | and ) ?(?P<last>\d{{2,4}})(?![\d%,]){date_words.BC}?{date_words.NOT_COUNTED}", date_readers.years, False),
        (rf"(?:the )?(?P<part>(?:early|mid|late)[ -](?:the )?)?(?P<ordinal>{date_words.ORDINAL})[ -]century(?! BC)", date_readers.century, False),
        (r"(?:the )?(?:early |late |mid-)?(?P<decade>1\d\d0)s", date_readers.decade, False),
        (rf"(?P<year>\d{{1,4}}){date_words.BC}", date_readers.full_year, False),
        (r"A\.?D\.? (?P<year>\d{1,4})(?!\d)", date_readers.full_year, False),
        (rf"{date_words.PART}(?P<year>(?<![\d.,])1\d{{3}}|20\d\d)(?![\d%]|,\d|\.\d){date_words.NOT_COUNTED}", date_readers.full_year, False),
        (rf"{date_words.LEAD}{date_words.PART}(?P<year>[1-9]\d\d)(?![\d%]|,\d|\.\d){date_words.NOT_COUNTED}(?=[\s.,;:)\]–—'’-]|$)(?! [a-z]+s\b(?! (?:was|were|had)))", date_readers.full_year, False),
        (rf"(?:the )?(?P<day>{date_words.DAY}) (?:of )?(?P<month>{date_words.MONTH})(?: of (?:that|the same) year)?", date_readers.day_of_anchor, True),
        (rf"(?P<month>{date_words.MONTH}) (?P<day>{date_words.DAY})(?: of (?:that|the same) year)?", date_readers.day_of_anchor, True),
        (rf"{date_words.behind('in by to of')}{date_words.PART}(?P<month>{date_words.MONTH})\b(?: of (?:that|the same) year)?", date_readers.month_of_anchor, True),
        (rf"{date_words.behind('that late last next same early')}(?P<month>{date_words.MONTH})\b", date_readers.month_of_anchor, True),
        (rf"(?:^|(?<=\. )|(?<=[•*–-] ))(?P<month>{date_words.MONTH})(?=:)", date_readers.month_of_anchor, True),
        (rf"(?:(?:that same|that|the same|the following|the next|in the|during the|the)(?: (?:early|late))? )(?P<season>{date_words.SEASON})(?: of (?:that|the same) year)?\b(?! of)", date_readers.season_of_anchor, True),
        (r"(?:later |earlier |still )?(?:that|the same|in the same) (?:same )?year", date_readers.same_year, True),
        (r"before the (?:year|month) was out|before the year's end|by the end of the year|by year's end|later that year|earlier that year", date_readers.same_year, True),
        (r"(?:(?:early|late) in |at the end of )?(?:the )?(?:following|next) year|the year after|a year later", date_readers.next_year, True),
        (rf"(?P<count>{date_words.NUMBER}) years? (?P<way>later|earlier|afterwards?|after that|on|before|previously)\b", date_readers.years_away, True),
        (rf"(?P<count>{date_words.NUMBER}) (?:days?|weeks?|months?) (?:later|afterwards?|on|after that)\b|within (?:the|a|two|three) (?:weeks?|months?|days)|that same (?:month|week)|that (?:month|week)", date_readers.soon, True),
        (r"(?:the )?(?:next|following) (?:day|morning|evening|night)", date_readers.next_day, True),
        (rf"(?:the )?(?:{date_words.ORDINAL} day of )?(?:the )?(?:intercalary )?{date_words.ORDINAL} (?:lunar )?month(?! of {era})", date_readers.lunar_month, True),
    )  # fmt: skip
    return tuple(
        (re.compile(pattern, re.IGNORECASE if anchored else 0), reader, anchored)
        for pattern, reader, anchored in table
    )


_HINT = re.compile(
    rf"\d|\b(?:{date_words.MONTH}|year|years|century|month|months|day|days|week|weeks|spring|summer|autumn|fall|winter|morning|night|evening)\b",
    re.IGNORECASE,
)
_GLOSS = re.compile(r"\s?[(\[]([^()\[\]]{3,40})[)\]]")


def dates(
    text: str, offset: int, anchor: date_readers.Anchor
) -> tuple[tuple[Date, ...], date_readers.Anchor]:
    """The dates in a stretch of text that starts at an offset, and where the narration stands behind it."""
    if not _HINT.search(text):
        return (), anchor
    found: list[Date] = []
    for date in _spotted(text, anchor):
        moved, anchor = _understood(date, text, anchor)
        if moved and not (found and moved.start < found[-1].end):
            found.append(moved)
    return tuple(date._replace(start=date.start + offset, end=date.end + offset) for date in found), anchor


class _Spotted(NamedTuple):
    match: re.Match[str]
    reader: Reader
    anchored: bool


def _spotted(text: str, anchor: date_readers.Anchor) -> Iterator[_Spotted]:
    taken = [False] * (len(text) + 1)
    spotted: list[_Spotted] = []
    for pattern, reader, anchored in _readers():
        for match in pattern.finditer(text):
            if not any(taken[match.start() : match.end()]):
                taken[match.start() : match.end()] = [True] * (match.end() - match.start())
                spotted.append(_Spotted(match, reader, anchored))
    return iter(sorted(spotted, key=lambda each: each.match.start()))


def _understood(
    spotted: _Spotted, text: str, anchor: date_readers.Anchor
) -> tuple[Date | None, date_readers.Anchor]:
    match = spotted.match
    meant = spotted.reader(match, anchor)
    start, end = match.span()
    gloss = _GLOSS.match(text, end)
    if gloss and (inside := _gloss_date(gloss[1], date_readers.Anchor(meant) if meant else anchor)):
        meant, end = inside, gloss.end()
    if meant is None:
        return None, anchor
    aside = _is_aside(text, start)
    return Date(start, end, meant, spotted.anchored, aside), anchor if aside else replace(anchor, when=meant)


def _gloss_date(words: str, anchor: date_readers.Anchor) -> When | None:
    """The Western equivalent that a bracket gives for a date."""
    for pattern, reader, _ in _readers():
        match = pattern.fullmatch(words)
        if match:
            return reader(match, anchor)
    return None


def _is_aside(text: str, start: int) -> bool:
    """Whether the narration does not move to a date: life dates in brackets, "since 712", "a census of 754"."""
    before = text[:start].rstrip()
    opened = before.rfind("(") > before.rfind(")") or before.rfind("[") > before.rfind("]")
    return opened or bool(
        re.search(
            r"\bhad\b[^.,;:]*$|\b(?:since|until|till|census taken in|treaty of|peace of|oath of|born in)$",
            before,
            re.IGNORECASE,
        )
    )
