"""How far a store is with writing its files anew, which its engine does in one call and says nothing of."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread
from typing import Final

from kg.headway import Headway

_GLANCE: Final = 1.0
"""Seconds between two looks at the files."""
_MEGA: Final = 1_000_000


@contextmanager
def told(folder: Path, headway: Headway) -> Iterator[None]:
    """Tell of a block that rewrites the store in a folder how many of its megabytes are written."""
    before = _sizes(folder)
    total, ended = max(1, sum(before.values()) // _MEGA), Event()

    def tell() -> None:
        written: dict[str, int] = {}
        while not ended.wait(_GLANCE):
            written |= {name: size for name, size in _sizes(folder).items() if name not in before}
            # Some is written more than once, on its way from level to level.
            headway(min(sum(written.values()) // _MEGA, total - 1), total, "MB")

    headway(0, total, "MB")
    teller = Thread(target=tell, daemon=True)
    teller.start()
    try:
        yield
    finally:
        ended.set()
        teller.join()
    headway(total, total, "MB")


def _sizes(folder: Path) -> dict[str, int]:
    """The files of the store by name; one that goes while we look is not there."""
    found: dict[str, int] = {}
    for file in folder.glob("*.sst"):
        try:
            found[file.name] = file.stat().st_size
        except FileNotFoundError:
            continue
    return found
