"""SPARQL updates carried out on a store whose default graph stays the merge of the others.

The engine reads the text and answers the patterns; what follows from them is done here, for an update of
the engine's own would leave it unknown what changed, and would not know of the merge.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from pyoxigraph import DefaultGraph, NamedNode, Quad

from kg.commits import payload
from kg.commits.loading import fetched
from kg.commits.merged import Merged
from kg.commits.operations import DEFAULT, Clear, Create, Data, Load, Modify, Operation, Transfer, operations
from kg.commits.scratch import Graphs, Reader
from kg.commits.templates import Template
from kg.commits.work import Update
from kg.errors import (
    ChanyuanError,
    DefaultGraphKept,
    FederationRefused,
    GraphExists,
    QueryRefused,
    ScopeTooNarrow,
    UnknownGraph,
)

_DEFAULT: Final = DefaultGraph()
Graph = NamedNode | DefaultGraph


@dataclass(frozen=True, slots=True)
class Updater:
    """Carries out updates on a store; `admin` may empty it."""

    merged: Merged
    reader: Reader
    admin: bool

    def update(self, asked: Update) -> None:
        """Every operation in turn, each seeing what those before it did."""
        self.reader.check(asked.text)
        for operation in _with_dataset(operations(asked.text), asked):
            self._carry_out(operation)

    def _carry_out(self, operation: Operation) -> None:
        match operation:
            case Data():
                quads = self.reader.quads(operation.prologue, operation.block)
                added = operation.sign == "INSERT"
                self.merged.change([] if added else quads, quads if added else [])
            case Modify():
                self._modify(operation)
            case Clear():
                self._clear(operation)
            case Create():
                self._create(operation)
            case Transfer():
                self._transfer(operation)
            case Load():
                self._load(operation)

    def _modify(self, asked: Modify) -> None:
        within = self._graph(asked.prologue, asked.within or DEFAULT)
        delete = Template.read(self.reader, asked.prologue, asked.delete, within)
        insert = Template.read(self.reader, asked.prologue, asked.insert, within)
        names = dict.fromkeys((*delete.variables, *insert.variables))
        wanted = " ".join(f"?{name}" for name in names) or "*"
        text = f"{asked.prologue} SELECT {wanted} WHERE {asked.where}"
        removed: set[Quad] = set()
        added: set[Quad] = set()
        for solution in self.reader.query(text, self.merged.store, self._graphs(asked, within)):
            removed.update(delete.filled(solution))
            added.update(insert.filled(solution))
            if delete.constant and insert.constant:
                break
        self.merged.change(removed, added)

    def _graphs(self, asked: Modify, within: Graph) -> Graphs:
        """What the pattern is about: the graphs used, else the graph that the update is within."""
        if asked.using or asked.using_named:
            return Graphs(self._names(asked, asked.using), self._names(asked, asked.using_named))
        return Graphs() if isinstance(within, DefaultGraph) else Graphs((within,))

    def _names(self, asked: Modify, names: tuple[str, ...]) -> tuple[NamedNode, ...]:
        return tuple(self.reader.name(asked.prologue, name) for name in names)

    def _graph(self, prologue: str, name: str) -> Graph:
        return _DEFAULT if name == DEFAULT else self.reader.name(prologue, name)

    def _clear(self, asked: Clear) -> None:
        if asked.graph in {"ALL", "NAMED"}:
            self._clear_all(asked.graph)
            return
        graph = self._graph(asked.prologue, asked.graph)
        if isinstance(graph, DefaultGraph):
            raise default_kept("emptied")
        if self._there(graph, silent=asked.silent):
            self.merged.replace(graph, ())

    def _clear_all(self, what: str) -> None:
        if not self.admin:
            raise ScopeTooNarrow(
                f"To clear or drop {what} empties the whole dataset, which takes a token of the scope admin; "
                "name the graphs that you mean, or have one made with `kg token --scope admin`."
            )
        self.merged.clear()

    def _create(self, asked: Create) -> None:
        graph = self.reader.name(asked.prologue, asked.graph)
        if self.merged.has(graph) and not asked.silent:
            raise GraphExists(f"{graph} is there already; write CREATE SILENT, or choose another name.")

    def _transfer(self, asked: Transfer) -> None:
        source = self._graph(asked.prologue, asked.source)
        target = self._graph(asked.prologue, asked.target)
        if source == target:
            return
        if isinstance(target, DefaultGraph) and asked.verb != "ADD":
            raise default_kept("replaced")
        if isinstance(source, DefaultGraph) and asked.verb == "MOVE":
            raise default_kept("moved away")
        if isinstance(source, NamedNode) and not self._there(source, silent=asked.silent):
            return
        quads = {
            Quad(each.subject, each.predicate, each.object, target) for each in self.merged.quads(source)
        }
        if asked.verb == "ADD" or isinstance(target, DefaultGraph):
            self.merged.change((), quads)
        else:
            self.merged.replace(target, quads)
        if asked.verb == "MOVE" and isinstance(source, NamedNode):
            self.merged.replace(source, ())

    def _there(self, graph: NamedNode, *, silent: bool) -> bool:
        there = self.merged.has(graph)
        if not there and not silent:
            raise UnknownGraph(
                f"There is no graph {graph}; a graph of nothing is none. SILENT passes over it."
            )
        return there

    def _load(self, asked: Load) -> None:
        address = self.reader.name(asked.prologue, asked.address).value
        into = self._graph(asked.prologue, asked.into)
        try:
            document = fetched(address, self.reader.federation)
            quads = payload.quads(document, into if isinstance(into, NamedNode) else None)
        except ChanyuanError as error:
            if asked.silent and not isinstance(error, FederationRefused):
                return
            raise
        self.merged.change((), quads)


def default_kept(what: str) -> DefaultGraphKept:
    """The refusal to do something to the default graph as a whole."""
    return DefaultGraphKept(
        f"The default graph cannot be {what} as a whole: it is the merge of the named graphs. Insert into "
        "it, which adds to the curation graph, delete triples from it, or write to the named graphs; DROP "
        "ALL, with a token of the scope admin, empties them all."
    )


def _with_dataset(found: list[Operation], asked: Update) -> Iterator[Operation]:
    """The operations with the graphs that the protocol gives to patterns."""
    if asked.using is None and asked.using_named is None:
        yield from found
        return
    using, named = (_bracketed(each) for each in (asked.using or (), asked.using_named or ()))
    for operation in found:
        if isinstance(operation, Modify):
            if operation.using or operation.using_named or operation.within:
                raise QueryRefused(
                    "The update says USING or WITH, and the request using-graph-uri as well; say it once."
                )
            yield replace(operation, using=using, using_named=named)
        else:
            yield operation


def _bracketed(graphs: tuple[str, ...]) -> tuple[str, ...]:
    try:
        return tuple(str(NamedNode(graph)) for graph in graphs)
    except ValueError as error:
        raise QueryRefused(f"A graph is named by an absolute IRI: {error}.") from error
