"""What became of a staged store that was changed elsewhere."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Change:
    """How many quads of one graph came and went, and by how much that shifts the graph's digest."""

    added: int
    removed: int
    shift: int


@dataclass(frozen=True, slots=True)
class Revision:
    """The changes by graph, and all edits by hand; `cleared` where everything went before anything came."""

    changes: Mapping[str, Change]
    patch: bytes
    cleared: bool = False
