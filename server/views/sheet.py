"""What a view shows as a table: for readers who cannot see it, and as CSV."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from io import StringIO
from itertools import islice
from typing import Final

from kg.terms import CY
from server.language import gettext as _
from server.links import Links
from server.views.happenings import Happening
from server.wording import Shown

_FIRST: Final = 300
"""Rows that a page shows; the CSV holds all of them."""

Cells = tuple[Shown | None, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table, of which the page shows the first rows."""

    columns: tuple[str, ...]
    rows: tuple[Cells, ...]
    total: int

    @property
    def more(self) -> int:
        """How many rows are not shown."""
        return self.total - len(self.rows)


def sheet(columns: tuple[str, ...], rows: Iterable[Cells], total: int) -> Sheet:
    """The table of a page; rows that are not shown are not made."""
    return Sheet(columns, tuple(islice(rows, _FIRST)), total)


def event_cells(each: Happening, links: Links) -> Cells:
    """When, what and by whom."""
    return (
        Shown(each.when, title=each.dated) if each.dates else None,
        Shown(each.name, links.href(each.iri), each.iri),
        Shown(kind_name(each.kind), links.href(CY + each.kind)),
        Shown(", ".join(state.name for state in each.states)) if each.states else None,
    )


def kind_name(kind: str) -> str:
    """What a reader calls a class of events."""
    return _("Other event") if kind == "Event" else _(kind)


def comma_separated(columns: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """Rows as RFC 4180 has them."""
    file = StringIO()
    writer = csv.writer(file)
    writer.writerow(columns)
    writer.writerows(rows)
    return file.getvalue()
