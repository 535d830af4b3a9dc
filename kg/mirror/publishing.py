"""The version that is served brought to an engine elsewhere, as little of it as will do."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from pyoxigraph import DefaultGraph, NamedNode, RdfFormat, serialize

from kg.dataset import Dataset
from kg.errors import MirrorOccupied, StoreUnavailable, UnknownVersion
from kg.mirror.changes import Change, difference, everything, has_blank_nodes
from kg.mirror.endpoint import Endpoint
from kg.mirror.mark import Graph, Held, graphs, held, is_used, mark, marking, merge_beside
from kg.model import Version
from kg.versions import Versions


@dataclass(frozen=True, slots=True)
class Publication:
    """What was brought: statements put in and taken out; `anew` when all that was there went before."""

    version: Version
    added: int
    removed: int
    anew: bool


def publish(
    versions: Versions,
    elsewhere: Dataset,
    to: Endpoint,
    *,
    replace: bool,
    progress: Callable[[int, int], None],
) -> Publication:
    """Make an engine hold the version that is served; `elsewhere` asks what `to` has carried out.

    While that goes on, the engine says of itself that it is not done. MirrorOccupied where its default
    graph holds what did not come from here, unless that may be replaced.
    """
    version = versions.served()
    found = held(elsewhere, version.base)
    if found and found.is_all_of(version):
        return Publication(version, 0, 0, anew=False)
    merge = found.merge if found else _merge(to, version)
    if found is None and isinstance(merge, DefaultGraph) and not replace and is_used(elsewhere):
        raise MirrorOccupied(
            f"{to.shown} holds statements that did not come from here, and its default graph would be "
            "emptied. Give another endpoint, or allow that with --replace."
        )
    changes = _since(versions, found, version)
    anew = changes is None
    steps = [*everything(versions.open(version))] if changes is None else changes
    to.update(_begun(version, merge))
    for update in _cleared(elsewhere, version, merge) if anew else ():
        to.update(update)
    _carried_out(steps, to, merge, progress)
    to.update(_inserted(version, merge, whole=True))
    added, removed = (sum(len(each.lines) for each in steps if each.gone is gone) for gone in (False, True))
    return Publication(version, added, removed, anew=anew)


def _merge(to: Endpoint, version: Version) -> Graph:
    """Where the merge belongs: some engines have no default graph but the union of all others."""
    me = mark(version.base)
    try:
        to.update(f"DELETE DATA {{ {me} {me} {me} }}")
    except StoreUnavailable:
        return merge_beside(version.base)
    return DefaultGraph()


def _carried_out(
    changes: Sequence[Change], to: Endpoint, merge: Graph, progress: Callable[[int, int], None]
) -> None:
    done, total = 0, sum(len(change.lines) for change in changes)
    for change in changes:
        for update, count in change.updates(merge):
            to.update(update)
            done += count
            progress(done, total)


def _since(versions: Versions, found: Held | None, version: Version) -> list[Change] | None:
    """The changes since the version that an engine holds; None where they cannot be told."""
    if found is None:
        return None
    try:
        former = versions.version(found.number)
    except UnknownVersion:
        return None
    if not found.is_all_of(former) or former.base != version.base:
        return None
    changes = difference((former, versions.open(former)), (version, versions.open(version)))
    return None if has_blank_nodes(changes) else changes


def _begun(version: Version, merge: Graph) -> str:
    return f"CLEAR SILENT GRAPH {mark(version.base)} ;\n{_inserted(version, merge, whole=False)}"


def _inserted(version: Version, merge: Graph, *, whole: bool) -> str:
    triples = (quad.triple for quad in marking(version, merge, whole=whole))
    said = serialize(triples, format=RdfFormat.N_TRIPLES)
    return f"INSERT DATA {{ GRAPH {mark(version.base)} {{\n{(said or b'').decode()}}} }}"


def _cleared(elsewhere: Dataset, version: Version, merge: Graph) -> Iterator[str]:
    """What empties an engine of all versions, in part or whole, and its default graph."""
    ours = {NamedNode(name) for name in version.graphs}
    former = {each for each in graphs(elsewhere) if each.value.startswith(f"{version.base}id/graph/")}
    for graph in sorted((ours | former) - {mark(version.base)}, key=str):
        yield f"CLEAR SILENT GRAPH {graph}"
    if isinstance(merge, DefaultGraph):
        yield "CLEAR DEFAULT"
