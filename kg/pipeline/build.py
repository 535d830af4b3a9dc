"""The order of the steps from a folder of documents to a published version."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from kg import documents
from kg.errors import EmptyCorpus, UnreadableDocument
from kg.headway import Headway
from kg.model import Finding, Version
from kg.pipeline import curated, ready
from kg.pipeline.agenda import Agenda, agenda
from kg.pipeline.compose import composed
from kg.pipeline.plan import Plan
from kg.pipeline.pool import outcomes
from kg.pipeline.reader import Ground, Outcome, Task
from kg.pipeline.rules import Rules
from kg.settings import Settings
from kg.shards import Shelf
from kg.versions import Staging, Versions, durable

if TYPE_CHECKING:
    from kg.pipeline.asking import Asked


@dataclass(frozen=True, slots=True)
class Step:
    """How far a build is: `done` of `total` in one of its steps, `detail` the document just finished."""

    name: str
    done: int
    total: int
    detail: str = ""


Progress = Callable[[Step], None]


@dataclass(frozen=True, slots=True)
class Build:
    """What a build did: the version now served, and which documents it read, reused, removed or held back.

    With anything `unreadable` nothing was published; `fresh` says whether something was; `notes` are
    sentences about the second reader, and about decisions of curators that come to nothing.
    """

    version: Version | None
    fresh: bool = False
    read: int = 0
    reused: int = 0
    removed: int = 0
    held_back: Mapping[str, tuple[Finding, ...]] = field(default_factory=lambda: MappingProxyType({}))
    unreadable: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def __str__(self) -> str:
        """The build in a line, as the manifest has it.

        >>> str(Build(None, read=2, held_back={"letter": ()}))
        '2 read, 0 reused, 0 removed, 1 held back'
        """
        counts = {"read": self.read, "reused": self.reused, "removed": self.removed}
        return ", ".join(
            f"{count} {what}" for what, count in (*counts.items(), ("held back", len(self.held_back)))
        )


def unpublished(settings: Settings, version: Version, document: str) -> bytes:
    """What a document that a version holds back would have said, as N-Quads; nothing when that is lost."""
    shelf = Shelf(settings.shards or settings.data / "shards")
    shard = shelf.get(version.inputs.get(document, ""))
    return shelf.lines(shard) if shard else b""


def build(
    corpus: Path, settings: Settings, *, rules: Rules | None = None, progress: Progress = lambda _: None
) -> Build:
    """Publish what a folder of documents says, reading only what changed."""
    with durable.writable(settings.data):
        run = _Run(corpus, settings, rules or Rules.shipped(corpus, settings), progress)
        while (done := run.attempt()) is None:
            continue  # somebody published meanwhile; what was read is kept
        if done.fresh and done.version:
            run.make_ready(done.version)
    return replace(done, notes=(*run.notes, *done.notes))


class _Run:
    """One build: what it reads, by which plan, and where it publishes."""

    def __init__(self, corpus: Path, settings: Settings, rules: Rules, progress: Progress) -> None:
        self._plan = Plan.of(rules, settings.data, settings.shards)
        self._sources = _checked(documents.corpus(corpus), corpus, self._plan)
        self._settings = settings
        self.notes: tuple[str, ...] = ()
        self._progress = progress
        self._versions = Versions(settings.data)

    @cached_property
    def _ground(self) -> Ground:
        return Ground(self._plan.rules)

    def attempt(self) -> Build | None:
        """A build on top of the version that is served; nothing when by its end another one is."""
        parent = self._versions.current()
        self._plan = self._plan.after(self._versions.patch(parent, self._plan.rules.base))
        work = agenda(self._sources, self._plan, self._versions, parent, self._phase)
        asked = self._ask(work)
        read, faults = self._read_all(work)
        self._report(asked, [task.source.id for task in work.pending])
        if faults:
            return Build(parent, unreadable=faults)
        inputs = {**self._plan.keys, **work.known, **read}
        if parent and parent.base == self._plan.rules.base and parent.inputs == inputs:
            held_back = self._versions.reports(parent)
            withheld = [inputs[name] for name in sorted(held_back)]
            with self._versions.reading(parent) as store:
                notes = curated.told(self._plan, store, withheld)
            return Build(parent, reused=len(self._sources), held_back=held_back, notes=notes)
        with self._versions.writing(self._plan.rules.base, purpose="kg build") as staging:
            return self._published(staging, inputs, len(read)) if staging.parent == parent else None

    def make_ready(self, version: Version) -> None:
        """Have a version ready for who asks for its description or its lists, or looks for something."""
        ready.make(self._versions, version, self._phase)

    def _phase(self, name: str) -> Headway:
        return lambda done, total, last: self._progress(Step(name, done, total, last))

    def _ask(self, work: Agenda) -> "Asked | None":
        """Have a language model asked about the documents to be read, where it is to read them as well."""
        if self._settings.reader == "rules" or not work.pending:
            return None
        from kg.pipeline import asking  # noqa: PLC0415  # few builds need it, and none waits for its import

        return asking.asked(work.pending, self._settings, self._phase("asking"))

    def _report(self, asked: "Asked | None", names: Sequence[str]) -> None:
        if asked:
            from kg.pipeline import asking  # noqa: PLC0415  # as above

            self.notes = tuple(asking.told(asked, names, self._settings))

    def _read_all(self, work: Agenda) -> tuple[dict[str, str], tuple[str, ...]]:
        """The shards of what was read, by document, and what could not be read."""
        keys, faults = dict[str, str](), list[str]()
        for result in self._read(work):
            if result.shard:
                keys[result.document] = result.shard.key
            elif result.fault:
                faults.append(result.fault)
        return dict(sorted(keys.items())), tuple(faults)

    def _read(self, work: Agenda) -> Iterator[Outcome]:
        total, headway = len(work.pending), self._phase("reading")
        headway(0, total, "")
        for done, result in enumerate(self._outcomes(work.pending), start=1):
            headway(done, total, result.document)
            yield result

    def _outcomes(self, tasks: Sequence[Task]) -> Iterator[Outcome]:
        if not self._settings.cluster or not tasks:
            return outcomes(self._plan, tasks, self._settings.jobs, lambda: self._ground)
        from kg.pipeline import cluster  # noqa: PLC0415  # an extra, and slow to import

        return cluster.outcomes(self._plan, tasks, self._settings.cluster)

    def _published(self, staging: Staging, inputs: Mapping[str, str], read: int) -> Build:
        parent = staging.parent
        staging.headway = self._phase
        held_back, notes = composed(staging, self._plan, inputs, lambda: self._ground)
        done = Build(
            parent,
            read=read,
            reused=len(self._sources) - read,
            removed=len(parent.inputs.keys() - inputs.keys()) if parent else 0,
            held_back=held_back,
            notes=notes,
        )
        if parent and parent.graphs == staging.graphs and self._versions.reports(parent) == held_back:
            return done
        version = self._versions.publish(staging, message=str(done), inputs=inputs, held_back=held_back)
        return replace(done, version=version, fresh=True)


def _checked(sources: tuple[documents.Source, ...], corpus: Path, plan: Plan) -> tuple[documents.Source, ...]:
    """The documents of a corpus that has any, none with the name of a graph that is no document's."""
    if not sources:
        raise EmptyCorpus(
            f"{corpus} holds no document; name a folder that does, or make an empty version with `kg new`."
        )
    if taken := [source for source in sources if source.id in plan.keys]:
        raise UnreadableDocument(
            f"{taken[0].path} has the id {taken[0].id!r}, which is the name of a graph of its own; "
            "rename it, or give it another id in its sidecar."
        )
    return sources
