"""Manifests that were read lately: all of many small versions, some of large ones."""

from collections import OrderedDict
from pathlib import Path
from threading import Lock
from typing import Final

from kg.model import Version
from kg.versions import manifest

_ROOM: Final = 1_000_000
"""Entries of manifests that are kept: some hundred megabytes, whether of few documents or of many."""
_OWN: Final = 20
"""What a manifest weighs beside the graphs that it lists, in entries."""


class Manifests:
    """Manifests by their files; those that nobody asked for longest make room for others."""

    def __init__(self, room: int = _ROOM) -> None:
        self._room = room
        self._lock = Lock()
        self._kept = OrderedDict[tuple[Path, int], Version]()
        self._taken = 0

    def read(self, path: Path, written: int) -> Version:
        """The manifest in a file of this time: it never changes, but numbers are given again."""
        with self._lock:
            kept = self._kept.get((path, written))
            if kept:
                self._kept.move_to_end((path, written))
                return kept
        version = manifest.read(path)
        with self._lock:
            if (path, written) not in self._kept:
                self._kept[path, written] = version
                self._taken += _weight(version)
            while self._taken > self._room and len(self._kept) > 1:
                _, oldest = self._kept.popitem(last=False)
                self._taken -= _weight(oldest)
        return version


def _weight(version: Version) -> int:
    return _OWN + len(version.graphs) + len(version.counts) + len(version.inputs) + len(version.changes)
