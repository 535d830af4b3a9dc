"""What a reader makes of a file: the text that is served, its blocks and what it says about itself."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Final, Self

from kg.model import Block

_UNSPEAKABLE: Final = re.compile("[\x00-\x08\x0e-\x1f\xad\u200b\u2060\ud800-\udfff\ufeff\ufffe\uffff]")


class Malformed(ValueError):
    """A text breaks the rules of its format; says what is wrong and what to do, after the file's name."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is said about a document, in its sidecar or inside it; empty where nothing is said."""

    title: str = ""
    language: str = ""
    type: str = ""
    source: str = ""
    licence: str = ""
    sha256: str = ""
    id: str = ""

    def or_else(self, other: Self) -> "Metadata":
        """Each field from here, or from the other where it is silent.

        >>> Metadata(title="Yan").or_else(Metadata(title="Yun", language="en")).language
        'en'
        """
        names = [field.name for field in fields(Metadata)]
        return Metadata(**{name: tidy(getattr(self, name)) or tidy(getattr(other, name)) for name in names})


@dataclass(frozen=True, slots=True)
class Piece:
    """A heading, paragraph or list item before it has a place; `marker` is what the text shows before it."""

    text: str
    block: Block
    marker: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """The served text with its blocks and the metadata found inside the file."""

    text: str
    blocks: tuple[Block, ...]
    metadata: Metadata = Metadata()

    @property
    def title(self) -> str:
        """The first heading, or else the first line, cut to the length of a title."""
        headings = [block for block in self.blocks if block.kind == "heading"]
        first = (headings or self.blocks)[0]
        return tidy(self.text[first.start : first.end].partition("\n")[0])[:200]


def speakable(words: str) -> str:
    r"""Words without what cannot be seen or written in XML: control characters, soft hyphens.

    >>> speakable("Chan\xadyuan")
    'Chanyuan'
    """
    return _UNSPEAKABLE.sub("", words)


def tidy(words: str) -> str:
    r"""Words on one line with single spaces.

    >>> tidy(" the  oath\n of 1005 ")
    'the oath of 1005'
    """
    return " ".join(speakable(words).split())


def laid_out(pieces: Iterable[Piece]) -> tuple[str, tuple[Block, ...]]:
    r"""The pieces as one text, list items on lines of their own and a blank line before the rest.

    >>> causes = Piece("Causes", Block("heading", 0, 0, 2)), Piece("Trade", Block("item", 0, 0, 1), "• ")
    >>> laid_out(causes)[0]
    'Causes\n• Trade\n'
    """
    parts: list[str] = []
    blocks: list[Block] = []
    end = 0
    for piece in pieces:
        lead = _lead(piece) if blocks else _lead(piece).lstrip("\n")
        start = end + len(lead)
        end = start + len(piece.text)
        parts += lead, piece.text
        blocks.append(Block(piece.block.kind, start, end, piece.block.level))
    return "".join([*parts, "\n"]), tuple(blocks)


def _lead(piece: Piece) -> str:
    if piece.block.kind != "item":
        return "\n\n"
    indent = piece.block.level - 1 if piece.marker else piece.block.level
    return f"\n{'  ' * indent}{piece.marker}"
