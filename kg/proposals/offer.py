"""What a model may propose: the classes, roles and facts of the ontology, with their explanations."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final, Self

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from kg.resources import folder
from kg.terms import compact, term
from kg.vocabulary import Joins

KINDS: Final = ("person", "polity", "people", "force", "place")
"""What a proposed name may stand for."""
EVENTS: Final = ("Treaty", "Campaign", "Battle", "Siege", "Betrayal")
TEXT: Final = "text"
"""In the place of a kind: a fact whose object is words."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A property that joins two things, or a thing and words: which kinds, and what it says."""

    subjects: frozenset[str]
    objects: frozenset[str]
    says: str


@dataclass(frozen=True, slots=True)
class Role:
    """A part in an event: in which classes of events, for which kinds, and what it says."""

    events: frozenset[str]
    kinds: frozenset[str]
    says: str


@dataclass(frozen=True, slots=True)
class Offer:
    """The facts and roles by name, the kinds of betrayal and the outcomes of campaigns."""

    facts: Mapping[str, Fact]
    roles: Mapping[str, Role]
    betrayals: tuple[str, ...]
    outcomes: tuple[str, ...]

    @classmethod
    @cache
    def load(cls) -> Self:
        """What the ontology has.

        >>> sorted(Offer.load().facts["killedBy"].objects), sorted(Offer.load().roles["party"].events)
        (['force', 'people', 'person', 'polity'], ['Treaty'])
        """
        ontology = _Ontology(list(parse(path=folder("ontology") / "chanyuan.ttl", format=RdfFormat.TURTLE)))
        joins = Joins.load()
        things = frozenset(KINDS)
        facts, roles = {}, {}
        for name in sorted(joins.subjects):
            subjects, objects = joins.subjects[name], joins.objects.get(name, frozenset())
            said = ontology.comment(name)
            if subjects <= things and objects and objects & things:
                facts[_bare(name)] = Fact(subjects, objects & things, said)
            elif subjects <= things and "rdfs:Literal" in ontology.objects(name, "rdfs:range"):
                facts[_bare(name)] = Fact(subjects, frozenset({TEXT}), said)
            elif subjects == {"event"} and objects and objects <= things:
                roles[_bare(name)] = Role(ontology.events(name), objects, said)
        return cls(facts, roles, ontology.members("cy:BetrayalKind"), ontology.members("cy:Outcome"))


def _bare(name: str) -> str:
    return name.removeprefix("cy:")


class _Ontology:
    def __init__(self, triples: list[Triple]) -> None:
        self._triples = triples

    def objects(self, name: str, predicate: str) -> list[str]:
        return [
            compact(each.object.value)
            for each in self._triples
            if (each.subject, each.predicate) == (term(name), term(predicate))
            and isinstance(each.object, NamedNode)
        ]

    def comment(self, name: str) -> str:
        said = (
            each.object.value
            for each in self._triples
            if (each.subject, each.predicate) == (term(name), term("rdfs:comment"))
            and isinstance(each.object, Literal)
        )
        return next(said, "")

    def members(self, name: str) -> tuple[str, ...]:
        return tuple(
            _bare(compact(each.subject.value))
            for each in self._triples
            if (each.predicate, each.object) == (term("rdf:type"), term(name))
            and isinstance(each.subject, NamedNode)
        )

    def events(self, name: str) -> frozenset[str]:
        """The classes of events that have a role: those of its domain with all below."""
        domains = {*self.objects(name, "rdfs:domain"), *self.objects(name, "schema:domainIncludes")}
        return frozenset(each for each in EVENTS if self._above(f"cy:{each}") & domains)

    def _above(self, name: str) -> set[str]:
        parents = self.objects(name, "rdfs:subClassOf")
        return {name}.union(*(self._above(each) for each in parents if each.startswith("cy:")))
