"""The page for people who want the graph as a whole: what it holds, in numbers, and the files to fetch."""

from collections.abc import Iterable
from dataclasses import dataclass

from kg.deposit import Deposit, NotYetMade, dumped
from kg.deposit.dumps import FORMATS
from kg.terms import compact
from server.config import Service
from server.deposits import deposited
from server.publishing.dataset import dataset
from server.structured import Described

_MOMENT = 2.0
"""Seconds that a reader waits for files that are just being made."""

_TITLES = {"nq": "N-Quads", "trig": "TriG", "gz": "gzip", "zst": "zstd"}


@dataclass(frozen=True, slots=True)
class File:
    """A file to fetch; `size` in megabytes."""

    name: str
    href: str
    form: str
    coding: str
    size: float
    sha256: str


@dataclass(frozen=True, slots=True)
class Edition:
    """The files of one version."""

    number: int
    href: str
    time: str
    files: tuple[File, ...]
    checksums: str


@dataclass(frozen=True, slots=True)
class Counted:
    """A class or property, and how often it is used."""

    name: str
    href: str
    count: int


@dataclass(frozen=True, slots=True)
class DumpsPage:
    """What the template of the dumps shows; `making` while files of the served version are not there yet."""

    version: int
    time: str
    triples: int
    graphs: int
    licence: str
    editions: tuple[Edition, ...]
    making: bool
    latest: tuple[tuple[str, str], ...]
    classes: tuple[Counted, ...]
    properties: tuple[Counted, ...]
    description: str
    structured: Described


def dumps_page(service: Service) -> DumpsPage:
    """The page about the version that is served."""
    version, counts = service.versions.served(), deposited(service, "statistics").statistics()
    making, made = _being_made(service), dumped(service.versions)
    return DumpsPage(
        version=version.number,
        time=version.time.isoformat(),
        triples=counts.triples,
        graphs=len(version.graphs),
        licence=service.settings.licence,
        editions=tuple(_edition(service, each) for each in made),
        making=making,
        latest=tuple((_TITLES[form], service.links.dump(f"latest.{form}.zst")) for form in FORMATS),
        classes=_most(service, ((each.iri, each.entities) for each in counts.classes)),
        properties=_most(service, ((each.iri, each.triples) for each in counts.properties)),
        description=service.links.void(),
        structured=dataset(service, made),
    )


def _most(service: Service, counts: Iterable[tuple[str, int]]) -> tuple[Counted, ...]:
    """What is used most first."""
    found = (Counted(compact(iri), service.links.href(iri), count) for iri, count in counts)
    return tuple(sorted(found, key=lambda each: (-each.count, each.name)))


def _being_made(service: Service) -> bool:
    """Whether the dumps of the served version are not there yet; asking has them made."""
    try:
        deposited(service, "dumps", patience=_MOMENT)
    except NotYetMade:
        return True
    return False


def _edition(service: Service, deposit: Deposit) -> Edition:
    links, version = service.links, deposit.version
    return Edition(
        number=version.number,
        href=links.version(version.number),
        time=version.time.isoformat(),
        files=tuple(
            File(
                name=each.name,
                href=links.dump(each.name),
                form=_TITLES[each.form],
                coding=_TITLES[each.coding],
                size=each.size / 1e6,
                sha256=each.sha256,
            )
            for each in deposit.dumps()
        ),
        checksums=links.dump(f"{deposit.stem}.sha256"),
    )
