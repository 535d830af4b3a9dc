"""Several graphs as one default graph, in which each triple stands once.

The engine repeats a triple that stands in two of them. Where that is so they are copied into a store of
their own, which takes time and memory with their size, as much as any query may take.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pyoxigraph import (
    NamedNode,
    QueryBoolean,
    QuerySolutions,
    RdfFormat,
    Store,
    serialize,
)

from kg.dataset.lexing import Item, items

_FROM: Final = re.compile(r"\bfrom\b", re.IGNORECASE)
_FORMS: Final = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
_OVERLAP: Final = (Path(__file__).parent / "overlap.rq").read_text(encoding="utf-8")

_KEPT: Final = 100_000
"""Quads of a copy that is worth the memory of keeping it."""


@dataclass(frozen=True, slots=True)
class Graphs:
    """The graphs that a query's default graph is the merge of, and its named graphs."""

    default: tuple[NamedNode, ...]
    named: tuple[NamedNode, ...]


class Views:
    """Graphs of stores copied together; the last copy is kept if it is small, for it is often asked again."""

    def __init__(self) -> None:
        self._kept: tuple[int, Graphs, Store] | None = None

    def of(self, number: int, store: Store, graphs: Graphs) -> Store | None:
        """A copy whose default graph is the merge of these graphs of a version; None where none is needed."""
        if self._kept and self._kept[:2] == (number, graphs):
            return self._kept[2]
        self._kept = None
        if not _overlap(store, graphs.default):
            return None
        view = Store()
        view.bulk_load(b"".join(_lines(store, graphs)), format=RdfFormat.N_QUADS)
        if len(view) <= _KEPT:
            self._kept = (number, graphs, view)
        return view


def stated(text: str, resolve: Callable[[str], QuerySolutions]) -> Graphs | None:
    """The graphs that a query's own FROM clauses give, where there are several for the default graph.

    `resolve` answers a query that asks for nothing but names.
    """
    if len(_FROM.findall(text)) < 2:
        return None
    default, named = _names(text)
    if len(default) < 2:
        return None
    ahead = text[: next((each.start for each in items(text) if _is_form(each)), 0)]
    solutions = resolve(f"{ahead} SELECT ?graph {{ VALUES ?graph {{ {' '.join(default + named)} }} }}")
    found = [each for (each,) in solutions if isinstance(each, NamedNode)]
    return Graphs(tuple(dict.fromkeys(found[: len(default)])), tuple(dict.fromkeys(found[len(default) :])))


def _names(text: str) -> tuple[list[str], list[str]]:
    """The names after FROM and after FROM NAMED, as they are written."""
    default: list[str] = []
    named: list[str] = []
    words = items(text)
    for word in words:
        if _is_word(word, "FROM"):
            follows = next(words, word)
            if _is_word(follows, "NAMED"):
                named.append(next(words, word).text)
            else:
                default.append(follows.text)
    return default, named


def _is_word(item: Item, word: str) -> bool:
    return item.kind == "word" and item.text == word


def _is_form(item: Item) -> bool:
    return item.kind == "word" and item.text in _FORMS


def _overlap(store: Store, graphs: tuple[NamedNode, ...]) -> bool:
    found = store.query(_OVERLAP, named_graphs=[*graphs])
    return isinstance(found, QueryBoolean) and bool(found)


def _lines(store: Store, graphs: Graphs) -> Iterator[bytes]:
    """The graphs as N-Quads: read together, so that a blank node stays one node."""
    for graph in graphs.default:
        yield store.dump(format=RdfFormat.N_TRIPLES, from_graph=graph) or b""
    for graph in graphs.named:
        yield serialize(store.quads_for_pattern(None, None, None, graph), format=RdfFormat.N_QUADS) or b""
