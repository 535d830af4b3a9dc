"""What a data folder no longer needs, and whatever nobody can be reading of it, taken away."""

import shutil
import time
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kg.deposit import folder
from kg.settings import Settings
from kg.versions import Versions

_RECENT: Final = 24 * 60 * 60
"""Seconds for which what was read is kept in any case, for the build that read it may still be under way."""


@dataclass(frozen=True, slots=True)
class Pruned:
    """The versions that went, those that stay though they are old, and how many files of shards went."""

    removed: tuple[int, ...]
    kept: tuple[int, ...]
    shards: int


def prune(settings: Settings, keep: int) -> Pruned:
    """Keep the newest versions, the one that is served, those that somebody reads, and what belongs to them.

    Shards at an address of their own stay, for others may build with them.
    """
    versions = Versions(settings.data)
    removed = versions.prune(keep)
    numbers = versions.numbers()
    for deposit in folder.home(settings.data).glob("*-*"):
        if int(deposit.name.partition("-")[0]) in removed:
            shutil.rmtree(deposit)
    wanted = {key for number in numbers for key in versions.version(number).inputs.values()}
    shards = [*_unwanted(settings.data / "shards", wanted)]
    for file in shards:
        file.unlink(missing_ok=True)
    return Pruned(removed, tuple(numbers[:-keep]), len(shards))


def _unwanted(shards: Path, wanted: Collection[str]) -> Iterator[Path]:
    for file in shards.glob("*/*"):
        with suppress(FileNotFoundError):
            if file.name.partition(".")[0] not in wanted and file.stat().st_mtime < time.time() - _RECENT:
                yield file
