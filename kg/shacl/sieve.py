"""A quick look at single nodes: those that surely keep a constraint need not be asked about in SPARQL.

A test says True of what surely holds, False of what surely does not, and None where only the query knows.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Final, Protocol, Self

from pyoxigraph import BlankNode, Literal, NamedNode

from kg.shacl import constraints
from kg.shacl.algebra import Joined, Path, Step
from kg.shacl.shape import Constraint, Shape
from kg.shacl.source import Term
from kg.terms import PREFIXES, term

_DAY: Final = (
    "(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8])"
)
_SURE: Final[Mapping[str, re.Pattern[str]]] = {
    term(name).value: re.compile(pattern)
    for name, pattern in (
        ("xsd:boolean", "true|false"),
        ("xsd:date", f"[0-9]{{4}}-({_DAY})"),
        ("xsd:decimal", r"-?[0-9]{1,12}(\.[0-9]{1,12})?"),
        ("xsd:integer", "-?[0-9]{1,15}"),
    )
}
"""Spellings that are values of their datatypes beyond doubt, though not all that are."""
_ANY: Final = re.compile(r"[\s\S]*")
_NUMBERS: Final = (term("xsd:decimal"), term("xsd:integer"))
_STRANGE: Final = re.compile(r"\[\[|\(\?|\\[^.^$*+?(){}|\[\]\\/-]|&&|--|~~")
"""What this module's regular expressions and those of SPARQL may understand differently."""
_PLAIN: Final = re.compile("[ -~]*")


class Known(Protocol):
    """What is looked up about nodes."""

    def values(self, node: NamedNode, predicate: NamedNode) -> Collection[Term]:
        """What a node has under a predicate, each once."""

    def classes(self, node: Term) -> frozenset[NamedNode]:
        """The classes of a node, with all above them."""


Test = Callable[[Term, Known], bool | None]


@dataclass(frozen=True, slots=True)
class Sieve:
    """What holds of the values that a path leads to, or of the node itself where there is none."""

    path: Path | None = None
    tests: tuple[Test, ...] = ()
    least: int = 0
    most: int | None = None

    @classmethod
    def of(cls, path: Path | None, constraints_: Iterable[Constraint]) -> Self | None:
        """The sieve for constraints on what a path leads to; None where a look does not suffice."""
        if path is not None and not _is_short(path):
            return None
        tests: list[Test] = []
        least, most = 0, None
        for each in constraints_:
            match each.parameter:
                case "sh:minCount":
                    least = constraints.number(each)
                case "sh:maxCount":
                    most = constraints.number(each)
                case _ if found := _test(each):
                    tests.append(found)
                case _:
                    return None
        return cls(path, tuple(tests), least, most)

    def keeps(self, node: NamedNode, known: Known) -> bool:
        """Whether a node surely breaks nothing."""
        values = self._values(node, known)
        if len(values) < self.least or (self.most is not None and len(values) > self.most):
            return False
        for test in self.tests:  # plain loops: this runs some thousand times for a page of text
            for value in values:
                if not test(value, known):
                    return False
        return True

    def _values(self, node: NamedNode, known: Known) -> Collection[Term]:
        path = self.path
        if path is None:
            return (node,)
        return known.values(node, path.predicate) if isinstance(path, Step) else _reached(path, node, known)


def _is_short(path: Path) -> bool:
    """Whether a path leads forward, in so many steps and no more."""
    return isinstance(path, Step) or (isinstance(path, Joined) and all(map(_is_short, path.parts)))


def _reached(path: Path, node: Term, known: Known) -> set[Term]:
    match path:
        case Step(predicate) if isinstance(node, NamedNode):
            return {*known.values(node, predicate)}
        case Joined("|", parts):
            return {value for part in parts for value in _reached(part, node, known)}
        case Joined("/", (first, *rest)):
            there = _reached(first, node, known)
            after = Joined("/", tuple(rest))
            return {value for each in there for value in _reached(after, each, known)} if rest else there
    return set()


def _test(constraint: Constraint) -> Test | None:
    made = _TESTS.get(constraint.parameter)
    return made(constraint) if made else None


def _class(constraint: Constraint) -> Test | None:
    return partial(_is_of, constraint.value) if isinstance(constraint.value, NamedNode) else None


def _is_of(kind: NamedNode, value: Term, known: Known) -> bool:
    return kind in known.classes(value)


def _datatype(constraint: Constraint) -> Test | None:
    datatype = constraint.value
    if not isinstance(datatype, NamedNode):
        return None
    sure = _SURE.get(datatype.value, None if datatype.value in constraints.CASTS else _ANY)
    return partial(_is_typed, datatype, sure) if sure else None


