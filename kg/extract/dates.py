"""Dates as texts state them, each understood from its words and the dates before it."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import NamedTuple

from kg.extract import authority, when
from kg.extract.when import MONTHS, When


class Date(NamedTuple):
    """A date in the text; `anchored` when it was understood from the date before it."""

    start: int
    end: int
    when: When
    anchored: bool = False
    aside: bool = False


@dataclass(frozen=True, slots=True)
class Anchor:
    """The last date that the narration stood at."""

    when: When | None = None

    @property
    def year(self) -> int | None:
        """Its last year."""
        return self.when.years[1] if self.when else None


_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Aug|Sept|Sep|Oct|Nov|Dec"
_SEASON = "spring|summer|autumn|fall|winter"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_PART = r"(?i:(?:early|mid|late|middle|beginning|end|start|close|first half|second half|last months|opening months)(?:[ -]of)?(?: in)?[ -](?:the )?)?"
_BC = r"(?: ?(?P<bc>B\.?C\.?(?:E\.?)?|BCE?)(?!\w))"
_YEAR = r"(?P<year>(?<![\d.,])\d{3,4}(?![\d,]*\d)(?!\.\d))"
_COUNT = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty"
_COUNTS = {word: number for number, word in enumerate(_COUNT.split("|")[:20], start=1)} | {
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
}
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50}
_NUMBER = rf"(?:(?:{_COUNT})(?:-(?:{_COUNT}))?|\d{{1,2}}|an?|a few|a couple of|several|some)"
_ORDINALS = {
    word: number
    for number, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
        "sixteenth seventeenth eighteenth nineteenth twentieth".split(),
        start=1,
    )
}
_ORDINAL = r"(?:(?:twenty-|thirty-)?(?:" + "|".join(_ORDINALS) + r")|thirtieth|\d{1,2}(?:st|nd|rd|th))"


def _behind(words: str) -> str:
    """A look-behind for any of these words and a space."""
    return "(?:" + "|".join(rf"(?<=\b{word}\s)" for word in words.split()) + ")"


_LEAD = (
    r"(?:^|(?<=[(\[–—:,;]\s)|(?<=[(\[–—:,;])|"
    + _behind(
        "in by of to In By until since Since Until after After about circa early Early late Late from From year and before Before between Between through"
    )
    + ")"
)
_NOT_COUNTED = r"(?!\s(?:men|soldiers|troops|ships|horsemen|people|miles|li|km|kilomet|cavalry|infantry|bolts|taels|years|days|guns|warriors|prisoners|others|of (?:them|his|the|these|their)|or|lances|knights|archers|galleys|talents|pounds|ducats|households|families|civilians|casualties|dead|killed)\b)"

Reader = Callable[[re.Match[str], Anchor], "When | None"]


def _number(word: str) -> int | None:
    small = word.lower()
    if small.isdigit():
        return int(small)
    if small in {"a", "an"}:
        return 1
    tens, _, ones = small.partition("-")
    if ones:
        return _TENS.get(tens, 0) + _COUNTS.get(ones, 0)
    return _COUNTS.get(small)


def _ordinal(word: str) -> int:
    tens, _, ones = word.lower().rpartition("-")
    if tens in _TENS:
        return _TENS[tens] + _ORDINALS[ones]
    return _ORDINALS.get(word.lower()) or int(re.sub(r"\D", "", word) or 0)


def _stated_year(match: re.Match[str]) -> int:
    groups = match.groupdict()
    year = int(groups["year"])
    return 1 - year if groups.get("bc") else year


def _full_day(match: re.Match[str], _: Anchor) -> When:
    return when.of_day(_stated_year(match), MONTHS[match["month"].lower()], _ordinal(match["day"]))


def _full_month(match: re.Match[str], _: Anchor) -> When:
    return when.of_month(_stated_year(match), MONTHS[match["month"].lower()])


def _full_season(match: re.Match[str], _: Anchor) -> When:
    return when.of_season(_stated_year(match), match["season"].lower())


def _full_year(match: re.Match[str], _: Anchor) -> When:
    return when.of_year(_stated_year(match))


def _years(match: re.Match[str], _: Anchor) -> When | None:
    first, last = match["first"], match["last"]
    last = first[: max(0, len(first) - len(last))] + last
    bc = match.groupdict().get("bc")
    one, other = (1 - int(first), 1 - int(last)) if bc else (int(first), int(last))
    return when.span(when.of_year(one), when.of_year(other)) if one < other else None


def _century(match: re.Match[str], _: Anchor) -> When:
    part = (match["part"] or "").strip(" -").lower()
    return when.of_century(_ordinal(match["ordinal"]), part)


def _decade(match: re.Match[str], _: Anchor) -> When:
    first = int(match["decade"])
    return when.span(when.of_year(first), when.of_year(first + 9))


def _day_of_anchor(match: re.Match[str], anchor: Anchor) -> When | None:
    year = _year_for(match["month"], anchor)
    return when.of_day(year, MONTHS[match["month"].lower()], _ordinal(match["day"])) if year else None


def _month_of_anchor(match: re.Match[str], anchor: Anchor) -> When | None:
    year = _year_for(match["month"], anchor)
    return when.of_month(year, MONTHS[match["month"].lower()]) if year else None


def _year_for(month: str, anchor: Anchor) -> int | None:
    """The anchor's year, or the next one when the months have come round: December, then January."""
    if anchor.when is None or anchor.year is None:
        return None
    before, now = anchor.when.month, MONTHS[month.lower()]
    return anchor.year + (before is not None and before >= 10 and now <= 3)


