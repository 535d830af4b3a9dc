"""The nodes that shapes look at: all of a store's, or those that some statements speak of."""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice

from pyoxigraph import DefaultGraph, NamedNode, Quad, QuerySolutions, Store, Variable

from kg.shacl.algebra import Each, Either, Group, Pattern, Repeated, Step, Triple, Values
from kg.shacl.constraints import THIS, instance
from kg.shacl.shape import Target
from kg.shacl.source import Term
from kg.terms import term

_TYPE = term("rdf:type")


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


def listed(nodes: Iterable[NamedNode]) -> str:
    """The pattern of these nodes."""
    return str(Values(THIS, tuple(nodes)))


Description = Mapping[NamedNode, list[Term]]
"""What is said of a node, by predicate."""


class Focus:
    """What some statements speak of, and what the whole store says about that.

    Of nodes that are not `known` elsewhere the store says what the statements say; None for any that may be.
    """

    def __init__(
        self, store: Store, statements: Iterable[Quad], known: Container[object] | None = None
    ) -> None:
        self._store = store
        self._known = known
        self._ends = defaultdict[NamedNode, list[tuple[Term, Term]]](list)
        self._told = defaultdict[Term, dict[NamedNode, list[Term]]](lambda: defaultdict(list))
        for quad in statements:
            subject, predicate, value = quad.subject, quad.predicate, quad.object
            self._ends[predicate].append((subject, value))
            self._told[subject][predicate].append(value)
        self._said: dict[NamedNode, Description] = {}
        self._above = _Above(store)
        self._classes: dict[Term, frozenset[NamedNode]] = {}

    @classmethod
    def on(cls, store: Store, nodes: Iterable[NamedNode]) -> "Focus":
        """Some nodes with all that the store says of them."""
        described = (store.quads_for_pattern(node, None, None, DefaultGraph()) for node in nodes)
        return cls(store, (quad for quads in described for quad in quads))

    def nodes(self, targets: Sequence[Target]) -> list[NamedNode]:
        """The nodes of some targets that the statements speak of, in order."""
        nodes = {node.value: node for each in targets for node in self._nodes(each)}
        return [nodes[each] for each in sorted(nodes)]

    def are_all(self, number: int, targets: Sequence[Target]) -> bool:
        """Whether the whole store has no more nodes than that of one class, so that they need no list."""
        if len(targets) > 1 or targets[0].kind != "targetClass":
            return False
        found = self._store.query(f"SELECT DISTINCT ?this WHERE {{ {everywhere(targets)} }}")
        if not isinstance(found, QuerySolutions):
            raise TypeError(targets)
        return number == sum(1 for _ in islice(found, number + 1))

    def uses(self, predicate: NamedNode | None) -> bool:
        """Whether the statements say anything under a predicate; so they do where none is given."""
        return predicate is None or predicate in self._ends

    def values(self, node: NamedNode, predicate: NamedNode) -> Sequence[Term]:
        """What the store says of a node under a predicate."""
        said = self._said.get(node)
        if said is None:
            said = self._said[node] = self._asked(node)
        return said.get(predicate, ())

    def classes(self, node: Term) -> frozenset[NamedNode]:
        """The classes of a node, with all above them."""
        found = self._classes.get(node)
        if found is None:
            kinds = self.values(node, _TYPE) if isinstance(node, NamedNode) else ()
            found = frozenset[NamedNode]().union(
                *(self._above[each] for each in kinds if isinstance(each, NamedNode))
            )
            self._classes[node] = found
        return found

    def _asked(self, node: NamedNode) -> Description:
        if self._known is not None and node not in self._known:
            return self._told.get(node, {})
        said = defaultdict[NamedNode, list[Term]](list)
        for quad in self._store.quads_for_pattern(node, None, None, DefaultGraph()):
            said[quad.predicate].append(quad.object)
        return said

    def _nodes(self, target: Target) -> Iterable[NamedNode]:
        match target.kind:
            case "targetClass":
                return self._instances.get(target.node, ())
            case "targetSubjectsOf":
                return _named(subject for subject, _ in self._ends.get(target.node, ()))
            case "targetObjectsOf":
                return _named(value for _, value in self._ends.get(target.node, ()))
        return (target.node,) if target.node in self._told else ()

    @cached_property
    def _instances(self) -> Mapping[NamedNode, list[NamedNode]]:
        found = defaultdict[NamedNode, list[NamedNode]](list)
        for node in _named(self._told):
            for each in self.classes(node):
                found[each].append(node)
        return found


def _named(nodes: Iterable[Term]) -> Iterator[NamedNode]:
    return (node for node in nodes if isinstance(node, NamedNode))


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
