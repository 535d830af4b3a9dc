"""What goes into a version: the common graphs, the sound documents, nothing that contradicts."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from pyoxigraph import NamedNode

from kg import merge, rdf
from kg.errors import LostShard, UnsoundAuthority
from kg.headway import steps
from kg.model import Finding
from kg.pipeline.curated import Additions
from kg.pipeline.plan import Plan
from kg.pipeline.reader import Ground
from kg.pipeline.rules import COMMON
from kg.versions import Staging
from kg.versions.edits import Edits

Findings = dict[str, tuple[Finding, ...]]


class Composed(NamedTuple):
    """The documents held back, with what was found, and sentences about decisions that come to nothing."""

    held_back: Findings
    notes: tuple[str, ...]


def composed(
    staging: Staging, plan: Plan, inputs: Mapping[str, str], ground: Callable[[], Ground]
) -> Composed:
    """Make the staged graphs those of these inputs."""
    parent = staging.parent if staging.parent and staging.parent.base == staging.base else None
    before = parent.inputs if parent else {}
    edits = Edits.read(staging.patch)
    for name in steps(sorted(before.keys() - inputs.keys()), staging.headway("removing")):
        gone = rdf.graph(name, staging.base)
        staging.drop(gone)
        edits = edits.without(gone)
    staging.patch = edits.written()
    changed = [name for name in plan.keys if before.get(name) != inputs[name]]
    additions = Additions(staging, plan)
    additions.take_out()
    if changed:
        _put_common(staging, plan, changed, ground(), edits)
    documents = sorted(inputs.keys() - plan.keys.keys())
    again = parent.held_back if parent else ()
    due = [name for name in documents if before.get(name) != inputs[name] or name in again]
    watch = merge.Watch(staging, ground().shapes)
    held_back = _put_documents(plan, {name: inputs[name] for name in due}, watch, edits)
    if changed and parent:
        kept = sorted(graph for graph, _ in parent.graphs.items() & staging.graphs.items())
        for graph in steps(kept, staging.headway("reconsidering")):
            staging.reconsider(NamedNode(graph))
            watch.follow()
    graphs = {rdf.graph(name, staging.base): name for name in documents}
    held_back |= merge.settle(watch, staging, graphs)
    withheld = [inputs[name] for name in sorted(held_back)]
    return Composed(held_back, additions.put_in(lambda: ground().shapes, withheld))


def _put_common(staging: Staging, plan: Plan, changed: list[str], ground: Ground, edits: Edits) -> None:
    """Put in the graphs that are no document's, once they were judged by themselves."""
    if found := ground.findings():
        raise UnsoundAuthority(merge.unsound("The authority file or the ontology", found))
    for name in changed:
        graph = rdf.graph(name, staging.base)
        if name in COMMON:
            staging.put(graph, edits.applied(graph, ground.lines(name)))
        else:
            lines, findings = ground.judged(plan.rules.quads(name), graph)
            if found := [each for each in findings if each.is_violation]:
                raise UnsoundAuthority(merge.unsound(str(plan.rules.decisions), found))
            staging.put(graph, edits.applied(graph, lines))
    if staging.graphs.keys() <= {rdf.graph(name, staging.base).value for name in plan.keys}:
        staging.forget()  # no document is there yet that these could contradict


def _put_documents(plan: Plan, due: Mapping[str, str], watch: merge.Watch, edits: Edits) -> Findings:
    """Put in each document that is sound by itself, and leave out the others."""
    held_back: Findings = {}
    staging = watch.staging
    for name in steps([*due], staging.headway("merging")):
        graph = rdf.graph(name, staging.base)
        shard = plan.shelf.get(due[name])
        if shard is None:
            raise LostShard(
                f"{plan.shelf.place} no longer has what was read from {name}; build again to read it anew."
            )
        if shard.sound:
            staging.put(graph, edits.applied(graph, plan.shelf.lines(shard)))
            watch.follow()
        else:
            staging.drop(graph)
            held_back[name] = shard.findings
    return held_back
