"""What a version in the making says of the world otherwise than its parent, until somebody looks."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from pyoxigraph import Quad


@dataclass(slots=True)
class Changes:
    """Statements about things, as they stand in the merge.

    `asserted` are those that the merge may not have made before, or makes no longer; `supported` those that
    it makes as before, though other documents make them now.
    """

    asserted: set[Quad] = field(default_factory=set)
    supported: set[Quad] = field(default_factory=set)

    def __len__(self) -> int:
        return len(self.asserted) + len(self.supported)

    def __iter__(self) -> Iterator[Quad]:
        yield from self.asserted
        yield from self.supported

    def clear(self) -> None:
        """Have been looked at."""
        self.asserted.clear()
        self.supported.clear()
