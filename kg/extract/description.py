"""The words of a sentence that describe somebody."""

from dataclasses import dataclass

from kg.extract.bearers import Group
from kg.extract.mentions import Mention
from kg.extract.near import behind_bracket
from kg.extract.scene import Line, Scene

ENDS = frozenset(", . ; : – — ( ) ! ?".split())
_CLAUSES = frozenset(
    """
    who whom whose which that when where while but although though after before until since because
    """.split()
)
_REACH = 18


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens `[first, last)` of a sentence that describe somebody, and how he was found."""

    scene: Scene
    line: Line
    holder: Group
    first: int
    last: int
    rule: str
    note: str = ""

    def word(self, at: int) -> str:
        """A word of the phrase, as it is written."""
        return self.line.reading.tokens[at].text

    def mention_from(self, at: int) -> tuple[int, Mention] | None:
        """The name that begins at a place."""
        return next((each for each in self.line.mentions() if each[1].first == at), None)

    def mention_to(self, at: int) -> tuple[int, Mention] | None:
        """The name that ends before a place."""
        return next((each for each in self.line.mentions() if each[1].last == at), None)

    def bearer(self, number: int) -> Group | None:
        """Who bears a name."""
        return self.scene.of_mention(self.line.reading.index, number)


def end_of(line: Line, first: int) -> int:
    """Where a phrase that begins at a place ends: at a mark, a clause or the end of the sentence."""
    tokens, at = line.reading.tokens, first
    while at < min(line.sentence.last, first + _REACH):
        if tokens[at].text == "(" and (behind := behind_bracket(line.reading, at)) != at:
            at = behind
        elif tokens[at].text in ENDS or tokens[at].text in _CLAUSES:
            break
        else:
            at += 1
    return at
