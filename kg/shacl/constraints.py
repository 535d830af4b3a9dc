"""Constraint components as expressions that are true of the values that break them."""

from collections.abc import Callable
from functools import partial

from pyoxigraph import Literal, NamedNode, Variable

from kg.errors import UnsupportedShape
from kg.shacl.algebra import (
    Among,
    Call,
    Exists,
    Expression,
    Filter,
    Group,
    Infix,
    Joined,
    Not,
    Path,
    Repeated,
    Step,
    Triple,
    sure,
)
from kg.shacl.shape import Constraint, Shape
from kg.shacl.source import Term
from kg.terms import PREFIXES, term

THIS = Variable("this")

_TRUE = Literal("true", datatype=term("xsd:boolean"))
"""What holds where nothing is asked."""

CASTS = frozenset(
    f"{PREFIXES['xsd']}{name}"
    for name in ("boolean", "integer", "decimal", "double", "float", "date", "dateTime")
)
"""Datatypes whose literals must be spelled as one of their values."""
_COUNTS = frozenset({"sh:minCount", "sh:maxCount", "sh:hasValue"})
_OF_CLASS = Joined("/", (Step(term("rdf:type")), Repeated(Step(term("rdfs:subClassOf")), "*")))

Broken = Callable[[Constraint, Variable], Expression]


def instance(node: Variable, of: NamedNode) -> Triple:
    """The pattern of a node's membership in a class or one below it."""
    return Triple(node, _OF_CLASS, of)


def counted(constraint: Constraint) -> bool:
    """Whether a constraint speaks of the values as a set and not of each one."""
    return constraint.parameter in _COUNTS


def component(constraint: Constraint) -> str:
    """The name of a constraint's component without its ending."""
    name = constraint.parameter.removeprefix("sh:")
    return name[0].upper() + name[1:]


def broken(constraint: Constraint, value: Variable) -> Expression:
    """What is true of a value that breaks the constraint.

    >>> str(broken(Constraint("sh:nodeKind", term("sh:Literal")), Variable("value")))
    '(!isLITERAL(?value))'
    """
    if constraint.parameter not in _BROKEN:
        known = ", ".join(sorted({*_BROKEN, *_COUNTS}))
        raise UnsupportedShape(
            f"{constraint.parameter} is not compiled; use {known} or write it in sh:sparql."
        )
    return _BROKEN[constraint.parameter](constraint, value)


def conforms(shape: Shape, node: Variable) -> Expression:
    """What is true of a node that meets every constraint of a shape without a path."""
    if shape.selects:
        raise UnsupportedShape(
            f"{shape.name} nests sh:sparql in a logical constraint; give it a target of its own."
        )
    own = [Not(broken(each, node)) for each in shape.constraints]
    inner = [_meets(each, node) for each in shape.properties]
    direct = [_meets(shape, node)] if shape.path else own
    return Infix("&&", (_TRUE, *direct, *inner))


def _meets(shape: Shape, node: Variable) -> Expression:
    """What is true of a node whose values along the shape's path meet it."""
    path, value = only_path(shape), Variable(f"{node.value}_")
    each = [
        Not(Exists(Group((Triple(node, path, value), Filter(broken(constraint, value))))))
        for constraint in shape.constraints
        if not counted(constraint)
    ]
    count = [_numbered(constraint, node, path) for constraint in shape.constraints if counted(constraint)]
    return Infix("&&", (_TRUE, *each, *count))


def only_path(shape: Shape) -> Path:
    """The path of a property shape that ends there."""
    if shape.path is None or shape.properties:
        raise UnsupportedShape(f"{shape.name} nests sh:property in a path; write a longer path instead.")
    return shape.path


def _numbered(constraint: Constraint, node: Variable, path: Path) -> Expression:
    value = Variable(f"{node.value}_")
    if constraint.parameter == "sh:hasValue":
        return Exists(Group((Triple(node, path, fixed(constraint.value)),)))
    some = Exists(Group((Triple(node, path, value),)))
    match constraint.parameter, number(constraint):
        case "sh:minCount", 1:
            return some
        case "sh:maxCount", 0:
            return Not(some)
    raise UnsupportedShape(
        f"Inside a logical constraint {constraint.parameter} may say some (1) or none (0)."
    )


def number(constraint: Constraint) -> int:
    """The count that a constraint sets."""
    return int(fixed(constraint.value).value)


