"""A write: staged, judged as a whole, and published as a new version, or refused without a trace."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from kg import shacl
from kg.commits.carrying import Task
from kg.commits.process import Limits, carried_out_apart
from kg.commits.work import Work, shortened
from kg.errors import MirrorKept, VersionConflict
from kg.model import Version
from kg.settings import Settings
from kg.versions import Staging, Versions, durable

Condition = Callable[[Version | None], None]
"""What a writer wants to hold of the version that it changes; it raises VersionConflict where it does not."""


@dataclass(frozen=True, slots=True)
class Signed:
    """Who writes and why; `admin` may empty the whole dataset."""

    author: str
    message: str = ""
    admin: bool = False


@dataclass(frozen=True, slots=True)
class Commit:
    """The version served before a write and the one served after it: the same if nothing changed."""

    before: Version | None
    version: Version

    @property
    def changed(self) -> bool:
        """Whether there is anything new."""
        return self.before is None or self.before.number != self.version.number


def anyhow(_: Version | None) -> None:
    """The condition of a writer who asks for nothing."""


def expecting(number: int | None) -> Condition:
    """The condition that a version is still the one that is served."""

    def _check(served: Version | None) -> None:
        if (found := served.number if served else None) != number:
            raise VersionConflict(
                f"Version {found} is served now, not {number}; look at what has changed and write again."
            )

    return _check


def commit(
    settings: Settings,
    work: Work,
    by: Signed,
    *,
    condition: Condition = anyhow,
    shapes: shacl.Shapes | None = None,
) -> Commit:
    """Carry out some work and publish what comes of it if it conforms, to our shapes unless others are given.

    Writers take turns, whichever processes they are in. Raises a ChanyuanError where the work is refused;
    the version that was served is then served as before.
    """
    _check_ours(settings)
    versions = Versions(settings.data)
    before = versions.current()
    base = before.base if before else settings.base
    with (
        durable.writable(settings.data),
        versions.writing(base, purpose=f"a write of {by.author}") as staging,
    ):
        before = _checked(staging, condition)
        task = Task(
            work, base, shapes or _shapes(), tuple(settings.federation.split()), by.admin, staging.patch
        )
        revision = carried_out_apart(staging.path, task, Limits.of(settings))
        if before and not revision.changes and not revision.cleared:
            return Commit(before, before)
        staging.take(revision)
        kept = before if before and not revision.cleared else None
        version = versions.publish(
            staging,
            message=by.message or shortened(str(work)),
            author=by.author,
            inputs=kept.inputs if kept else {},
            held_back=versions.reports(kept) if kept else {},
        )
    return Commit(before, version)


def _checked(staging: Staging, condition: Condition) -> Version | None:
    """The version that is changed, once it is known to be the one that the writer means."""
    parent = staging.parent
    condition(parent)
    if parent and parent.base != staging.base:
        raise VersionConflict(f"The graph has just been built for {parent.base}; look at it and write again.")
    return parent


@cache
def _shapes() -> shacl.Shapes:
    return shacl.Shapes.load()


def _check_ours(settings: Settings) -> None:
    if settings.store:
        raise MirrorKept(
            f"The engine at {settings.store} is asked here, and `kg publish` alone writes to it. Write "
            "to a service over the versions themselves, without KG_STORE, and publish what comes of it."
        )
