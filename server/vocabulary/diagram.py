"""The classes in one picture: a tree of them with their properties, and lines to where these lead."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from server.language import best
from server.vocabulary.terms import Terms, children

_ROW: Final = 22
_INDENT: Final = 18
_LEAVES: Final = 300
"""Where the lines leave the tree."""
_ARRIVES: Final = 600
"""Where they arrive."""
_WIDTH: Final = 780
_LETTER: Final = 6.6
"""How wide a letter is, about; a Chinese character is twice as wide."""


@dataclass(frozen=True, slots=True)
class Box:
    """A class in the tree, with the line that leads to it from the one above."""

    name: str
    label: str
    x: int
    y: int
    branch: str


@dataclass(frozen=True, slots=True)
class Lead:
    """A property in the tree, and the lines to the classes of its values."""

    name: str
    label: str
    title: str
    x: int
    y: int
    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Goal:
    """A class that properties lead to."""

    name: str
    label: str
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Diagram:
    """All of it, in units of its own."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    leads: tuple[Lead, ...]
    goals: tuple[Goal, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the tree: a class, or a property of the class above it."""

    name: str
    depth: int
    y: int
    goals: tuple[str, ...] = ()


def diagram(terms: Terms) -> Diagram:
    """The picture of the classes that have no fixed members."""
    lines = tuple(_lines(terms))
    properties = [line for line in lines if line.goals]
    goals = _goals(properties)
    height = max([line.y for line in lines] + [*goals.values()], default=0) + _ROW
    return Diagram(
        _WIDTH,
        height,
        tuple(_boxes(terms, lines)),
        tuple(_lead(terms, line, goals) for line in properties),
        tuple(Goal(name, _label(terms, name), _ARRIVES + 12, y) for name, y in goals.items()),
    )


def _lines(terms: Terms) -> Iterator[_Line]:
    """The classes from the broadest down, each with its properties before those under it."""
    under, listed = children(terms, "class"), {name for each in terms.values() for name in each.of}
    drawn = {each.name for each in terms.values() if each.kind == "class"} - listed
    waiting, y = [(name, 0) for name in reversed(under[""]) if name in drawn], 0
    while waiting:
        name, depth = waiting.pop()
        y += _ROW
        yield _Line(name, depth, y)
        for each in terms.values():
            goals = tuple(goal for goal in each.range if goal in drawn)
            if each.kind == "property" and name in each.domain and goals:
                y += _ROW
                yield _Line(each.name, depth + 1, y, goals)
        waiting += [(each, depth + 1) for each in reversed(under.get(name, [])) if each in drawn]


def _boxes(terms: Terms, lines: Sequence[_Line]) -> Iterator[Box]:
    above: dict[int, int] = {}
    for line in lines:
        if not line.goals:
            above[line.depth] = line.y
            x = 6 + line.depth * _INDENT
            branch = f"M{x - 13} {above[line.depth - 1] + 6}V{line.y - 5}H{x - 3}" if line.depth else ""
            yield Box(line.name, _label(terms, line.name), x, line.y, branch)


def _lead(terms: Terms, line: _Line, goals: Mapping[str, int]) -> Lead:
    label, x, y = _label(terms, line.name), 6 + line.depth * _INDENT, line.y - 5
    begin, middle = min(_LEAVES, x + 6 + round(_LETTER * _letters(label))), (_LEAVES + _ARRIVES) // 2
    ends = [goals[each] - 5 for each in line.goals]
    paths = tuple(f"M{begin} {y}H{_LEAVES}C{middle} {y} {middle} {end} {_ARRIVES} {end}" for end in ends)
    title = f"{label} → {', '.join(_label(terms, each) for each in line.goals)}"
    return Lead(line.name, label, title, x, line.y, paths)


def _letters(label: str) -> int:
    """The width of some words, in letters.

    >>> _letters("party"), _letters("締約方")
    (5, 6)
    """
    return sum(2 if each > "\u2e80" else 1 for each in label)


def _goals(properties: Sequence[_Line]) -> dict[str, int]:
    """The classes that lines lead to, each at the height of these lines on the whole."""
    leading: dict[str, list[int]] = {}
    for line in properties:
        for name in line.goals:
            leading.setdefault(name, []).append(line.y)
    means = {name: sum(heights) // len(heights) for name, heights in leading.items()}
    placed: dict[str, int] = {}
    lowest = 0
    for name in sorted(means, key=lambda each: (means[each], each)):
        lowest = max(means[name], lowest + 2 * _ROW)
        placed[name] = lowest
    return placed


def _label(terms: Terms, name: str) -> str:
    return best(terms[name].labels, default=name)
