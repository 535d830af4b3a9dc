"""A passage as it is quoted: within its sentence, with the names that matter marked."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Literal

_END: Final = re.compile(r"\n|[.!?。！？][”’\"')\]]*(?=\s|$)|[。！？]")
_LONGEST: Final = 300
"""Characters of context on either side where no sentence ends before."""

Role = Literal["context", "claim", "marked"]
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of words: around the passage, in the passage, or marked in it."""

    text: str
    role: Role


def quoted(before: str, exact: str, after: str, names: Iterable[Span] = ()) -> tuple[Segment, ...]:
    """The passage completed to whole sentences, with the names in it marked.

    `names` are offsets within the passage. A passage without them is marked as a whole where it is only a
    part of its sentence.

    >>> [segment.text for segment in quoted("He came. Then ", "Song fell", " at last. Jin", [(0, 4)])]
    ['Then ', 'Song', ' fell', ' at last.']
    """
    around = Segment(_tail(before), "context"), Segment(_head(exact, after), "context")
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


def _tail(before: str) -> str:
    ends = [found.end() for found in _END.finditer(before)]
    sentence = before[ends[-1] if ends else 0 :]
    return sentence.lstrip() if len(sentence) <= _LONGEST else f"…{sentence[-_LONGEST:]}"


def _head(exact: str, after: str) -> str:
    if after.startswith("\n") or _END.search(exact[-2:]):
        return ""
    end = _END.search(after)
    sentence = after[: end.end()] if end else after
    return sentence.rstrip("\n") if len(sentence) <= _LONGEST else f"{sentence[:_LONGEST]}…"
