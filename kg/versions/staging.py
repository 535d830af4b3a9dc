"""A version in the making: graphs put in and taken out while the default graph stays their merge."""

import shutil
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store, parse

from kg import rdf
from kg.headway import Phases, unheard_of
from kg.model import Finding, Version
from kg.versions import digest, durable, edits, manifest, rewriting
from kg.versions.changes import Changes
from kg.versions.revision import Revision

_ENOUGH = 1 << 25
"""Bytes of N-Quads that are worth a bulk load of their own."""

_MUCH = 10
"""The part of a version that makes compaction worth its time: a tenth of the quads is new or gone."""


class Staging:
    """The folder of a version before it is published, with its store open for writing.

    A graph travels as sorted N-Quads whose terms are spelled as the store spells them.
    `changes` collects what is said of things otherwise than before, until it was looked at; `patch` is what
    was written by hand to graphs that builds make; `headway` hears how far it has come.
    """

    def __init__(self, folder: Path, number: int, base: str) -> None:
        self.folder = folder
        self.number = number
        self.base = base
        self.parent: Version | None = None
        self.changes = Changes()
        self.patch = b""
        self.headway: Phases = unheard_of
        self._digests: dict[str, str] = {}
        self._counts: dict[str, int] = {}
        self._tally: dict[str, tuple[int, int]] = {}
        self._waiting: list[bytes] = []
        self._store: Store | None = None
        self._closed = False
        self._taken = False

    def begin(self, parent: Version | None, store: Path | None) -> None:
        """Start from a published version, or from nothing where there is none or its base differs."""
        self.parent = parent
        self.folder.mkdir(parents=True)
        if parent and store and parent.base == self.base:
            Store.read_only(str(store)).backup(str(self.path))
            self._digests, self._counts = dict(parent.graphs), dict(parent.counts)
            self.patch = edits.found(store.parent)

    @property
    def path(self) -> Path:
        """Where the store lies; whoever opens it elsewhere does so before it is asked for here."""
        return self.folder / "store"

    @property
    def store(self) -> Store:
        """All that was put in so far, for questions; writing goes through `put` and `drop`."""
        self._load()
        return self._open()

    def _open(self) -> Store:
        if self._closed:
            raise RuntimeError("the version is published or given up; its store is closed")
        if self._store is None:
            self._store = Store(str(self.path))
        return self._store

    @property
    def graphs(self) -> Mapping[str, str]:
        """The graphs so far, with the digest of each."""
        return MappingProxyType(self._digests)

    def put(self, graph: NamedNode, lines: bytes) -> None:
        """Have a graph hold these quads and no others; a graph of none is no graph."""
        if not lines:
            self.drop(graph)
            return
        now = digest.of(lines)
        if self._digests.get(graph.value) == now:
            return
        size = lines.count(b"\n")
        if graph.value in self._digests:
            before, after = (
                set(self.lines(graph).splitlines(keepends=True)),
                set(lines.splitlines(keepends=True)),
            )
            self._remove(before - after)
            self._add(graph, b"".join(after - before))
            self._count(graph.value, len(after - before), len(before - after))
        else:
            self._add(graph, lines)
            self._count(graph.value, size, 0)
        self._digests[graph.value], self._counts[graph.value] = now, size

    def recount(self, graph: NamedNode, before: bytes) -> None:
        """Count how a graph differs from what it held before, in however many steps it came to that."""
        old, new = (set(each.splitlines(keepends=True)) for each in (before, self.lines(graph)))
        self._tally.pop(graph.value, None)
        if old != new:
            self._count(graph.value, len(new - old), len(old - new))

    def _count(self, graph: str, added: int, removed: int) -> None:
        so_far = self._tally.get(graph, (0, 0))
        self._tally[graph] = (so_far[0] + added, so_far[1] + removed)

    def take(self, revision: Revision) -> None:
        """Know what was done to the store elsewhere."""
        if revision.cleared:
            self._digests, self._counts = {}, {}
        for graph, change in revision.changes.items():
            size = self._counts.get(graph, 0) + change.added - (0 if revision.cleared else change.removed)
            self._digests[graph] = digest.shifted(self._digests.get(graph, ""), change.shift)
            self._counts[graph] = size
            self._count(graph, change.added, change.removed)
            if not size:
                del self._digests[graph], self._counts[graph]
        self.patch = revision.patch
        self._taken = True

    def drop(self, graph: NamedNode) -> None:
        """Take a graph out, and out of the merge what nobody else states."""
        if graph.value in self._digests:
            self._remove(self.lines(graph).splitlines(keepends=True))
            self.store.remove_graph(graph)
            self._count(graph.value, 0, self._counts[graph.value])
            del self._digests[graph.value], self._counts[graph.value]

    def reconsider(self, graph: NamedNode) -> None:
        """Count what a graph says of things as changed, for what judges them has."""
        self.changes.asserted.update(map(rdf.merged, self._about_things(self.lines(graph))))

    def forget(self) -> None:
        """Count nothing so far as changed, and compare what comes with all that is there."""
        self._load()
        self.changes.clear()

    def _about_things(self, lines: bytes) -> Iterable[Quad]:
        return _parsed(rdf.about_things(lines, self.base))

    def lines(self, graph: NamedNode) -> bytes:
        """What a graph holds, as sorted N-Quads."""
        return rdf.n_quads(self.store.quads_for_pattern(None, None, None, graph))

    def _add(self, graph: NamedNode, lines: bytes) -> None:
        for quad in map(rdf.merged, self._about_things(lines)):
            (self.changes.supported if quad in self._open() else self.changes.asserted).add(quad)
        self._waiting += [lines, lines.replace(f" {graph} .\n".encode(), b" .\n")]
        if sum(map(len, self._waiting)) > _ENOUGH:
            self._load()

    def _load(self) -> None:
        waiting, self._waiting = b"".join(self._waiting), []
        if waiting:
            store, many = self._open(), len(waiting) > _ENOUGH // 8
            if b"_:" in waiting:  # loading would give blank nodes other names than the lines do
                extend = store.bulk_extend if many else store.extend
                extend(parse(waiting, format=RdfFormat.N_QUADS))
            else:
                load = store.bulk_load if many else store.load
                load(waiting, format=RdfFormat.N_QUADS)

    def _remove(self, lines: Iterable[bytes]) -> None:
        for quad in _parsed(lines):
            self.store.remove(quad)
            stating = self.store.quads_for_pattern(quad.subject, quad.predicate, quad.object, None)
            if all(each.graph_name == DefaultGraph() for each in stating):
                self.store.remove(rdf.merged(quad))
        for quad in map(rdf.merged, self._about_things(b"".join(lines))):
            (self.changes.supported if quad in self.store else self.changes.asserted).add(quad)

    def publishable(
        self,
        *,
        author: str,
        message: str,
        inputs: Mapping[str, str],
        held_back: Mapping[str, tuple[Finding, ...]],
    ) -> Version:
        """Close the store and put the manifest and the reports beside it, all safely on disk."""
        if not self._taken:  # else whoever changed the store has flushed it
            self.store.flush()
        if self._much_changed():
            with rewriting.told(self.path, self.headway("compacting")):
                self.store.optimize()
        self._store, self._closed = None, True
        version = Version(
            number=self.number,
            parent=self.parent.number if self.parent else None,
            time=datetime.now(UTC).replace(microsecond=0),
            author=author,
            message=message,
            hash=manifest.overall(self._digests),
            quads=sum(self._counts.values()),
            graphs=dict(sorted(self._digests.items())),
            counts=dict(sorted(self._counts.items())),
            held_back=tuple(sorted(held_back)),
            inputs=dict(sorted(inputs.items())),
            base=self.base,
            changes=dict(sorted(self._tally.items())),
        )
        for name, findings in held_back.items():
            durable.write(self.folder / "reports" / f"{name}.json", manifest.report(findings))
        if self.patch:
            durable.write(self.folder / edits.NAME, self.patch)
        durable.write(self.folder / manifest.NAME, manifest.written(version))
        durable.sync_tree(self.folder, self.headway("publishing"))
        return version

    def _much_changed(self) -> bool:
        """Whether the store's files overlap so much that questions take longer than in a compacted one.

        What a small change adds costs them little, and the files of the parent stay shared.
        """
        return sum(map(sum, self._tally.values())) * _MUCH > sum(self._counts.values())

    def discard(self) -> None:
        """Close the store and leave nothing behind, whether published or not."""
        self._store, self._closed = None, True
        shutil.rmtree(self.folder, ignore_errors=True)


def _parsed(lines: Iterable[bytes]) -> Iterable[Quad]:
    return parse(b"".join(lines), format=RdfFormat.N_QUADS)
