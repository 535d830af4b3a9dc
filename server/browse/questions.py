"""The saved questions: a list of them, and each as a form with its answer."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from pyoxigraph import NamedNode

from kg import queries
from kg.dataset import RESULT_FORMATS, Row
from server.config import Service
from server.wording import Download, Shown, Wording

_FIRST: Final = 500
"""Rows that the page shows; the downloads hold all of them."""


@dataclass(frozen=True, slots=True)
class QuestionsPage:
    """What the template of the list shows."""

    questions: tuple[queries.Query, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """A parameter in the form, with the value that was asked with."""

    parameter: queries.Parameter
    value: str


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """What the template of a question shows."""

    query: queries.Query
    fields: tuple[Field, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[Shown | None, ...], ...]
    more: int
    text: str
    downloads: tuple[Download, ...]


def questions_page() -> QuestionsPage:
    """Every saved question."""
    return QuestionsPage(queries.all())


def question_page(service: Service, query: queries.Query, terms: Mapping[str, queries.Bound]) -> QuestionPage:
    """One question, asked with these values."""
    text = query.bound(terms)
    found = service.dataset.select(text)
    values = {name: _typed(term, service.links.base) for name, term in terms.items()}
    columns = _columns(found.variables)
    return QuestionPage(
        query=query,
        fields=tuple(Field(each, values[each.name]) for each in query.parameters),
        columns=tuple(_spaced(column) for column in columns),
        rows=tuple(_cells(service, row, columns) for row in found.rows[:_FIRST]),
        more=max(0, len(found.rows) - _FIRST),
        text=text,
        downloads=tuple(
            Download(each.title, service.links.question(query.name, each.name, **values), each.media_type)
            for each in RESULT_FORMATS
        ),
    )


def _columns(variables: tuple[str, ...]) -> dict[str, str]:
    """Each column with the one that holds its names, empty where there is none.

    >>> _columns(("event", "name", "placeName"))
    {'event': 'name', 'placeName': ''}
    """
    named = {
        variable: after for variable, after in pairwise(variables) if after in {"name", f"{variable}Name"}
    }
    return {variable: named.get(variable, "") for variable in variables if variable not in named.values()}


def _cells(service: Service, row: Row, columns: Mapping[str, str]) -> tuple[Shown | None, ...]:
    labels = {
        term.value: row[name].value  # type: ignore[union-attr]  # names are literals
        for column, name in columns.items()
        if isinstance(term := row.get(column), NamedNode) and name in row
    }
    wording = Wording(service.links, labels)
    return tuple(wording.shown(row[column]) if column in row else None for column in columns)


def _spaced(name: str) -> str:
    """A variable's name as a heading.

    >>> _spaced("inFavourOf")
    'in favour of'
    """
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()


def _typed(term: queries.Bound, base: str) -> str:
    """What somebody would type for a value."""
    return "" if term is None else term.value.removeprefix(base)