def _season_of_anchor(match: re.Match[str], anchor: Anchor) -> When | None:
    if anchor.year is None:
        return None
    later = bool(re.search(r"following|next", match.group(), re.IGNORECASE))
    wraps = later and (
        anchor.when is None or anchor.when.month is None or match["season"] in {"spring", "summer"}
    )
    return when.of_season(anchor.year + wraps, match["season"].lower())


def _same_year(_: re.Match[str], anchor: Anchor) -> When | None:
    return when.of_year(anchor.year) if anchor.year is not None else None


def _next_year(_: re.Match[str], anchor: Anchor) -> When | None:
    return when.of_year(anchor.year + 1) if anchor.year is not None else None


def _years_away(match: re.Match[str], anchor: Anchor) -> When | None:
    count = _number(match["count"])
    if count is None or anchor.year is None:
        return None
    back = match["way"].lower() in {"earlier", "before", "previously"}
    return when.of_year(anchor.year - count if back else anchor.year + count)


def _soon(match: re.Match[str], anchor: Anchor) -> When | None:
    """Days or weeks on: the year is safe where the month does not end it."""
    if anchor.when is None or anchor.when.month in {None, 12}:
        return (
            when.of_year(anchor.year)
            if anchor.year is not None and anchor.when and anchor.when.month is None
            else None
        )
    return when.of_year(anchor.when.years[0])


def _next_day(_: re.Match[str], anchor: Anchor) -> When | None:
    if anchor.when is None or anchor.when.earliest != anchor.when.latest:
        return None
    year, month, day = anchor.when.years[0], anchor.when.month, int(anchor.when.earliest[-2:])
    return when.of_day(year, month, day + 1) if month else None


def _lunar_month(match: re.Match[str], anchor: Anchor) -> When | None:
    era = match.groupdict().get("era")
    if era:
        return _era_year(match, anchor)
    return _same_year(match, anchor)


def _era_year(match: re.Match[str], anchor: Anchor) -> When | None:
    count = _number(match["n"]) or _ordinal(match["n"])
    fitting = [
        era.first + count - 1
        for era in _eras().get(match["era"], ())
        if era.first + count - 1 <= era.last + 1
    ]
    if not fitting:
        return None
    return when.of_year(min(fitting, key=lambda year: abs(year - (anchor.year or fitting[0]))))


@cache
def _eras() -> dict[str, tuple[authority.Era, ...]]:
    found: dict[str, tuple[authority.Era, ...]] = {}
    for era in authority.load().eras:
        for name in era.names:
            found[name] = (*found.get(name, ()), era)
    return found


