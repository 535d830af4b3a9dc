"""Words in the pieces that the shipped parser knows: the longest that fit, from the left.

As BERT does it, in small letters without accents. The tokenizers package does the same, but brings a client
for a hub of models and a dozen packages more; what a word that is one already needs of it stands here.
"""

import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

BEGIN, END, UNKNOWN = "[CLS]", "[SEP]", "[UNK]"
LONGEST: Final = 512
"""Pieces of a sentence at most; what stands behind them is read as the last one."""
_OF_A_WORD: Final = 8
_LETTERS: Final = 100
"""Letters of a word that is cut into pieces at all."""


class Pieces(NamedTuple):
    """A sentence in pieces; the first word is the root, one piece."""

    numbers: list[int]
    writings: list[int]
    first: list[int]
    last: list[int]
    word_writings: list[int]


class Vocabulary:
    """The pieces by their numbers, which are the lines of a file."""

    def __init__(self, path: Path) -> None:
        self._numbers = {piece: number for number, piece in enumerate(path.read_text("utf-8").splitlines())}
        self._known: dict[str, tuple[list[int], int]] = {}

    def pieces(self, words: Sequence[str]) -> Pieces:
        """A sentence in pieces, with where each word begins and ends."""
        begin, end = self._numbers[BEGIN], self._numbers[END]
        found = Pieces([begin], [0], [0], [0], [0])
        for word in words:
            numbers, writing = self._word(word)
            found.first.append(min(len(found.numbers), LONGEST - 1))
            found.numbers.extend(numbers)
            found.writings.extend([writing] * len(numbers))
            found.last.append(min(len(found.numbers), LONGEST) - 1)
            found.word_writings.append(writing)
        numbers, writings = [*found.numbers, end][:LONGEST], [*found.writings, 0][:LONGEST]
        return found._replace(numbers=numbers, writings=writings)

    def _word(self, word: str) -> tuple[list[int], int]:
        known = self._known.get(word)
        if known is None:
            known = [each for part in _parts(word) for each in self._cut(part)][:_OF_A_WORD], writing(word)
            if len(self._known) < 50_000:
                self._known[word] = known
        return known

    def _cut(self, part: str) -> list[int]:
        unknown = [self._numbers[UNKNOWN]]
        if len(part) > _LETTERS:
            return unknown
        found, start = [], 0
        while start < len(part):
            mark = "##" if start else ""
            fitting = (
                (end, self._numbers.get(mark + part[start:end])) for end in range(len(part), start, -1)
            )
            start, number = next(((end, each) for end, each in fitting if each is not None), (0, None))
            if number is None:
                return unknown
            found.append(number)
        return found


def _parts(word: str) -> list[str]:
    """A word in small letters without accents, cut at signs and Chinese characters; one sign for nothing."""
    plain = "".join(
        f" {letter} " if _stands_alone(letter) else letter
        for letter in unicodedata.normalize("NFD", word.lower())
        if unicodedata.category(letter) not in {"Mn", "Cc", "Cf"}
    )
    return plain.split() or ["�" * (_LETTERS + 1)]


def _stands_alone(letter: str) -> bool:
    signs = letter.isascii() and letter.isprintable() and not letter.isalnum() and letter != " "
    return (
        signs
        or unicodedata.category(letter).startswith("P")
        or "\u4e00" <= letter <= "\u9fff"
        or ("\u3400" <= letter <= "\u4dbf")
    )


def writing(word: str) -> int:
    """How a word is written: 1 digits, 2 signs, 3 small, 4 with a capital, 5 capitals, 6 with digits, 7 else.

    >>> [writing(word) for word in ("1204", "–", "army", "Rome", "BC", "iOS7", "McCoy")]
    [1, 2, 3, 4, 5, 6, 7]
    """
    capital = word.istitle() or (word[:1].isupper() and word[1:].islower())
    kinds = (
        word.isdigit(),
        not any(map(str.isalnum, word)),
        word.islower(),
        capital,
        word.isupper(),
        any(map(str.isdigit, word)),
    )
    return next((number for number, fits in enumerate(kinds, start=1) if fits), 7)
