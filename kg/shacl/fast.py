"""Findings of shapes over an Oxigraph store, asked as SPARQL."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path
from typing import Final, Self

from pyoxigraph import NamedNode, QuerySolutions, Store

from kg.errors import UnsupportedShape
from kg.model import Finding
from kg.resources import folder
from kg.shacl.checks import Check, compiled
from kg.shacl.focus import Focus, everywhere, listed
from kg.shacl.reads import Reads
from kg.shacl.shape import Target, read_all
from kg.shacl.source import Source

_FEW: Final = 50
"""How many nodes are quicker listed than looked for."""


@dataclass(frozen=True, slots=True)
class Checks:
    """The queries about the nodes of the same targets."""

    targets: tuple[Target, ...]
    queries: tuple[Check, ...]


@dataclass(frozen=True, slots=True)
class Shapes:
    """A folder of shapes, compiled once and run on many stores."""

    checks: tuple[Checks, ...]

    @classmethod
    def load(cls, *places: Path) -> Self:
        """The shapes of some folders and files together, by default those of this project.

        Raises UnsupportedShape when they use what this engine does not compile.
        """
        source = Source.of_files(file for place in places or (folder("shapes"),) for file in _turtle(place))
        return cls(tuple(Checks(each.targets, tuple(compiled(each))) for each in read_all(source)))

    def between_documents(self) -> Self:
        """What documents can break together that each keeps alone."""
        return self._those(lambda check: not check.alone)

    def named(self, names: Collection[str]) -> Self:
        """The shapes with these names, as findings have them."""
        return self._those(lambda check: check.shape.name in names)

    def _those(self, wanted: Callable[[Check], bool]) -> Self:
        return type(self)(
            tuple(replace(each, queries=tuple(filter(wanted, each.queries))) for each in self.checks)
        )

    def reads(self) -> Iterator[Reads]:
        """What each of the queries looks at."""
        for each in self.checks:
            yield from (Reads.of(check.before, check.after, each.targets) for check in each.queries)


def _turtle(place: Path) -> list[Path]:
    return sorted(place.glob("*.ttl")) if place.is_dir() else [place]


def findings(
    store: Store, shapes: Shapes, *, focus_graph: NamedNode | None = None, focus: Focus | None = None
) -> list[Finding]:
    """What is wrong in the store's default graph, sorted; nothing when it conforms.

    With a focus, or a graph for one, only the nodes that it speaks of are looked at, and of their values
    only those of properties that it uses. The whole default graph remains the context: what the authority
    file says of them counts.
    """
    if focus_graph is not None:
        focus = Focus(store, store.quads_for_pattern(None, None, None, focus_graph))
    asked = _everything(shapes) if focus is None else _focused(shapes, focus)
    return sorted({finding for check, pattern in asked for finding in _found(store, check, pattern)})


def _everything(shapes: Shapes) -> Iterator[tuple[Check, str]]:
    for each in shapes.checks:
        nodes = everywhere(each.targets)
        yield from ((check, nodes) for check in each.queries)


def _focused(shapes: Shapes, focus: Focus) -> Iterator[tuple[Check, str]]:
    for each in shapes.checks:
        if nodes := focus.nodes(each.targets):
            all_ = cache(partial(focus.are_all, len(nodes), each.targets))
            for check in (check for check in each.queries if focus.uses(check.needs)):
                if doubtful := check.doubtful(nodes, focus):
                    listing = len(doubtful) <= _FEW or not all_()
                    yield check, listed(doubtful) if listing else everywhere(each.targets)


def _found(store: Store, check: Check, nodes: str) -> list[Finding]:
    try:
        solutions = store.query(check.text(nodes))
    except SyntaxError as error:
        raise UnsupportedShape(
            f"The SPARQL of {check.shape.name} does not parse: {error.msg}. Correct its sh:select."
        ) from error
    if not isinstance(solutions, QuerySolutions):
        raise UnsupportedShape(f"{check.shape.name} asks no SELECT; a constraint lists what breaks it.")
    asked = frozenset(each.value for each in solutions.variables)
    return [finding for solution in solutions for finding in check.findings(solution, asked)]
