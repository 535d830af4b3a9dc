"""The claims that curators add, put in when it is known which documents are."""

from collections.abc import Callable, Collection

from pyoxigraph import NamedNode, Quad, Store

from kg import curation, merge, rdf, shacl
from kg.errors import UnsoundAuthority
from kg.pipeline.plan import Plan
from kg.pipeline.rules import CURATION
from kg.terms import term
from kg.versions import Staging
from kg.versions.edits import Edits


class Additions:
    """What curators add to the documents of a version in the making."""

    def __init__(self, staging: Staging, plan: Plan) -> None:
        self._staging = staging
        self._plan = plan
        self._rules = plan.rules
        self._found = plan.rules.additions()
        self._rejected = plan.rejected
        self._graph = rdf.graph(CURATION, plan.rules.base)
        self._before = staging.lines(self._graph) if self._found else b""

    def take_out(self) -> None:
        """Leave the graph with the bare decisions, for documents are judged by what they say themselves."""
        if self._found:
            self._put([])

    def put_in(self, shapes: Callable[[], shacl.Shapes], withheld: Collection[str]) -> tuple[str, ...]:
        """Add to the documents that are there; what cannot be added or has no effect, in sentences.

        `withheld` are the shards of documents that are held back, whose claims are not nobody's.
        """
        held = [each for each in self._found if each.slug not in self._rejected]
        quads, notes = curation.quoted(held, self._staging.store, self._rules.base)
        if self._found:
            self._put(quads)
            self._staging.recount(self._graph, self._before)
        if found := merge.violations(self._staging.store, shapes(), self._concerned(quads)) if quads else []:
            raise UnsoundAuthority(merge.unsound(str(self._rules.decisions), found))
        return (*notes, *_idle(self._plan, self._staging.store, withheld))

    def _put(self, quads: list[Quad]) -> None:
        graph = Store()
        graph.extend([*self._rules.quads(CURATION), *quads])
        edits = Edits.read(self._staging.patch)
        self._staging.put(self._graph, edits.applied(self._graph, rdf.n_quads(graph)))

    def _concerned(self, quads: list[Quad]) -> set[NamedNode]:
        """The nodes that additions speak of, but documents, whose graphs were judged."""
        store, base = self._staging.store, self._rules.base
        return {
            node
            for quad in quads
            for node in (quad.subject, quad.object)
            if isinstance(node, NamedNode)
            and node.value.startswith(base)
            and not any(store.quads_for_pattern(node, term("rdf:type"), term("cy:Document"), None))
        }


def told(plan: Plan, store: Store, withheld: Collection[str]) -> tuple[str, ...]:
    """The same sentences about a version that is published already."""
    notes = curation.quoted(plan.rules.additions(), store, plan.rules.base)[1]
    return (*notes, *_idle(plan, store, withheld))


def _idle(plan: Plan, store: Store, withheld: Collection[str]) -> list[str]:
    """Sentences about the decisions on claims that nobody makes; what additions come to is told elsewhere."""
    adding = {each.decision for each in plan.rules.additions()}
    decided = [quad for quad in plan.rules.quads(CURATION) if quad.subject not in adding]
    shards = [shard for key in withheld if decided and (shard := plan.shelf.get(key))]
    lines = b"".join(plan.shelf.lines(shard) for shard in shards)
    return curation.idle([quad for quad in decided if f"<{_iri(quad)}> ".encode() not in lines], store)


def _iri(quad: Quad) -> str:
    return quad.object.value if isinstance(quad.object, NamedNode) else ""
