"""Whether there is what an address names: now, in a former version, or nothing but what looks like it."""

from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Final
from urllib.parse import quote

from kg.model import Ref, Version
from kg.versions import Versions
from server.config import Service
from server.links import FormerThing, UnknownThing
from server.resources.catalogue import catalogued
from server.resources.description import exists
from server.resources.near import near

_LOOKED_AT: Final = 100
"""The newest versions, among which a former one is looked for."""
_ASKED: Final = 50
"""How many of these are asked at most; each has to be opened, which takes some milliseconds."""


def standing(service: Service, ref: Ref, then: Version | None = None) -> Ref:
    """The reference under which there is such a thing; FormerThing or UnknownThing where there is none.

    `then` is the version asked about, where that is not the one which is served.
    """
    for each in _spellings(service, ref):
        if exists(service.dataset, service.links.iri(each)) or catalogued(service, each):
            return each
    number = _last_known(service, ref, then)
    if number is not None:
        there = service.links.page(ref, version=str(number))
        raise FormerThing(
            f"There was {str(ref)[:80]!r} up to version {number}, and it is no longer in the graph. "
            f"Read what it was at {there}.",
            version=number,
            former=there,
        )
    raise UnknownThing(
        f"The graph knows nothing called {str(ref)[:80]!r}. Look for it from the first page.",
        near=tuple(service.links.page(each) for each in near(service, ref)),
    )


def _spellings(service: Service, ref: Ref) -> Iterator[Ref]:
    """The name in the characters that it stands for, and percent-encoded, which is another IRI."""
    for slug in dict.fromkeys((ref.slug, quote(ref.slug))):
        with suppress(UnknownThing):
            service.links.iri(Ref(ref.kind, slug))
            yield Ref(ref.kind, slug)


def _last_known(service: Service, ref: Ref, then: Version | None) -> int | None:
    """The newest former version that has the thing."""
    numbers = service.versions.numbers()
    before = tuple(each for each in numbers if then is None or each < then.number)[-_LOOKED_AT:]
    asked = _bereft(service.settings.data, service.versions.current_number(), before)
    things = [service.links.iri(each) for each in _spellings(service, ref)]
    return next((each for each in asked for thing in things if exists(service.dataset.at(each), thing)), None)


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
