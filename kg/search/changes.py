"""Whom an index has to hear about again when another version follows the one that it was made from."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from pyoxigraph import NamedNode, Quad, RdfFormat, Store, parse

from kg import rdf
from kg.model import Version
from kg.terms import term
from kg.versions import Versions

_FEW: Final = 5
"""A change of less than one part in so many is worth following; a larger one is read as a whole."""
_RECKONED: Final = 40_000
"""Quads of changed graphs that are held in memory to reckon how much more is said of whom."""
_UNCOUNTED: Final = (term("rdf:subject"), term("rdf:object"))
"""What claims say of things is no fact about these."""


def touched(
    versions: Versions, before: Version, after: Version, *, most: int | None = None
) -> frozenset[NamedNode] | None:
    """Every node of which one version says something else than the other; None where that is too much.

    `most` is how many quads may be read to find out, where a caller has its own limit.
    """
    if _size(before, after) > ((before.quads + after.quads) * 2 // _FEW if most is None else most):
        return None
    with versions.reading(before) as old, versions.reading(after) as new:
        return frozenset(
            node
            for graph in before.differing(after)
            for quad in _changed(NamedNode(graph), old, new)
            for node in (quad.subject, quad.object)
            if isinstance(node, NamedNode)
        )


def shifts(versions: Versions, before: Version, after: Version) -> Mapping[str, int] | None:
    """By how much more facts one version holds than the other about whom; None where that is too much."""
    if _size(before, after) > _RECKONED:
        return None
    found = Counter[str]()
    with versions.reading(before) as old, versions.reading(after) as new:
        graphs = map(NamedNode, before.differing(after))
        for quad in {rdf.merged(quad) for graph in graphs for quad in _changed(graph, old, new)}:
            for node in _concerned(quad):
                found[node.value] += (quad in new) - (quad in old)
    return found


def _concerned(quad: Quad) -> Iterator[NamedNode]:
    """Of whom a statement is a fact, as `facts.rq` counts them."""
    if isinstance(quad.subject, NamedNode):
        yield quad.subject
    if isinstance(quad.object, NamedNode) and quad.predicate not in _UNCOUNTED:
        yield quad.object


def _size(before: Version, after: Version) -> int:
    """How many quads the graphs have that differ."""
    graphs = before.differing(after)
    return sum(each.counts.get(graph, 0) for each in (before, after) for graph in graphs)


def _changed(graph: NamedNode, before: Store, after: Store) -> Iterator[Quad]:
    """What was added to a graph and what was removed."""
    lines = [
        set(rdf.n_quads(store.quads_for_pattern(None, None, None, graph)).splitlines(keepends=True))
        for store in (before, after)
    ]
    return parse(b"".join(lines[0] ^ lines[1]), format=RdfFormat.N_QUADS)
