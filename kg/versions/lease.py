"""That somebody reads a version, so that nobody takes it away meanwhile."""

import fcntl
import os
from contextlib import suppress
from pathlib import Path
from typing import Self

from kg.versions import manifest


class Lease:
    """A version's manifest held by this process, until the lease is closed or forgotten or the process ends.

    Files that were removed could still be read, but an engine opens some only when a query wants them.
    """

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    @classmethod
    def shared(cls, folder: Path) -> Self:
        """The lease of a reader; any number may have one. FileNotFoundError where the version is gone."""
        lease = cls(os.open(folder / manifest.NAME, os.O_RDONLY))
        fcntl.flock(lease._descriptor, fcntl.LOCK_SH)
        (folder / manifest.NAME).stat()  # it may have gone while we waited
        return lease

    @classmethod
    def sole(cls, folder: Path) -> Self | None:
        """The lease of whoever takes a version away; None while somebody reads it."""
        lease = cls(os.open(folder / manifest.NAME, os.O_RDONLY))
        try:
            fcntl.flock(lease._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return None
        return lease

    def close(self) -> None:
        """Read no more."""
        if self._descriptor >= 0:
            with suppress(OSError):
                os.close(self._descriptor)
            self._descriptor = -1

    def __del__(self) -> None:
        self.close()
