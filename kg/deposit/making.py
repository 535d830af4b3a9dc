"""The parts of a deposit made, each once, by whichever process comes first."""

import shutil
from collections.abc import Collection
from itertools import islice
from pathlib import Path
from typing import Final

from filelock import FileLock

from kg import tables
from kg.dataset import LocalDataset
from kg.deposit import dumps, things
from kg.deposit.folder import Deposit, Part, deposit_of, forebears
from kg.deposit.reckoning import pays, reckoned
from kg.deposit.statistics import Statistics, counted
from kg.headway import Headway, steps, unheard
from kg.model import Version
from kg.tables import Listing, Table, listings
from kg.versions import Versions, durable

_GENERATIONS: Final = 50
"""Versions back that are looked at for counts to reckon from."""
_KEPT: Final = 3
"""Versions whose larger parts are kept: the served one, and those that somebody may just be fetching."""


def make(
    versions: Versions, version: Version, parts: Collection[Part], headway: Headway = unheard
) -> Deposit:
    """The deposit of a version with these parts made; what is there already is not made again."""
    deposit = deposit_of(versions, version)
    deposit.folder.mkdir(parents=True, exist_ok=True)
    for part in parts:
        with FileLock(deposit.folder / f"{part}.lock"):
            if not deposit.has(part):
                _MAKERS[part](versions, deposit, headway)
    return deposit


def _count(versions: Versions, deposit: Deposit, headway: Headway) -> None:
    found = _reckoned(versions, deposit.version)
    if found is None:
        dataset = LocalDataset(versions.at(deposit.version.number), base=deposit.version.base)
        found = counted(dataset, headway)
    durable.write(deposit.path("statistics"), found.written(), lasting=False)


def _reckoned(versions: Versions, version: Version) -> Statistics | None:
    """The counts from those of a forebear, where there is one that was counted and is not too different."""
    for each in islice(forebears(versions, version), _GENERATIONS):
        old = deposit_of(versions, each)
        if old.has("statistics") and old.version.base == version.base:
            if not pays(old.version, version):
                return None
            graphs = old.version.differing(version)
            with versions.reading(old.version) as before, versions.reading(version) as after:
                return reckoned(old.statistics(), before, after, graphs)
    return None


def _list(versions: Versions, deposit: Deposit, _headway: Headway) -> None:
    changed = things.changes(versions, deposit.version)
    with versions.reading(deposit.version) as store:
        found = things.dated(store, changed, deposit.version.base)
    durable.write(deposit.path("things"), things.written(found), lasting=False)
    _prune(deposit.path("things"))


def _tabulate(versions: Versions, deposit: Deposit, headway: Headway) -> None:
    fresh = deposit.folder / "tables.fresh"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir()
    pinned = versions.at(deposit.version.number)
    dataset = LocalDataset(pinned, base=deposit.version.base)
    for each in steps(listings(), headway, named=lambda each: each.name):
        table = _table(pinned, dataset, deposit.version, each)
        (fresh / f"{each.name}.json").write_bytes(table.written(each))
    fresh.rename(deposit.path("tables"))
    _prune(deposit.path("tables"))


def _table(versions: Versions, dataset: LocalDataset, version: Version, listing: Listing) -> Table:
    """The table of a list as it follows from that of a forebear, else asked for."""
    for before in islice(forebears(versions, version), _GENERATIONS):
        known = deposit_of(versions, before).table(listing) if before.base == version.base else None
        if known:
            found = tables.followed(dataset, versions, listing, known, before)
            return found or tables.asked(dataset, version.base, listing)
    return tables.asked(dataset, version.base, listing)


def _dump(versions: Versions, deposit: Deposit, _headway: Headway) -> None:
    fresh = deposit.folder / "dumps.fresh"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir()
    with versions.reading(deposit.version) as store:
        dumps.dumped(store, fresh, deposit.stem)
    fresh.rename(deposit.path("dumps"))
    _prune(deposit.path("dumps"))


_MAKERS: Final = {"statistics": _count, "tables": _tabulate, "things": _list, "dumps": _dump}


def _prune(made: Path) -> None:
    """Take away what was made longest ago of the same part of other versions."""
    same = sorted(made.parent.parent.glob(f"*/{made.name}"), key=lambda path: path.stat().st_mtime_ns)
    for path in same[:-_KEPT]:
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
