"""The way of a query as the outside evaluation suite drives it: `--callable tests.query_path:QueryPath`.

Only the store is another one: in memory, and filled by the suite without our merge.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store

from kg.dataset import GRAPH_FORMATS, RESULT_FORMATS, Kind, LocalDataset, Question, format_named
from kg.errors import QueryRefused
from kg.versions import Versions

_ABSENT: Final = ("http://invalid.endpoint.org/sparql",)
"""An endpoint that nobody keeps, which one case asks silently; a keeper has to allow even that."""


class _InMemory(LocalDataset):
    """A dataset of one store that no version holds."""

    def __init__(self, store: Store, base: str) -> None:
        super().__init__(Versions(Path("none")), base=base, federation=_ABSENT)
        self._only = store

    def store(self, number: int | None = None) -> Store:  # noqa: ARG002  # there are no versions
        """The store, whatever the version."""
        return self._only


class QueryPath:
    """Queries guarded, read and answered as the service does it; updates by the engine itself."""

    name = "kg.dataset"

    def __init__(self) -> None:
        self._store = Store()

    def reset(self) -> None:
        """Begin with an empty store."""
        self._store = Store()

    def load(self, triples: bytes, graph: str | None) -> None:
        """Fill a graph."""
        target = NamedNode(graph) if graph else DefaultGraph()
        self._store.load(triples, format=RdfFormat.N_TRIPLES, to_graph=target)

    def load_quads(self, quads: Iterable[Quad]) -> None:
        """Fill several graphs."""
        self._store.extend(quads)

    def query(self, text: str, base: str, accept: str) -> tuple[str, bytes]:
        """The media type and the body of an answer; SyntaxError for what is refused as unreadable."""
        table = format_named(accept, RESULT_FORMATS) or RESULT_FORMATS[0]
        wanted = {Kind.SOLUTIONS: table, Kind.BOOLEAN: table, Kind.TRIPLES: GRAPH_FORMATS[1]}
        try:
            answer = _InMemory(self._store, base).answer(Question(text), wanted)
        except QueryRefused as refusal:
            raise SyntaxError(str(refusal)) from refusal
        return answer.format.media_type, b"".join(answer.blocks)

    def update(self, text: str, base: str) -> None:
        """Carry out an update without a commit, for the suite has graphs of its own mind."""
        self._store.update(text, base_iri=base)
