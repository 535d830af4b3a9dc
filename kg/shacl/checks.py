"""Shapes compiled to SELECT queries that are complete but for the nodes to look at."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolution, Variable
from pyoxigraph import Triple as Statement

from kg.model import Finding
from kg.shacl import constraints
from kg.shacl.algebra import Exists, Expression, Filter, Group, Infix, Maybe, Not, Path, Step, Triple
from kg.shacl.constraints import THIS, broken, component, counted, number
from kg.shacl.reads import first_predicates
from kg.shacl.shape import Constraint, Select, Shape
from kg.shacl.sieve import Known, Sieve
from kg.terms import compact

_VALUE = Variable("value")
_PLACEHOLDER = re.compile(r"\{[?$](\w+)\}")

Node = NamedNode | BlankNode | Literal | Statement | None


@dataclass(frozen=True, slots=True)
class Check:
    """One query: the words before and after the focus, and how a solution reads as findings.

    `components` are told by the solution's variables of the same place, `?broken0` and so on,
    or all of them where the query asks for none. `needs` is a predicate without which the query
    finds nothing, and of `starts` it finds only nodes that use one. What a node's `sieve` keeps need not be
    asked about. What is `alone` finds what one document says, whatever others say.
    """

    shape: Shape
    before: str
    after: str
    components: tuple[str, ...]
    message: str
    path: str = ""
    marked: bool = False
    on_node: bool = False
    needs: NamedNode | None = None
    starts: tuple[NamedNode, ...] = ()
    sieve: Sieve | None = None
    alone: bool = False

    def doubtful(self, nodes: Iterable[NamedNode], known: Known) -> list[NamedNode]:
        """Those nodes about which only the query can tell."""
        if self.starts:
            nodes = (node for node in nodes if any(known.values(node, each) for each in self.starts))
        sieve = self.sieve
        return [*nodes] if sieve is None else [node for node in nodes if not sieve.keeps(node, known)]

    def text(self, focus: str) -> str:
        """The query about the nodes that a pattern binds to `?this`."""
        return f"{self.before}{focus} {self.after}"

    def findings(self, solution: QuerySolution, asked: frozenset[str]) -> Iterator[Finding]:
        """What one solution complains about; `asked` are the variables that the query projects."""
        bound = {name: solution[name] for name in asked}
        this = bound.get("this")
        value = bound.get("value") or (this if self.on_node else None)
        for place, name in enumerate(self.components):
            if not self.marked or _true(bound[f"broken{place}"]):
                yield self.shape.finding(
                    str(this),
                    value=str(value or ""),
                    path=str(bound.get("path") or self.path),
                    message=_filled(self.message, bound),
                    component=name,
                )


def compiled(shape: Shape) -> Iterator[Check]:
    """Every check of a shape that chooses its own nodes."""
    yield from _of_values(shape, THIS)
    yield from (_written(shape, each) for each in shape.selects)
    for each in shape.properties:
        yield from _of_property(each)


def _of_property(shape: Shape) -> Iterator[Check]:
    path = constraints.only_path(shape)
    yield from _of_values(shape, _VALUE, Triple(THIS, path, _VALUE))
    yield from (_of_count(shape, path, each) for each in shape.constraints if counted(each))
    yield from (_written(shape, each) for each in shape.selects)


def _of_values(shape: Shape, value: Variable, *reach: Triple) -> Iterator[Check]:
    """One query for all constraints on single values: rows are rare, so telling them apart costs nothing."""
    single = [each for each in shape.constraints if not counted(each)]
    if not single:
        return
    tests = [broken(each, value) for each in single]
    marks = " ".join(f"({test} AS ?broken{place})" for place, test in enumerate(tests))
    rest = " ".join(map(str, (*reach, Filter(_any(tests)))))
    asked = "?this ?value" if reach else "?this"
    yield Check(
        shape,
        f"SELECT DISTINCT {asked} {marks} WHERE {{ ",
        f"{rest} }}",
        tuple(map(component, single)),
        shape.message,
        path=str(shape.path or ""),
        marked=True,
        on_node=not reach,
        needs=_only(shape.path),
        sieve=Sieve.of(shape.path, single),
    )


def _only(path: Path | None) -> NamedNode | None:
    return path.predicate if isinstance(path, Step) else None


def _any(tests: list[Expression]) -> Expression:
    return tests[0] if len(tests) == 1 else Infix("||", tuple(tests))


def _of_count(shape: Shape, path: Path, constraint: Constraint) -> Check:
    head = "SELECT DISTINCT ?this WHERE { "
    return Check(
        shape,
        head,
        _tail(path, constraint),
        (component(constraint),),
        shape.message,
        path=str(path),
        sieve=Sieve.of(path, [constraint]),
    )


def _tail(path: Path, constraint: Constraint) -> str:
    reach = Triple(THIS, path, _VALUE)
    some = Exists(Group((reach,)))
    if constraint.parameter == "sh:hasValue":
        fixed = Triple(THIS, path, constraints.fixed(constraint.value))
        return f"{Filter(Not(Exists(Group((fixed,)))))} }}"
    match constraint.parameter, number(constraint):
        case "sh:minCount", 1:
            return f"{Filter(Not(some))} }}"
        case "sh:maxCount", 0:
            return f"{Filter(some)} }}"
        case "sh:minCount", least:
            return f"{Maybe(Group((reach,)))} }} GROUP BY ?this HAVING (COUNT(DISTINCT ?value) < {least})"
        case _, most:
            return f"{reach} }} GROUP BY ?this HAVING (COUNT(DISTINCT ?value) > {most})"


def _written(shape: Shape, select: Select) -> Check:
    return Check(
        shape,
        f"{select.prologue} SELECT {select.asked} WHERE {{ ",
        f"{select.body} }}",
        ("SPARQL",),
        select.message,
        path=str(shape.path or ""),
        on_node=shape.path is None,
        starts=first_predicates(select),
        alone=select.alone,
    )


def _true(mark: Node) -> bool:
    return isinstance(mark, Literal) and mark.value == "true"


def _filled(message: str, bound: dict[str, Node]) -> str:
    """The message with `{?variable}` and `{$variable}` replaced by what they are bound to."""
    return _PLACEHOLDER.sub(lambda match: _readable(bound.get(match[1])), message)


def _readable(node: Node) -> str:
    """A term for reading: words of a literal, `kind/slug` of our own things, compact names of others."""
    match node:
        case None:
            return "?"
        case Literal():
            return node.value
        case NamedNode():
            return node.value.partition("/id/")[2] or compact(node.value)
    return str(node)
