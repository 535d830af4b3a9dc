"""Every thing and document that has a page, with the time when a graph that speaks of it last changed."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Final, cast

from pyoxigraph import NamedNode, QuerySolutions, Store

from kg import queries, rdf
from kg.model import Version
from kg.terms import PREFIXES, term
from kg.versions import Versions

_CLASS: Final = term("rdf:type")
_DOCUMENT: Final = term("cy:Document")
_HERE: Final = Path(__file__).resolve().parent


def changes(versions: Versions, version: Version) -> dict[str, datetime]:
    """When each graph of a version became what it is, as the manifests back to its first one tell."""
    left, found = set(version.graphs), dict[str, datetime]()
    each: Version | None = version
    while each and left:
        parent = versions.version(each.parent) if each.parent in versions.numbers() else None
        same = parent.graphs.items() & each.graphs.items() if parent else set()
        new = left - {graph for graph, _ in same}
        found |= dict.fromkeys(new, each.time)
        left -= new
        each = parent
    return found


def dated(store: Store, changed: Mapping[str, datetime], base: str) -> dict[str, datetime]:
    """Each thing and document by its IRI, with the latest change of a graph that speaks of it."""
    found = dict[str, datetime]()
    for thing, graph in _spoken_of(store):
        if graph in changed and _has_page(thing, base):
            found[thing] = max(changed[graph], found.get(thing, changed[graph]))
    documents = (quad.subject for quad in store.quads_for_pattern(None, _CLASS, _DOCUMENT, None))
    for document in documents:
        if isinstance(document, NamedNode):
            graph = rdf.graph(document.value.rpartition("/")[2], base).value
            found[document.value] = changed.get(graph, max(changed.values()))
    return found


def _has_page(iri: str, base: str) -> bool:
    return "#" not in iri and rdf.is_thing(NamedNode(iri), base)


def _spoken_of(store: Store) -> Iterator[tuple[str, str]]:
    """What the graphs speak of, each with the graph."""
    rows = cast("QuerySolutions", store.query(queries.load("spoken", _HERE).text, prefixes=dict(PREFIXES)))
    for thing, graph in rows:
        if isinstance(thing, NamedNode) and isinstance(graph, NamedNode):
            yield thing.value, graph.value


def written(things: Mapping[str, datetime]) -> bytes:
    """The list as a file, a line for each thing in the order of their IRIs."""
    return "".join(f"{iri}\t{time.isoformat()}\n" for iri, time in sorted(things.items())).encode()


def listed(file: Path) -> Iterator[tuple[str, datetime]]:
    """The things of such a file with their times."""
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            iri, _, time = line.rstrip("\n").partition("\t")
            yield iri, datetime.fromisoformat(time)
