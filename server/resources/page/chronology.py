"""The dated facts of a page along a line of years."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal

from server.dates import lasted
from server.drawing import SIZE, WIDTH, Frame, Tick, Years, year_of
from server.lettering import shortened
from server.resources.page.outline import Outline, entries
from server.resources.page.subject import Reference, Subject
from server.resources.page.telling import Telling

_AXIS: Final = 26
_MARGIN: Final = 12
_DOT: Final = 3.5
MOST: Final = 200
"""Marks on a lane."""
_LIVES: Final = (
    ("cy:birthEarliest", "cy:deathLatest"),
    ("cy:inceptionEarliest", "cy:dissolutionLatest"),
    ("cy:earliest", "cy:latest"),
)
"""The days between which a thing was."""


_FRAMES: Final = (Frame(WIDTH, 172, 24, 14), Frame(320, 0, 40, 14))
"""For wide screens and for narrow ones."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Something on a lane; a dot where it takes hardly any room."""

    x: float
    width: float
    name: str
    href: str


@dataclass(frozen=True, slots=True)
class Lane:
    """Marks of one chapter, or the thing itself."""

    name: str
    y: float
    marks: tuple[Mark, ...]
    own: bool = False


@dataclass(frozen=True, slots=True)
class Chronology:
    """The drawing: lanes above a line of years."""

    lanes: tuple[Lane, ...]
    ticks: tuple[Tick, ...]
    height: float
    axis: float
    frame: Frame
    dot: float = _DOT

    @property
    def right(self) -> int:
        """Where years end."""
        return self.frame.width - _MARGIN


@dataclass(frozen=True, slots=True)
class _Span:
    first: float
    last: float
    name: str
    href: str


def chronologies(subject: Subject, outlines: Iterable[Outline], telling: Telling) -> tuple[Chronology, ...]:
    """The drawing of a thing and of what its chronicles tell in every frame; none with nothing to compare."""
    own = _own(subject, telling)
    lanes = [(each.plan.title, [*_spans(subject, each, telling)]) for each in outlines if each.plan.chronicle]
    told = [(name, spans) for name, spans in lanes if spans]
    spans = [*own, *(span for _, found in told for span in found)]
    if len(spans) < 2 or not told:
        return ()
    named = [(telling.wording.name(subject.iri), own), *told] if own else told
    return tuple(_drawn(frame, named, own) for frame in _FRAMES)


def _drawn(frame: Frame, named: list[tuple[str, list[_Span]]], own: list[_Span]) -> Chronology:
    spans = [span for _, found in named for span in found]
    first, last = min(each.first for each in spans), max(each.last for each in spans)
    room = max(2.0, (last - first) * 0.03)
    years = Years(first - room, last + room, frame.left, frame.width - _MARGIN)
    drawn = tuple(
        Lane(
            shortened(name, SIZE, frame.room),
            frame.lane * (number + (0.5 if frame.left else 0.7)) + 4,
            _marks(found, years),
            own=found is own,
        )
        for number, (name, found) in enumerate(named)
    )
    axis = frame.lane * len(drawn) + 8
    return Chronology(drawn, years.ticks(), axis + _AXIS, axis, frame)


def _own(subject: Subject, telling: Telling) -> list[_Span]:
    """The time in which the thing was, by its outermost days."""
    for first, last in _LIVES:
        begin, end = _days(subject, first), _days(subject, last)
        if begin and end:
            (start, said_first), (stop, said_last) = begin[0], end[-1]
            name = f"{telling.wording.name(subject.iri)}, {lasted(said_first, said_last)}"
            return [_Span(start, max(start, stop), name, "")]
    return []


def _days(subject: Subject, curie: str) -> list[tuple[float, str]]:
    """What is stated for a property, in the order of time."""
    stated = (each.value for each in subject.values(curie) if isinstance(each, Literal))
    return sorted((year, day) for day in stated if (year := year_of(day)) is not None)


def _spans(subject: Subject, outline: Outline, telling: Telling) -> Iterator[_Span]:
    for entry in entries(subject, outline.plan)[:MOST]:
        span = _span(entry[0], telling)
        if span:
            yield span


def _span(reference: Reference, telling: Telling) -> _Span | None:
    first = year_of(reference.first or reference.last)
    last = year_of(reference.last or reference.first)
    if first is None or last is None:
        return None
    shown = telling.wording.shown(reference.other)
    return _Span(first, max(first, last), f"{shown.text}, {telling.when(reference)}", shown.href)


def _marks(spans: Iterable[_Span], years: Years) -> tuple[Mark, ...]:
    return tuple(
        Mark(years.x(each.first), round(years.x(each.last) - years.x(each.first), 1), each.name, each.href)
        for each in sorted(spans, key=lambda span: span.first - span.last)  # short ones over long ones
    )
