"""A text in sections: its lines, those that are headings, and what stands under each."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

_LONGEST: Final = 100
"""Characters of a heading."""
_CHINESE: Final = 30
"""The same in a script that needs fewer."""
_CLOSING: Final = frozenset(".!?,;:。！？，；：、…\"”’')」』）)")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that has words, by its offsets, without the spaces around it."""

    start: int
    end: int
    heading: bool


@dataclass(frozen=True, slots=True)
class Section:
    """Lines under a heading, which is their first, or before any; by the offsets of all of it."""

    start: int
    end: int
    lines: tuple[Line, ...]

    @property
    def heading(self) -> Line | None:
        """The first line, where it is a heading."""
        return self.lines[0] if self.lines and self.lines[0].heading else None

    @property
    def paragraphs(self) -> tuple[Line, ...]:
        """The other lines."""
        return self.lines[1:] if self.heading else self.lines


def lines(text: str) -> Iterator[Line]:
    r"""The lines of a text that have words.

    >>> [(line.start, line.end, line.heading) for line in lines("Fall of Liao\n\n It fell.\n")]
    [(0, 12, True), (15, 23, False)]
    """
    at = 0
    for line in text.split("\n"):
        words = line.strip()
        if words:
            start = at + line.index(words)
            yield Line(start, start + len(words), _is_heading(words))
        at += len(line) + 1


def titled(text: str, title: str) -> Line | None:
    """The first line with words, where it is the title of the whole."""
    first = next(lines(text), None)
    return first if first and text[first.start : first.end] == title.strip() else None


def sections(text: str, title: str = "") -> list[Section]:
    """The lines gathered under their headings, without a first one that is the title of the whole."""
    groups: list[list[Line]] = []
    for line in islice(lines(text), 1 if titled(text, title) else 0, None):
        if line.heading or not groups:
            groups.append([])
        groups[-1].append(line)
    return [Section(group[0].start, group[-1].end, tuple(group)) for group in groups]


def _is_heading(words: str) -> bool:
    """A short line that ends without a mark, and does not begin small where a script has small letters."""
    longest = _LONGEST if words.isascii() or words[0].isupper() else _CHINESE
    return len(words) < longest and not words[0].islower() and words[-1] not in _CLOSING
