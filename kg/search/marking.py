"""Which stretches of a passage are what was looked for."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from kg.search import folding
from kg.search.folding import Word
from kg.search.wish import Wish, slack


def marks(text: str, wish: Wish, names: Iterable[str]) -> tuple[tuple[int, int], ...]:
    """The stretches of a text that are names, or words that were typed, in order and without overlaps.

    >>> marks("Then Yue Fei came.", Wish("Yueh Fei"), ["Yue Fei"])
    ((5, 12),)
    """
    there = [*folding.words(text)]
    phrases = {wish.words, *(folding.spelled(name) for name in names)} - {()}
    spans = [span for phrase in phrases for span in _phrase(there, phrase)]
    return _apart([*spans, *_singly(there, wish)] if len(wish.words) > 1 or not spans else spans, text)


def _singly(there: Sequence[Word], wish: Wish) -> Iterable[tuple[int, int]]:
    """Where the words stand, each as it was typed, or else as it is nearly."""
    known = {word.text for word in there}
    wanted, wrong = known.intersection(wish.weighty), set(wish.weighty) - known
    for word in there:
        if word.text in wanted or any(_like(word.text, each) for each in wrong):
            yield word.start, word.end


def _phrase(there: Sequence[Word], phrase: tuple[str, ...]) -> Iterable[tuple[int, int]]:
    size = len(phrase)
    for at in range(len(there) - size + 1):
        if tuple(word.text for word in there[at : at + size]) == phrase:
            yield there[at].start, there[at + size - 1].end


def _apart(spans: Iterable[tuple[int, int]], text: str) -> tuple[tuple[int, int], ...]:
    """Spans in order, those that touch or overlap made one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and not text[joined[-1][1] : start].strip(" -"):
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


@lru_cache(maxsize=1 << 12)
def _like(word: str, wanted: str) -> bool:
    wrong = slack(wanted)
    return word == wanted or (wrong > 0 and distance(word, wanted, wrong) <= wrong)


def distance(one: str, other: str, most: int) -> int:
    """How many letters differ, a swap of two neighbours counted once; more than `most` is not told apart.

    >>> distance("shaoxnig", "shaoxing", 2), distance("agudaa", "aguda", 2), distance("song", "liao", 1)
    (1, 1, 2)
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    above, row = [0], [*range(len(other) + 1)]
    for i in range(1, len(one) + 1):
        before, above, row = above, row, [i]
        for j in range(1, len(other) + 1):
            steps = [above[j] + 1, row[-1] + 1, above[j - 1] + (one[i - 1] != other[j - 1])]
            if i > 1 and j > 1 and one[i - 2 : i] == other[j - 1] + other[j - 2]:
                steps.append(before[j - 2] + 1)
            row.append(min(steps))
    return int(min(row[-1], most + 1))
