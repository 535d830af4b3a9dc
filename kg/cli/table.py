"""A table of answers for reading in a terminal."""

from collections.abc import Iterator
from unicodedata import east_asian_width

from pyoxigraph import Literal

from kg.cli.findings import short
from kg.dataset import Solutions, Term

_WIDEST = 60


def table(solutions: Solutions, base: str) -> Iterator[str]:
    """The rows with aligned columns, and how many there are."""
    rows = [[_cell(row.get(name), base) for name in solutions.variables] for row in solutions.rows]
    lines = [list(solutions.variables), *rows]
    widths = [max(map(width, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        yield "  ".join(
            cell + " " * (wide - width(cell)) for cell, wide in zip(line, widths, strict=True)
        ).rstrip()
    yield f"({len(rows)} row{'' if len(rows) == 1 else 's'})"


def width(text: str) -> int:
    """How many columns a terminal needs for a text.

    >>> width("澶淵 1005")
    9
    """
    return sum(2 if east_asian_width(each) in "WF" else 1 for each in text)


def _cell(term: Term | None, base: str) -> str:
    if term is None:
        return ""
    text = " ".join(term.value.split()) if isinstance(term, Literal) else short(str(term), base)
    return text if len(text) <= _WIDEST else f"{text[: _WIDEST - 1]}…"
