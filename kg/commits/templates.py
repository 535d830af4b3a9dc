"""Templates of an update: quads with holes, filled from each solution of its pattern."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Self

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, QuerySolution, Triple

from kg.commits.scratch import Reader
from kg.dataset.lexing import variables, with_names

_HOLE: Final = "urn:chanyuan:variable:"

Term = NamedNode | BlankNode | Literal | Triple
Nameless = dict[BlankNode, BlankNode]


@dataclass(frozen=True, slots=True)
class Template:
    """The quads of a template; where no graph is named they are of the graph `within`."""

    quads: tuple[Quad, ...]
    variables: tuple[str, ...]
    within: NamedNode | DefaultGraph

    @classmethod
    def read(cls, reader: Reader, prologue: str, block: str, within: NamedNode | DefaultGraph) -> Self:
        """The template in braces, nothing where there is none.

        The engine reads it as data in which IRIs of our own stand for the variables.
        """
        quads = reader.quads(prologue, with_names(block, _HOLE)) if block else []
        return cls(tuple(quads), variables(block), within)

    @property
    def constant(self) -> bool:
        """Whether all solutions fill it alike."""
        return not self.variables and all(_nameable(quad) for quad in self.quads)

    def filled(self, solution: QuerySolution) -> Iterator[Quad]:
        """The quads that a solution makes; one that would be no quad is left out, as SPARQL has it."""
        nameless: Nameless = {}
        for quad in self.quads:
            subject = _filled(quad.subject, solution, nameless)
            predicate = _filled(quad.predicate, solution, nameless)
            value = _filled(quad.object, solution, nameless)
            graph = self._graph(quad, solution)
            if (
                isinstance(subject, NamedNode | BlankNode)
                and isinstance(predicate, NamedNode)
                and value is not None
                and isinstance(graph, NamedNode | DefaultGraph)
            ):
                yield Quad(subject, predicate, value, graph)

    def _graph(self, quad: Quad, solution: QuerySolution) -> Term | DefaultGraph | None:
        if isinstance(quad.graph_name, DefaultGraph):
            return self.within
        return _filled(quad.graph_name, solution, {})


def _nameable(quad: Quad) -> bool:
    return not any(isinstance(each, BlankNode | Triple) for each in (quad.subject, quad.object))


def _filled(term: Term, solution: QuerySolution, nameless: Nameless) -> Term | None:
    match term:
        case NamedNode():
            name = term.value.removeprefix(_HOLE)
            return term if name == term.value else solution[name]
        case BlankNode():
            return nameless.setdefault(term, BlankNode())
        case Triple():
            parts = [_filled(each, solution, nameless) for each in term]
            return _triple(parts)
    return term


def _triple(parts: list[Term | None]) -> Triple | None:
    subject, predicate, value = parts
    if isinstance(subject, NamedNode | BlankNode) and isinstance(predicate, NamedNode) and value is not None:
        return Triple(subject, predicate, value)
    return None
