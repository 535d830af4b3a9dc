"""The tables of the authority file, read as rows of named cells."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final, TextIO

KINDS: Final = MappingProxyType(
    {
        "polities": "polity",
        "persons": "person",
        "places": "place",
        "peoples": "people",
        "events": "event",
        "eras": "era",
        "organisations": "force",
    }
)
"""Table to the kind in the IRIs of its things; the table of ambiguous names holds no things of its own."""


@dataclass(frozen=True)
class Row:
    """One line of a table: cells by column. An unknown column is a KeyError, but an empty list of entries."""

    kind: str
    cells: Mapping[str, str]
    place: str = ""

    @property
    def at(self) -> str:
        """Where a curator finds it, and what it is about.

        >>> Row("person", {"id": "yue-fei"}, "persons.csv, line 12").at
        'persons.csv, line 12, person yue-fei'
        """
        name = self.cells["id" if "id" in self.cells else "name"]
        return ", ".join(filter(None, (self.place, f"{self.kind or 'ambiguous name'} {name}")))

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    @property
    def label(self) -> str:
        """The name in English."""
        return self.either("label_en", "label")

    def either(self, first: str, second: str) -> str:
        """The cell of whichever of two columns the table has."""
        return self.cells[first if first in self.cells else second]

    def many(self, column: str, separator: str = "|") -> list[str]:
        """The entries of a cell that holds a list.

        >>> Row("person", {"served": "liao|northern-song"}).many("served")
        ['liao', 'northern-song']
        """
        return [part for part in self.cells.get(column, "").split(separator) if part]


class Unreadable(Exception):
    """A table is not written as tables are; the message names line and remedy."""


def rows(folder: Path, table: str) -> list[Row]:
    """The lines of one table, top to bottom."""
    name = f"{table}.csv"
    try:
        with (folder / name).open(encoding="utf-8", newline="") as file:
            return list(_rows(file, table, name))
    except UnicodeDecodeError as error:
        raise Unreadable(f"{name} is not UTF-8 at byte {error.start}; save it as UTF-8.") from error


def _rows(file: TextIO, table: str, name: str) -> Iterator[Row]:
    lines, header = csv.reader(file, strict=True), list[str]()
    while True:
        begins = lines.line_num + 1
        try:
            cells = next(lines, None)
        except csv.Error as error:
            raise Unreadable(
                f"{name}, line {begins}: {error}; write a cell with a comma, a quote or a line break in "
                'double quotes, and a quote in it twice, as in "the ""Later"" Jin".'
            ) from error
        if cells is None:
            return
        if not header:
            header = cells
        elif not cells:
            continue  # a blank line
        elif len(cells) != len(header):
            raise Unreadable(
                f"{name}, line {begins} has {len(cells)} cells and the header {len(header)}; "
                "add the missing commas, or put a cell that has commas in double quotes."
            )
        else:
            yield Row(KINDS.get(table, ""), dict(zip(header, cells, strict=True)), f"{name}, line {begins}")


def known(folder: Path) -> dict[str, Row]:
    """The row of every thing in the tables, by its slug."""
    return {row["id"]: row for table in KINDS for row in rows(folder, table)}
