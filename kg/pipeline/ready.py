"""What a version that was just published has ready for those who ask: counts, tables and an index."""

import subprocess
import sys
from typing import Final

from kg import deposit, search
from kg.deposit.folder import Part
from kg.model import Version
from kg.versions import Versions

_PARTS: Final[tuple[Part, ...]] = ("statistics", "tables")
_MANY: Final = 1_000_000
"""Quads that are new or gone, after which all this is made in processes of their own.

What that takes of memory grows with them, and a process gives it back when it ends.
"""
_MEMORY: Final = 4096
"""Megabytes that counting may take; without them whoever asks first waits for the counts."""


def count(versions: Versions, version: Version) -> None:
    """Have the counts of a version, and its lists."""
    if _much(version):
        for part in _PARTS:
            _apart("kg.deposit", str(versions.folder), str(version.number), part, str(_MEMORY))
    else:
        deposit.make(versions, version, _PARTS)


def index(versions: Versions, version: Version) -> None:
    """Have the index of a version."""
    if _much(version):
        _apart("kg.search", str(versions.folder), str(version.number))
    else:
        search.Shelf(versions).make(version)


def _much(version: Version) -> bool:
    return sum(map(sum, version.changes.values())) >= _MANY


def _apart(module: str, *arguments: str) -> None:
    subprocess.run([sys.executable, "-P", "-m", module, *arguments], stdin=subprocess.DEVNULL, check=False)
