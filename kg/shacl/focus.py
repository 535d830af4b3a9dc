"""The nodes that shapes look at: all of a store's, or those that one named graph speaks of."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from pyoxigraph import DefaultGraph, NamedNode, Quad, QuerySolutions, Store, Variable

from kg.shacl.algebra import Each, Either, Group, Pattern, Repeated, Step, Triple, Values
from kg.shacl.constraints import THIS, instance
from kg.shacl.shape import Target
from kg.shacl.source import Term
from kg.terms import term

_FEW = 50
"""How many nodes are quicker listed than looked for."""

_TYPES = """\
# The classes of everything that one graph speaks of.
SELECT DISTINCT ?this ?class WHERE {
  { SELECT DISTINCT ?this WHERE { GRAPH ?focus { ?this ?predicate ?object } } }
  ?this a ?class .
}
"""


def everywhere(targets: Sequence[Target]) -> str:
    """The pattern of all nodes of some targets.

    A union joined with a free predicate is planned badly (measured: 1.5 s against 9 ms), so classes
    share one pattern and several targets are found first.
    """
    if len(targets) == 1:
        return str(_pattern(targets[0]))
    classes = tuple(each.node for each in targets if each.kind == "targetClass")
    others = tuple(Group((_pattern(each),)) for each in targets if each.kind != "targetClass")
    groups = (*((Group(_instances(classes)),) if classes else ()), *others)
    return str(Each(THIS, Group((Either(groups),))))


def _instances(classes: tuple[NamedNode, ...]) -> tuple[Pattern, ...]:
    target, kind = Variable("target"), Variable("kind")
    below = Repeated(Step(term("rdfs:subClassOf")), "*")
    return Values(target, classes), Triple(kind, below, target), Triple(THIS, Step(term("rdf:type")), kind)


def _pattern(target: Target) -> Pattern:
    any_value = Variable("any")
    match target.kind:
        case "targetClass":
            return instance(THIS, target.node)
        case "targetSubjectsOf":
            return Triple(THIS, Step(target.node), any_value)
        case "targetObjectsOf":
            return Triple(any_value, Step(target.node), THIS)
    return Values(THIS, (target.node,))


class Focus:
    """What one named graph speaks of, looked up for the targets that are asked for."""

    def __init__(self, store: Store, graph: NamedNode) -> None:
        self._store = store
        self._graph = graph
        self._instances = _by_class(store, graph)

    def pattern(self, targets: Sequence[Target]) -> str:
        """The graph's nodes of some targets, empty when it has none."""
        nodes = {node.value: node for each in targets for node in self._nodes(each)}
        if len(nodes) > _FEW and self._are_all(len(nodes), targets):
            return everywhere(targets)
        return str(Values(THIS, tuple(nodes[each] for each in sorted(nodes)))) if nodes else ""

    def _are_all(self, number: int, targets: Sequence[Target]) -> bool:
        """Whether the whole store has no more nodes of one class, so that they need no list."""
        if len(targets) > 1 or targets[0].kind != "targetClass":
            return False
        query = f"SELECT DISTINCT ?this WHERE {{ {everywhere(targets)} }}"
        return number == sum(1 for _ in islice(_solutions(self._store, query), number + 1))

    def uses(self, predicate: NamedNode | None) -> bool:
        """Whether the graph says anything under a predicate; so it does where none is given."""
        return predicate is None or any(self._quads(None, predicate))

    def _nodes(self, target: Target) -> Iterable[NamedNode]:
        match target.kind:
            case "targetClass":
                return self._instances.get(target.node, ())
            case "targetSubjectsOf":
                return _named(quad.subject for quad in self._quads(None, target.node))
            case "targetObjectsOf":
                return _named(quad.object for quad in self._quads(None, target.node))
        return (target.node,) if any(self._quads(target.node, None)) else ()

    def _quads(self, subject: NamedNode | None, predicate: NamedNode | None) -> Iterator[Quad]:
        return self._store.quads_for_pattern(subject, predicate, None, self._graph)


def _named(nodes: Iterable[Term]) -> Iterator[NamedNode]:
    return (node for node in nodes if isinstance(node, NamedNode))


def _solutions(store: Store, query: str, *graphs: NamedNode) -> QuerySolutions:
    found = store.query(query, named_graphs=list(graphs))
    if not isinstance(found, QuerySolutions):
        raise TypeError(query)
    return found


def _by_class(store: Store, graph: NamedNode) -> dict[NamedNode, list[NamedNode]]:
    above = _Above(store)
    found = defaultdict(list)
    for node, kind in _solutions(store, _TYPES, graph):
        for each in above[kind]:
            found[each].append(node)
    return found


class _Above(dict[NamedNode, frozenset[NamedNode]]):
    """A class and all above it, walked once for each class that is asked for."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __missing__(self, kind: NamedNode) -> frozenset[NamedNode]:
        self[kind] = frozenset({kind})  # a class that lies under itself ends the walk here
        quads = self._store.quads_for_pattern(kind, term("rdfs:subClassOf"), None, DefaultGraph())
        self[kind] = self[kind].union(
            *(self[each.object] for each in quads if isinstance(each.object, NamedNode))
        )
        return self[kind]
