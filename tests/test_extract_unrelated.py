"""A sentence that has nothing to do with a text changes nothing that the text tells, wherever it is put in.

It is put behind every fourth sentence of the cases, and every twelfth of the corpus. Left out is what may
change: whom a pronoun means right behind a sentence about others, which only sense tells are not meant; what
stands behind a colon, for it is what the colon announces; and a date of another age among dates too few, or
too far from each other, to say that it is another.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import cycle

import pytest

from kg.documents import read_file
from kg.extract import Extractor, drafting
from kg.identify import claims
from kg.model import Block, Claim, Document
from tests.test_extract_properties import CASES

pytestmark = pytest.mark.slow

IDLE = (
    "It rained.",
    "The price of rice rose again.",
    "The winters of that country are long and dry.",
    "Tea was dear.",
    "Bakers sold bread at the gate.",
    "Nobody kept a diary.",
    "Cranes mate for life!",
    "The wheel is older than the plough.",
    "Wool was spun by hand, and dyed with madder.",
    "The mills of Ghent are famous.",
    "Rivers as broad as the Zambezi are rare.",
)
"""Sentences that date nothing, and name no more than a place of which no text speaks."""
OF_THEIR_AGE = (
    "The harvest of 1875 was poor.",
    "In the autumn of 843 a comet stood over Fulda.",
    "The mills of Ghent were rebuilt in 1604.",
    "The bridge at Brooklyn was opened in May 1883.",
    "A flood carried away the bridge at Toledo in 628.",
)
PEOPLE_OF_THEIR_AGE = (
    "In 1876 Edison opened a workshop at Menlo Park.",
    "In 867 Photius called a synod together.",
    "In 1879 the Zulus defeated the British at Isandlwana.",
    "In 1613 Galileo wrote a letter to Castelli.",
    "In 627 Heraclius defeated the Persians near Nineveh.",
)
"""Sentences of some age, each for the texts about others."""
PRONOUNS = re.compile(r"\b(?:he|him|his|she|hers?|they|them|theirs?|who)\b", re.IGNORECASE)
FAR = 100
"""Years between a sentence and the texts that it is put into."""
AGE = 120
"""Years within which at least three dated sentences lie that agree on an age."""
YEAR = re.compile(r"\b\d{3,4}\b")

Told = frozenset[tuple[str, ...]]


class Text:
    """A document with what is told in it, and where its sentences end."""

    def __init__(self, document: Document) -> None:
        self.document = document
        extractor = Extractor.load()
        scene = drafting.understood(document, gazetteer=extractor.gazetteer, parser=extractor.parser)
        lines = [line for line in scene.lines if line.reading.block.kind != "heading"]
        behind = [document.text[line.start : line.end] for line in lines[1:]] + [""]
        # Where a sentence ends, the number of its block, and the sentence that follows.
        self.endings = [
            (line.end, line.reading.index, next_) for line, next_ in zip(lines, behind, strict=True)
        ]
        self.years = [int(year) for year in YEAR.findall(document.text)]
        stated = ((line.end, YEAR.findall(document.text[line.start : line.end])) for line in scene.lines)
        self.dated = [(end, [int(year) for year in years]) for end, years in stated if years]
        self.alone = told(document)

    def far_from(self, sentences: Sequence[str]) -> Iterator[str]:
        """The sentences of other ages, again and again."""
        dated = ((int(each), sentence) for sentence in sentences for each in re.findall(r"\d+", sentence))
        return cycle(each for year, each in dated if all(abs(year - own) >= FAR for own in self.years))

    def is_of_an_age(self, at: int) -> bool:
        """Whether the dated sentences around a place, three before and three behind, agree."""
        before = [years for end, years in self.dated if end <= at][-3:]
        behind = [years for end, years in self.dated if end > at][:3]
        near = [year for years in (*before, *behind) for year in years]
        return len(before) + len(behind) >= 3 and max(near) - min(near) <= AGE

    def changed_by(self, words: str, at: int, block: int = -1, kind: str = "") -> tuple[str, Told]:
        """What is told otherwise with a sentence put in at an offset, in a block of its own behind one."""
        added = f"\n\n{words}" if kind else f" {words}"
        blocks = [
            replace(
                each,
                start=each.start + len(added) * (each.start >= at),
                end=each.end + len(added) * (each.end > at or (each.end == at and not kind)),
            )
            for each in self.document.blocks
        ]
        if kind == "item":
            blocks.insert(block + 1, Block("item", at + 2, at + len(added), 1))
        elif kind:
            blocks.insert(block + 1, Block("paragraph", at + 2, at + len(added)))
        text = self.document.text[:at] + added + self.document.text[at:]
        changed = replace(self.document, text=text, blocks=tuple(blocks))
        return f"{words} behind {text[at - 60 : at]!r}", told(
            changed, range(at, at + len(added))
        ) ^ self.alone


def told(document: Document, added: range = range(0)) -> Told:
    """The claims that do not rest on added words alone, with their places as if these were not there."""
    return frozenset(_told(claims(Extractor.load().draft(document)), added))


def _told(found: Sequence[Claim], added: range) -> Iterator[tuple[str, ...]]:
    for claim in found:
        places = [
            f"{each.start - len(added) * (each.start > added.start)}: {each.exact}"
            for each in claim.passages
            if each.start not in added
        ]
        if places:
            yield (
                str(claim.subject),
                claim.predicate,
                str(claim.object),
                claim.rule,
                claim.resolution,
                *places,
            )


@cache
def text(number: int) -> Text:
    return Text(read_file(CASES[number]))


def sampled(number: int) -> Sequence[tuple[int, int, str]]:
    endings = [each for each in text(number).endings if text(number).document.text[each[0] - 1] != ":"]
    every = 4 if len(endings) < 30 else 12
    return endings[number % every :: every]


def dated(number: int) -> Iterator[tuple[int, int, str]]:
    return (each for each in sampled(number) if text(number).is_of_an_age(each[0]))


every_text = pytest.mark.parametrize(
    "number", range(len(CASES)), ids=[f"{path.parent.name}/{path.stem}" for path in CASES]
)


@every_text
def test_a_sentence_that_tells_nothing_changes_nothing(number: int) -> None:
    changed = dict(
        text(number).changed_by(words, at)
        for (at, _, _), words in zip(sampled(number), cycle(IDLE[number:] + IDLE[:number]), strict=False)
    )
    assert {where: what for where, what in changed.items() if what} == {}


@every_text
def test_a_sentence_of_another_age_changes_nothing(number: int) -> None:
    sentences = text(number).far_from(OF_THEIR_AGE)
    changed = dict(
        text(number).changed_by(words, at)
        for (at, _, _), words in zip(dated(number), sentences, strict=False)
    )
    assert {where: what for where, what in changed.items() if what} == {}


@every_text
def test_people_of_another_age_change_nothing(number: int) -> None:
    sentences = text(number).far_from(PEOPLE_OF_THEIR_AGE)
    changed = dict(
        text(number).changed_by(words, at)
        for (at, _, behind), words in zip(dated(number), sentences, strict=False)
        if not PRONOUNS.search(behind)
    )
    assert {where: what for where, what in changed.items() if what} == {}


@every_text
@pytest.mark.parametrize("kind", ["item", "paragraph"])
def test_a_block_of_its_own_changes_nothing(number: int, kind: str) -> None:
    blocks = {block: text(number).document.blocks[block].end for _, block, _ in sampled(number)}
    far, idle = text(number).far_from(OF_THEIR_AGE), cycle(IDLE[::-1])
    changed = dict(
        text(number).changed_by(next(far if text(number).is_of_an_age(at) else idle), at, block, kind)
        for block, at in blocks.items()
        if text(number).document.text[at - 1] != ":"
    )
    assert {where: what for where, what in changed.items() if what} == {}


def test_most_places_have_an_age() -> None:
    kept, all_ = (sum(len(list(of(number))) for number in range(len(CASES))) for of in (dated, sampled))
    assert kept * 2 > all_
