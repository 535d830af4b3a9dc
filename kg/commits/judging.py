"""Whether what was written may be published: the shapes about everything that a change concerns."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, QuerySolutions, Store

from kg import merge, shacl
from kg.commits.merged import Merged
from kg.errors import ChanyuanError
from kg.model import Finding
from kg.terms import CY, term

_NAMELESS: Final = (Path(__file__).parent / "nameless.rq").read_text(encoding="utf-8")
_UNNAMED: Final = "A thing of this vocabulary has an IRI of its own, so that it can be cited. Give it one."
_BATCH: Final = 2_000


class WriteInvalid(ChanyuanError):
    """What a write would publish breaks the shapes; `findings` say where."""

    def __init__(self, message: str, *, findings: tuple[Finding, ...] = ()) -> None:
        super().__init__(message)
        self.findings = findings


def judge(merged: Merged, shapes: shacl.Shapes) -> None:
    """Nothing, or WriteInvalid where what was changed, or what that concerns, does not conform."""
    concerned = {*_concerned(merged)}
    named = {node for node in concerned if isinstance(node, NamedNode)}
    documents = {node for node in named if _is_document(merged.store, node)}
    found = [
        *_nameless(merged.store, concerned - named),
        # Apart, for what stands in one graph with a document has to be claimed there.
        *merge.violations(merged.store, shapes, documents),
        *merge.violations(merged.store, shapes, named - documents),
    ]
    if found:
        raise WriteInvalid(_words(found), findings=tuple(found))


def _concerned(merged: Merged) -> Iterator[NamedNode | BlankNode]:
    """The nodes that changed quads are about or point to, with what points to them and what they point to."""
    store = merged.store
    changed = merged.added | merged.removed
    subjects, objects = {quad.subject for quad in changed}, {quad.object for quad in changed}
    yield from _nodes(subjects | objects)
    for subject in subjects:
        yield from _nodes(
            quad.subject for quad in store.quads_for_pattern(None, None, subject, DefaultGraph())
        )
        yield from _nodes(
            quad.object for quad in store.quads_for_pattern(subject, None, None, DefaultGraph())
        )


def _nodes(terms: Iterable[object]) -> Iterator[NamedNode | BlankNode]:
    return (each for each in terms if isinstance(each, NamedNode | BlankNode))


def _is_document(store: Store, node: NamedNode) -> bool:
    return Quad(node, term("rdf:type"), term("cy:Document")) in store


def _nameless(store: Store, nodes: Iterable[NamedNode | BlankNode]) -> Iterator[Finding]:
    """Findings about things without a name, which shapes cannot be asked about one by one."""
    about = [
        Quad(quad.subject, quad.predicate, quad.object, merge.FOCUS)
        for node in nodes
        for quad in store.quads_for_pattern(node, None, None, DefaultGraph())
    ]
    store.extend(about)
    solutions = store.query(_NAMELESS, named_graphs=[merge.FOCUS])
    found = [str(solution["node"]) for solution in solutions] if isinstance(solutions, QuerySolutions) else []
    store.remove_graph(merge.FOCUS)
    return (Finding(node, "", "", _UNNAMED, f"<{CY}>", "NodeKind") for node in sorted(found))


def _words(found: list[Finding]) -> str:
    first = found[0]
    more = f" There are {len(found) - 1} findings more." if len(found) > 1 else ""
    return (
        f"What was to be written breaks the shapes, and nothing of it was published. {first.focus}: "
        f"{first.message}{more}"
    )
