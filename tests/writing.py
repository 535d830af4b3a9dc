"""A store to write to in memory, told and compared as TriG with short names."""

from pyoxigraph import CanonicalizationAlgorithm, Dataset, DefaultGraph, Quad, RdfFormat, Store, Triple, parse

from kg import rdf, shacl
from kg.commits.carrying import Task, carried_out
from kg.commits.work import Update, Work
from kg.versions.revision import Revision

BASE = "http://kg.test/"
SHAPES = shacl.Shapes.load()
HOME = f"<{BASE}id/graph/curation>"


def quads(trig: str) -> list[Quad]:
    """Named graphs in TriG; `curation` is a prefix for the name of the curation graph."""
    text = f"@base <{BASE}> . @prefix cy: <https://w3id.org/chanyuan/ontology#> . @prefix : <{BASE}> . {trig}"
    scratch = Store()
    scratch.extend(parse(text.replace("curation ", f"{HOME} "), format=RdfFormat.TRIG))
    return [*scratch]


def filled(trig: str) -> Store:
    """A store with these named graphs and their merge."""
    store, content = Store(), quads(trig)
    store.extend(content)
    store.extend([Quad(each.subject, each.predicate, each.object) for each in content])
    return store


def carry_out(store: Store, work: Work | str, *, admin: bool = False, patch: bytes = b"") -> Revision:
    """What becomes of a store; a text is an update."""
    asked = Update(work) if isinstance(work, str) else work
    return carried_out(store, Task(asked, BASE, SHAPES, admin=admin, patch=patch))


def named(store: Store) -> Dataset:
    """What the named graphs of a store hold, whatever its blank nodes are called."""
    return canonical(each for each in store if each.graph_name != DefaultGraph())


def expected(trig: str) -> Dataset:
    """What a store should hold."""
    return canonical(quads(trig))


def canonical(content: object) -> Dataset:
    """Quads under the names that RDFC-1.0 gives to blank nodes."""
    dataset = Dataset(content)  # type: ignore[arg-type]  # any iterable of quads
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return dataset


def merge(store: Store) -> list[Triple]:
    """The default graph."""
    return sorted(
        (each.triple for each in store.quads_for_pattern(None, None, None, DefaultGraph())), key=str
    )


def stated(store: Store) -> list[Triple]:
    """What the named graphs state, each triple once."""
    return sorted({each.triple for each in store if each.graph_name != DefaultGraph()}, key=str)


def lines(store: Store) -> bytes:
    """All named graphs as sorted N-Quads."""
    return rdf.n_quads(each for each in store if each.graph_name != DefaultGraph())
