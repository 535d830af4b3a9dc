"""The nodes that shapes look at: all of a store's, or those that one named graph speaks of."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from pyoxigraph import DefaultGraph, NamedNode, Store, Variable

from kg.shacl.algebra import Each, Either, Group, Pattern, Repeated, Step, Triple, Values
from kg.shacl.constraints import THIS, instance
from kg.shacl.shape import Target
from kg.terms import term

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
    """What one named graph speaks of, by class and by predicate."""

    def __init__(self, store: Store, graph: NamedNode) -> None:
        self._nodes: defaultdict[Target, set[NamedNode]] = defaultdict(set)
        self._add_uses(store, graph)
        self._add_classes(store, graph)

    def pattern(self, targets: Iterable[Target]) -> str:
        """The graph's nodes of some targets, empty when it has none."""
        nodes = set().union(*(self._nodes.get(each, ()) for each in targets))
        return str(Values(THIS, tuple(sorted(nodes, key=str)))) if nodes else ""

    def _add_uses(self, store: Store, graph: NamedNode) -> None:
        for quad in store.quads_for_pattern(None, None, None, graph):
            subject, value = quad.subject, quad.object
            if isinstance(subject, NamedNode):
                self._nodes[Target("targetNode", subject)].add(subject)
                self._nodes[Target("targetSubjectsOf", quad.predicate)].add(subject)
            if isinstance(value, NamedNode):
                self._nodes[Target("targetObjectsOf", quad.predicate)].add(value)

    def _add_classes(self, store: Store, graph: NamedNode) -> None:
        above = _Above(store)
        for row in store.query(_TYPES, named_graphs=[graph]):
            for kind in above[row["class"]]:
                self._nodes[Target("targetClass", kind)].add(row["this"])


class _Above(dict[NamedNode, frozenset[NamedNode]]):
    """A class and all above it, walked once for each class that is asked for."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __missing__(self, kind: NamedNode) -> frozenset[NamedNode]:
        self[kind] = frozenset({kind})  # a class that lies under itself ends the walk here
        quads = self._store.quads_for_pattern(kind, term("rdfs:subClassOf"), None, DefaultGraph())
        self[kind] = self[kind].union(*(self[each.object] for each in quads if isinstance(each.object, NamedNode)))
        return self[kind]
