"""What a version that was just published has ready for those who ask: counts, tables and an index."""

import subprocess
import sys
from collections.abc import Mapping
from typing import Final

from kg import deposit, search
from kg.deposit.folder import Part
from kg.headway import Headway, Phases, heard
from kg.model import Version
from kg.versions import Versions

_PARTS: Final[Mapping[Part, str]] = {"statistics": "counting", "tables": "listing"}
"""What a version should have, and what one calls making it."""
_MANY: Final = 1_000_000
"""Quads that are new or gone, after which all this is made in processes of their own.

What that takes of memory grows with them, and a process gives it back when it ends.
"""
_MEMORY: Final = 4096
"""Megabytes that counting may take; without them whoever asks first waits for the counts."""


def make(versions: Versions, version: Version, headway: Phases) -> None:
    """Have all this of a version."""
    for part, phase in _PARTS.items():
        if _much(version):
            asked = (str(versions.folder), str(version.number), part, str(_MEMORY))
            _apart("kg.deposit", *asked, headway=headway(phase))
        else:
            deposit.make(versions, version, [part], headway(phase))
    if _much(version):
        _apart("kg.search", str(versions.folder), str(version.number), headway=headway("indexing"))
    else:
        search.Shelf(versions).make(version, headway("indexing"))


def _much(version: Version) -> bool:
    return sum(map(sum, version.changes.values())) >= _MANY


def _apart(module: str, *arguments: str, headway: Headway) -> None:
    program = [sys.executable, "-P", "-m", module, *arguments]
    with subprocess.Popen(program, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True) as process:
        try:
            heard(process.stdout or (), headway)
        finally:
            process.kill()  # when it says no more it has ended, unless we were interrupted
