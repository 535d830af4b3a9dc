"""How much room words take in a drawing, so that they can be kept apart before anybody sees them."""

from typing import Final

_NARROW: Final = frozenset("iljtfI.,:;'’|()[]! -–")
_WIDE: Final = frozenset("mwMWGOQ@%—…")
_CJK: Final = 0x2E80
_RESERVE: Final = 1.04
"""Fonts differ; a little too wide is better than words over words."""


def breadth(words: str, size: float) -> float:
    """The width of a line in a sans-serif letter of this size.

    >>> breadth("岳飛", 10) > breadth("ill", 10)
    True
    """
    return _RESERVE * size * sum(map(_em, words))


def shortened(words: str, size: float, room: float) -> str:
    """As much of a line as has room, an ellipsis for the rest.

    >>> shortened("Battle of the Gaoliang River", 10, 80)
    'Battle of the…'
    """
    if breadth(words, size) <= room:
        return words
    kept = words
    while kept and breadth(kept + "…", size) > room:
        kept = kept[:-1]
    whole = kept.rpartition(" ")[0] or kept  # whole words, which a name that is read out begins with, too
    return whole.rstrip() + "…" if whole else ""


def _em(letter: str) -> float:
    if letter in _NARROW:
        return 0.33
    if letter in _WIDE:
        return 0.88
    if ord(letter) >= _CJK:
        return 1.0
    return 0.69 if letter.isupper() else 0.56
