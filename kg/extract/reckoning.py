"""Whether the bare years of a text count down to Christ: because it says so, or because they do."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from kg.extract.date_readers import Anchor
from kg.extract.dates import Date, dates

_BC = r"(?:B\.?C\.?(?:E\.?)?(?!\w)|before (?:Christ|the Common Era))"
_NOTE = re.compile(
    rf"\b(?:all|every|the following)\s+(?:dates?|years?)\b[^.;\n]{{0,40}}?\b{_BC}"
    rf"|\b(?:dates|years)\s+(?:here |below |in this \w+ )?are\s+(?:all\s+|given\s+)?{_BC}",
    re.IGNORECASE,
)
_STATED = re.compile(rf"\b{_BC}|\bA\.?D\b|\bC\.?E\b|\b1\d{{3}}\b")
"""What says of some years how they count, or that they are too late to count down."""
_LATEST = 999
"""Bare years above it do not count down without a word."""
_ENOUGH = 5
"""Years that must be told before their order says anything."""


def is_before_christ(text: str, blocks: Iterable[tuple[int, int]]) -> bool:
    """Whether a text, with the offsets of its blocks, is about years before Christ throughout.

    >>> is_before_christ("All dates are BCE. In 323 the king died.", [(0, 40)])
    True
    >>> is_before_christ("In 410 the Goths took Rome.", [(0, 27)])
    False
    """
    if _NOTE.search(text):
        return True
    if _STATED.search(text):
        return False
    return _count_down(list(_years(text, blocks)))


def _years(text: str, blocks: Iterable[tuple[int, int]]) -> Iterable[int]:
    for start, end in blocks:
        found: tuple[Date, ...] = dates(text[start:end], start, Anchor())[0]
        yield from (
            each.when.years[0]
            for each in found
            if not each.anchored and not each.aside and each.when.years[0] == each.when.years[1]
        )


def _count_down(years: Sequence[int]) -> bool:
    """Whether most years are earlier ones than the year before, as no history after Christ tells them."""
    if len(years) < _ENOUGH or max(years) > _LATEST:
        return False
    steps = [later - earlier for earlier, later in pairwise(years) if earlier != later]
    down = sum(step < 0 for step in steps)
    return len(steps) >= _ENOUGH - 1 and down >= 0.8 * len(steps)
