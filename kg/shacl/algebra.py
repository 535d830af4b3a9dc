"""The pieces that checking queries are put together from: terms are serialised, never spliced."""

from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Variable

Node = NamedNode | Literal | Variable


@dataclass(frozen=True, slots=True)
class Step:
    """One predicate of a property path."""

    predicate: NamedNode

    def __str__(self) -> str:
        return str(self.predicate)


@dataclass(frozen=True, slots=True)
class Joined:
    """Paths joined by `/` for a sequence or `|` for alternatives."""

    sign: str
    parts: tuple["Path", ...]

    def __str__(self) -> str:
        return f"({self.sign.join(map(str, self.parts))})"


@dataclass(frozen=True, slots=True)
class Turned:
    """A path walked from its end to its beginning."""

    path: "Path"

    def __str__(self) -> str:
        return f"^{self.path}"


@dataclass(frozen=True, slots=True)
class Repeated:
    """A path walked as often as its sign says: `?`, `*` or `+`."""

    path: "Path"
    sign: str

    def __str__(self) -> str:
        return f"({self.path}){self.sign}"


Path = Step | Joined | Turned | Repeated


@dataclass(frozen=True, slots=True)
class Triple:
    r"""A pattern of subject, path and object.

    >>> str(Triple(Variable("this"), Step(NamedNode("urn:p")), Literal('a "quote"')))
    '?this <urn:p> "a \\"quote\\"" .'
    """

    subject: Node
    path: Path
    object: Node

    def __str__(self) -> str:
        return f"{self.subject} {self.path} {self.object} ."


@dataclass(frozen=True, slots=True)
class Call:
    """A function or cast with its arguments."""

    name: str
    arguments: tuple["Expression", ...]

    def __str__(self) -> str:
        return f"{self.name}({', '.join(map(str, self.arguments))})"


@dataclass(frozen=True, slots=True)
class Infix:
    """Expressions joined by one operator: `=`, `<`, `&&`, `||` and the like."""

    sign: str
    sides: tuple["Expression", ...]

    def __str__(self) -> str:
        return f"({f' {self.sign} '.join(map(str, self.sides))})"


@dataclass(frozen=True, slots=True)
class Not:
    """What is true where its expression is false."""

    expression: "Expression"

    def __str__(self) -> str:
        return f"(!{self.expression})"


@dataclass(frozen=True, slots=True)
class Among:
    """Membership in a list of terms."""

    value: Variable
    members: tuple[NamedNode | Literal, ...]

    def __str__(self) -> str:
        return f"({self.value} IN ({', '.join(map(str, self.members))}))"


@dataclass(frozen=True, slots=True)
class Exists:
    """Whether a group has any solution."""

    group: "Group"

    def __str__(self) -> str:
        return f"(EXISTS {self.group})"


Expression = Node | Call | Infix | Not | Among | Exists


@dataclass(frozen=True, slots=True)
class Filter:
    """A condition that solutions must meet."""

    condition: Expression

    def __str__(self) -> str:
        return f"FILTER {Call('', (self.condition,))}"


@dataclass(frozen=True, slots=True)
class Maybe:
    """A group that adds bindings where it can."""

    group: "Group"

    def __str__(self) -> str:
        return f"OPTIONAL {self.group}"


@dataclass(frozen=True, slots=True)
class Either:
    """Groups of which any one may hold."""

    groups: tuple["Group", ...]

    def __str__(self) -> str:
        return " UNION ".join(map(str, self.groups))


@dataclass(frozen=True, slots=True)
class Values:
    """A variable bound to each of some nodes."""

    variable: Variable
    nodes: tuple[NamedNode, ...]

    def __str__(self) -> str:
        return f"VALUES {self.variable} {{ {' '.join(map(str, self.nodes))} }}"


@dataclass(frozen=True, slots=True)
class Each:
    """The different nodes that a group binds a variable to, found before anything else is."""

    variable: Variable
    group: "Group"

    def __str__(self) -> str:
        return f"{{ SELECT DISTINCT {self.variable} WHERE {self.group} }}"


Pattern = Triple | Filter | Maybe | Either | Values | Each


@dataclass(frozen=True, slots=True)
class Group:
    """Patterns that hold together."""

    patterns: tuple[Pattern, ...]

    def __str__(self) -> str:
        return f"{{ {' '.join(map(str, self.patterns))} }}"


def sure(expression: Expression, *, otherwise: bool = False) -> Call:
    """The expression's value, or a fixed answer where evaluating it is an error."""
    return Call("COALESCE", (expression, Literal(otherwise)))
