"""Every page about something, as sitemaps.org lists them: at most 50 000 to a file."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Final

from kg import queries
from kg.deposit import Deposit
from kg.deposit.things import listed
from kg.tables import listings
from server.config import Service
from server.deposits import deposited
from server.links import Links, UnknownThing

_LONGEST: Final = 50_000
"""Addresses in one file, as the protocol allows."""


@dataclass(frozen=True, slots=True)
class Address:
    """A page and when it last changed."""

    place: str
    time: str


@dataclass(frozen=True, slots=True)
class SitemapPage:
    """What the template of a sitemap shows: pages, or the files that list them."""

    pages: tuple[Address, ...] = ()
    parts: tuple[Address, ...] = ()


def sitemap_page(service: Service, number: int = 0, *, longest: int = _LONGEST) -> SitemapPage:
    """One of the files, counted from one; zero is the one that is found first."""
    deposit, links = deposited(service, "things"), service.links.plain()
    with deposit.path("things").open("rb") as lines:
        count = sum(1 for _ in lines) + len(_common(links))
    files = -(-count // longest)
    time = _written(deposit.version.time)
    if number > files:
        raise UnknownThing(f"There is no sitemap {number}; {links.sitemap()} leads to those there are.")
    if not number and files > 1:
        return SitemapPage(
            parts=tuple(Address(links.public(links.sitemap(each)), time) for each in range(1, files + 1))
        )
    start = max(0, number - 1) * longest
    return SitemapPage(pages=tuple(islice(_pages(links, deposit), start, start + longest)))


def _pages(links: Links, deposit: Deposit) -> Iterator[Address]:
    for path in _common(links):
        yield Address(links.public(path), _written(deposit.version.time))
    for iri, time in listed(deposit.path("things")):
        yield Address(links.public(_path(links, iri)), _written(time))


def _common(links: Links) -> list[str]:
    """The pages that every graph has."""
    views = (links.view(name) for name in ("timeline", "map", "network"))
    lists = (links.things(each.name) for each in listings())
    questions = (links.question(each.name) for each in queries.all())
    told = (links.ontology(), links.shapes(), links.dumps(), links.versions())
    return [
        links.home(),
        links.things(),
        *lists,
        links.documents(),
        *views,
        links.questions(),
        *questions,
        *told,
    ]


def _path(links: Links, iri: str) -> str:
    """Where one reads of a thing: a document in its text, anything else on its page."""
    ref = links.ref(iri)
    if ref and ref.kind == "document":
        return links.reading(ref.slug)
    return links.href(iri)


def _written(time: datetime) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ")
