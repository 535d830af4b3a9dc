"""Which kinds of things each property joins, as the ontology's domains and ranges say."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final, Self

from pyoxigraph import NamedNode, RdfFormat, Triple, parse

from kg.model import Claim, Ref
from kg.resources import folder
from kg.terms import compact, term

_KINDS: Final = {
    "cy:Polity": "polity",
    "cy:Person": "person",
    "cy:People": "people",
    "cy:Force": "force",
    "cy:Place": "place",
    "cy:Event": "event",
    "cy:Term": "term",
    "cy:Era": "era",
    "cy:Assessment": "assessment",
    "cy:Document": "document",
}
"""Our classes, and the kinds of references that stand for their members."""

_ENDS: Final = {
    "rdfs:domain": "subject",
    "schema:domainIncludes": "subject",
    "rdfs:range": "object",
    "schema:rangeIncludes": "object",
}

Kinds = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Joins:
    """For each property, by compact name, the kinds that may stand at either end; absent means any."""

    subjects: Kinds
    objects: Kinds

    @classmethod
    @cache
    def load(cls) -> Self:
        """The ends of the properties that the ontology defines."""
        triples = list(parse(path=folder("ontology") / "chanyuan.ttl", format=RdfFormat.TURTLE))
        return cls(_kinds(triples, "subject"), _kinds(triples, "object"))

    def fit(self, claim: Claim) -> bool:
        """Whether a claim joins two different things of kinds that its property may join.

        >>> state, man = Ref("polity", "song"), Ref("person", "yue-fei")
        >>> Joins.load().fit(Claim(man, "cy:served", state, (), "example", 1.0))
        True
        >>> Joins.load().fit(Claim(man, "cy:capitalOf", state, (), "example", 1.0))
        False
        """
        wanted = self.subjects.get(claim.predicate)
        if wanted is not None and claim.subject.kind not in wanted:
            return False
        if not isinstance(claim.object, Ref):
            return True
        wanted = self.objects.get(claim.predicate)
        return claim.object != claim.subject and (wanted is None or claim.object.kind in wanted)


def _kinds(triples: Iterable[Triple], end: str) -> Kinds:
    parents = _parents(triples)
    predicates = {term(name) for name, side in _ENDS.items() if side == end}
    found: dict[str, set[str]] = defaultdict(set)
    for triple in triples:
        if triple.predicate in predicates and isinstance(triple.subject, NamedNode):
            found[compact(triple.subject.value)] |= _below(triple.object, parents)
    return {name: frozenset(kinds) for name, kinds in found.items() if kinds}


def _parents(triples: Iterable[Triple]) -> dict[str, set[str]]:
    parents: dict[str, set[str]] = defaultdict(set)
    for triple in triples:
        if triple.predicate == term("rdfs:subClassOf") and isinstance(triple.object, NamedNode):
            parents[_name(triple.subject)].add(_name(triple.object))
    return parents


def _name(node: object) -> str:
    return compact(node.value) if isinstance(node, NamedNode) else ""


def _below(node: object, parents: Mapping[str, set[str]]) -> set[str]:
    """The kinds of a class: its own, those of the classes below it, or that of the class above it."""
    name = _name(node)
    above = {_KINDS[parent] for parent in _ancestors(name, parents) if parent in _KINDS}
    below = {kind for each, kind in _KINDS.items() if name in _ancestors(each, parents)}
    return below or above


def _ancestors(name: str, parents: Mapping[str, set[str]]) -> set[str]:
    return {name}.union(*(_ancestors(parent, parents) for parent in parents.get(name, ())))
