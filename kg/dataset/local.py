"""A published version on this disk, asked in this process."""

from collections.abc import Collection
from typing import Final, cast

from pyoxigraph import DefaultGraph, NamedNode, QuerySolutions, Store

from kg.dataset.evaluation import RDF, Evaluation, Results, evaluation
from kg.dataset.guard import Guard, check_depth
from kg.dataset.interface import Answer, Dataset, Question, Wanted
from kg.dataset.refusals import spoken_for
from kg.dataset.several import Graphs, Views, stated
from kg.errors import QueryRefused
from kg.terms import PREFIXES
from kg.versions import Lent, Versions

__all__ = ["RDF", "LocalDataset"]

_KEPT: Final = 2
"""Versions held open: the published one, and one that somebody compares it with."""


class LocalDataset(Dataset):
    """The version that a data folder serves at the moment of asking, opened read-only.

    `base` is what relative IRIs in queries are resolved against, `federation` the endpoints that
    SERVICE may reach.
    """

    def __init__(self, versions: Versions, *, base: str, federation: Collection[str] = ()) -> None:
        self._versions = versions
        self._base = base
        self._guard = Guard(base, federation)
        self._opened: dict[int, Lent] = {}
        self._views = Views()

    def version(self) -> str:
        """The number of the version, 0 while nothing is published."""
        return str(self._versions.current_number() or 0)

    def answer(self, question: Question, wanted: Wanted) -> Answer:
        """The whole answer in one block, so that an error while writing it is still an error."""
        begun = self.evaluation(question, wanted)
        return Answer(begun.kind, begun.format, iter((begun.body(),)), whole=True)

    def evaluation(self, question: Question, wanted: Wanted) -> Evaluation:
        """The question guarded, read and planned; its answer is computed while it is written."""
        store = self.store(question.version)
        check_depth(question.text)
        self._guard.check(question.text)
        graphs = self._graphs(question)
        if graphs and len(graphs.default) > 1:
            return evaluation(question.text, self._merged(store, question, graphs), wanted)
        return evaluation(question.text, self._results(store, question.text, graphs), wanted)

    def store(self, number: int | None = None) -> Store:
        """The store of a version, of the published one unless a number is given; opened once."""
        if number is None:
            number = self._versions.current_number() or self._versions.served().number
        opened = self._opened.get(number)
        if opened is None:
            opened = self._versions.lend(self._versions.version(number))
            self._opened = dict([*self._opened.items(), (number, opened)][-_KEPT:])
        return opened.store

    def prepare(self) -> None:
        """Open the published version before somebody asks."""
        self.store()

    def _graphs(self, question: Question) -> Graphs | None:
        """The graphs that the protocol names, else those of the query where its default graph is several."""
        if question.default_graphs is not None or question.named_graphs is not None:
            return Graphs(_named(question.default_graphs), _named(question.named_graphs))
        try:
            return stated(question.text, self._names)
        except QueryRefused:  # what is wrong with the query is told where all of it is read
            return None

    def _names(self, text: str) -> QuerySolutions:
        return cast("QuerySolutions", self._guard.read(text))

    def _merged(self, store: Store, question: Question, graphs: Graphs) -> Results:
        """The answer of several graphs as one, from a copy of them where a triple stands in two."""
        number = question.version or self._versions.current_number() or 0
        view = self._views.of(number, store, graphs)
        if view is None:
            return self._results(store, question.text, graphs)
        return self._results(view, question.text, graphs, copied=True)

    def _results(
        self, store: Store, text: str, graphs: Graphs | None = None, *, copied: bool = False
    ) -> Results:
        """What the engine makes of a query; `copied` where the default graph of the store is meant."""
        with spoken_for(text):
            if graphs is None:
                return store.query(text, base_iri=self._base, prefixes=dict(PREFIXES))
            return store.query(
                text,
                base_iri=self._base,
                prefixes=dict(PREFIXES),
                default_graph=DefaultGraph() if copied else [*graphs.default],
                named_graphs=[*graphs.named],
            )


def _named(names: tuple[str, ...] | None) -> tuple[NamedNode, ...]:
    """The graphs of these names, each once."""
    try:
        return tuple(NamedNode(name) for name in dict.fromkeys(names or ()))
    except ValueError as error:
        raise QueryRefused(f"A graph is named by an absolute IRI: {error}.") from error
