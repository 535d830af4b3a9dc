"""The table of a version from that of an earlier one, where little has changed since."""

from functools import lru_cache
from pathlib import Path
from typing import Final

from kg.dataset import Dataset
from kg.model import Version
from kg.search.changes import touched
from kg.tables.asking import asked
from kg.tables.listings import Listing
from kg.tables.renewing import renewed
from kg.tables.table import Table
from kg.versions import Versions

_FOLLOWED: Final = 40_000
"""Quads of changed graphs that are compared to find what changed; beyond, the list is asked for anew."""
_RENEWED: Final = 1000
"""Things that are asked for by themselves; beyond, asking for all of them is as quick."""
_UNLISTED: Final = tuple(
    f"/id/{each}/" for each in ("claim", "passage", "decision", "attestation", "activity", "graph")
)
"""Evidence, of which most is said and which is on no list."""


def followed(
    dataset: Dataset, versions: Versions, listing: Listing, known: Table, before: Version
) -> Table | None:
    """What a table has become in the version that is served; None where too much has changed since."""
    after = versions.served()
    things = _touched(versions.folder, (before.number, before.hash), (after.number, after.hash))
    if things is None:
        return None
    return renewed(known, asked(dataset, after.base, listing, things), things)


@lru_cache(maxsize=4)
def _touched(folder: Path, before: tuple[int, str], after: tuple[int, str]) -> frozenset[str] | None:
    """The things of which two versions do not say the same; None where they are too many."""
    versions = Versions(folder)
    one, other = (versions.version(number) for number, _ in (before, after))
    nodes = touched(versions, one, other, most=_FOLLOWED)
    things = frozenset(
        each.value for each in nodes or () if not any(kind in each.value for kind in _UNLISTED)
    )
    return None if nodes is None or len(things) > _RENEWED else things
