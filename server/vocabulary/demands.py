"""What shapes demand, in words."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from textwrap import dedent
from types import MappingProxyType
from typing import Final

from pyoxigraph import Literal, NamedNode

from kg.shacl.shape import Constraint, Select, Shape, Target
from kg.shacl.source import Term
from kg.terms import PREFIXES, compact
from server.language import gettext

_LONGEST: Final = 80
"""Characters of a pattern that are shown."""
_PLACE: Final = re.compile(r"\{[?$](\w+)\}")
_KINDS: Final[Mapping[str, str]] = MappingProxyType(
    {"sh:IRI": "an IRI", "sh:Literal": "a literal", "sh:IRIOrLiteral": "an IRI or a literal"}
)
_IRI: Final = re.compile(r"<([^>]*)>")

_RULES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "sh:class": "of the class %(value)s",
        "sh:datatype": "written as %(value)s",
        "sh:nodeKind": "%(value)s",
        "sh:minCount": "at least %(value)s",
        "sh:maxCount": "at most %(value)s",
        "sh:pattern": "in the pattern %(value)s",
        "sh:minLength": "%(value)s or more characters",
        "sh:maxLength": "%(value)s or fewer characters",
        "sh:minInclusive": "%(value)s or more",
        "sh:maxInclusive": "%(value)s or less",
        "sh:minExclusive": "more than %(value)s",
        "sh:maxExclusive": "less than %(value)s",
        "sh:in": "one of %(value)s",
        "sh:languageIn": "in one of the languages %(value)s",
        "sh:uniqueLang": "one for each language",
        "sh:hasValue": "%(value)s is among them",
        "sh:lessThan": "before each %(value)s",
        "sh:lessThanOrEquals": "not after any %(value)s",
        "sh:equals": "the same as %(value)s",
        "sh:disjoint": "no %(value)s",
        "sh:or": "either %(value)s",
        "sh:xone": "exactly one of %(value)s",
        "sh:and": "all of %(value)s",
        "sh:not": "never %(value)s",
        "sh:node": "%(value)s",
    }
)
_TARGETS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "targetClass": "everything of the class %(value)s",
        "targetSubjectsOf": "whatever has %(value)s",
        "targetObjectsOf": "whatever is a value of %(value)s",
        "targetNode": "%(value)s",
    }
)


@dataclass(frozen=True, slots=True)
class Demand:
    """One thing that a shape demands: of what, the rules, and what is said where they are broken.

    `query` is the SPARQL of a constraint that is written so, `shared` the shape of its own that a demand is.
    """

    path: str
    rules: tuple[str, ...]
    message: str
    severity: str
    query: str = ""
    shared: str = ""

    @property
    def spoken(self) -> tuple[tuple[str, bool], ...]:
        """The message in pieces, each with whether a report puts something in its place."""
        return spoken(self.message)

    @property
    def mild(self) -> bool:
        """Whether what breaks it is published all the same."""
        return self.severity != gettext("Violation")


def looked_at(target: Target) -> str:
    """Which nodes a target means."""
    return gettext(_TARGETS[target.kind], value=compact(target.node.value))


def demands(shape: Shape) -> Iterator[Demand]:
    """All that a shape demands, that of its parts included."""
    if shape.constraints:
        path = compacted(str(shape.path)) if shape.path else ""
        yield Demand(path, tuple(map(rule, shape.constraints)), shape.message, gettext(shape.severity))
    for part in shape.properties:
        shared = part.name[1:-1].removeprefix(PREFIXES["cys"]) if part.name != shape.name else ""
        yield from (replace(each, shared=each.shared or shared) for each in demands(part))
    for select in shape.selects:
        yield Demand("", (), select.message or shape.message, gettext(shape.severity), query(select))


def rule(constraint: Constraint) -> str:
    """One rule in words; the parameter itself where there are none for it."""
    words = _RULES.get(constraint.parameter, f"{constraint.parameter} %(value)s")
    value = _value(constraint)
    return gettext(words, value=gettext(_KINDS[value]) if value in _KINDS else value)


def spoken(message: str) -> tuple[tuple[str, bool], ...]:
    """A message in pieces, each with whether it stands for what a report names there.

    >>> spoken("{?value} is no treaty.")
    (('value', True), (' is no treaty.', False))
    """
    pieces = _PLACE.split(message)
    return tuple((piece, number % 2 == 1) for number, piece in enumerate(pieces) if piece)


def query(select: Select) -> str:
    r"""The SPARQL of a constraint, without its declarations and the margin it is written with.

    >>> print(query(Select("", "$this ", "\n    $this a ?kind .\n  ", "No.")))
    SELECT $this WHERE {
      $this a ?kind .
    }
    """
    body = "\n".join(f"  {line}".rstrip() for line in dedent(select.body.strip("\n")).strip().splitlines())
    return f"SELECT {' '.join(select.asked.split())} WHERE {{\n{body}\n}}"


def compacted(path: str) -> str:
    """A property path with short names.

    >>> compacted("(<http://www.w3.org/2000/01/rdf-schema#label>|<http://www.w3.org/2004/02/skos/core#prefLabel>)")
    'rdfs:label | skos:prefLabel'
    """
    short = _IRI.sub(lambda found: compact(found[1]), path)
    return short.removeprefix("(").removesuffix(")").replace("|", " | ") if short.count("(") == 1 else short


def _value(constraint: Constraint) -> str:
    if constraint.shapes:
        inner = (", ".join(map(rule, each.constraints)) for each in constraint.shapes)
        return "; ".join(inner) if constraint.parameter == "sh:and" else gettext(" or ").join(inner)
    if constraint.members:
        return ", ".join(map(_spelled, constraint.members))
    spelled = _spelled(constraint.value)
    return spelled if len(spelled) <= _LONGEST else f"{spelled[:_LONGEST]}…"


def _spelled(value: Term) -> str:
    match value:
        case NamedNode():
            return compact(value.value)
        case Literal():
            return value.value
    return str(value)
