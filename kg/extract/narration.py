"""The dates of a whole text, and those of another age, at which its narration never stands.

"In 755 An Lushan rebelled. The mills of Ghent were rebuilt in 1604. The following year …" is 756: a date
goes by unheeded whose sentence shares no name with the rest of the text, points back to nobody, and which
lies far from the dates told before and behind it, at least three that agree on an age.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final, NamedTuple

from kg.extract import lexicon, reckoning
from kg.extract.authority import plain
from kg.extract.date_readers import Anchor
from kg.extract.dates import Date, dates
from kg.extract.tokens import Sentence, Token
from kg.extract.when import MONTHS

_AGE: Final = 60
"""Years that a date of another age lies away from those before and behind it."""
_SPREAD: Final = 120
"""Years within which those lie where they agree on an age; a text through all ages has no asides."""
_AGREEING: Final = 3
"""Dated sentences that say in which age a text is."""
_WORDS: Final = 5
"""Words that tell something besides a date."""
_REFERRING: Final = frozenset(
    "he him his she her hers they them their theirs it its this these those both such former latter".split()
)

Stretch = tuple[int, int]


class Spoken(NamedTuple):
    """A block word by word, and its sentences."""

    words: tuple[Token, ...]
    sentences: tuple[Sentence, ...]


def dated(text: str, blocks: Sequence[Stretch], spoken: Sequence[Spoken]) -> list[tuple[Date, ...]]:
    """The dates of each block, given by its offsets and its words."""
    found = _read(text, blocks)
    apart = frozenset(_apart(found, spoken))
    return _read(text, blocks, apart) if apart else found


def _read(
    text: str, blocks: Sequence[Stretch], apart: frozenset[Stretch] = frozenset()
) -> list[tuple[Date, ...]]:
    heeded = text
    for start, end in apart:
        heeded = heeded[:start] + " " * (end - start) + heeded[end:]
    anchor = Anchor(before_christ=reckoning.is_before_christ(heeded, blocks))
    found = []
    for start, end in blocks:
        inside = tuple(each for each in apart if start <= each[0] < end)
        stated, anchor = dates(text[start:end], start, anchor, apart=inside)
        found.append(stated)
    return found


def _apart(found: Sequence[Sequence[Date]], spoken: Sequence[Spoken]) -> Iterator[Stretch]:
    """The sentences that stand apart with their dates."""
    placed = [
        (index, date)
        for index, stated in enumerate(found)
        for date in stated
        if not (date.anchored or date.aside)
    ]
    told = [
        (index, sentence, [date for _, date, _ in dates_])
        for (index, sentence), dates_ in groupby(
            ((index, date, _sentence(spoken[index], date)) for index, date in placed),
            key=lambda each: (each[0], each[2]),
        )
    ]
    before: list[Date] = []
    for at, (index, sentence, stated) in enumerate(told):
        behind = [later[0] for _, _, later in told[at + 1 : at + 1 + _AGREEING]]
        near = _near(before, behind)
        if _is_of_another_age(stated, near) and _stands_apart(spoken, index, sentence):
            words = spoken[index].words
            yield words[sentence.first].start, words[sentence.last - 1].end
        else:
            before.append(stated[-1])


def _sentence(block: Spoken, date: Date) -> Sentence:
    return block.sentences[
        bisect_right(block.sentences, date.start, key=lambda each: block.words[each.last - 1].end)
    ]


def _near(before: Sequence[Date], behind: Sequence[Date]) -> list[Date]:
    """The two dates before and the two behind, or more of one side where the other has fewer."""
    return [
        *before[-max(2, _AGREEING - len(behind)) :],
        *behind[: max(2, _AGREEING - len(before))],
    ]


def _is_of_another_age(stated: Sequence[Date], near: Sequence[Date]) -> bool:
    """Whether dates lie far from those before and behind them, on one side of an age on which these agree."""
    if len(near) < _AGREEING:
        return False
    first, last = _span(near)
    begun, ended = _span(stated)
    return last - first <= _SPREAD and (begun > last + _AGE or ended < first - _AGE)


def _span(stated: Sequence[Date]) -> tuple[int, int]:
    return min(date.when.years[0] for date in stated), max(date.when.years[1] for date in stated)


def _stands_apart(spoken: Sequence[Spoken], index: int, sentence: Sentence) -> bool:
    """Whether a sentence names nothing that is named elsewhere too, and points back to nobody.

    "1403." by itself heads what follows.
    """
    words = spoken[index].words[sentence.first : sentence.last]
    if len(words) < _WORDS or any(word.text.lower() in _REFERRING for word in words):
        return False
    here = Counter(word.text for place, word in enumerate(words) if _is_name(word, opens=place == 0))
    everywhere = Counter(word.text for block in spoken for word in block.words if word.text in here)
    return here == everywhere


def _is_name(word: Token, *, opens: bool) -> bool:
    nouns = lexicon.nouns()
    if not word.is_capital or word.text.lower() in MONTHS or word.text in nouns.geo_after | nouns.geo_before:
        return False
    return not (opens and lexicon.is_common(plain(word.text)))
