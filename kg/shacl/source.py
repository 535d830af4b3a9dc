"""Graphs of shapes and of reports, asked for values, lists and property paths."""

from collections.abc import Iterable
from pathlib import Path as File
from typing import Self

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Store, Triple, parse

from kg.errors import UnsupportedShape
from kg.shacl.algebra import Joined, Path, Repeated, Step, Turned
from kg.terms import term

Term = NamedNode | BlankNode | Literal | Triple
Subject = NamedNode | BlankNode

_NIL = term("rdf:nil")
_REPEATS = {"sh:zeroOrOnePath": "?", "sh:zeroOrMorePath": "*", "sh:oneOrMorePath": "+"}


class Source:
    """A graph: what it says of a node, under compact names."""

    def __init__(self, triples: Iterable[Quad]) -> None:
        self._store = Store()
        self._store.extend(triples)

    @classmethod
    def of_files(cls, files: Iterable[File]) -> Self:
        """What some Turtle files say together."""
        return cls(
            triple
            for file in files
            for triple in parse(path=file, format=RdfFormat.TURTLE, base_iri=file.absolute().as_uri())
        )

    def values(self, node: Term, predicate: str) -> list[Term]:
        """Everything that the node has under a predicate, sorted."""
        if not isinstance(node, NamedNode | BlankNode):
            return []
        found = self._store.quads_for_pattern(node, term(predicate), None, DefaultGraph())
        return sorted((each.object for each in found), key=str)

    def value(self, node: Term, predicate: str) -> Term | None:
        """The only value, if there is one."""
        found = self.values(node, predicate)
        if len(found) > 1:
            raise UnsupportedShape(f"{node} has {len(found)} values of {predicate}; keep one.")
        return found[0] if found else None

    def text(self, node: Term, predicate: str) -> str:
        """The words of a literal, empty where there is none."""
        found = self.value(node, predicate)
        return found.value if isinstance(found, Literal) else ""

    def predicates(self, node: Subject) -> set[str]:
        """The IRIs under which the node has values."""
        return {each.predicate.value for each in self._store.quads_for_pattern(node, None, None)}

    def subjects(self, predicates: Iterable[str]) -> list[Subject]:
        """The nodes that have a value under any of the predicates, sorted."""
        quads = (self._store.quads_for_pattern(None, term(each), None) for each in predicates)
        found = {quad.subject for each in quads for quad in each}
        return sorted((node for node in found if isinstance(node, NamedNode | BlankNode)), key=str)

    def members(self, node: Term) -> tuple[Term, ...]:
        """The members of an RDF list."""
        if node == _NIL:
            return ()
        first, rest = self.value(node, "rdf:first"), self.value(node, "rdf:rest")
        if first is None or rest is None:
            raise UnsupportedShape(f"{node} is no RDF list; write its members in ( ).")
        return first, *self.members(rest)

    def path(self, node: Term) -> Path:
        """The property path that a node spells."""
        if isinstance(node, NamedNode):
            return Step(node)
        if self.value(node, "rdf:first") is not None:
            return Joined("/", tuple(map(self.path, self.members(node))))
        if inverse := self.value(node, "sh:inversePath"):
            return Turned(self.path(inverse))
        if alternatives := self.value(node, "sh:alternativePath"):
            return Joined("|", tuple(map(self.path, self.members(alternatives))))
        for predicate, sign in _REPEATS.items():
            if inner := self.value(node, predicate):
                return Repeated(self.path(inner), sign)
        raise UnsupportedShape(f"{node} is no property path; SHACL 2.3.1 lists the seven forms.")
