"""What makes some of many nodes unfit to publish."""

from collections.abc import Iterable
from itertools import islice
from typing import Final

from pyoxigraph import NamedNode, Store

from kg import shacl
from kg.model import Finding

FOCUS: Final = NamedNode("urn:chanyuan:focus")
"""A graph in which nodes stand while they are looked at; nobody else may use it."""
_BATCH: Final = 2_000
"""Nodes that are looked at together, so that memory does not grow with the corpus."""


def violations(store: Store, shapes: shacl.Shapes, nodes: Iterable[NamedNode]) -> list[Finding]:
    """What makes these nodes unfit to publish, in the store's default graph."""
    waiting = iter(sorted(nodes, key=str))
    found: set[Finding] = set()
    while batch := list(islice(waiting, _BATCH)):
        found.update(shacl.findings(store, shapes, focus=shacl.Focus.on(store, batch)))
    return sorted(finding for finding in found if finding.is_violation)
