"""A fact about a bearer, with the words that state it."""

from dataclasses import dataclass

from kg.extract.bearers import Group
from kg.extract.scene import Line


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement; the object is a bearer or a literal."""

    subject: Group
    predicate: str
    object: Group | str
    line: Line
    rule: str
    confidence: float = 0.8
    note: str = ""

    @property
    def key(self) -> tuple[int, str, int | str]:
        """What makes two statements the same."""
        other = self.object if isinstance(self.object, str) else self.object.final().number
        return self.subject.final().number, self.predicate, other
