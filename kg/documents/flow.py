"""The words of a marked-up document, gathered in reading order and cut into pieces."""

import re
from typing import Final, Protocol

from lxml import etree

from kg.documents.reading import Piece, speakable
from kg.model import Block

GLUE: Final = "\x00"
"""Said between two halves of a word that a line break parts."""

_PARAGRAPH: Final = Block("paragraph", 0, 0)
_SPACES: Final = re.compile(r"[^\S\n]+")
_PARTED: Final = re.compile(r"\n ?\n\s*")
_BROKEN: Final = re.compile(r" ?\n ?")


class Vocabulary(Protocol):
    """What the elements of a markup language do to the flow of words."""

    def omits(self, element: etree._Element) -> bool:
        """Whether an element with all that it holds is no part of the text."""

    def opened(self, element: etree._Element, flow: "Flow") -> None:
        """What happens before an element's words."""

    def closed(self, element: etree._Element, flow: "Flow") -> None:
        """What happens behind an element's words."""


class Flow:
    """Words said one after the other; a cut ends a piece, asides wait until the piece around them ends."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self._words: list[str] = []
        self._styles = [_PARAGRAPH]
        self._lists: list[int | None] = []
        self._marker = ""
        self._suspended: list[tuple[list[str], list[Block], str]] = []
        self._asides: list[Piece] = []

    def say(self, words: str | None, *, lines: bool = False) -> None:
        """Adds words; their line breaks are spaces unless they are meant as `lines`."""
        if words:
            spoken = speakable(words)
            self._words.append(spoken if lines else spoken.replace("\n", " "))

    def glue(self) -> None:
        """Takes away whatever space there is between the words before and behind."""
        self._words.append(GLUE)

    def cut(self) -> None:
        """Ends the piece; what is said next begins another one."""
        whole = _SPACES.sub(" ", _glued("".join(self._words)))
        self._words = []
        pieces = self._asides if self._suspended else self.pieces
        for part in _PARTED.split(whole):
            if text := _BROKEN.sub("\n", part).strip():
                pieces.append(Piece(text, self._styles[-1], self._marker))
                self._marker = ""
        if not self._suspended:
            self.pieces += self._asides
            self._asides = []

    def enter(self, style: Block) -> None:
        """Cuts, and gives all pieces until `leave` the kind and level of `style`."""
        self.cut()
        self._marker = ""
        self._styles.append(style)

    def leave(self) -> None:
        """Cuts, and goes back to the style before the last `enter`."""
        self.cut()
        self._marker = ""
        self._styles.pop()

    def enter_list(self, first: int | None = None) -> None:
        """Begins a list, numbered from `first` or with bullets."""
        self.cut()
        self._lists.append(first)

    def leave_list(self) -> None:
        """Ends the innermost list."""
        self.cut()
        self._lists.pop()

    def enter_item(self, marker: str = "• ") -> None:
        """Begins an item of the innermost list, which gives it its number if it has one."""
        self.enter(Block("item", 0, 0, max(1, len(self._lists))))
        self._marker = marker
        if self._lists and (number := self._lists[-1]) is not None:
            self._marker = f"{number}. "
            self._lists[-1] = number + 1

    def enter_aside(self) -> None:
        """Begins a note whose words do not belong to the sentence around it."""
        self._suspended.append((self._words, self._styles, self._marker))
        self._words, self._styles, self._marker = [], [_PARAGRAPH], ""

    def leave_aside(self) -> None:
        """Ends the note and goes on with the sentence."""
        self.cut()
        self._words, self._styles, self._marker = self._suspended.pop()


def _glued(words: str) -> str:
    first, *others = words.split(GLUE)
    if not others:
        return first
    *between, last = others
    return "".join([first.rstrip(), *(each.strip() for each in between), last.lstrip()])


def walk(root: etree._Element, vocabulary: Vocabulary) -> list[Piece]:
    """The pieces of an element's text; takes any depth, for it does not call itself."""
    flow = Flow()
    steps = etree.iterwalk(root, events=("start", "end"))
    omitted = None
    for event, element in steps:
        if event == "start":
            if vocabulary.omits(element):
                omitted = element
                steps.skip_subtree()
            else:
                vocabulary.opened(element, flow)
        else:
            if element is not omitted:
                vocabulary.closed(element, flow)
            flow.say(element.tail if element is not root else "")
    flow.cut()
    return flow.pieces