def _is_typed(datatype: NamedNode, sure: re.Pattern[str], value: Term, _: Known) -> bool | None:
    if not isinstance(value, Literal) or value.datatype != datatype:
        return False
    return sure.fullmatch(value.value) is not None or None


def _node_kind(constraint: Constraint) -> Test | None:
    if not isinstance(constraint.value, NamedNode):
        return None
    name = constraint.value.value.removeprefix(PREFIXES["sh"])
    kinds = {"IRI": NamedNode, "Literal": Literal, "BlankNode": BlankNode}
    return partial(_is_a, tuple(kind for word, kind in kinds.items() if word in name))


def _is_a(kinds: tuple[type, ...], value: Term, _: Known) -> bool:
    return isinstance(value, kinds)


def _in(constraint: Constraint) -> Test:
    return partial(_is_among, frozenset(constraint.members))


def _is_among(members: frozenset[Term], value: Term, _: Known) -> bool | None:
    return value in members or None  # "1"^^xsd:integer and 1.0 are equal, though no term alike


def _pattern(constraint: Constraint) -> Test | None:
    if constraint.flags or not isinstance(constraint.value, Literal):
        return None
    words = constraint.value.value
    try:
        return None if _STRANGE.search(words) else partial(_matches, re.compile(words))
    except re.error:
        return None


def _matches(pattern: re.Pattern[str], value: Term, _: Known) -> bool | None:
    if not isinstance(value, Literal) or not _PLAIN.fullmatch(value.value):
        return None
    return pattern.search(value.value) is not None or None


def _language_in(constraint: Constraint) -> Test:
    words = (each.value for each in constraint.members if isinstance(each, Literal))
    return partial(_speaks, tuple(map(str.lower, words)))


def _speaks(languages: tuple[str, ...], value: Term, _: Known) -> bool | None:
    language = (value.language or "").lower() if isinstance(value, Literal) else ""
    return any(language == each or language.startswith(f"{each}-") for each in languages) or None


def _length(constraint: Constraint, *, least: bool) -> Test:
    return partial(_is_long, constraints.number(constraint), least)


def _is_long(length: int, least: bool, value: Term, _: Known) -> bool | None:  # noqa: FBT001  # bound once, by name
    if not isinstance(value, Literal | NamedNode):
        return None
    return len(value.value) >= length if least else len(value.value) <= length


def _range(constraint: Constraint, *, least: bool) -> Test | None:
    limit = _number(constraint.value)
    return None if limit is None else partial(_is_within, limit, least)


def _is_within(limit: Decimal, least: bool, value: Term, _: Known) -> bool | None:  # noqa: FBT001  # as above
    number = _number(value)
    if number is None:
        return None
    return number >= limit if least else number <= limit


def _number(value: Term) -> Decimal | None:
    if not isinstance(value, Literal) or value.datatype not in _NUMBERS:
        return None
    return Decimal(value.value) if _SURE[value.datatype.value].fullmatch(value.value) else None


def _not(constraint: Constraint) -> Test | None:
    inner = _whole(constraint.shapes[0])
    return partial(_is_not, inner) if inner else None


def _is_not(inner: Test, value: Term, known: Known) -> bool | None:
    found = inner(value, known)
    return None if found is None else not found


def _or(constraint: Constraint) -> Test | None:
    inner = [test for test in map(_whole, constraint.shapes) if test]
    return partial(_is_any, tuple(inner)) if len(inner) == len(constraint.shapes) else None


def _is_any(inner: tuple[Test, ...], value: Term, known: Known) -> bool | None:
    found = {test(value, known) for test in inner}
    return True if True in found else None if None in found else False


def _whole(shape: Shape) -> Test | None:
    """A test for all constraints of a shape that looks no further than the value itself."""
    tests = [test for test in map(_test, shape.constraints) if test]
    if shape.path or shape.properties or shape.selects or len(tests) != len(shape.constraints):
        return None
    return partial(_is_all, tuple(tests))


def _is_all(inner: tuple[Test, ...], value: Term, known: Known) -> bool | None:
    found = {test(value, known) for test in inner}
    return False if False in found else None if None in found else True


_TESTS: Final[Mapping[str, Callable[[Constraint], Test | None]]] = {
    "sh:class": _class,
    "sh:datatype": _datatype,
    "sh:in": _in,
    "sh:languageIn": _language_in,
    "sh:maxInclusive": partial(_range, least=False),
    "sh:maxLength": partial(_length, least=False),
    "sh:minInclusive": partial(_range, least=True),
    "sh:minLength": partial(_length, least=True),
    "sh:nodeKind": _node_kind,
    "sh:not": _not,
    "sh:or": _or,
    "sh:pattern": _pattern,
}
