"""Indexes made in a process of their own, so that whoever serves goes on serving meanwhile."""

import logging
import subprocess
import sys
from contextlib import suppress
from threading import Lock
from time import monotonic
from typing import Final

from kg.model import Version
from kg.search.reader import Reader
from kg.search.shelf import Shelf
from kg.versions import Versions

_LOG: Final = logging.getLogger(__name__)

_PATIENCE: Final = 4.0
"""Seconds that a reader would rather wait for an index than do without."""
_REST: Final = 60.0
"""Seconds before an index that could not be made is tried again."""


class Desk:
    """Whom to ask for the index of a version: the one that is there, or one that is being made."""

    def __init__(self, versions: Versions) -> None:
        self._shelf = Shelf(versions)
        self._folder = versions.folder
        self._lock = Lock()
        self._making: tuple[Version, subprocess.Popen[bytes], float] | None = None

    def reader(self, version: Version, *, patience: float = _PATIENCE) -> Reader | None:
        """The index of a version; None when it takes longer to make than somebody likes to wait."""
        there = self._shelf.reader(version)
        if there:
            return there
        process, since = self._made(version)
        with suppress(subprocess.TimeoutExpired):
            process.wait(max(0.0, since + patience - monotonic()))
        return self._shelf.reader(version)

    def _made(self, version: Version) -> tuple[subprocess.Popen[bytes], float]:
        """The process that makes the index of a version, begun unless it is under way, and since when."""
        with self._lock:
            now = monotonic()
            if self._making:
                known, process, since = self._making
                if process.poll() is None or (known == version and since + _REST > now):
                    return process, since
                if process.returncode:
                    _LOG.warning("The index of version %d could not be made; see above.", known.number)
            program = [sys.executable, "-P", "-m", "kg.search", str(self._folder), str(version.number)]
            process = subprocess.Popen(program, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
            self._making = version, process, now
            return process, now
