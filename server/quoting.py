"""A passage as it is quoted: within its paragraph, with the names that matter marked."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Literal

_LONGEST: Final = 700
"""Characters of a paragraph on either side; of longer ones the nearest words."""

Role = Literal["context", "claim", "marked"]
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of words: around the passage, in the passage, or marked in it."""

    text: str
    role: Role


def quoted(before: str, exact: str, after: str, names: Iterable[Span] = ()) -> tuple[Segment, ...]:
    r"""The passage in its paragraph, with the names in it marked.

    `names` are offsets within the passage. A passage without them is marked as a whole where it is only a
    part of its paragraph.

    >>> [segment.text for segment in quoted("Title\nHe came. Then ", "Song fell", " at last. Jin", [(0, 4)])]
    ['He came. Then ', 'Song', ' fell', ' at last. Jin']
    """
    around = Segment(_beginning(before), "context"), Segment(_rest(after), "context")
    spans = outermost(names) or ([(0, len(exact))] if around[0].text or around[1].text else [])
    segments = around[0], *_marked(exact, spans), around[1]
    return tuple(segment for segment in segments if segment.text)


def _marked(exact: str, spans: Iterable[Span]) -> Iterator[Segment]:
    at = 0
    for start, end in spans:
        yield Segment(exact[at:start], "claim")
        yield Segment(exact[start:end], "marked")
        at = end
    yield Segment(exact[at:], "claim")


def outermost(spans: Iterable[Span]) -> list[Span]:
    """The spans in order, of those that overlap the one that begins first and is longest.

    >>> outermost([(5, 9), (0, 4), (0, 8)])
    [(0, 8)]
    """
    kept: list[Span] = []
    for start, end in sorted(set(spans), key=lambda span: (span[0], -span[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept


def _beginning(before: str) -> str:
    words = before.rpartition("\n")[2]
    if len(words) <= _LONGEST:
        return words.lstrip()
    near = words[-_LONGEST:]
    return f"…{near.partition(' ')[2] or near}"


def _rest(after: str) -> str:
    words = after.partition("\n")[0]
    if len(words) <= _LONGEST:
        return words.rstrip()
    near = words[:_LONGEST]
    return f"{near.rpartition(' ')[0] or near}…"
