"""What a build has to do: which documents to read, and by which keys the others are known."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode

from kg import rdf, scan
from kg.documents import Source
from kg.headway import Phases, steps
from kg.model import Ref, Version
from kg.pipeline.plan import Plan
from kg.pipeline.reader import Task
from kg.shards import decided
from kg.terms import term
from kg.versions import Versions


@dataclass(frozen=True, slots=True)
class Agenda:
    """The documents to read, and the shards of those that need not be."""

    pending: tuple[Task, ...]
    known: Mapping[str, str]


def agenda(
    sources: Sequence[Source], plan: Plan, versions: Versions, parent: Version | None, headway: Phases
) -> Agenda:
    """What to do about each document, given the version that is served."""
    concerned = _concerned(plan, versions, parent)
    digests = scan.digests(sources, plan.data / "scan.json", headway("scanning"))
    tasks = [
        Task(source, plan.key(source.id, digests[source.id]) if digests[source.id] else "")
        for source in sources
    ]
    found = {
        task.source.id: _published(task, parent, concerned) or _shelved(task, plan)
        for task in steps(tasks, headway("comparing"), named=lambda task: task.source.id)
        if task.key
    }
    known = {name: key for name, key in found.items() if key}
    return Agenda(tuple(task for task in tasks if task.source.id not in known), known)


def _published(task: Task, parent: Version | None, concerned: Mapping[str, frozenset[str]]) -> str:
    """The key of what the served version says of a document, empty where the document has changed."""
    name = task.source.id
    key = decided(task.key, concerned.get(name, frozenset()))
    unchanged = parent and name not in parent.held_back and parent.inputs.get(name) == key
    return key if unchanged else ""


def _shelved(task: Task, plan: Plan) -> str:
    """The key of a shard on the shelf, empty where the document was not read with these decisions yet."""
    claims = plan.shelf.claims(task.key)
    key = decided(task.key, plan.rejected & (claims or frozenset()))
    return key if claims is not None and plan.shelf.get(key) else ""


def _concerned(plan: Plan, versions: Versions, parent: Version | None) -> Mapping[str, frozenset[str]]:
    """The rejected claims by the document that makes them, as far as it is published."""
    found: dict[str, frozenset[str]] = {}
    if not parent or not plan.rejected:
        return found
    with versions.reading(parent) as store:
        for slug in plan.rejected:
            claim = rdf.iri(Ref("claim", slug), plan.rules.base)
            for quad in store.quads_for_pattern(claim, term("rdf:type"), term("cy:Claim"), None):
                if isinstance(quad.graph_name, NamedNode):
                    name = quad.graph_name.value.rpartition("/")[2]
                    found[name] = found.get(name, frozenset()) | {slug}
    return found
