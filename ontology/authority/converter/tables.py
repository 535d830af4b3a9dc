"""The tables of the authority file, read as rows of named cells."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

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


def rows(folder: Path, table: str) -> list[Row]:
    """The lines of one table, top to bottom."""
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return [Row(KINDS.get(table, ""), line) for line in csv.DictReader(file, strict=True)]


def known(folder: Path) -> dict[str, Row]:
    """The row of every thing in the tables, by its slug."""
    return {row["id"]: row for table in KINDS for row in rows(folder, table)}
