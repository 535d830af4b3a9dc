"""What the graph had once: which former version had it last."""

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Final

from pyoxigraph import NamedNode

from kg.dataset import Dataset
from kg.model import Version
from kg.versions import Versions
from server.asking import asked
from server.config import Service

_HERE: Final = Path(__file__).resolve().parent
_LOOKED_AT: Final = 100
"""The newest versions, among which a former one is looked for."""
_ASKED: Final = 50
"""How many of these are asked at most; each has to be opened, which takes some milliseconds."""


def exists(dataset: Dataset, thing: NamedNode) -> bool:
    """Whether the graph says anything of or with this thing, or is named so."""
    return dataset.ask(asked(_HERE, "exists", {"thing": thing}))


def last_version(service: Service, had: Callable[[Dataset], bool]) -> int | None:
    """The newest of the former versions that had something; an engine elsewhere holds none of them."""
    numbers = () if service.settings.store else former(service)
    return next((each for each in numbers if had(service.dataset.at(each))), None)


def former(service: Service) -> tuple[int, ...]:
    """The versions that may have had what there is no more, newest first: those before what is looked at."""
    numbers, then = service.versions.numbers(), service.links.then
    before = tuple(each for each in numbers if not then or each < int(then))[-_LOOKED_AT:]
    return _bereft(service.settings.data, service.versions.current_number(), before)


@lru_cache(maxsize=4)
def _bereft(data: Path, current: int | None, numbers: tuple[int, ...]) -> tuple[int, ...]:
    """The versions that may have what the current one lacks, newest first.

    Of them others were made by taking something away, or none at all.
    """
    known = [Versions(data).version(number) for number in numbers]
    parents = {each.parent for each in known}
    lost = {each.parent for each in known if _takes_away(each)}
    found = (each for each in numbers if each in lost or each not in parents)
    return tuple(each for each in sorted(found, reverse=True) if each != current)[:_ASKED]


def _takes_away(version: Version) -> bool:
    return any(removed for _, removed in version.changes.values())
