"""What was asked, carried out on a staged store, judged, and summed up."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from pyoxigraph import NamedNode, Quad, Store

from kg import rdf, shacl
from kg.commits import payload
from kg.commits.judging import judge
from kg.commits.merged import Merged
from kg.commits.scratch import Reader
from kg.commits.updating import Updater
from kg.commits.work import Delete, Post, Put, Update, Work
from kg.errors import QueryRefused, UnknownGraph
from kg.model import Ref
from kg.versions import digest, edits
from kg.versions.revision import Change, Revision


@dataclass(frozen=True, slots=True)
class Task:
    """Some work, with all that it takes to judge and to sum it up."""

    work: Work
    base: str
    shapes: shacl.Shapes
    federation: tuple[str, ...] = ()
    admin: bool = False
    patch: bytes = b""


def carried_out(store: Store, task: Task) -> Revision:
    """What became of a store; a ChanyuanError where the work is refused, and the store is then spoiled."""
    merged = Merged(store, rdf.graph("curation", task.base))
    _work(merged, task)
    judge(merged, task.shapes)
    store.flush()
    return _revision(merged, task)


def _work(merged: Merged, task: Task) -> None:
    match task.work:
        case Update() as update:
            reader = Reader(task.base, task.federation)
            Updater(merged, reader, admin=task.admin).update(update)
        case Put(graph):
            merged.replace(named(graph), _sent(task.work))
        case Post():
            merged.change((), _sent(task.work))
        case Delete(graph):
            if not merged.has(named(graph)):
                raise UnknownGraph(f"There is no graph <{graph}>; a graph of nothing is none.")
            merged.replace(named(graph), ())


def _sent(work: Put | Post) -> set[Quad]:
    """All pieces together, each read by itself: a blank node of one is none of another's."""
    graph = named(work.graph) if work.graph else None
    return {quad for piece in (work.payload, *work.others) for quad in payload.quads(piece, graph)}


def named(graph: str) -> NamedNode:
    """The graph of this name; QueryRefused where it is no absolute IRI."""
    try:
        return NamedNode(graph)
    except ValueError as error:
        raise QueryRefused(f"A graph is named by an absolute IRI: {error}.") from error


def _revision(merged: Merged, task: Task) -> Revision:
    added, removed = _by_graph(merged.added), _by_graph(merged.removed)
    changes = {
        graph: Change(len(added[graph]), len(removed[graph]), digest.shift(added[graph], removed[graph]))
        for graph in sorted(added.keys() | removed.keys())
    }
    home = rdf.iri(Ref("graph", ""), task.base).value
    patch = edits.appended(
        b"" if merged.cleared else task.patch, _of_builds(added, home), _of_builds(removed, home)
    )
    return Revision(changes, patch, cleared=merged.cleared)


def _by_graph(quads: Collection[Quad]) -> defaultdict[str, list[bytes]]:
    """The lines of some quads, sorted, by graph."""
    found: defaultdict[str, list[bytes]] = defaultdict(list)
    for line in rdf.n_quads(quads).splitlines(keepends=True):
        found[line.rsplit(b" ", 2)[1][1:-1].decode()].append(line)
    return found


def _of_builds(lines: defaultdict[str, list[bytes]], home: str) -> Iterable[bytes]:
    """The lines of graphs that are, or some day may be, made by builds."""
    return [line for graph, found in lines.items() if graph.startswith(home) for line in found]
