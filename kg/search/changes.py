"""Whom an index has to hear about again when another version follows the one that it was made from."""

from collections.abc import Iterator
from typing import Final

from pyoxigraph import NamedNode, Quad, RdfFormat, Store, parse

from kg import rdf
from kg.model import Version
from kg.versions import Versions

_FEW: Final = 5
"""A change of less than one part in so many is worth following; a larger one is read as a whole."""


def touched(
    versions: Versions, before: Version, after: Version, *, most: int | None = None
) -> frozenset[NamedNode] | None:
    """Every node of which one version says something else than the other; None where that is too much.

    `most` is how many quads may be read to find out, where a caller has its own limit.
    """
    graphs = [*map(NamedNode, before.differing(after))]
    sizes = sum(each.counts.get(graph.value, 0) for each in (before, after) for graph in graphs)
    if sizes > ((before.quads + after.quads) * 2 // _FEW if most is None else most):
        return None
    with versions.reading(before) as old, versions.reading(after) as new:
        return frozenset(node for graph in graphs for node in _ends(graph, old, new))


def _ends(graph: NamedNode, before: Store, after: Store) -> Iterator[NamedNode]:
    """The subjects and objects of what was added to a graph and of what was removed."""
    lines = [
        set(rdf.n_quads(store.quads_for_pattern(None, None, None, graph)).splitlines(keepends=True))
        for store in (before, after)
    ]
    changed: Iterator[Quad] = parse(b"".join(lines[0] ^ lines[1]), format=RdfFormat.N_QUADS)
    for quad in changed:
        yield from (each for each in (quad.subject, quad.object) if isinstance(each, NamedNode))
