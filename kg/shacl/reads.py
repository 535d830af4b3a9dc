"""What the words of a check read: which statements it looks at, and how far from its node they lie."""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Final, Self

from pyoxigraph import NamedNode

from kg.shacl.shape import Select, Target
from kg.terms import term

_NAME: Final = r"(?:<[^<>\s]*>|[A-Za-z][\w.-]*:[\w-]+)"
_NAMES: Final = re.compile(_NAME)
_BEGINNING: Final = re.compile(rf"\s*(?:#.*\n\s*)*[$?]this\s+({_NAME}(?:\|{_NAME})*)\s+[^\s*+/^|]")
_ANY_PREDICATE: Final = re.compile(r"[?$]\w+\s+[?$]\w+")
_PREDICATE: Final = rf"(?:rdf:predicate|{re.escape(str(term('rdf:predicate')))})"
_CLAIMED: Final = re.compile(rf"{_PREDICATE}\s+({_NAME}|[?$]\w+)")
_PARTS: Final = "|".join(
    each
    for name in ("rdf:subject", "rdf:predicate", "rdf:object")
    for each in (name, re.escape(str(term(name))))
)
_ABOUT: Final = re.compile(rf"[?$](?!this\b)\w+\s+(?:{_PARTS})")
"""A claim that is not the node of the query, for the shapes of claims look at no other."""
_REPEATED: Final = re.compile(rf"\(?({_NAME})\)?[*+]")
_ABOVE: Final = term("rdfs:subClassOf")
_PREFIX: Final = re.compile(r"PREFIX\s+([\w.-]*):\s*<([^<>]*)>")


@dataclass(frozen=True, slots=True)
class Reads:
    """The predicates of the statements that a query looks at; None for any at all.

    `claimed` are those of which it asks who claims them, `repeated` those that it follows any number of
    times. Of all others it looks at statements about its node, about what that points to or what points to
    it, and about nothing further away.
    """

    predicates: frozenset[NamedNode] | None
    claimed: frozenset[NamedNode] | None = frozenset()
    repeated: frozenset[NamedNode] = frozenset()

    @classmethod
    def of(cls, head: str, body: str, targets: Iterable[Target] = ()) -> Self:
        """What a query reads, by the names that stand in it; names in remarks count, and do no harm.

        >>> Reads.of("PREFIX ex: <urn:>", "?this ex:p ?value . ?value ex:q+ ?this").repeated
        frozenset({<NamedNode value=urn:q>})
        """
        prefixes = dict(_PREFIX.findall(head))
        names = frozenset(_resolved(_NAMES.findall(body), prefixes))
        chosen = {term("rdf:type") if each.kind == "targetClass" else each.node for each in targets}
        return cls(
            None if _ANY_PREDICATE.search(body) else names | chosen,
            _claimed(body, prefixes),
            frozenset(_resolved(_REPEATED.findall(body), prefixes)) - {_ABOVE},
        )


def _claimed(body: str, prefixes: Mapping[str, str]) -> frozenset[NamedNode] | None:
    if not _ABOUT.search(body):
        return frozenset()
    found: list[str] = _CLAIMED.findall(body)
    if not found or any(name[0] in "?$" for name in found):
        return None
    return frozenset(_resolved(found, prefixes))


def _resolved(names: Iterable[str], prefixes: Mapping[str, str]) -> Iterator[NamedNode]:
    for name in names:
        prefix, _, local = name.partition(":")
        if name.startswith("<"):
            with suppress(ValueError):  # words between such signs in a pattern are no IRI
                yield NamedNode(name[1:-1])
        elif prefix in prefixes:
            yield NamedNode(prefixes[prefix] + local)


def first_predicates(select: Select) -> tuple[NamedNode, ...]:
    """The predicates with which a constraint begins: whatever it complains of has one of them."""
    found = _BEGINNING.match(select.body)
    prefixes = dict(_PREFIX.findall(select.prologue))
    return tuple(_resolved(found[1].split("|"), prefixes)) if found else ()