@cache
def _readers() -> tuple[tuple[re.Pattern[str], Reader, bool], ...]:
    era = "|".join(sorted((re.escape(name) for name in _eras()), key=len, reverse=True)) or r"(?!)"
    era_year = rf"(?P<era>{era})(?: (?P<n>\d{{1,2}})\b|(?!))"
    the_era = rf"(?P<n>{_ORDINAL}) year of (?:the )?(?P<era>{era})(?: era| reign(?: period)?)?"
    bc_or_not = rf"{_BC}?"
    ad = r"(?:A\.?D\.? ?)?"
    table: tuple[tuple[str, Reader, bool], ...] = (
        (rf"(?:the )?(?P<day>{_DAY}) (?:of )?(?P<month>{_MONTH}),?(?: of)? {ad}{_YEAR}{bc_or_not}", _full_day, False),
        (rf"(?P<month>{_MONTH}) (?P<day>{_DAY}),? {ad}{_YEAR}{bc_or_not}", _full_day, False),
        (rf"{_PART}(?P<month>{_MONTH}),?(?: of)? {ad}{_YEAR}{bc_or_not}", _full_month, False),
        (rf"{_PART}(?P<season>{_SEASON}),?(?: of| in)? {ad}{_YEAR}{bc_or_not}", _full_season, False),
        (rf"(?:the )?(?:{_ORDINAL} day of )?(?:the )?(?:intercalary )?{_ORDINAL} (?:lunar )?month of {era_year}", _era_year, False),
        (rf"(?:the )?(?:{_ORDINAL} day of )?(?:the )?(?:intercalary )?{_ORDINAL} (?:lunar )?month of the {the_era}", _era_year, False),
        (rf"the {the_era}", _era_year, False),
        (era_year, _era_year, False),
        (rf"(?:between )?(?P<first>(?<![\d.,])\d{{3,4}}) ?(?:[-–—]| to | and ) ?(?P<last>\d{{2,4}})(?![\d%,]){_BC}?{_NOT_COUNTED}", _years, False),
        (rf"(?:the )?(?P<part>(?:early|mid|late)[ -](?:the )?)?(?P<ordinal>{_ORDINAL})[ -]century(?! BC)", _century, False),
        (rf"(?:the )?(?:early |late |mid-)?(?P<decade>1\d\d0)s", _decade, False),
        (rf"(?P<year>\d{{1,4}}){_BC}", _full_year, False),
        (rf"A\.?D\.? (?P<year>\d{{1,4}})(?!\d)", _full_year, False),
        (rf"{_PART}(?P<year>(?<![\d.,])1\d{{3}}|20\d\d)(?![\d%]|,\d|\.\d){_NOT_COUNTED}", _full_year, False),
        (rf"{_LEAD}{_PART}(?P<year>[1-9]\d\d)(?![\d%]|,\d|\.\d){_NOT_COUNTED}(?=[\s.,;:)\]–—'’-]|$)(?! [a-z]+s\b(?! (?:was|were|had)))", _full_year, False),
        (rf"(?:the )?(?P<day>{_DAY}) (?:of )?(?P<month>{_MONTH})(?: of (?:that|the same) year)?", _day_of_anchor, True),
        (rf"(?P<month>{_MONTH}) (?P<day>{_DAY})(?: of (?:that|the same) year)?", _day_of_anchor, True),
        (rf"{_behind('in by to of')}{_PART}(?P<month>{_MONTH})\b(?: of (?:that|the same) year)?", _month_of_anchor, True),
        (rf"{_behind('that late last next same early')}(?P<month>{_MONTH})\b", _month_of_anchor, True),
        (rf"(?:^|(?<=\. )|(?<=[•*–-] ))(?P<month>{_MONTH})(?=:)", _month_of_anchor, True),
        (rf"(?:(?:that same|that|the same|the following|the next|in the|during the|the)(?: (?:early|late))? )(?P<season>{_SEASON})(?: of (?:that|the same) year)?\b(?! of)", _season_of_anchor, True),
        (r"(?:later |earlier |still )?(?:that|the same|in the same) (?:same )?year", _same_year, True),
        (r"before the (?:year|month) was out|before the year's end|by the end of the year|by year's end|later that year|earlier that year", _same_year, True),
        (r"(?:(?:early|late) in |at the end of )?(?:the )?(?:following|next) year|the year after|a year later", _next_year, True),
        (rf"(?P<count>{_NUMBER}) years? (?P<way>later|earlier|afterwards?|after that|on|before|previously)\b", _years_away, True),
        (rf"(?P<count>{_NUMBER}) (?:days?|weeks?|months?) (?:later|afterwards?|on|after that)\b|within (?:the|a|two|three) (?:weeks?|months?|days)|that same (?:month|week)|that (?:month|week)", _soon, True),
        (r"(?:the )?(?:next|following) (?:day|morning|evening|night)", _next_day, True),
        (rf"(?:the )?(?:{_ORDINAL} day of )?(?:the )?(?:intercalary )?{_ORDINAL} (?:lunar )?month(?! of {era})", _lunar_month, True),
    )  # fmt: skip
    return tuple(
        (re.compile(pattern, re.IGNORECASE if anchored else 0), reader, anchored)
        for pattern, reader, anchored in table
    )


_HINT = re.compile(
    rf"\d|\b(?:{_MONTH}|year|years|century|month|months|day|days|week|weeks|spring|summer|autumn|fall|winter|morning|night|evening)\b",
    re.IGNORECASE,
)
_GLOSS = re.compile(r"\s?[(\[]([^()\[\]]{3,40})[)\]]")


def dates(text: str, offset: int, anchor: Anchor) -> tuple[tuple[Date, ...], Anchor]:
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


def _spotted(text: str, anchor: Anchor) -> Iterator[_Spotted]:
    taken = [False] * (len(text) + 1)
    spotted: list[_Spotted] = []
    for pattern, reader, anchored in _readers():
        for match in pattern.finditer(text):
            if not any(taken[match.start() : match.end()]):
                taken[match.start() : match.end()] = [True] * (match.end() - match.start())
                spotted.append(_Spotted(match, reader, anchored))
    return iter(sorted(spotted, key=lambda each: each.match.start()))


def _understood(spotted: _Spotted, text: str, anchor: Anchor) -> tuple[Date | None, Anchor]:
    match = spotted.match
    meant = spotted.reader(match, anchor)
    start, end = match.span()
    gloss = _GLOSS.match(text, end)
    if gloss and (inside := _gloss_date(gloss[1], Anchor(meant) if meant else anchor)):
        meant, end = inside, gloss.end()
    if meant is None:
        return None, anchor
    aside = _is_aside(text, start)
    return Date(start, end, meant, spotted.anchored, aside), anchor if aside else replace(anchor, when=meant)


def _gloss_date(words: str, anchor: Anchor) -> When | None:
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