def fixed(value: Term) -> NamedNode | Literal:
    """A parameter that a query can name, which a blank node cannot be."""
    if isinstance(value, NamedNode | Literal):
        return value
    raise UnsupportedShape(f"{value} stands where an IRI or a literal must; SHACL 4 says which.")


def _named(value: Term) -> NamedNode:
    if isinstance(value, NamedNode):
        return value
    raise UnsupportedShape(f"{value} stands where an IRI must; SHACL 4 says which.")


def _class(constraint: Constraint, value: Variable) -> Expression:
    return Not(Exists(Group((instance(value, _named(constraint.value)),))))


def _datatype(constraint: Constraint, value: Variable) -> Expression:
    datatype = _named(constraint.value)
    right = sure(Infix("=", (Call("DATATYPE", (value,)), datatype)))
    if datatype.value not in CASTS:
        return Not(right)
    cast = Call(str(datatype), (Call("STR", (value,)),))
    return Not(Infix("&&", (right, sure(Infix("=", (cast, cast))))))


def _node_kind(constraint: Constraint, value: Variable) -> Expression:
    kinds = {
        "IRI": ("isIRI",),
        "Literal": ("isLITERAL",),
        "BlankNode": ("isBLANK",),
        "IRIOrLiteral": ("isIRI", "isLITERAL"),
        "BlankNodeOrIRI": ("isBLANK", "isIRI"),
        "BlankNodeOrLiteral": ("isBLANK", "isLITERAL"),
    }
    tests = kinds[_named(constraint.value).value.removeprefix(PREFIXES["sh"])]
    calls = tuple(Call(test, (value,)) for test in tests)
    return Not(calls[0] if len(calls) == 1 else Infix("||", calls))


def _in(constraint: Constraint, value: Variable) -> Expression:
    return Not(sure(Among(value, tuple(map(fixed, constraint.members)))))


def _pattern(constraint: Constraint, value: Variable) -> Expression:
    flags = (Literal(constraint.flags),) if constraint.flags else ()
    return Not(sure(Call("REGEX", (Call("STR", (value,)), fixed(constraint.value), *flags))))


def _language_in(constraint: Constraint, value: Variable) -> Expression:
    tests = (Call("LANGMATCHES", (Call("LANG", (value,)), fixed(each))) for each in constraint.members)
    return Not(sure(Infix("||", tuple(tests))))


def _length(sign: str, constraint: Constraint, value: Variable) -> Expression:
    length = Call("STRLEN", (Call("STR", (value,)),))
    return Not(sure(Infix(sign, (length, fixed(constraint.value)))))


def _range(sign: str, constraint: Constraint, value: Variable) -> Expression:
    return Not(sure(Infix(sign, (value, fixed(constraint.value)))))


def _pair(sign: str, constraint: Constraint, value: Variable) -> Expression:
    other = Variable("other")
    unfit = Not(sure(Infix(sign, (value, other))))
    return Exists(Group((Triple(THIS, Step(_named(constraint.value)), other), Filter(unfit))))


def _node(constraint: Constraint, value: Variable) -> Expression:
    return Not(conforms(constraint.shapes[0], value))


def _not(constraint: Constraint, value: Variable) -> Expression:
    return conforms(constraint.shapes[0], value)


def _or(constraint: Constraint, value: Variable) -> Expression:
    return Not(Infix("||", tuple(conforms(each, value) for each in constraint.shapes)))


def _and(constraint: Constraint, value: Variable) -> Expression:
    return Not(Infix("&&", tuple(conforms(each, value) for each in constraint.shapes)))


_BROKEN: dict[str, Broken] = {
    "sh:and": _and,
    "sh:class": _class,
    "sh:datatype": _datatype,
    "sh:disjoint": partial(_pair, "!="),
    "sh:in": _in,
    "sh:languageIn": _language_in,
    "sh:lessThan": partial(_pair, "<"),
    "sh:lessThanOrEquals": partial(_pair, "<="),
    "sh:maxExclusive": partial(_range, "<"),
    "sh:maxInclusive": partial(_range, "<="),
    "sh:maxLength": partial(_length, "<="),
    "sh:minExclusive": partial(_range, ">"),
    "sh:minInclusive": partial(_range, ">="),
    "sh:minLength": partial(_length, ">="),
    "sh:node": _node,
    "sh:nodeKind": _node_kind,
    "sh:not": _not,
    "sh:or": _or,
    "sh:pattern": _pattern,
}
