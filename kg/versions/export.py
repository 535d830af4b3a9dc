"""A version written to a file, whole or by graph, the same bytes for the same content."""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import IO, Final

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store, Triple, serialize

from kg import rdf
from kg.terms import PREFIXES

FORMATS: Final[Mapping[str, RdfFormat]] = MappingProxyType(
    {
        "nquads": RdfFormat.N_QUADS,
        "trig": RdfFormat.TRIG,
        "turtle": RdfFormat.TURTLE,
        "jsonld": RdfFormat.JSON_LD,
    }
)
"""The formats by the names that the command line gives them."""


def write(store: Store, form: str, output: IO[bytes], graph: NamedNode | None = None) -> None:
    """Write one graph, or all: named graphs where the format has them, else their merge.

    N-Quads come sorted within each graph, the graphs in order of their names.
    """
    graphs = [graph] if graph else sorted(_names(store), key=str)
    match form:
        case "nquads":
            for name in graphs:
                output.write(rdf.n_quads(store.quads_for_pattern(None, None, None, name)))
        case "turtle":
            merge = store.quads_for_pattern(None, None, None, graph or DefaultGraph())
            _serialize((quad.triple for quad in merge), form, output)
        case _:
            _serialize(
                (quad for name in graphs for quad in store.quads_for_pattern(None, None, None, name)),
                form,
                output,
            )


def _names(store: Store) -> Iterator[NamedNode]:
    return (name for name in store.named_graphs() if isinstance(name, NamedNode))


def _serialize(content: Iterable[Quad] | Iterable[Triple], form: str, output: IO[bytes]) -> None:
    serialize(content, output, FORMATS[form], prefixes=dict(PREFIXES))
