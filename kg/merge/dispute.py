"""Who is to blame for what the merge breaks: the documents are heard again, one after the other, by name."""

from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping
from functools import cache, cached_property

from pyoxigraph import NamedNode, Quad, Store

from kg import rdf, shacl
from kg.headway import steps
from kg.merge.reach import Reach
from kg.merge.violations import violations
from kg.model import Finding
from kg.terms import term
from kg.versions import Staging


class Dispute:
    """Disputes about the graphs of documents, which have names, in a version in the making."""

    def __init__(self, staging: Staging, shapes: shacl.Shapes, documents: Mapping[NamedNode, str]) -> None:
        self._staging = staging
        self._documents = documents
        self._of = cache(lambda names: _Broken(shapes.named(names)))

    @cached_property
    def _heard(self) -> Store:
        """What nobody disputes."""
        heard = Store()
        for name in self._staging.graphs:
            if (graph := NamedNode(name)) not in self._documents:
                quads = self._staging.store.quads_for_pattern(None, None, None, graph)
                heard.bulk_extend(map(rdf.merged, quads))
        return heard

    def losers(self, found: list[Finding]) -> dict[NamedNode, tuple[Finding, ...]]:
        """The documents to hold back, with the findings that each brings about.

        The blame of the lowest name is settled first; a finding that falls with it blames nobody else.
        """
        lost: dict[NamedNode, tuple[Finding, ...]] = {}
        foci = steps(_foci(found), self._staging.headway("settling"))
        waiting = {focus: self._blamed(focus, found, lost) for focus in foci}
        while blamed := {focus: graph for focus, graph in waiting.items() if graph}:
            focus, graph = min(blamed.items(), key=lambda item: (self._documents[item[1]], str(item[0])))
            waiting[focus] = self._blamed(focus, found, lost)
            if waiting[focus] == graph:
                lost[graph] = tuple(each for each in found if waiting[_focus(each)] == graph)
        return lost or self._unexplained(found)

    def _unexplained(self, found: list[Finding]) -> dict[NamedNode, tuple[Finding, ...]]:
        """What is wrong for reasons further away than this looks: the last document to speak of it goes."""
        focus = _foci(found)[0]
        quads = self._staging.store.quads_for_pattern(focus, None, None, None)
        graphs = {quad.graph_name for quad in quads if isinstance(quad.graph_name, NamedNode)}
        graphs &= self._documents.keys()
        last = sorted(graphs, key=self._documents.__getitem__)[-1:]
        return {graph: tuple(each for each in found if each.focus == str(focus)) for graph in last}

    def _blamed(
        self, focus: NamedNode, found: list[Finding], lost: Collection[NamedNode]
    ) -> NamedNode | None:
        """The first document by name with which those before it do not conform as to this node."""
        rules = self._of(frozenset(each.shape for each in found if _focus(each) == focus))
        said = self._said(focus, rules.reach, lost)
        hearing = sorted(said, key=self._documents.__getitem__)

        def broken(heard: int) -> bool:
            return self._broken(
                focus, rules.shapes, [quad for graph in hearing[:heard] for quad in said[graph]]
            )

        last = bisect_left(range(len(hearing) + 1), 1, key=broken)
        return hearing[last - 1] if 0 < last <= len(hearing) else None

    def _said(
        self, focus: NamedNode, reach: Reach, lost: Collection[NamedNode]
    ) -> dict[NamedNode, list[Quad]]:
        """What each document is the first by name to say of a node and those around it, with its claims."""
        first: dict[Quad, NamedNode] = {}
        said: dict[NamedNode, list[Quad]] = {}
        for quad in self._statements(focus, reach):
            graph = quad.graph_name
            if isinstance(graph, NamedNode) and graph in self._documents and graph not in lost:
                told = rdf.merged(quad)
                first[told] = min(first.get(told, graph), graph, key=self._documents.__getitem__)
                if reach.asks_who_claims(quad):
                    said.setdefault(graph, []).extend(map(rdf.merged, self._evidence(quad)))
        for told, graph in first.items():
            said.setdefault(graph, []).append(told)
        return said

    def _statements(self, focus: NamedNode, reach: Reach) -> Iterator[Quad]:
        store = self._staging.store
        for node in reach.around(focus, store):
            if rdf.is_thing(node, self._staging.base):
                quads = store.quads_for_pattern(node, None, None, None)
                yield from (quad for quad in quads if reach.reads(quad))

    def _evidence(self, quad: Quad) -> Iterator[Quad]:
        """The claim of a statement in its graph, with its passages."""
        store, graph = self._staging.store, quad.graph_name
        for each in store.quads_for_pattern(None, term("rdf:subject"), quad.subject, graph):
            claim = each.subject
            parts = [*store.quads_for_pattern(claim, None, None, graph)]
            if {(term("rdf:predicate"), quad.predicate), (term("rdf:object"), quad.object)} <= {
                (part.predicate, part.object) for part in parts
            }:
                yield from parts
                for part in parts:
                    if part.predicate == term("cy:passage") and isinstance(part.object, NamedNode):
                        yield from store.quads_for_pattern(part.object, None, None, graph)

    def _broken(self, focus: NamedNode, shapes: shacl.Shapes, said: list[Quad]) -> bool:
        """Whether a node breaks its shapes once this is said of it beside what nobody disputes."""
        new = [quad for quad in dict.fromkeys(said) if quad not in self._heard]
        self._heard.extend(new)
        found = violations(self._heard, shapes, [focus])
        for quad in new:
            self._heard.remove(quad)
        return bool(found)


class _Broken:
    """The shapes that somebody broke, and how far they look."""

    def __init__(self, shapes: shacl.Shapes) -> None:
        self.shapes = shapes
        self.reach = Reach(shapes.reads())


def _foci(found: list[Finding]) -> list[NamedNode]:
    return sorted({_focus(finding) for finding in found}, key=str)


def _focus(finding: Finding) -> NamedNode:
    return NamedNode(finding.focus[1:-1])
