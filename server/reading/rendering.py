"""A woven text as the template shows it: elements with classes, links and anchors."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Self

from server.config import Service
from server.dates import dated
from server.language import gettext
from server.reading.layers import CLAIMS, layer_of, marks, telling
from server.reading.places import Places, Span
from server.reading.text import Mark, Statement, Text
from server.reading.weave import Node, Piece, Run, woven

_ANCHOR: Final = "char={},{}"


def anchor(span: Span) -> str:
    """The fragment that names a stretch of a text, as RFC 5147 does for plain texts.

    >>> anchor((120, 180))
    'char=120,180'
    """
    return _ANCHOR.format(*span)


@dataclass(frozen=True, slots=True)
class Words:
    """A run of words; with `href` a name to follow, `layers` those it belongs to, `id` where it begins."""

    text: str
    href: str = ""
    title: str = ""
    layers: str = ""
    id: str = ""

    @property
    def nodes(self) -> "tuple[Shown, ...]":
        """What is in it: words hold nothing but themselves."""
        return ()


@dataclass(frozen=True, slots=True)
class Cited:
    """A passage or a part of one; `note` leads from its end to what it says, `claims` tells how many."""

    nodes: "tuple[Shown, ...]"
    id: str
    layers: str
    note: str = ""
    claims: int = 0


Shown = Words | Cited


@dataclass(frozen=True, slots=True)
class Rendering:
    """How the parts of one text are shown to one reader, who wants some `layers` of it.

    `cited` counts the statements of each passage that says something.
    """

    service: Service
    text: Text
    layers: Collection[str]
    marks: Places[Mark]
    passages: Places[Span]
    told: Places[Statement]
    cited: Mapping[Span, int]

    @classmethod
    def of(cls, service: Service, text: Text, layers: Collection[str]) -> Self:
        """The rendering of a text."""
        told = telling(text)
        passages = {_span(each) for each in text.marks} | {_span(each) for each in text.statements}
        return cls(
            service,
            text,
            layers,
            marks=Places(marks(text), _span),
            passages=Places(passages, lambda span: span),
            told=Places(told, _span),
            cited=Counter(map(_span, told)),
        )

    def line(self, start: int, end: int) -> tuple[Shown, ...]:
        """The words of a line."""
        within = start, end
        return self.shown(woven(within, self.passages.touching(within), self.marks.touching(within)))

    def shown(self, nodes: Sequence[Node]) -> tuple[Shown, ...]:
        """Nodes for the template."""
        return tuple(self._piece(node) if isinstance(node, Piece) else self._run(node) for node in nodes)

    def _piece(self, piece: Piece) -> Shown:
        count = self.cited.get(piece.span, 0) if CLAIMS in self.layers else 0
        inner = piece.nodes[0]
        # A name that is cited as it stands carries the anchor itself.
        named = isinstance(inner, Run) and (inner.start, inner.end) == piece.span and _is_whole(inner)
        if isinstance(inner, Run) and named and not count:
            return self._run(inner)
        return Cited(
            nodes=self.shown(piece.nodes),
            id=anchor(piece.span) if piece.first and not named else "",
            layers=" ".join(["passage", *([CLAIMS] if count else []), *([] if piece.first else ["rest"])]),
            note=f"note={piece.span[0]},{piece.span[1]}" if count and piece.last else "",
            claims=count,
        )

    def _run(self, run: Run) -> Words:
        words = self.text.words[run.start : run.end]
        name = anchor((run.start, run.end)) if _is_whole(run) else ""
        seen = [each for each in run.marks if layer_of(self.service.links, each) in self.layers]
        if not seen:
            return Words(words, id=name)
        others = dict.fromkeys(self.text.called(each.thing) for each in seen[1:])
        called = self.text.called(seen[0].thing)
        also = [gettext("also %(names)s", names=", ".join(others))] if others else []
        return Words(
            words,
            href=self.service.links.href(seen[0].thing),
            title="; ".join([f"{dated(seen[0].date)}: {called}" if seen[0].date else called, *also]),
            layers=" ".join([layer_of(self.service.links, seen[0]), *(["nested"] if others else [])]),
            id=name,
        )


def _is_whole(run: Run) -> bool:
    """Whether the first of its names is the run from beginning to end."""
    return bool(run.marks) and (run.marks[0].start, run.marks[0].end) == (run.start, run.end)


def _span(each: Mark | Statement) -> Span:
    return each.start, each.end
