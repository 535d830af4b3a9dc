"""Dates as texts state them, each understood from its words and the dates before it."""

import re
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from kg.errors import BadLexicon
from kg.extract import date_readers, date_words, lexicon
from kg.extract.when import When


class Date(NamedTuple):
    """A date in the text; `anchored` when it was understood from the date before it.

    The narration does not move to one told `aside`; one that stands `apart` is of another age besides.
    """

    start: int
    end: int
    when: When
    anchored: bool = False
    aside: bool = False
    apart: bool = False


Reader = Callable[[re.Match[str], date_readers.Anchor], "When | None"]


@cache
def _readers() -> tuple[tuple[re.Pattern[str], Reader, bool], ...]:
    """The patterns of `words/dates.toml`, each with the function that understands its matches."""
    path = lexicon.FOLDER / "dates.toml"
    found = []
    for entry in tomllib.loads(path.read_text(encoding="utf-8"))["date"]:
        reader = date_readers.READERS.get(entry["reader"])
        if reader is None:
            raise BadLexicon(
                f"{path.name}: {entry['reader']!r} reads no dates. "
                f"Use one of {', '.join(date_readers.READERS)}."
            )
        anchored = entry.get("anchored", False)
        pattern = _PLACEHOLDER.sub(_expanded, entry["pattern"])
        found.append((re.compile(pattern, re.IGNORECASE if anchored else 0), reader, anchored))
    return tuple(found)


_PLACEHOLDER = re.compile(r"<<(\w+)(?: ([\w ]+))?>>")


def _expanded(match: re.Match[str]) -> str:
    name, words = match.groups()
    if name == "BEHIND":
        return date_words.behind(words)
    return _expansions()[name]


@cache
def _expansions() -> dict[str, str]:
    names = sorted((re.escape(name) for name in date_readers.eras()), key=len, reverse=True)
    era = "|".join(names) or r"(?!)"
    return date_words.PATTERNS | {
        "ERA": era,
        "ERA_YEAR": rf"(?P<era>{era}) (?P<n>\d{{1,2}})\b",
        "THE_ERA": rf"(?P<n>{date_words.ORDINAL}) year of (?:the )?(?P<era>{era})"
        r"(?: era| reign(?: period)?)?",
        "BC_OR_NOT": rf"{date_words.BC}?",
        "AD": r"(?:A\.?D\.? ?)?",
    }


_HINT = re.compile(
    rf"\d|\b(?:{date_words.MONTH}|year|years|century|centuries|decades?|month|months|day|days|week|weeks|springs?|summers?|autumns?|fall|winters?|morning|night|evening)\b",
    re.IGNORECASE,
)
_GLOSS = re.compile(r"\s?[(\[]([^()\[\]]{3,40})[)\]]")


def dates(
    text: str, offset: int, anchor: date_readers.Anchor, *, apart: Sequence[tuple[int, int]] = ()
) -> tuple[tuple[Date, ...], date_readers.Anchor]:
    """The dates in a stretch of text that starts at an offset, and where the narration stands behind it.

    It goes on behind the stretches `apart` as if they were not there.
    """
    if not _HINT.search(text):
        return (), anchor
    found: list[Date] = []
    anchors: dict[tuple[int, int], date_readers.Anchor] = {}
    for date in _spotted(text):
        at = date.match.start() + offset
        own = next((each for each in apart if each[0] <= at < each[1]), None)
        moved, there = _understood(date, text, anchors.get(own, anchor) if own else anchor)
        if own:
            anchors[own] = there
        else:
            anchor = there
        if moved and not (found and moved.start < found[-1].end):
            found.append(moved._replace(aside=True, apart=True) if own else moved)
    return tuple(date._replace(start=date.start + offset, end=date.end + offset) for date in found), anchor


class _Spotted(NamedTuple):
    match: re.Match[str]
    reader: Reader
    anchored: bool


def _spotted(text: str) -> Iterator[_Spotted]:
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
    aside = _is_aside(text, start) or _looks_back(match)
    return Date(start, end, meant, spotted.anchored, aside), anchor if aside else replace(anchor, when=meant)


def _looks_back(match: re.Match[str]) -> bool:
    """As in "two years before", a glance behind; but "Ten years ago, …" opens a story of its own."""
    groups = match.groupdict()
    way = groups.get("way") or groups.get("way2") or ""
    if way.lower() == "ago" and re.search(r"(?:^|[.!?]\s+)$", match.string[: match.start()]):
        return False
    return way.lower() in {"before", "earlier", "previously", "previous", "ago"}


def _gloss_date(words: str, anchor: date_readers.Anchor) -> When | None:
    """The Western equivalent that a bracket gives for a date."""
    for pattern, reader, _ in _readers():
        match = pattern.fullmatch(words)
        if match:
            return reader(match, anchor)
    return None


def _is_aside(text: str, start: int) -> bool:
    """Whether the narration does not move to a date: life dates in brackets, "since 712"."""
    before = text[max(0, start - 300) : start].rstrip()
    opened = before.rfind("(") > before.rfind(")") or before.rfind("[") > before.rfind("]")
    return opened or bool(
        re.search(
            r"\bhad\b(?! (?:him|her|his|its|their|the|them)\b)[^.,;:]*$"
            r"|\b(?:since|until|till|census taken in|treaty of|peace of|oath of|born in)$",
            before,
            re.IGNORECASE,
        )
    )
