"""The graph by which an engine elsewhere tells which version it holds."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from kg import queries, rdf
from kg.dataset import Dataset
from kg.model import Ref, Version
from kg.terms import term

_HERE: Final = Path(__file__).resolve().parent
_DEFAULT: Final = NamedNode("http://www.w3.org/ns/sparql-service-description#defaultGraph")

Graph = NamedNode | DefaultGraph


@dataclass(frozen=True, slots=True)
class Held:
    """The number of a version, its hash, and the graph in which the merge of all graphs stands.

    An empty hash says that not all of it has come.
    """

    number: int
    hash: str
    merge: Graph

    def is_all_of(self, version: Version) -> bool:
        """Whether this is that version, as a whole."""
        return (self.number, self.hash) == (version.number, version.hash)


def mark(base: str) -> NamedNode:
    """The graph, which is no graph of a version."""
    return rdf.graph("mirror", base)


def merge_beside(base: str) -> NamedNode:
    """The graph for the merge where an engine has no default graph of its own."""
    return rdf.graph("merge", base)


def marking(version: Version, merge: Graph, *, whole: bool) -> Iterator[Quad]:
    """What the graph says of a version."""
    me = mark(version.base)
    if isinstance(merge, NamedNode):
        yield Quad(me, _DEFAULT, merge, me)
    yield Quad(
        me, term("prov:wasDerivedFrom"), rdf.iri(Ref("version", str(version.number)), version.base), me
    )
    if whole:
        yield Quad(me, term("dcterms:identifier"), Literal(version.hash), me)


def held(elsewhere: Dataset, base: str) -> Held | None:
    """The version that an engine holds, None where it never had one."""
    rows = elsewhere.select(queries.load("held", _HERE).bound({"mirror": mark(base)})).rows
    for row in rows:
        version, known, merge = row["version"], row.get("hash"), row.get("merge")
        if isinstance(version, NamedNode):
            number = int(version.value.rpartition("/")[2])
            graph = merge if isinstance(merge, NamedNode) else DefaultGraph()
            return Held(number, known.value if isinstance(known, Literal) else "", graph)
    return None


def graphs(elsewhere: Dataset) -> list[NamedNode]:
    """The named graphs that an engine holds."""
    rows = elsewhere.select(queries.load("graphs", _HERE).text).rows
    return [graph for row in rows if isinstance(graph := row["graph"], NamedNode)]


def is_used(elsewhere: Dataset) -> bool:
    """Whether the default graph of an engine says anything."""
    return elsewhere.ask(queries.load("anything", _HERE).text)
