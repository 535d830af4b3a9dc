"""What the merge breaks, known at every moment while documents come and go."""

from typing import Final, NamedTuple

from pyoxigraph import DefaultGraph, NamedNode

from kg import rdf, shacl
from kg.headway import Headway, unheard
from kg.merge.reach import Reach
from kg.merge.violations import violations
from kg.model import Finding
from kg.versions import Staging
from kg.versions.edits import Edits

_ENOUGH: Final = 20_000
"""Changed statements that are looked at together, so that memory does not grow with the corpus."""


class Verdict(NamedTuple):
    """What is wrong, and by which shapes."""

    findings: list[Finding]
    shapes: shacl.Shapes


class Watch:
    """The findings about a version in the making, renewed where it changes.

    Each document was judged alone, though without what was written by hand, so that it takes two to break
    the merge, or somebody's hand.
    """

    def __init__(self, staging: Staging, shapes: shacl.Shapes) -> None:
        self.staging = staging
        self._shapes = shapes
        self._between = shapes.between_documents()
        self._reach = Reach(self._between.reads())
        self._broken: dict[str, list[Finding]] = {}
        self._touched: set[NamedNode] = set()
        self._edited = _things(Edits.read(staging.patch), staging.base)

    def follow(self) -> None:
        """Look at what has changed, once it is enough to be worth it."""
        if len(self.staging.changes) >= _ENOUGH:
            self._look()

    def verdict(self) -> Verdict:
        """What is wrong with the merge now."""
        headway = self.staging.headway("checking")
        self._look(headway)
        if self._broken:
            return Verdict(sorted(each for found in self._broken.values() for each in found), self._between)
        return Verdict(violations(self.staging.store, self._shapes, self._touched, headway), self._shapes)

    def _look(self, headway: Headway = unheard) -> None:
        changes, store = self.staging.changes, self.staging.store
        concerned = self._reach.of(changes, store, self.staging.base)
        self._touched |= self._written()
        changes.clear()
        for node in concerned:
            self._broken.pop(str(node), None)
        for finding in violations(store, self._between, concerned, headway):
            self._broken.setdefault(finding.focus, []).append(finding)

    def _written(self) -> set[NamedNode]:
        """The things that somebody wrote of by hand and that changes concern."""
        changed = {quad.subject for quad in self.staging.changes} if self._edited else set()
        return {
            node for node in self._edited if node in changed or not changed.isdisjoint(self._next_to(node))
        }

    def _next_to(self, node: NamedNode) -> set[object]:
        store = self.staging.store
        return {
            *(quad.object for quad in store.quads_for_pattern(node, None, None, DefaultGraph())),
            *(quad.subject for quad in store.quads_for_pattern(None, None, node, DefaultGraph())),
        }


def _things(edits: Edits, base: str) -> frozenset[NamedNode]:
    """Of what edits speak."""
    return frozenset(
        node
        for quad in edits.quads()
        for node in (quad.subject, quad.object)
        if isinstance(node, NamedNode) and rdf.is_thing(node, base)
    )
