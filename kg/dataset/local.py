"""A published version on this disk, asked in this process."""

from collections.abc import Collection
from itertools import accumulate
from typing import Final

from pyoxigraph import (
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    serialize,
)

from kg.dataset import federation
from kg.dataset.formats import Format, Kind
from kg.dataset.interface import Answer, Dataset, Question, Wanted
from kg.dataset.refusals import spoken_for
from kg.errors import FormatRefused, QueryRefused
from kg.terms import PREFIXES
from kg.versions import Versions

_DEEPEST: Final = 100
"""Brackets within brackets; the engine's parser overflows the stack from 400 on."""

_NESTING: Final = {ord(opening): 1 for opening in "({["} | {ord(closing): -1 for closing in ")}]"}

_TABLES: Final = {
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
}

RDF: Final = {
    "ttl": RdfFormat.TURTLE,
    "nt": RdfFormat.N_TRIPLES,
    "jsonld": RdfFormat.JSON_LD,
    "rdf": RdfFormat.RDF_XML,
    "trig": RdfFormat.TRIG,
    "nq": RdfFormat.N_QUADS,
}
"""The engine's writers by the names of our formats."""

Results = QuerySolutions | QueryBoolean | QueryTriples


class LocalDataset(Dataset):
    """The version that a data folder serves at the moment of asking, opened read-only.

    `base` is what relative IRIs in queries are resolved against, `federation` the endpoints that
    SERVICE may reach.
    """

    def __init__(self, versions: Versions, *, base: str, federation: Collection[str] = ()) -> None:
        self._versions = versions
        self._base = base
        self._federation = federation
        self._empty = Store()
        self._opened: tuple[int, Store] | None = None

    def version(self) -> str:
        """The number of the version, 0 while nothing is published."""
        return str(self._versions.current_number() or 0)

    def answer(self, question: Question, wanted: Wanted) -> Answer:
        """The whole answer in one block, so that an error while writing it is still an error."""
        store = self._current()
        _check_depth(question.text)
        federation.check(
            question.text, lambda text: self._results(self._empty, Question(text)), self._federation
        )
        results = self._results(store, question)
        kind = _kind(results)
        chosen = wanted.get(kind)
        if chosen is None:
            takes = " or ".join(each.value for each in wanted)
            raise FormatRefused(f"The query's answer is {kind.value}, but only {takes} can be taken here.")
        with spoken_for(question.text):
            return Answer(kind, chosen, iter((_written(results, chosen),)))

    def _current(self) -> Store:
        """The store of the published version; opened anew only when another one was published."""
        number, opened = self._versions.current_number(), self._opened
        if opened is None or opened[0] != number:
            version = self._versions.served()
            opened = self._opened = version.number, self._versions.open(version)
        return opened[1]

    def _parsed(self, text: str) -> Results:
        return self._results(self._empty, Question(text))

    def _results(self, store: Store, question: Question) -> Results:
        default, named = _graphs(question.default_graphs), _graphs(question.named_graphs)
        closed = question.default_graphs is not None or question.named_graphs is not None
        with spoken_for(question.text):
            return store.query(
                question.text,
                base_iri=self._base,
                prefixes=dict(PREFIXES),
                default_graph=[*default] if closed else None,
                named_graphs=[*named] if closed else None,
            )


def _graphs(names: tuple[str, ...] | None) -> list[NamedNode]:
    try:
        return [NamedNode(name) for name in names or ()]
    except ValueError as error:
        raise QueryRefused(f"A graph is named by an absolute IRI: {error}.") from error


def _kind(results: Results) -> Kind:
    match results:
        case QuerySolutions():
            return Kind.SOLUTIONS
        case QueryBoolean():
            return Kind.BOOLEAN
    return Kind.TRIPLES


def _written(results: Results, chosen: Format) -> bytes:
    if isinstance(results, QueryTriples):
        return serialize(results, format=RDF[chosen.name], prefixes=dict(PREFIXES)) or b""
    return results.serialize(format=_TABLES[chosen.name]) or b""


def _check_depth(text: str) -> None:
    if sum(text.count(opening) for opening in "({[") <= _DEEPEST:
        return
    depths = accumulate(_NESTING.get(ord(mark), 0) for mark in text)
    if max(depths, default=0) > _DEEPEST:
        raise QueryRefused(
            f"The query nests more than {_DEEPEST} brackets within each other; write it flatter, "
            "for example with VALUES in place of nested calls."
        )
