"""The data folder: its versions, which of them is served, and who may write."""

import getpass
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

from filelock import FileLock, Timeout
from pyoxigraph import Store

from kg.errors import DamagedVersion, NothingPublished, UnknownVersion, WriterBusy
from kg.model import Finding, Version
from kg.versions import durable, edits, manifest
from kg.versions.lease import Lease
from kg.versions.manifests import Manifests
from kg.versions.staging import Staging

_SERVED = "served"
"""A file in the folder of each version that was ever current: what lacks it, a killed writer left."""


@dataclass(frozen=True, slots=True)
class Lent:
    """A store that is open for reading, and the lease without which it may go."""

    store: Store
    lease: Lease


_leases: dict[Path, Lease] = {}
"""Of stores that were opened for good."""


class Versions:
    """The versions in one data folder.

        versions/000001/store/  manifest.json  reports/
        current -> versions/000001

    A version never changes once it is there; publishing and rolling back turn `current`, by one rename.
    """

    def __init__(self, folder: Path, *, patience: float = 60.0, pinned: int | None = None) -> None:
        self.folder = folder
        self._patience = patience
        self._pinned = pinned
        self._home = folder / "versions"
        self._link = folder / "current"

    def current_number(self) -> int | None:
        """Which version is served; the cheapest question to ask, one read of a link."""
        if self._pinned is not None:
            return self._pinned
        try:
            return int(os.readlink(self._link).rpartition("/")[2])  # noqa: PTH115  # three times as fast as a Path's
        except (FileNotFoundError, NotADirectoryError):
            return None
        except (OSError, ValueError) as error:
            raise DamagedVersion(
                f"{self._link} does not point to a version; publish one again with `kg rollback NUMBER`."
            ) from error

    def current(self) -> Version | None:
        """The version that is served."""
        number = self.current_number()
        return None if number is None else self.version(number)

    def at(self, number: int | None) -> Self:
        """The same folder as if that version were the one that is served; None changes nothing."""
        if number is not None:
            self.version(number)
        return type(self)(self.folder, patience=self._patience, pinned=number)

    def served(self) -> Version:
        """The version that is served, where there has to be one."""
        if (version := self.current()) is None:
            raise NothingPublished(
                f"{self.folder} holds no version yet; make one with `kg build CORPUS`, "
                "or an empty one with `kg new`."
            )
        return version

    def version(self, number: int) -> Version:
        """The manifest of a version."""
        path = self._home / f"{number:06}" / manifest.NAME
        try:
            return _manifests.read(path, path.stat().st_mtime_ns)
        except (FileNotFoundError, NotADirectoryError) as error:
            if number in self.numbers():
                raise manifest.damaged(path, str(error)) from error
            raise self._unknown(number) from error

    def _unknown(self, number: int) -> UnknownVersion:
        known = ", ".join(map(str, self.numbers())) or "none"
        return UnknownVersion(f"{self.folder} has no version {number}. Versions: {known}.")

    def numbers(self) -> list[int]:
        """The number of every version, oldest first."""
        if not self._home.is_dir():
            return []
        return sorted(int(each.name) for each in self._home.iterdir() if re.fullmatch(r"\d{6,}", each.name))

    def all(self) -> tuple[Version, ...]:
        """Every version, oldest first."""
        return tuple(self.version(number) for number in self.numbers())

    def path(self, version: Version) -> Path:
        """Where the store of a version lies."""
        return self._home / f"{version.number:06}" / "store"

    def open(self, version: Version) -> Store:
        """The store of a version, read-only, which is there for as long as this process is."""
        lent = self.lend(version)
        _leases.setdefault(self.path(version), lent.lease)
        return lent.store

    @contextmanager
    def reading(self, version: Version) -> Iterator[Store]:
        """The store of a version, read-only, which is there for as long as the block."""
        lent = self.lend(version)
        try:
            yield lent.store
        finally:
            lent.lease.close()

    def lend(self, version: Version) -> "Lent":
        """The store of a version, read-only, which is there for as long as its lease."""
        try:
            lease = Lease.shared(self.path(version).parent)
        except FileNotFoundError as error:
            raise self._unknown(version.number) from error
        try:
            return Lent(Store.read_only(str(self.path(version))), lease)
        except OSError as error:
            raise DamagedVersion(
                f"The store of version {version.number} does not open ({error}); "
                "publish another with `kg rollback`, or build anew."
            ) from error

    def reports(self, version: Version) -> Mapping[str, tuple[Finding, ...]]:
        """The documents that a version holds back, each with what its shapes found."""
        folder = self._home / f"{version.number:06}" / "reports"
        return {name: manifest.findings(folder / f"{name}.json") for name in version.held_back}

    def patch(self, version: Version | None, base: str) -> bytes:
        """What was written by hand to graphs that builds make on this base, up to a version."""
        return edits.found(self.path(version).parent) if version and version.base == base else b""

    @contextmanager
    def writing(self, base: str, *, purpose: str) -> Iterator[Staging]:
        """The next version, begun from the one that is served; gone after the block unless published."""
        with durable.writable(self.folder), self._locked(purpose):
            self._sweep()
            number = max(self.numbers(), default=0) + 1
            # A writer's orphan may outlive it for a moment, and must not find its folder taken by another.
            folder = self.folder / "staging" / f"{number:06}-{os.getpid()}"
            staging = Staging(folder, number, base)
            try:
                parent = self.current()
                staging.begin(parent, self.path(parent) if parent else None)
                yield staging
            finally:
                staging.discard()

    def publish(
        self,
        staging: Staging,
        *,
        message: str,
        author: str = "",
        inputs: Mapping[str, str] | None = None,
        held_back: Mapping[str, tuple[Finding, ...]] | None = None,
    ) -> Version:
        """Make what was staged the version that is served; its author is who runs this, unless named."""
        version = staging.publishable(
            author=author or getpass.getuser(),
            message=message,
            inputs=inputs or {},
            held_back=held_back or {},
        )
        home = self._home / f"{version.number:06}"
        self._home.mkdir(exist_ok=True)
        staging.folder.rename(home)
        durable.sync(self._home)
        self._serve(version.number)
        return version

    def rollback(self, number: int) -> Version:
        """Serve an older version again; the newer ones stay where they are."""
        with durable.writable(self.folder), self._locked("rollback"):
            self._sweep()
            version = self.version(number)
            with self.reading(version):
                self._serve(number)
            return version

    def prune(self, keep: int) -> tuple[int, ...]:
        """Take away all but the newest versions, the one that is served, and those that somebody reads."""
        with durable.writable(self.folder), self._locked("prune"):
            self._sweep()
            numbers = self.numbers()
            old = [number for number in numbers[: len(numbers) - keep] if number != self.current_number()]
            return tuple(filter(self._taken_away, old))

    def _taken_away(self, number: int) -> bool:
        home = self._home / f"{number:06}"
        lease = Lease.sole(home)
        if lease is None:
            return False
        gone = self.folder / "staging" / f"{number:06}-gone"  # swept by the next writer, if we are killed
        gone.parent.mkdir(exist_ok=True)
        home.rename(gone)
        durable.sync(self._home)
        lease.close()
        shutil.rmtree(gone, ignore_errors=True)
        return True

    def _serve(self, number: int) -> None:
        durable.point(self._link, Path("versions", f"{number:06}"))
        self._mark(number)

    def _mark(self, number: int) -> None:
        mark = self._home / f"{number:06}" / _SERVED
        if not mark.exists():
            durable.write(mark, b"")

    def _sweep(self) -> None:
        """Remove what a killed writer left: a staging folder, or a version that was never served."""
        shutil.rmtree(self.folder / "staging", ignore_errors=True)
        served = self.current_number()
        if served is not None:
            self._mark(served)
        for number in self.numbers():
            if not (self._home / f"{number:06}" / _SERVED).exists():
                shutil.rmtree(self._home / f"{number:06}")

    @contextmanager
    def _locked(self, purpose: str) -> Iterator[None]:
        self.folder.mkdir(parents=True, exist_ok=True)
        holder = self.folder / "lock.holder"
        try:
            with FileLock(self.folder / "lock", timeout=self._patience):
                holder.write_text(f"{purpose} (process {os.getpid()})", encoding="utf-8")
                yield
        except Timeout as error:
            raise WriterBusy(
                f"{self.folder} is being written by {_words(holder)}; "
                f"gave up after {self._patience:g} seconds. Wait for it to end, then try again."
            ) from error


def _words(holder: Path) -> str:
    return holder.read_text(encoding="utf-8") if holder.exists() else "another process"


_manifests: Final = Manifests()
