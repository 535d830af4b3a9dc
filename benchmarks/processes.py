"""What a process and all below it take of the processor and of memory, read from /proc."""

import os
from pathlib import Path
from typing import Final

_TICK: Final = os.sysconf("SC_CLK_TCK")
_PAGE: Final = os.sysconf("SC_PAGE_SIZE")


def processor(pid: int) -> float:
    """Seconds of processor time that a process, its children and those of them that ended took so far."""
    return sum(sum(map(int, fields[11:15])) for fields in _family(pid).values()) / _TICK


def megabytes(pid: int) -> float:
    """Memory that a process and its children hold, what they share counted for each."""
    return sum(int(fields[21]) for fields in _family(pid).values()) * _PAGE / 1e6


def peaks(pid: int) -> dict[int, int]:
    """The most megabytes that a process and each below it held so far, by number."""
    return {number: _peak(number) for number in _family(pid)}


def _family(pid: int) -> dict[int, list[str]]:
    """The fields of /proc/…/stat after the name, of a process and all below it, by number."""
    stats = {
        int(path.parent.name): stat for path in Path("/proc").glob("[0-9]*/stat") if (stat := _stat(path))
    }
    below = [pid]
    for parent in below:
        below += [number for number, stat in stats.items() if int(stat[1]) == parent]
    return {number: stats[number] for number in below if number in stats}


def _stat(path: Path) -> list[str]:
    return _read(path).rpartition(")")[2].split()


def _peak(number: int) -> int:
    words = _read(Path(f"/proc/{number}/status")).partition("VmHWM:")[2].split()
    return int(words[0]) >> 10 if words else 0


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:  # it ended in the meantime
        return ""
