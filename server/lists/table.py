"""The table that a list is chosen from: as the build made it, or followed from there, or asked once."""

from collections import OrderedDict, defaultdict
from collections.abc import Iterable, Mapping
from itertools import islice
from pathlib import Path
from threading import Lock
from typing import Final

from pyoxigraph import NamedNode

from kg.deposit import deposit_of, forebears
from kg.model import Version
from kg.tables import Listing, Names, Table, asked, followed
from server import asking
from server.config import Service

_HERE: Final = Path(__file__).resolve().parent
_KEPT: Final = 28
"""Tables that are kept: those of the lists in the version served, and in the one before."""
_GENERATIONS: Final = 50
"""Versions back that are looked at for a table to follow from."""

_Key = tuple[Path, str, str, str]
_TABLES: Final = OrderedDict[_Key, Table]()
_KEEPING: Final = Lock()
_LOADING: Final = defaultdict[str, Lock](Lock)
"""By list: who comes while a table of it is asked for waits for that, unless his own is kept already."""


def table(service: Service, listing: Listing) -> Table:
    """The table of a list in the version that is served."""
    version = service.versions.served()
    key = _key(service, listing, version)
    found = _TABLES.get(key)
    if found:
        return _kept(key, found)
    with _LOADING[listing.name]:
        return _kept(key, _TABLES.get(key) or _made(service, listing, version))


def names(service: Service, things: Iterable[NamedNode]) -> Mapping[str, Names]:
    """What some things are called."""
    found = defaultdict[str, dict[str, str]](dict)
    rows = [{"thing": each} for each in things]
    for row in service.dataset.select(asking.asked(_HERE, "labels", *rows)).rows if rows else ():
        thing, name, language = (asking.words(row, each) for each in ("thing", "name", "language"))
        found[thing][language] = min(found[thing].get(language, name), name)
    return found


def _kept(key: _Key, found: Table) -> Table:
    """A table, which is the last now to be given up."""
    with _KEEPING:
        _TABLES[key] = found
        _TABLES.move_to_end(key)
        while len(_TABLES) > _KEPT:
            _TABLES.popitem(last=False)
    return found


def _key(service: Service, listing: Listing, version: Version) -> _Key:
    return service.settings.data, service.links.base, f"{version.number}-{version.hash}", listing.name


def _made(service: Service, listing: Listing, version: Version) -> Table:
    """As the build left it, or as it follows from that of a forebear, else asked for."""
    there = _known(service, listing, version)
    return there or _followed(service, listing) or asked(service.dataset, service.links.base, listing)


def _followed(service: Service, listing: Listing) -> Table | None:
    """What the table of the nearest forebear that has one has become, unless too much has changed."""
    for before in islice(forebears(service.versions, service.versions.served()), _GENERATIONS):
        known = _known(service, listing, before)
        if known:
            return followed(service.dataset, service.versions, listing, known, before)
    return None


def _known(service: Service, listing: Listing, version: Version) -> Table | None:
    """The table of a version that is kept here or lies in its deposit."""
    if version.base != service.links.base:
        return None
    kept = _TABLES.get(_key(service, listing, version))
    return kept or deposit_of(service.versions, version).table(listing)
