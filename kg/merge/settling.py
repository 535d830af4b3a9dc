"""Conflicts between documents: what each may say alone, but not all together."""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

from kg import rdf, shacl
from kg.errors import UnsoundAuthority
from kg.model import Finding
from kg.versions import Staging
from kg.versions.edits import Edits

FOCUS = NamedNode("urn:chanyuan:focus")
"""The graph in which nodes stand while they are looked at; nobody else may use it."""
_BATCH = 2_000
"""Nodes that are looked at together, so that memory does not grow with the corpus."""


def settle(
    staging: Staging, shapes: shacl.Shapes, documents: Mapping[NamedNode, str]
) -> dict[str, tuple[Finding, ...]]:
    """Take documents out until the merge conforms: those taken out, each with what it broke.

    `documents` names the documents by their graphs. A document goes when it contradicts documents whose
    names sort before its own, so the outcome depends on the documents alone and not on when each came.
    """
    held: dict[str, tuple[Finding, ...]] = {}
    between = shapes.between_documents()
    while found := _broken(staging, shapes, between):
        if not (losers := _Dispute(staging, shapes, documents).losers(found)):
            raise UnsoundAuthority(unsound("The authority file or the ontology", found))
        for graph, findings in losers.items():
            staging.drop(graph)
            held[documents[graph]] = findings
    return held


def _broken(staging: Staging, shapes: shacl.Shapes, between: shacl.Shapes) -> list[Finding]:
    """What the merge breaks. Each document was judged alone, though without what was written by hand."""
    concerned = reach(staging)
    return violations(staging.store, between, concerned) or violations(
        staging.store, shapes, concerned & _written(staging)
    )


def _written(staging: Staging) -> set[NamedNode]:
    """The things that somebody wrote of by hand."""
    return {
        node
        for quad in Edits.read(staging.patch).quads()
        for node in (quad.subject, quad.object)
        if isinstance(node, NamedNode) and rdf.is_thing(node, staging.base)
    }


def unsound(what: str, found: list[Finding]) -> str:
    """The sentence about findings for which no document is to blame."""
    first = found[0]
    more = f" There are {len(found) - 1} findings more." if len(found) > 1 else ""
    return (
        f"{what} does not conform to the shapes: {first.focus}: {first.message}{more} "
        "Correct it there; nothing was published."
    )


def violations(store: Store, shapes: shacl.Shapes, nodes: Iterable[NamedNode]) -> list[Finding]:
    """What makes these nodes unfit to publish, in the store's default graph."""
    waiting = sorted(nodes, key=str)
    found: list[Finding] = []
    while waiting:
        batch, waiting = waiting[:_BATCH], waiting[_BATCH:]
        described = (quad for node in batch for quad in _described(store, node, DefaultGraph()))
        store.extend([Quad(quad.subject, quad.predicate, quad.object, FOCUS) for quad in described])
        found += shacl.findings(store, shapes, focus_graph=FOCUS)
        store.remove_graph(FOCUS)
        store.flush()  # else what was written for each batch stays in memory until the store is closed
    return sorted({finding for finding in found if finding.severity == "Violation"})


def reach(staging: Staging) -> set[NamedNode]:
    """The things whose shapes may look at what changed: it, what it points to, and what points to it.

    What a thing is called matters to itself alone.
    """
    return staging.renamed | {near for node in staging.changed for near in _around(staging, node)}


def _around(staging: Staging, node: NamedNode) -> Iterator[NamedNode]:
    store = staging.store
    pointing = (quad.subject for quad in store.quads_for_pattern(None, None, node, DefaultGraph()))
    pointed_to = (quad.object for quad in _described(store, node, DefaultGraph()))
    for near in (node, *pointing, *pointed_to):
        if isinstance(near, NamedNode) and rdf.is_thing(near, staging.base):
            yield near


def _described(store: Store, node: NamedNode, graph: NamedNode | DefaultGraph | None) -> Iterator[Quad]:
    return store.quads_for_pattern(node, None, None, graph)


class _Dispute:
    """Who is to blame for findings: the documents are heard again, one after the other, by name."""

    def __init__(self, staging: Staging, shapes: shacl.Shapes, documents: Mapping[NamedNode, str]) -> None:
        self._staging = staging
        self._shapes = shapes
        self._documents = documents
        self._heard = Store()
        for name in staging.graphs:
            if (graph := NamedNode(name)) not in documents:
                self._heard.bulk_extend(
                    map(rdf.merged, staging.store.quads_for_pattern(None, None, None, graph))
                )

    def losers(self, found: list[Finding]) -> dict[NamedNode, tuple[Finding, ...]]:
        """The documents to hold back, with the findings that each brings about.

        The blame of the lowest name is settled first; a finding that falls with it blames nobody else.
        """
        lost: dict[NamedNode, tuple[Finding, ...]] = {}
        waiting = {focus: self._blamed(focus, lost) for focus in _foci(found)}
        while blamed := {focus: graph for focus, graph in waiting.items() if graph}:
            focus, graph = min(blamed.items(), key=lambda item: (self._documents[item[1]], str(item[0])))
            waiting[focus] = self._blamed(focus, lost)
            if waiting[focus] == graph:
                lost[graph] = tuple(each for each in found if waiting[_focus(each)] == graph)
        return lost or self._unexplained(found)

    def _unexplained(self, found: list[Finding]) -> dict[NamedNode, tuple[Finding, ...]]:
        """What is wrong for reasons further away than this looks: the last document to speak of it goes."""
        focus = _foci(found)[0]
        said = sorted(self._said(focus, ()), key=self._documents.__getitem__)
        return {graph: tuple(each for each in found if each.focus == str(focus)) for graph in said[-1:]}

    def _blamed(self, focus: NamedNode, lost: Collection[NamedNode]) -> NamedNode | None:
        """The first document by name with which those before it do not conform as to this node."""
        said = self._said(focus, lost)
        hearing = sorted(said, key=self._documents.__getitem__)

        def broken(heard: int) -> bool:
            return self._broken(focus, [quad for graph in hearing[:heard] for quad in said[graph]])

        last = bisect_left(range(len(hearing) + 1), 1, key=broken)
        return hearing[last - 1] if 0 < last <= len(hearing) else None

    def _said(self, focus: NamedNode, lost: Collection[NamedNode]) -> dict[NamedNode, list[Quad]]:
        """What each document says of a node and of those around it."""
        said: dict[NamedNode, list[Quad]] = {}
        for node in set(_around(self._staging, focus)):
            for quad in _described(self._staging.store, node, None):
                graph = quad.graph_name
                if isinstance(graph, NamedNode) and graph in self._documents and graph not in lost:
                    said.setdefault(graph, []).append(rdf.merged(quad))
        return said

    def _broken(self, focus: NamedNode, said: list[Quad]) -> bool:
        """Whether a node breaks its shapes once this is said of it beside what nobody disputes."""
        new = [quad for quad in said if quad not in self._heard]
        self._heard.extend(new)
        found = violations(self._heard, self._shapes, [focus])
        for quad in new:
            self._heard.remove(quad)
        return bool(found)


def _foci(found: list[Finding]) -> list[NamedNode]:
    return sorted({_focus(finding) for finding in found}, key=str)


def _focus(finding: Finding) -> NamedNode:
    return NamedNode(finding.focus[1:-1])
