"""The table of a version from that of an earlier one, where little has changed since."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final

from pyoxigraph import DefaultGraph, NamedNode, Store

from kg.dataset import Dataset
from kg.model import Version
from kg.search.changes import touched
from kg.tables.asking import asked
from kg.tables.listings import Listing
from kg.tables.renewing import renewed
from kg.tables.table import Table
from kg.terms import term
from kg.versions import Versions

_Things = Mapping[str, frozenset[object]]
"""Things by their IRIs, with their classes."""
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
    wanted = {term(each) for each in listing.classes}
    listed = [thing for thing, classes in things.items() if not wanted.isdisjoint(classes)]
    return renewed(known, asked(dataset, after.base, listing, listed), things.keys())


@lru_cache(maxsize=4)
def _touched(folder: Path, before: tuple[int, str], after: tuple[int, str]) -> _Things | None:
    """The things of which two versions do not say the same, with their classes; None where there are many."""
    versions = Versions(folder)
    one, other = (versions.version(number) for number, _ in (before, after))
    nodes = touched(versions, one, other, most=_FOLLOWED)
    things = [each for each in nodes or () if not any(kind in each.value for kind in _UNLISTED)]
    if nodes is None or len(things) > _RENEWED:
        return None
    with versions.reading(other) as store:
        return {each.value: _classes(store, each) for each in things}


def _classes(store: Store, thing: NamedNode) -> frozenset[object]:
    return frozenset(
        quad.object for quad in store.quads_for_pattern(thing, term("rdf:type"), None, DefaultGraph())
    )
