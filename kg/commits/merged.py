"""A store whose default graph stays the merge of its named graphs, whatever is written to either."""

from collections.abc import Collection, Iterable, Iterator
from typing import Final

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store, Triple

from kg import merge, rdf
from kg.errors import QueryRefused, UnknownGraph

_DEEPEST: Final = 16
"""Triples within triples; thousands of them would bring down whoever reads them."""
_MANY: Final = 50_000
"""Quads from which on it pays to write past the journal; of so many memory can hold some copies."""


class Merged:
    """The store, with what was added to and removed from its named graphs altogether.

    What is written to the default graph lands in the graph `home`, what is deleted from it is deleted from
    every graph that states it.
    """

    def __init__(self, store: Store, home: NamedNode) -> None:
        self.store = store
        self.home = home
        self.added: set[Quad] = set()
        self.removed: set[Quad] = set()
        self.cleared = False

    def quads(self, graph: NamedNode | DefaultGraph) -> Iterator[Quad]:
        """What a graph holds."""
        return self.store.quads_for_pattern(None, None, None, graph)

    def has(self, graph: NamedNode) -> bool:
        """Whether a graph is there, which it is by holding anything."""
        return any(self.quads(graph))

    def change(self, remove: Iterable[Quad], add: Iterable[Quad]) -> None:
        """Remove some quads, then add some, spelled as the store spells them."""
        self._remove(remove)
        self._add({self._housed(quad) for quad in add})

    def replace(self, graph: NamedNode, quads: Collection[Quad]) -> None:
        """Have a named graph hold these quads, all of that graph, and no others."""
        self.change(set(self.quads(graph)).difference(quads), quads)

    def clear(self) -> None:
        """Empty the store; what was there before is then no longer counted as removed."""
        self.store.clear()
        self.cleared = True
        self.added.clear()
        self.removed.clear()

    def _housed(self, quad: Quad) -> Quad:
        if _depth(quad.object) > _DEEPEST:
            raise QueryRefused(
                f"A triple holds triples more than {_DEEPEST} deep; name those within instead."
            )
        graph = self.home if quad.graph_name == DefaultGraph() else quad.graph_name
        if graph == merge.FOCUS:
            raise UnknownGraph(
                f"{merge.FOCUS.value} is a name for our own use; choose another for your graph."
            )
        return Quad(quad.subject, quad.predicate, quad.object, graph)

    def _remove(self, quads: Iterable[Quad]) -> None:
        for quad in quads:
            stating = [*self.store.quads_for_pattern(quad.subject, quad.predicate, quad.object, None)]
            everywhere = quad.graph_name == DefaultGraph()
            gone = [each for each in stating if everywhere or each.graph_name == quad.graph_name]
            if not everywhere and gone and len(stating) == len(gone) + 1:
                gone = stating  # the merge states it, and nobody else does
            for each in gone:
                self.store.remove(each)
            self._note(self.removed, self.added, gone)

    def _add(self, quads: Collection[Quad]) -> None:
        new = [quad for quad in quads if quad not in self.store]
        extend = self.store.bulk_extend if len(new) > _MANY else self.store.extend
        for start in range(0, len(new), 2 * _MANY):
            some = new[start : start + 2 * _MANY]
            extend([*some, *map(rdf.merged, some)])
        self._note(self.added, self.removed, new)

    @staticmethod
    def _note(here: set[Quad], there: set[Quad], quads: Iterable[Quad]) -> None:
        """What was added and removed again was neither."""
        for quad in quads:
            if quad in there:
                there.remove(quad)
            elif quad.graph_name != DefaultGraph():
                here.add(quad)


def _depth(term: object) -> int:
    depth = 0
    while isinstance(term, Triple):
        term, depth = term.object, depth + 1
    return depth
