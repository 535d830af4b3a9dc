"""The queries that lie beside the parts of the service, asked with values bound."""

from collections.abc import Mapping
from pathlib import Path

from pyoxigraph import Literal, NamedNode

from kg import queries
from kg.dataset import Row


def asked(folder: Path, name: str, *rows: Mapping[str, queries.Bound]) -> str:
    """The text of a query of this folder with these rows of values bound."""
    return queries.load(name, folder).bound(*rows)


def node(row: Row, name: str) -> NamedNode:
    """The IRI that a solution binds a variable to."""
    found = row[name]
    if not isinstance(found, NamedNode):
        raise TypeError(f"?{name} is {found}, where the graph has IRIs only")
    return found


def words(row: Row, name: str) -> str:
    """The literal or IRI that a solution binds a variable to, as text; empty when unbound."""
    found = row.get(name)
    return found.value if isinstance(found, Literal | NamedNode) else ""


def number(row: Row, name: str) -> int:
    """The integer that a solution binds a variable to."""
    return int(words(row, name))
