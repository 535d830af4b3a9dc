"""Whether there is what an address names: now, in a former version, or nothing but what looks like it."""

from collections.abc import Iterator
from contextlib import suppress
from urllib.parse import quote

from kg.dataset import Dataset
from kg.model import Ref
from server.config import Service
from server.former import exists, last_version
from server.links import FormerThing, UnknownThing
from server.resources.catalogue import catalogued
from server.resources.near import near


def standing(service: Service, ref: Ref) -> Ref:
    """The reference under which there is such a thing; FormerThing or UnknownThing where there is none."""
    for each in _spellings(service, ref):
        if exists(service.dataset, service.links.iri(each)) or catalogued(service, each):
            return each
    number = _last_known(service, ref)
    if number is not None:
        raise FormerThing(str(ref), version=number, former=service.links.page(ref, version=str(number)))
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


def _last_known(service: Service, ref: Ref) -> int | None:
    """The newest former version that has the thing."""
    things = [service.links.iri(each) for each in _spellings(service, ref)]

    def has(dataset: Dataset) -> bool:
        return any(exists(dataset, thing) for thing in things)

    return last_version(service, has)
