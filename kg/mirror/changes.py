"""What makes one version of a graph out of another, or out of nothing, as SPARQL updates."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, RdfFormat, Store, parse, serialize

from kg import rdf
from kg.mirror.mark import Graph
from kg.model import Version

_LARGE: Final = 1 << 19
"""Bytes of statements in one update; engines read one as a whole before they begin."""


@dataclass(frozen=True, slots=True)
class Change:
    """Statements of one graph, as lines of N-Triples, to be put in or taken out."""

    graph: Graph
    lines: tuple[bytes, ...]
    gone: bool = False

    def updates(self, merge: Graph) -> Iterator[tuple[str, int]]:
        """The change in updates of a bearable size, each with the number of its statements.

        What belongs into the default graph goes into that of the merge.
        """
        verb = "DELETE" if self.gone else "INSERT"
        graph = self.graph if isinstance(self.graph, NamedNode) else merge
        for part in _parts(self.lines):
            said = b"".join(part).decode()
            inside = f"GRAPH {graph} {{\n{said}}}" if isinstance(graph, NamedNode) else said
            yield f"{verb} DATA {{\n{inside}}}", len(part)


def everything(store: Store) -> Iterator[Change]:
    """All that a version says, graph by graph, the merge of them last."""
    for graph in (*sorted(store.named_graphs(), key=str), DefaultGraph()):
        if isinstance(graph, NamedNode | DefaultGraph):
            yield Change(graph, _triples(store.quads_for_pattern(None, None, None, graph)))


def difference(before: tuple[Version, Store], after: tuple[Version, Store]) -> list[Change]:
    """What is to be taken out and put in, so that a copy of one version becomes one of the other."""
    old, new = before[1], after[1]
    gone: list[Quad] = []
    come: list[Quad] = []
    for graph in map(NamedNode, before[0].differing(after[0])):
        held, wanted = (set(store.quads_for_pattern(None, None, None, graph)) for store in (old, new))
        gone += held - wanted
        come += wanted - held
    gone += {merged for quad in gone if (merged := rdf.merged(quad)) not in new}
    come += {merged for quad in come if (merged := rdf.merged(quad)) not in old}
    return [*_changes(gone, gone=True), *_changes(come, gone=False)]


def _changes(quads: Iterable[Quad], *, gone: bool) -> Iterator[Change]:
    by_graph: dict[Graph, list[Quad]] = {}
    for quad in quads:
        if isinstance(quad.graph_name, NamedNode | DefaultGraph):
            by_graph.setdefault(quad.graph_name, []).append(quad)
    for graph in sorted(by_graph, key=str):
        yield Change(graph, _triples(by_graph[graph]), gone=gone)


def _triples(quads: Iterable[Quad]) -> tuple[bytes, ...]:
    lines = serialize((quad.triple for quad in quads), format=RdfFormat.N_TRIPLES) or b""
    return tuple(sorted(lines.splitlines(keepends=True)))


def _parts(lines: Iterable[bytes]) -> Iterator[list[bytes]]:
    part: list[bytes] = []
    size = 0
    for line in lines:
        if part and size + len(line) > _LARGE:
            yield part
            part, size = [], 0
        part.append(line)
        size += len(line)
    if part:
        yield part


def has_blank_nodes(changes: Iterable[Change]) -> bool:
    r"""Whether some statement cannot be taken out by naming it.

    >>> has_blank_nodes([Change(DefaultGraph(), (b'_:a <urn:p> "_:x" .\n',))])
    True
    >>> has_blank_nodes([Change(DefaultGraph(), (b'<urn:a> <urn:p> "_:x" .\n',))])
    False
    """
    lines = b"".join(line for change in changes for line in change.lines if b"_:" in line)
    quads = parse(lines, format=RdfFormat.N_TRIPLES)
    return any(isinstance(node, BlankNode) for quad in quads for node in (quad.subject, quad.object))
