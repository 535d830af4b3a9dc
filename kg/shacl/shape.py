"""Shapes as frozen values, read from their graph."""

import re
from dataclasses import dataclass
from typing import Literal as Choice
from typing import cast

from pyoxigraph import NamedNode

from kg.errors import UnsupportedShape
from kg.model import Finding
from kg.shacl.algebra import Path
from kg.shacl.source import Source, Subject, Term
from kg.terms import PREFIXES, compact

Severity = Choice["Violation", "Warning", "Info"]

TARGETS = ("sh:targetClass", "sh:targetSubjectsOf", "sh:targetObjectsOf", "sh:targetNode")
_DESCRIPTIVE = frozenset(
    {
        *TARGETS,
        *("sh:message", "sh:severity", "sh:deactivated", "sh:path", "sh:property", "sh:sparql", "sh:flags"),
        *("sh:name", "sh:description", "sh:order", "sh:group", "sh:defaultValue"),
    }
)
_SELECT = re.compile(
    r"\s*SELECT\s+(?P<asked>(?:DISTINCT\s+)?(?:[$?]\w+\s+)+)WHERE\s*\{(?P<body>.*)\}\s*", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Target:
    """Which nodes a shape looks at: the kind is the local name of one of `TARGETS`."""

    kind: str
    node: NamedNode


@dataclass(frozen=True, slots=True)
class Constraint:
    """One parameter of a constraint component, with the members where its value is a list."""

    parameter: str
    value: Term
    members: tuple[Term, ...] = ()
    shapes: tuple["Shape", ...] = ()
    flags: str = ""


@dataclass(frozen=True, slots=True)
class Select:
    """A constraint written in SPARQL, taken apart so that the focus can stand first in its group.

    What is `alone` can be broken by one document, never by two that disagree.
    """

    prologue: str
    asked: str
    body: str
    message: str
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Shape:
    """What must hold for some nodes; `name` is the IRI of the shape or of the one that it stands in."""

    name: str
    targets: tuple[Target, ...]
    path: Path | None
    constraints: tuple[Constraint, ...]
    selects: tuple[Select, ...]
    properties: tuple["Shape", ...]
    message: str
    severity: Severity

    def finding(self, focus: str, *, value: str, path: str, message: str, component: str) -> Finding:
        """What to tell about a node that breaks this shape."""
        constraint = f"<{PREFIXES['sh']}{component}ConstraintComponent>"
        return Finding(focus, path, value, message, self.name, constraint, self.severity)


def read(source: Source, node: Subject, name: str = "") -> Shape:
    """The shape that a node of the shapes graph describes."""
    name = str(node) if isinstance(node, NamedNode) else name
    path = source.value(node, "sh:path")
    parts = [each for each in source.values(node, "sh:property") if isinstance(each, Subject)]
    return Shape(
        name=name,
        targets=_targets(source, node),
        path=source.path(path) if path else None,
        constraints=tuple(_constraints(source, node, name)),
        selects=tuple(
            _select(source, each, source.text(node, "sh:message"))
            for each in source.values(node, "sh:sparql")
        ),
        properties=tuple(read(source, each, name) for each in parts if not _off(source, each)),
        message=source.text(node, "sh:message"),
        severity=_severity(source.value(node, "sh:severity")),
    )


def read_all(source: Source) -> list[Shape]:
    """Every active shape that chooses its own nodes."""
    return [read(source, node) for node in source.subjects(TARGETS) if not _off(source, node)]


def _off(source: Source, node: Term) -> bool:
    return source.text(node, "sh:deactivated") == "true"


def _targets(source: Source, node: Subject) -> tuple[Target, ...]:
    return tuple(
        Target(kind.removeprefix("sh:"), value)
        for kind in TARGETS
        for value in source.values(node, kind)
        if isinstance(value, NamedNode)
    )


def _severity(value: Term | None) -> Severity:
    if not isinstance(value, NamedNode):
        return "Violation"
    return cast("Severity", value.value.removeprefix(PREFIXES["sh"]))


def _constraints(source: Source, node: Subject, name: str) -> list[Constraint]:
    names = (compact(each) for each in source.predicates(node))
    parameters = sorted(each for each in names if each.startswith("sh:") and each not in _DESCRIPTIVE)
    return [
        _constraint(source, name, parameter, value, source.text(node, "sh:flags"))
        for parameter in parameters
        for value in source.values(node, parameter)
    ]


def _constraint(source: Source, name: str, parameter: str, value: Term, flags: str) -> Constraint:
    match parameter:
        case "sh:or" | "sh:and" | "sh:xone":
            inner = [each for each in source.members(value) if isinstance(each, Subject)]
            return Constraint(parameter, value, shapes=tuple(read(source, each, name) for each in inner))
        case "sh:not" | "sh:node" if isinstance(value, Subject):
            return Constraint(parameter, value, shapes=(read(source, value, name),))
        case "sh:in" | "sh:languageIn":
            return Constraint(parameter, value, members=source.members(value))
    return Constraint(parameter, value, flags=flags if parameter == "sh:pattern" else "")


def _select(source: Source, node: Term, message: str) -> Select:
    text = source.text(node, "sh:select")
    parts = _SELECT.fullmatch(text)
    if not parts:
        raise UnsupportedShape(
            f"{text!r} must be SELECT, variables, WHERE and one group, as SHACL 5.1 shows."
        )
    return Select(
        _prologue(source, node),
        parts["asked"],
        parts["body"],
        source.text(node, "sh:message") or message,
        alone=source.text(node, "cys:withinOneDocument") == "true",
    )


def _prologue(source: Source, node: Term) -> str:
    declarations = [
        declaration
        for owner in source.values(node, "sh:prefixes")
        for declaration in source.values(owner, "sh:declare")
    ]
    namespaces = [
        (source.text(each, "sh:prefix"), source.text(each, "sh:namespace")) for each in declarations
    ]
    return " ".join(
        f"PREFIX {prefix}: {NamedNode(namespace)}" for prefix, namespace in sorted(set(namespaces))
    )
