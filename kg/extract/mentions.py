"""Where a document names things: every name with its place in a block."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from kg.extract import grammar, lexicon, narration
from kg.extract.authority import plain
from kg.extract.dates import Date
from kg.extract.gazetteer import Entry, Gazetteer
from kg.extract.tokens import Sentence, Token, sentences, tokens
from kg.model import Block, Document


class Mention(NamedTuple):
    """A name as it stands in the text: tokens `[first, last)` of a block and the offsets of its words."""

    block: int
    first: int
    last: int
    start: int
    end: int
    text: str
    shape: str
    entry: Entry | None

    @property
    def name(self) -> str:
        """The words on one line, with plain apostrophes."""
        return " ".join(self.text.replace("’", "'").split())


@dataclass(frozen=True, slots=True)
class Reading:
    """A block with its tokens, sentences and names."""

    index: int
    block: Block
    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...]
    dates: tuple[Date, ...]

    def mentions_in(self, sentence: Sentence) -> range:
        """The numbers of the names in a sentence."""
        first = bisect_left(self.mentions, sentence.first, key=lambda each: each.first)
        return range(first, bisect_left(self.mentions, sentence.last, key=lambda each: each.first))

    def dates_in(self, sentence: Sentence) -> range:
        """The numbers of the dates that a sentence has words of."""
        start, end = self.tokens[sentence.first].start, self.tokens[sentence.last - 1].end
        first = bisect_right(self.dates, start, key=lambda each: each.end)
        return range(first, bisect_left(self.dates, end, key=lambda each: each.start))

    def before(self, place: int, distance: int = 1) -> str:
        """The word that many tokens before a place, empty at the edge."""
        at = place - distance
        return self.tokens[at].text if at >= 0 else ""

    def after(self, place: int, distance: int = 0) -> str:
        """The word at a place or that many behind it, empty at the edge."""
        at = place + distance
        return self.tokens[at].text if at < len(self.tokens) else ""


def readings(document: Document, gazetteer: Gazetteer) -> tuple[Reading, ...]:
    """Every block of a document, read word by word."""
    words = [tokens(document.text, block.start, block.end) for block in document.blocks]
    seen = _written_as_names(words)
    found = []
    blocks = [(block.start, block.end) for block in document.blocks]
    spoken = [narration.Spoken(tuple(each), tuple(sentences(each))) for each in words]
    dates = narration.dated(document.text, blocks, spoken)
    for index, (block, said, stated) in enumerate(zip(document.blocks, spoken, dates, strict=True)):
        mentions = tuple(_mentions(document.text, index, words[index], gazetteer, seen, stated))
        found.append(Reading(index, block, said.words, said.sentences, mentions, stated))
    return tuple(found)


def _mentions(  # noqa: PLR0913, PLR0917  # one block with what is known of it
    text: str,
    index: int,
    words: list[Token],
    gazetteer: Gazetteer,
    seen: frozenset[str],
    stated: tuple[Date, ...],
) -> Iterator[Mention]:
    dated = _dated(words, stated)
    for found in grammar.names(words, gazetteer, seen):
        last = _before_dates(words, found.first, found.last, dated)
        if last > found.first:
            start, end = words[found.first].start, words[last - 1].end
            yield Mention(index, found.first, last, start, end, text[start:end], found.shape, found.entry)


def _dated(words: list[Token], stated: tuple[Date, ...]) -> set[int]:
    """The places of the tokens that belong to dates."""
    found: set[int] = set()
    place = 0
    for date in stated:
        while place < len(words) and words[place].end <= date.start:
            place += 1
        while place < len(words) and words[place].start < date.end:
            found.add(place)
            place += 1
    return found


def _before_dates(words: list[Token], first: int, last: int, dated: set[int]) -> int:
    """Where a name ends so that it holds no date: "Chanyuan Treaty [of 1005]"."""
    for place in range(first, last):
        if place in dated:
            return place - 1 if place > first and words[place - 1].text == "of" else place
    return last


def _written_as_names(blocks: list[list[Token]]) -> frozenset[str]:
    """Capitalised words inside sentences that are not ordinary words."""
    return frozenset(
        word.text
        for words in blocks
        for place, word in enumerate(words)
        if place
        and word.is_capital
        and (words[place - 1].text[0].islower() or words[place - 1].text == ",")
        and not (lexicon.is_common(plain(word.text)) and word.text not in lexicon.lines("surnames"))
    )
