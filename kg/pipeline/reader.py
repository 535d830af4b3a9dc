"""One document from its file to quads that were checked: a unit of work that shares nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from pyoxigraph import NamedNode, Quad, Store

from kg import curation, documents, rdf, shacl
from kg.errors import UnreadableDocument
from kg.model import PROPOSED, Claim, Document, Finding
from kg.pipeline.extraction import Reading
from kg.pipeline.plan import Plan
from kg.pipeline.rules import COMMON, Rules
from kg.shards import Shard, decided

_ENOUGH = 100_000
"""Quads that one store in memory judges before it is replaced."""


@dataclass(frozen=True, slots=True)
class Task:
    """A document to read, with the digest of all that it depends on but the decisions about it."""

    source: documents.Source
    key: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """The shard that a document became, or the fault that made it unreadable."""

    document: str
    shard: Shard | None
    fault: str = ""


class Reader:
    """Everything loaded that reading takes, kept for the next document."""

    def __init__(self, plan: Plan, ground: "Ground") -> None:
        self._plan = plan
        self._ground = ground

    @cached_property
    def _claims(self) -> Reading:
        return self._plan.rules.extraction.load()

    def read(self, task: Task) -> Outcome:
        """Read, extract, spell out, check, and put on the shelf."""
        try:
            document = documents.read(task.source)
        except UnreadableDocument as fault:
            return Outcome(task.source.id, None, str(fault))
        return self.outcome(document, task.key)

    def outcome(self, document: Document, key: str) -> Outcome:
        """Extract, spell out, check, and put on the shelf what a document says."""
        claims = self._claims(document)
        lines, findings = self._judged(document, claims)
        certain = tuple(claim for claim in claims if claim.rule != PROPOSED)
        if len(certain) < len(claims) and any(each.is_violation for each in findings):
            # What only a model says shall not hold back what a document says.
            claims, (lines, findings) = certain, self._judged(document, certain)
        slugs = frozenset(rdf.claim_ref(document.id, claim).slug for claim in claims)
        plan = self._plan
        plan.shelf.put_claims(key, slugs)
        key = decided(key, slugs & plan.rejected)
        return Outcome(document.id, plan.shelf.put(document.id, key, lines, findings))

    def _judged(self, document: Document, claims: tuple[Claim, ...]) -> tuple[bytes, tuple[Finding, ...]]:
        plan = self._plan
        quads = rdf.quads(
            document, claims, base=plan.rules.base, rejected=plan.rejected, made_by=plan.made_by
        )
        decided_on = curation.rejections(plan.rejected, plan.rules.base)
        return self._ground.judged(quads, rdf.graph(document.id, plan.rules.base), beside=decided_on)


class Ground:
    """The ontology and the authority file in memory, for documents to be judged against one by one."""

    def __init__(self, rules: Rules) -> None:
        self.shapes = shacl.Shapes.load(rules.shapes)
        self._quads = {name: rules.quads(name) for name in COMMON}
        self._known: set[object] = {quad.subject for quads in self._quads.values() for quad in quads}
        self._clear()

    def _clear(self) -> None:
        """Start from a store of its own: one in memory keeps what is removed, and grows slow with it."""
        self._store, self._judged = Store(), 0
        for quads in self._quads.values():
            self._store.bulk_extend(map(rdf.merged, quads))

    def findings(self) -> list[Finding]:
        """What is wrong before any document is added."""
        return [each for each in shacl.findings(self._store, self.shapes) if each.is_violation]

    def lines(self, name: str) -> bytes:
        """One of the common graphs as the store spells it, sorted N-Quads."""
        store = Store()
        store.bulk_extend(self._quads[name])
        return rdf.n_quads(store)

    def judged(
        self, quads: list[Quad], graph: NamedNode, *, beside: Sequence[Quad] = ()
    ) -> tuple[bytes, tuple[Finding, ...]]:
        """Quads as the store spells them, sorted, and what is wrong with them on this ground.

        What stands `beside` them is known to the shapes, and neither judged nor kept.
        """
        self._judged += len(quads)
        if self._judged > _ENOUGH:
            self._clear()
        new = [quad for quad in map(rdf.merged, [*quads, *beside]) if quad not in self._store]
        self._store.extend(quads)
        self._store.extend(new)
        said = [*self._store.quads_for_pattern(None, None, None, graph)]
        known = self._known | {quad.subject for quad in beside} if beside else self._known
        focus = shacl.Focus(self._store, said, known)
        findings, lines = tuple(shacl.findings(self._store, self.shapes, focus=focus)), rdf.n_quads(said)
        self._store.remove_graph(graph)
        for quad in new:
            self._store.remove(quad)
        return lines, findings
