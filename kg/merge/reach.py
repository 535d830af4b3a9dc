"""How far a change is felt: the things about which shapes may now find something else."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Final

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

from kg import rdf
from kg.shacl import Reads
from kg.terms import term
from kg.versions.changes import Changes

_GLANCE: Final = 8
"""For each predicate, statements about a thing that are as quickly looked through as it is looked up."""
_EVIDENCE: Final = frozenset(
    term(name) for name in ("rdf:subject", "rdf:predicate", "rdf:object", "cy:passage", "cy:document")
)

Predicates = frozenset[NamedNode]


class Reach:
    """What some queries read, by the predicates of the statements that change."""

    def __init__(self, reads: Iterable[Reads]) -> None:
        self._reads = tuple(reads)
        self._beside = _together((each.predicates or frozenset(), each) for each in self._reads)
        self._beside_claims = _together((each.claimed or frozenset(), each) for each in self._reads)
        self._repeated = Predicates().union(*(each.repeated for each in self._reads))
        self._anything = any(None in (each.predicates, each.claimed) for each in self._reads)

    def of(self, changes: Changes, store: Store, base: str) -> set[NamedNode]:
        """The things that a query may judge otherwise once these statements have changed.

        These are their subjects and objects, and what the same query may have come from to the subject.
        """
        starts = defaultdict[NamedNode, set[NamedNode]](set)
        found: set[object] = set()
        for quads, beside in ((changes.asserted, self._beside), (changes.supported, self._beside_claims)):
            for quad in quads:
                together = beside.get(quad.predicate, frozenset())
                if (together or self._anything) and isinstance(quad.subject, NamedNode):
                    starts[quad.subject] |= together
                    found |= {quad.subject, quad.object}
        for node, predicates in starts.items():
            found.update(_neighbours(store, node, None if self._anything else predicates))
            found |= _followed(store, node, self._repeated & predicates)
        return {node for node in found if isinstance(node, NamedNode) and rdf.is_thing(node, base)}

    def around(self, node: NamedNode, store: Store) -> set[NamedNode]:
        """A node and those from which and to which the queries may come from there."""
        predicates = None if self._anything else Predicates(self._beside)
        found = {node, *_neighbours(store, node, predicates)} | _followed(store, node, self._repeated)
        return {each for each in found if isinstance(each, NamedNode)}

    def reads(self, quad: Quad) -> bool:
        """Whether a query looks at statements with this predicate."""
        return self._anything or quad.predicate in self._beside

    def asks_who_claims(self, quad: Quad) -> bool:
        """Whether a query looks at the claims that a statement rests on."""
        return self._anything or quad.predicate in self._beside_claims


def _together(read: Iterable[tuple[Predicates, Reads]]) -> Mapping[NamedNode, Predicates]:
    """For each predicate all that are read by a query that reads it, but those of evidence."""
    found = defaultdict[NamedNode, Predicates](frozenset)
    for predicates, each in read:
        for predicate in predicates - _EVIDENCE:
            found[predicate] |= (each.predicates or frozenset()) - _EVIDENCE
    return dict(found)


def _neighbours(store: Store, node: NamedNode, predicates: Iterable[NamedNode] | None) -> Iterator[object]:
    wanted = None if predicates is None else frozenset(predicates)
    for quad in store.quads_for_pattern(node, None, None, DefaultGraph()):
        if wanted is None or quad.predicate in wanted:
            yield quad.object
    pointing = store.quads_for_pattern(None, None, node, DefaultGraph())
    if wanted is None:
        yield from (quad.subject for quad in pointing)
        return
    glance = [*islice(pointing, _GLANCE * len(wanted) + 1)]
    if len(glance) > _GLANCE * len(wanted):  # of what everybody speaks, most is evidence and not wanted
        found = (store.quads_for_pattern(None, each, node, DefaultGraph()) for each in wanted)
        glance = [quad for quads in found for quad in quads]
    yield from (quad.subject for quad in glance if quad.predicate in wanted)


def _followed(store: Store, node: NamedNode, predicates: Predicates) -> set[object]:
    """Whatever one comes to by these predicates, over any number of steps."""
    found: set[object] = set()
    waiting = [node] if predicates else []
    while waiting:
        for quad in store.quads_for_pattern(waiting.pop(), None, None, DefaultGraph()):
            value = quad.object
            if quad.predicate in predicates and isinstance(value, NamedNode) and value not in found:
                found.add(value)
                waiting.append(value)
    return found
