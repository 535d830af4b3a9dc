"""A document as it is understood so far: its sentences as trees, and who or what each unit stands for."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeAlias

from kg.extract.bearers import Group, Register
from kg.extract.dates import Date
from kg.extract.mentions import Mention, Reading
from kg.extract.parse import Tree
from kg.extract.tokens import Sentence
from kg.model import Document, Passage

if TYPE_CHECKING:
    from kg.extract.fact import Fact


@dataclass(slots=True, eq=False)
class Line:
    """One sentence with its tree and the facts that it states.

    `referents` are the bearers of pronouns and definite phrases, by unit. One that is `idle` has nothing to
    do with what is told around it; `step` counts the others so far, for whatever looks some sentences back.
    """

    number: int
    reading: Reading
    sentence: Sentence
    tree: Tree
    referents: dict[int, tuple[Group, ...]] = field(default_factory=dict)
    facts: "list[Fact]" = field(default_factory=list)
    idle: bool = False
    step: int = 0

    @property
    def start(self) -> int:
        """Where the sentence begins in the text."""
        return self.reading.tokens[self.sentence.first].start

    @property
    def end(self) -> int:
        """Where the sentence ends in the text."""
        return self.reading.tokens[self.sentence.last - 1].end

    def span(self, first: int, last: int) -> tuple[int, int]:
        """The offsets of the units from one to another, both included."""
        units = self.tree.units
        return self.reading.tokens[units[first].first].start, self.reading.tokens[units[last].last - 1].end

    def mention(self, place: int) -> Mention | None:
        """The name that a unit is."""
        number = self.tree.units[place].mention
        return self.reading.mentions[number] if number >= 0 else None

    def date(self, place: int) -> Date | None:
        """The date that a unit is."""
        number = self.tree.units[place].date
        return self.reading.dates[number] if number >= 0 else None

    def mentions(self) -> Iterator[tuple[int, Mention]]:
        """The names of the sentence with their numbers in the block, those in brackets too."""
        for number in self.reading.mentions_in(self.sentence):
            yield number, self.reading.mentions[number]


_PASSED_OVER: Final = 20
"""Idle sentences in a row that are looked past at most: in a text of nothing else, looks would not end."""


@dataclass(slots=True, eq=False)
class Scene:
    """Everything that reading one document has found."""

    document: Document
    readings: Sequence[Reading]
    register: Register
    borne: dict[tuple[int, int], Group]
    lines: list[Line]

    def bearer(self, line: Line, place: int) -> Group | None:
        """The bearer of the name that a unit is."""
        number = line.tree.units[place].mention
        group = self.borne.get((line.reading.index, number)) if number >= 0 else None
        return group.final() if group else None

    def of_mention(self, block: int, number: int) -> Group | None:
        """The bearer of a mention."""
        group = self.borne.get((block, number))
        return group.final() if group else None

    def passage(self, line: Line) -> Passage:
        """The sentence as words of the document."""
        return self.document.passage(line.start, line.end)

    def previous(self, line: Line) -> Line | None:
        """The sentence before that is not idle, if it stands in the same block."""
        for number in range(line.number - 1, max(-1, line.number - 2 - _PASSED_OVER), -1):
            before = self.lines[number]
            if before.reading.index != line.reading.index:
                return None
            if not before.idle:
                return before
        return None

    def back(self, line: Line, reach: int) -> Sequence[Line]:
        """A sentence behind so many before it, idle ones not counted."""
        first, end = line.number, max(0, line.number - reach - _PASSED_OVER)
        while first > end and self.lines[first - 1].step >= line.step - reach:
            first -= 1
        return self.lines[first : line.number + 1]

    def ahead(self, line: Line, reach: int) -> Sequence[Line]:
        """So many sentences behind one, idle ones not counted."""
        last = line.number + 1
        end = min(len(self.lines), last + reach + _PASSED_OVER)
        while last < end and self.lines[last].step <= line.step + reach:
            last += 1
        return self.lines[line.number + 1 : last]


Facts: TypeAlias = "Callable[[Scene, Line], Iterable[Fact]]"
"""Whatever reads the facts of one sentence."""
