"""What looks like an event and is passed over, with the reason, for whoever listens."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final, NamedTuple

from kg.extract.scene import Line


class Passed(NamedTuple):
    """A word of a sentence that made nothing of itself: by which rule it might have, and why it did not.

    `why` is one of the doubts of `asserted`, or a key of `REASONS`.
    """

    line: int
    place: int
    rule: str
    why: str


REASONS: Final = {
    "company": "none of the words that it wants in its company is there",
    "words": "the words that it wants stand elsewhere or are others",
    "verb": "it is another form of the verb, or wants another particle beside it",
    "needs": "what it needs is not there by a name that is known",
    "bond": "nothing here says that the two belonged together",
    "owed": "nothing told before binds the one to the other",
    "foe": "whom it helps has not fought the lord or ally of who would betray",
    "rebel": "whom it helps betrayed nobody before",
    "personal": "nobody is named against whom or where",
    "crowned": "no ruler is betrayed, or one ruler by another",
    "pair": "only one party is named",
    "pronouns": "one of unknown name would betray somebody who is only a pronoun here",
    "sides": "both sides would be the same",
    "names": "none of those who take part is named",
}
"""Why a rule whose word stands in a sentence does not fit there."""

_listening: ContextVar[list[Passed] | None] = ContextVar("_listening", default=None)


@contextmanager
def listening() -> Iterator[list[Passed]]:
    """Everything that is passed over until the end of the block."""
    heard: list[Passed] = []
    token = _listening.set(heard)
    try:
        yield heard
    finally:
        _listening.reset(token)


def over(line: Line, place: int, rule: str, why: str) -> None:
    """Say that a word is passed over; nothing happens while nobody listens."""
    heard = _listening.get()
    if heard is not None:
        heard.append(Passed(line.number, place, rule, why))
