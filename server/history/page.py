"""The versions for readers: a list of them, and what each one changed."""

from dataclasses import dataclass, replace
from typing import Final

from kg.model import Version
from server.config import Service
from server.dates import moment

_SHOWN: Final = 100
"""Versions on one page."""


@dataclass(frozen=True, slots=True)
class VersionEntry:
    """A version in a list, with how many quads came and went."""

    number: int
    href: str
    time: str
    moment: str
    author: str
    message: str
    quads: int
    graphs: int
    added: int
    removed: int
    served: bool


@dataclass(frozen=True, slots=True)
class VersionsPage:
    """What the template of the list shows, newest first; `older` leads on where there are more."""

    versions: tuple[VersionEntry, ...]
    timemap: str
    older: str = ""


@dataclass(frozen=True, slots=True)
class GraphChanged:
    """How many quads of one graph came and went; `href` leads to the graph as it then was."""

    name: str
    href: str
    added: int
    removed: int


@dataclass(frozen=True, slots=True)
class VersionPage:
    """What the template of one version shows."""

    version: VersionEntry
    hash: str
    parent: VersionEntry | None
    changes: tuple[GraphChanged, ...]
    held_back: tuple[str, ...]
    read: str
    asked: str
    data: str


def versions_page(service: Service, before: int | None = None) -> VersionsPage:
    """The newest versions, or those before one of them."""
    numbers = [each for each in service.versions.numbers() if before is None or each < before]
    shown = numbers[-_SHOWN:]
    entries = tuple(_entry(service, service.versions.version(each)) for each in reversed(shown))
    older = service.links.versions(before=str(shown[0])) if len(numbers) > _SHOWN else ""
    return VersionsPage(entries, service.links.timemap(), older)


def version_page(service: Service, version: Version) -> VersionPage:
    """One version."""
    links = service.links
    there = version.parent in service.versions.numbers()
    parent = service.versions.version(version.parent) if version.parent and there else None
    return VersionPage(
        version=_entry(service, version),
        hash=version.hash,
        parent=_entry(service, parent) if parent else None,
        changes=tuple(_changed(service, version, graph) for graph in version.changes),
        held_back=version.held_back,
        read=replace(links, then=str(version.number)).home(),
        asked=links.sparql(version=str(version.number)),
        data=links.version(version.number, format="ttl"),
    )


def _entry(service: Service, version: Version) -> VersionEntry:
    added, removed = (sum(each) for each in zip((0, 0), *version.changes.values(), strict=True))
    return VersionEntry(
        number=version.number,
        href=service.links.version(version.number),
        time=version.time.isoformat(sep=" ", timespec="seconds"),
        moment=moment(version.time),
        author=version.author,
        message=version.message,
        quads=version.quads,
        graphs=len(version.graphs),
        added=added,
        removed=removed,
        served=version.number == service.versions.current_number(),
    )


def _changed(service: Service, version: Version, graph: str) -> GraphChanged:
    there = graph in version.graphs
    href = service.links.graph(graph, version=str(version.number)) if there else ""
    return GraphChanged(graph.removeprefix(f"{service.links.base}id/"), href, *version.changes[graph])
