"""Words cut so that passages and names can be marked however they overlap.

Passages become elements that hold each other; one that another cuts across comes in parts. Names never hold
each other, for a link cannot: each run of words carries those that cover it, the shortest first.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from server.reading.places import Span
from server.reading.text import Mark


@dataclass(frozen=True, slots=True)
class Run:
    """Words under the same names, the first of which is the one to follow."""

    start: int
    end: int
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """A passage, or a part of it: `first` and `last` say whether it begins and ends here."""

    span: Span
    first: bool
    last: bool
    nodes: "tuple[Node, ...]"


Node = Run | Piece


@dataclass(slots=True)
class _Open:
    """A passage whose end is yet to come."""

    span: Span
    first: bool
    nodes: list[Node] = field(default_factory=list)

    def closed(self, at: int) -> Piece:
        return Piece(self.span, self.first, at >= self.span[1], tuple(self.nodes))


def woven(within: Span, passages: Iterable[Span], marks: Iterable[Mark]) -> tuple[Node, ...]:
    """The words of a stretch as a tree of the passages and names that touch it.

    >>> [piece.first for piece in woven((0, 9), [(0, 6), (3, 9)], ())]
    [True, False]
    """
    spans = sorted({span for span in passages if _touch(span, within)}, key=_outer_first)
    named = sorted((mark for mark in marks if _touch((mark.start, mark.end), within)), key=_outer_first_mark)
    cuts = _cuts(within, spans, named)
    root = _Open(within, first=True)
    stack = [root]
    for start, end in pairwise(cuts):
        _turn(stack, [span for span in spans if span[0] <= start < span[1]], start)
        stack[-1].nodes.append(_run(start, end, named))
    _turn(stack, [], within[1])
    return tuple(root.nodes)


def _touch(span: Span, within: Span) -> bool:
    return span[0] < within[1] and within[0] < span[1] and span[0] < span[1]


def _outer_first(span: Span) -> Span:
    return span[0], -span[1]


def _outer_first_mark(mark: Mark) -> tuple[int, int, str]:
    return mark.start, -mark.end, mark.thing


def _cuts(within: Span, spans: Sequence[Span], marks: Sequence[Mark]) -> list[int]:
    ends = {at for span in spans for at in span} | {at for each in marks for at in (each.start, each.end)}
    return sorted({*within, *(at for at in ends if within[0] < at < within[1])})


def _turn(stack: list[_Open], covering: list[Span], at: int) -> None:
    """Close what ends or is in the way, and open what begins or goes on."""
    kept = 0
    while kept < len(covering) and kept + 1 < len(stack) and stack[kept + 1].span == covering[kept]:
        kept += 1
    while len(stack) > kept + 1:
        done = stack.pop().closed(at)
        stack[-1].nodes.append(done)
    stack.extend(_Open(span, first=span[0] == at) for span in covering[kept:])


def _run(start: int, end: int, marks: Sequence[Mark]) -> Run:
    here = (each for each in marks if each.start <= start < each.end)
    return Run(start, end, tuple(sorted(here, key=lambda mark: mark.end - mark.start)))
