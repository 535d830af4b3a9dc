"""What makes some of many nodes unfit to publish."""

from collections.abc import Iterable
from typing import Final

from pyoxigraph import NamedNode, Store

from kg import shacl
from kg.headway import Headway, unheard
from kg.model import Finding

FOCUS: Final = NamedNode("urn:chanyuan:focus")
"""A graph in which nodes stand while they are looked at; nobody else may use it."""
_BATCH: Final = 2_000
"""Nodes that are looked at together, so that memory does not grow with the corpus."""


def violations(
    store: Store, shapes: shacl.Shapes, nodes: Iterable[NamedNode], headway: Headway = unheard
) -> list[Finding]:
    """What makes these nodes unfit to publish, in the store's default graph."""
    waiting = sorted(nodes, key=str)
    found: set[Finding] = set()
    for start in range(0, len(waiting), _BATCH):
        headway(start, len(waiting), "")
        batch = waiting[start : start + _BATCH]
        found.update(shacl.findings(store, shapes, focus=shacl.Focus.on(store, batch)))
    if waiting:
        headway(len(waiting), len(waiting), "")
    return sorted(finding for finding in found if finding.is_violation)
