"""The indexes of the versions: each lies beside the store that it was made from, and serves no other."""

import json
import os
import shutil
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout
from pyoxigraph import NamedNode

from kg.headway import Headway, unheard
from kg.model import Version
from kg.search import entries
from kg.search.changes import shifts, touched
from kg.search.index import Writing
from kg.search.reader import Reader
from kg.versions import Versions

_FORM: Final = 1
"""Of the index; one of another form is made anew."""
_NAME: Final = "search"
_STAMP: Final = "of.json"
_KEPT: Final = 2
"""Indexes held open: that of the version served, and that of the one before."""
_BATCH: Final = 500
"""Things and documents that are put in between one word about it and the next."""


class Shelf:
    """The indexes in a data folder.

    They are no part of the versions: each can be made again from the store beside it.
    """

    def __init__(self, versions: Versions) -> None:
        self._versions = versions
        self._opened: dict[tuple[int, str], Reader] = {}

    def reader(self, version: Version) -> Reader | None:
        """The index of a version, None while there is none."""
        key = (version.number, version.hash)
        opened = self._opened.get(key)
        if opened is None and self.has(version):
            opened = Reader(self._folder(version))
            self._opened = dict([*self._opened.items(), (key, opened)][-_KEPT:])
        return opened

    def has(self, version: Version) -> bool:
        """Whether the index of a version is there, made from this version and as it is made now."""
        try:
            stamp = (self._folder(version) / _STAMP).read_text(encoding="utf-8")
        except (FileNotFoundError, NotADirectoryError):
            return False
        return stamp == _stamp(version)

    def make(self, version: Version, headway: Headway = unheard) -> None:
        """Have the index of a version, unless another process is about it."""
        with self._alone(version) as folder:
            if folder is None or self.has(version):
                return
            shutil.rmtree(folder, ignore_errors=True)
            if not self._followed(folder, version):
                self._begun(folder, version, headway)
            (folder / _STAMP).write_text(_stamp(version), encoding="utf-8")
            shutil.rmtree(self._folder(version), ignore_errors=True)
            folder.rename(self._folder(version))

    def _begun(self, folder: Path, version: Version, headway: Headway) -> None:
        folder.mkdir()
        writing = Writing.begun(folder)
        with self._versions.reading(version) as store:
            named, texts = [*entries.named(store)], [*dict.fromkeys(entries.documents(store))]
            total = len(named) + len(texts)
            for start in range(0, len(named), _BATCH):
                headway(start, total, "")
                writing.add_things(entries.things(store, named[start : start + _BATCH]))
            for start in range(0, len(texts), _BATCH):
                headway(len(named) + start, total, "")
                writing.add_paragraphs(entries.paragraphs(store, texts[start : start + _BATCH]))
        writing.done()
        headway(total, total, "")

    def _followed(self, folder: Path, version: Version) -> bool:
        """Make an index from that of the parent, where it is there and little has changed since."""
        parent = self._parent(version)
        nodes = touched(self._versions, parent, version) if parent else None
        if parent is None or nodes is None:
            return False
        shutil.copytree(self._folder(parent), folder, copy_function=_shared)
        writing = Writing.resumed(folder)
        writing.remove(node.value for node in nodes)
        facts = self._reckoned(parent, version, nodes)
        with self._versions.reading(version) as store:
            writing.add_things(entries.things(store, nodes, facts=facts))
            writing.add_paragraphs(entries.paragraphs(store, nodes))
        writing.done()
        return True

    def _reckoned(self, parent: Version, version: Version, nodes: Collection[NamedNode]) -> Mapping[str, int]:
        """How much is said of things, from what the parent's index knows: counting would go through all."""
        more = shifts(self._versions, parent, version)
        if more is None:
            return {}
        known = Reader(self._folder(parent)).facts(node.value for node in nodes)
        return {iri: facts + more.get(iri, 0) for iri, facts in known.items()}

    def _parent(self, version: Version) -> Version | None:
        """The version that this one was made from, where it has an index."""
        if version.parent is None or version.parent not in self._versions.numbers():
            return None
        parent = self._versions.version(version.parent)
        return parent if parent.base == version.base and self.has(parent) else None

    @contextmanager
    def _alone(self, version: Version) -> Iterator[Path | None]:
        """A folder to make an index in, for one process at a time; None while another is about it."""
        home = self._folder(version)
        try:
            with FileLock(home.with_name(f".{_NAME}.lock"), timeout=0):
                yield home.with_name(f".{_NAME}")
        except Timeout:
            yield None

    def _folder(self, version: Version) -> Path:
        return self._versions.path(version).parent / _NAME


def _stamp(version: Version) -> str:
    return json.dumps({"form": _FORM, "number": version.number, "hash": version.hash})


def _shared(source: str, target: str) -> None:
    """Segments never change once they are written, so indexes may share them; lists of them do."""
    if Path(source).suffix in {".json", ".lock"}:
        shutil.copyfile(source, target)
    else:
        os.link(source, target)
