"""Words and sentences of a text, with their offsets in code points."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

MAX_SENTENCE = 160
"""Words after which a sentence without a full stop is cut, so that no line is too long to parse."""


_HALF_RINGS = "ʿʾʻʼ"
"""Letters before a capital where Arabic is spelled exactly: "ʿUthmān"."""


class Token(NamedTuple):
    """A word or a mark of punctuation."""

    text: str
    start: int
    end: int
    spaced: bool = False

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text.lstrip(_HALF_RINGS)[:1].isupper()


class Sentence(NamedTuple):
    """A run of tokens `[first, last)` that is read as one sentence."""

    first: int
    last: int


_CJK = "\u2e80-\u2fdf\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u3040-\u30ff\u3005\u3007"
_TOKEN = re.compile(
    rf"""[{_CJK}]+
    | \d+(?:[.,]\d+)*(?:st|nd|rd|th|s)?(?![^\W\d_])
    | (?:[Aa]\.[Dd]|[Bb]\.[Cc]|[Bb]\.[Cc]\.[Ee]|[Cc]\.[Ee])\.(?=\W)
    | (?:St|Mr|Mrs|Dr|ca|Mt|Ft)\.(?=\s)
    | (?:de|dei|da)['’](?=\s)
    | [^\W\d_{_CJK}](?=n['’]t\b)
    | [^\W\d_{_CJK}]+?(?=n['’]t\b)
    | n['’]t\b
    | ['’](?:s|re|ve|ll|d|m)\b(?!['’\w])
    | [^\W\d_{_CJK}]+(?:['’ʼ`](?!(?:s|re|ve|ll|d|m|S)\b)[^\W\d_{_CJK}]+)*
    | \.{{3}}|--
    | \S""",
    re.VERBOSE,
)
_ABBREVIATIONS = frozenset(
    "st mr mrs dr ca c no vol cf vs prof gen mt ft col capt lt sgt ch p pp jr sr ed b d r fl".split()
)
_CLOSERS = frozenset("\"”’')]»")
_OPENERS = frozenset("\"“‘'([«•–—-*")


def tokens(text: str, start: int, end: int) -> list[Token]:
    """The tokens of a stretch of text.

    >>> [each.text for each in tokens("Li Zhu'er’s men didn't.", 0, 23)]
    ['Li', "Zhu'er", '’s', 'men', 'did', "n't", '.']
    """
    found = []
    previous = start
    for match in _TOKEN.finditer(text, start, end):
        found.append(Token(match.group(), match.start(), match.end(), match.start() > previous))
        previous = match.end()
    return found


def sentences(words: Sequence[Token]) -> Iterator[Sentence]:
    """The runs of tokens that end with a full stop, or are as long as a sentence may be."""
    first = 0
    for place in range(len(words)):
        if place < first:
            continue
        if place - first >= MAX_SENTENCE or _ends(words, place):
            last = _behind_closers(words, place + 1)
            yield Sentence(first, last)
            first = last
    if first < len(words):
        yield Sentence(first, len(words))


def _behind_closers(words: Sequence[Token], place: int) -> int:
    while place < len(words) and words[place].text in _CLOSERS and not words[place].spaced:
        place += 1
    return place


def _ends(words: Sequence[Token], place: int) -> bool:
    word = words[place]
    if word.text not in {".", "!", "?", "…", "...", "。"}:
        return False
    if word.text == "." and place and not word.spaced and _is_abbreviation(words[place - 1].text):
        return False
    after = _behind_closers(words, place + 1)
    if after >= len(words):
        return True
    following = words[after]
    if not following.spaced:
        return word.text == "。"
    return (
        following.is_capital
        or following.text[0].isdigit()
        or following.text in _OPENERS
        or ord(following.text[0]) > 0x2E7F
    )


def _is_abbreviation(word: str) -> bool:
    return word.lower() in _ABBREVIATIONS or (len(word) == 1 and word.isupper() and word != "I")
