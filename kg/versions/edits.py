"""What was written by hand to graphs that builds make, kept so that the next build makes it again.

The file is RDF Patch: a line `A <s> <p> <o> <g> .` for each quad that was added, `D …` for each that was
deleted, the later line of a quad counting. A version carries those of its parents, so a commit appends.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Final, Self

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

NAME: Final = "edits.rdfp"


def found(version: Path) -> bytes:
    """The patch in the folder of a version."""
    file = version / NAME
    return file.read_bytes() if file.exists() else b""


def appended(patch: bytes, added: Iterable[bytes], removed: Iterable[bytes]) -> bytes:
    r"""A patch that also says this.

    >>> appended(b"", [b"<s> <p> <o> <g> .\n"], [])
    b'A <s> <p> <o> <g> .\n'
    """
    return patch + b"".join([*(b"D " + each for each in removed), *(b"A " + each for each in added)])


@dataclass(frozen=True, slots=True)
class Edits:
    """By graph, the lines of N-Quads that were written by hand: true for added, false for deleted."""

    graphs: Mapping[str, Mapping[bytes, bool]] = field(default_factory=lambda: MappingProxyType({}))

    @classmethod
    def read(cls, patch: bytes) -> Self:
        """The edits that a patch adds up to."""
        found: dict[str, dict[bytes, bool]] = {}
        for line in patch.splitlines(keepends=True):
            graph = line.rsplit(b" ", 2)[1][1:-1].decode()
            found.setdefault(graph, {})[line[2:]] = line.startswith(b"A")
        return cls(found)

    def applied(self, graph: NamedNode, built: bytes) -> bytes:
        """Sorted N-Quads of a graph as a build made it, with what was written by hand since ever."""
        edits = self.graphs.get(graph.value)
        if not edits:
            return built
        lines = {line for line in built.splitlines(keepends=True) if edits.get(line, True)}
        return b"".join(sorted(lines | {line for line, added in edits.items() if added}))

    def quads(self) -> Iterator[Quad]:
        """All that was added or deleted."""
        lines = b"".join(line for edits in self.graphs.values() for line in edits)
        return parse(lines, format=RdfFormat.N_QUADS)

    def without(self, graph: NamedNode) -> Self:
        """The edits of the other graphs."""
        return type(self)({name: lines for name, lines in self.graphs.items() if name != graph.value})

    def written(self) -> bytes:
        """The patch, each quad once."""
        lines = (
            (b"A " if added else b"D ") + line
            for name in sorted(self.graphs)
            for line, added in sorted(self.graphs[name].items())
        )
        return b"".join(lines)
