"""A parsed sentence by columns, before it is a tree."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple, Protocol

NOMINAL: Final = frozenset({"NOUN", "PROPN", "PRON"})
"""The tags of what may be named."""


class Word(Protocol):
    """What is known of a unit without a parser."""

    @property
    def text(self) -> str:
        """As it is written."""
        ...

    @property
    def mention(self) -> int:
        """The number of the name that it is, -1 for none."""
        ...

    @property
    def date(self) -> int:
        """The number of the date that it is, -1 for none."""
        ...

    @property
    def kind(self) -> str:
        """What its name or date stands for, empty for none."""
        ...


class Columns(NamedTuple):
    """A parsed sentence by columns, of which heads and relations are mended in place."""

    units: Sequence[Word]
    heads: list[int]
    deps: list[str]
    tags: list[str]
    lemmas: list[str]

    def under(self, place: int, *deps: str) -> Iterator[int]:
        """The dependents of a unit that have one of these relations."""
        return (
            child
            for child, head in enumerate(self.heads)
            if head == place and child != place and self.deps[child] in deps
        )

    def has(self, place: int, *deps: str) -> bool:
        """Whether a unit has a dependent of one of these relations."""
        return any(True for _ in self.under(place, *deps))

    def give_subject(self, verb: int, subject: int) -> None:
        """Hang on a verb who does what it tells, or suffers it."""
        self.heads[subject] = verb
        self.deps[subject] = "nsubj:pass" if self.has(verb, "aux:pass") else "nsubj"
