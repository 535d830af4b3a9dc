"""What a search finds: things with the name that fits, passages with the words that do."""

from dataclasses import dataclass
from typing import Literal

from kg.search.entries import Paragraph, Thing

Fit = Literal["exact", "beginning", "part", "words", "similar", "loose"]
"""How a name fits: whole, by its beginning or its end, from within, by its words in any order, nearly,
or in most of its words nearly."""


@dataclass(frozen=True, slots=True)
class FoundThing:
    """A thing; `name` is the one of its names that fits best."""

    thing: Thing
    name: str
    fit: Fit


@dataclass(frozen=True, slots=True)
class FoundPassage:
    """A paragraph, and the stretches of it that were looked for, as offsets within it."""

    paragraph: Paragraph
    marks: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """Things and passages, the best first; `cut_short` when time ran out before all was looked through."""

    things: tuple[FoundThing, ...] = ()
    passages: tuple[FoundPassage, ...] = ()
    cut_short: bool = False
