"""Plain text: headings, paragraphs and list items are told apart by how their lines look."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from kg.documents.reading import Reading
from kg.model import Block

_BULLETS: Final = "•‣▪●○◦■□▸➢∙"
_MARKER: Final = re.compile(
    rf"[{_BULLETS}][ \t]*(?=\S)"
    r"|[-–—*+·][ \t]+(?=\S)"
    r"|\(?(?:\d{1,2}|[a-z]|[ivx]{1,5})[.)][ \t]+(?=\S)"
    r"|[（(]?[一二三四五六七八九十]{1,3}[、）)]\s*(?=\S)"
)
_NUMBERED: Final = re.compile(r"\d|[ivx]+[.)]")
_ENDED: Final = re.compile(r"[.!?:;,…。！？：；，]['\"’”»)\]】」』]*$")
_SMALL_WORDS: Final = frozenset(
    "a an and as at but by for from in into nor of on or over the to under upon versus via vs with".split()
)
_LONGEST_HEADING: Final = 100
_NARROWEST_WRAP, _WIDEST_WRAP = 50, 120


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Lines that belong together; `start` lies behind the marker, `gap` tells of a blank line before."""

    start: int
    end: int
    text: str
    marker: str
    indent: int
    gap: bool


def reading(text: str) -> Reading:
    r"""The text as it is, cut at headings, list items and paragraphs.

    >>> [block.kind for block in reading("The oath\n\nThere were two:\n• one\n• another").blocks]
    ['heading', 'paragraph', 'item', 'item']
    """
    return Reading(text, tuple(_blocks(_joined(list(_lines(text))))))


def _lines(text: str) -> Iterator[_Stretch]:
    start = 0
    gap = True
    for line in text.split("\n"):
        words = line.strip()
        if any(each.isalnum() for each in words):
            yield _line(line, words, start, gap=gap)
        gap = not words
        start += len(line) + 1


def _line(line: str, words: str, start: int, *, gap: bool) -> _Stretch:
    indent = len(line) - len(line.lstrip())
    marker = match[0] if (match := _MARKER.match(words)) else ""
    first = start + indent + len(marker)
    return _Stretch(first, start + indent + len(words), words[len(marker) :], marker.strip(), indent, gap)


def _joined(lines: list[_Stretch]) -> list[_Stretch]:
    """Lines that an editor broke at a fixed width, put together again."""
    width = _wrapped_at(lines)
    if not width:
        return lines
    groups: list[list[_Stretch]] = []
    for last, line in pairwise([None, *lines]):
        if last and line and _fills(last, line, width) and not _begins_item(line, groups[-1]):
            groups[-1].append(line)
        elif line:
            groups.append([line])
    return [
        replace(group[0], end=group[-1].end, text=" ".join(each.text for each in group)) for group in groups
    ]


def _wrapped_at(lines: list[_Stretch]) -> int:
    """The width at which paragraphs are broken into lines, 0 where each is one line."""
    widths = sorted(_width(line) for line in lines)
    width = widths[len(widths) * 9 // 10] if widths else 0
    unended = [(last, line) for last, line in pairwise(lines) if not (line.gap or _ended(last.text))]
    full = sum(_fills(last, line, width) for last, line in unended)
    regular = full >= 3 and full >= 0.7 * len(unended)
    return width if regular and _NARROWEST_WRAP <= width <= _WIDEST_WRAP else 0


def _width(line: _Stretch) -> int:
    return line.indent + (len(line.marker) + 1 if line.marker else 0) + len(line.text)


def _fills(last: _Stretch, line: _Stretch, width: int) -> bool:
    """Whether the next line's first word would have been too much for the last line."""
    first_word = f"{line.marker} {line.text.split(maxsplit=1)[0]}".lstrip()
    return not line.gap and _width(last) + 1 + len(first_word) > width


def _begins_item(line: _Stretch, group: list[_Stretch]) -> bool:
    """Whether a marker is one, and no dash or number that happens to stand at a line's beginning."""
    in_sentence = not (group[0].marker or _ended(group[-1].text))
    return bool(line.marker) and not (in_sentence and line.marker[0] not in _BULLETS)


def _blocks(stretches: list[_Stretch]) -> Iterator[Block]:
    indents: list[int] = []
    for position, this in enumerate(stretches):
        before = stretches[position - 1] if position else None
        after = stretches[position + 1] if position + 1 < len(stretches) else None
        if _heads(this, before, after):
            indents = []
            yield Block("heading", this.start, this.end, 2 if position else 1)
        elif this.marker:
            indents = [*(each for each in indents if each < this.indent), this.indent]
            yield Block("item", this.start, this.end, len(indents))
        else:
            indents = []
            yield Block("paragraph", this.start, this.end)


def _heads(this: _Stretch, before: _Stretch | None, after: _Stretch | None) -> bool:
    if after is None or len(this.text) > _LONGEST_HEADING or len(words := this.text.split()) > 14:
        return False
    if this.marker:
        alone = this.gap and after.gap and not (after.marker or (before and before.marker))
        return alone and bool(_NUMBERED.match(this.marker)) and not _ended(this.text) and _titled(words)
    if _shouted(this.text):
        return not this.text.endswith(".")
    if _ended(this.text):
        return this.text[-1] in "?!" and len(words) > 1 and _titled(words)
    return before is None or _titled(words) or (len(words) <= 8 and _stands_over(this, after))


def _stands_over(this: _Stretch, after: _Stretch) -> bool:
    alone = this.gap and after.gap
    return alone or bool(after.marker) or (_ended(after.text) and len(after.text) > len(this.text))


def _ended(text: str) -> bool:
    return bool(_ENDED.search(text[-8:]))


def _shouted(text: str) -> bool:
    return text.isupper() and sum(each.isupper() for each in text) > 1


def _titled(words: Iterable[str]) -> bool:
    """Whether every word that would begin with a capital in a title does."""
    bare = [stripped for word in words if (stripped := word.strip("'\"‘’“”()[]—–-"))]
    first = [word[0] for word in bare if word.lower() not in _SMALL_WORDS and word[0].isalpha()]
    cased = [letter for letter in first if letter.lower() != letter.upper()]
    return bool(cased) and all(letter.isupper() for letter in cased)
