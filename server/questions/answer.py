"""The answer to a question as a table for readers."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Final

from pyoxigraph import Literal, NamedNode, Triple

from kg.dataset import Kind, Row, Solutions, Term
from kg.terms import term
from server.asking import asked, node
from server.config import Service
from server.dates import dated
from server.language import ENGLISH, best, gettext, language
from server.links import Links
from server.wording import Shown, Wording

_HERE: Final = Path(__file__).resolve().parent
_FIRST: Final = 500
"""Rows that the page shows; the downloads hold all of them."""

_DATES: Final = frozenset({"date", "from", "to"})
"""Columns that hold dates as sources state them."""
_SEVERAL: Final = " | "
"""What stands between several values in one cell, so that programs can tell them apart."""

Cells = tuple[Shown | None, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """A table, of which the page shows the first rows; `total` of what `unit` names."""

    columns: tuple[str, ...]
    rows: tuple[Cells, ...]
    total: int
    unit: str = "row"

    @property
    def more(self) -> int:
        """How many rows are not shown."""
        return self.total - len(self.rows)


def answered(service: Service, kind: Kind, text: str) -> Answer:
    """The answer of any kind."""
    match kind:
        case Kind.SOLUTIONS:
            return _table(service, service.dataset.select(text))
        case Kind.TRIPLES:
            return _statements(service.links, service.dataset.construct(text))
    truth = "yes" if service.dataset.ask(text) else "no"
    return Answer(("Answer",), ((Shown(truth),),), 1)


def _table(service: Service, found: Solutions) -> Answer:
    columns = _columns(found.variables)
    shown = found.rows[:_FIRST]
    # The names that an answer brings are English.
    wanted = [each for each, name in columns.items() if not name or language() is not ENGLISH]
    called = _called(service, {row[each] for row in shown for each in wanted if each in row})
    rows = tuple(_cells(Wording(service.links, called), row, columns) for row in shown)
    return Answer(tuple(_spaced(column) for column in columns), rows, len(found.rows))


def _called(service: Service, unnamed: Iterable[Term]) -> dict[str, str]:
    """The names of things in the reader's language."""
    rows = [
        {"thing": each} for each in unnamed if isinstance(each, NamedNode) and service.links.ref(each.value)
    ]
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for row in service.dataset.select(asked(_HERE, "called", *rows)).rows if rows else ():
        name = row["name"]
        if isinstance(name, Literal):
            found[node(row, "thing").value].setdefault(name.language or "", name.value)
    return {thing: best(names) for thing, names in found.items()}


def _statements(links: Links, triples: Collection[Triple]) -> Answer:
    """Triples in order, those that name a thing told by its name wherever it stands."""
    naming = {each for each in triples if each.predicate == term("rdfs:label")}
    pairs = ((each.subject, each.object) for each in naming)
    labels = {s.value: o.value for s, o in pairs if isinstance(s, NamedNode) and isinstance(o, Literal)}
    told = sorted((each for each in triples if each not in naming), key=str)
    wording = Wording(links, labels)
    rows = tuple(tuple(wording.shown(term) for term in each) for each in told[:_FIRST])
    return Answer(("Subject", "Property", "Value"), rows, len(told), "fact")


def _columns(variables: tuple[str, ...]) -> dict[str, str]:
    """Each column with the one that holds its names, empty where there is none.

    >>> _columns(("event", "name", "placeName"))
    {'event': 'name', 'placeName': ''}
    """
    named = {
        variable: after for variable, after in pairwise(variables) if after in {"name", f"{variable}Name"}
    }
    return {variable: named.get(variable, "") for variable in variables if variable not in named.values()}


def _cells(named: Wording, row: Row, columns: Mapping[str, str]) -> Cells:
    labels = {
        term.value: row[name].value  # type: ignore[union-attr]  # names are literals
        for column, name in columns.items()
        if isinstance(term := row.get(column), NamedNode) and name in row
    }
    wording = Wording(named.links, {**labels, **named.labels})
    return tuple(_said(column, wording.shown(row[column])) if column in row else None for column in columns)


def _said(column: str, shown: Shown) -> Shown:
    """A cell as readers say it: dates in words, several values as a list.

    >>> _said("date", Shown("1114/1115-01-28 | 1115")).text, _said("parties", Shown("Liao | Song")).text
    ('1114 – 28 January 1115; 1115', 'Liao; Song')
    """
    if shown.href:
        return shown
    told = shown.text.split(_SEVERAL)
    return replace(shown, text=gettext("; ").join(map(dated, told) if column in _DATES else told))


def _spaced(name: str) -> str:
    """A variable's name as a heading.

    >>> _spaced("inFavourOf")
    'In favour of'
    """
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).capitalize()
