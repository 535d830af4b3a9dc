"""What every part of the service shares: its settings, the graph it asks, and how it makes links."""

from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Final, Self, cast

from flask import Flask, Response, current_app, has_request_context, request

from kg.dataset import Asker, Dataset
from kg.search.apart import Desk
from kg.settings import Settings
from kg.versions import Versions
from kg.workers import Call, PooledDataset
from server.front import CLIENT, GONE, LASTING
from server.headers import Edition, Editions
from server.language import named
from server.links import Links

LONGEST_BODY: Final = 1_000_000
"""Bytes of a request's body; the longest sensible query is a tenth of that."""

VERSION: Final = "chanyuan.version"
"""In the environment: the number of the version that the whole response is to be made of."""
THEN: Final = "chanyuan.then"
"""In the environment: the number of the older version that the request is about, where it is about one."""
CALL: Final = "chanyuan.call"
"""In the environment: the request's question on its way to a query process already."""

_NAME: Final = "chanyuan"


@dataclass(frozen=True, slots=True)
class Service:
    """The collaborators of a request."""

    settings: Settings
    versions: Versions
    dataset: Dataset
    links: Links
    editions: Editions
    desk: Desk

    def at(self, number: int) -> Self:
        """The same service as if a version were the one that is served."""
        return replace(self, versions=self.versions.at(number), dataset=self.dataset.at(number))

    def looking_back(self, number: int) -> Self:
        """The same of an older version, on which its links keep."""
        return replace(self.at(number), links=replace(self.links, then=str(number)))


def service_for(settings: Settings) -> Service:
    """The service that these settings describe."""
    versions = Versions(settings.data)
    dataset, links = PooledDataset.of(versions, settings), Links.for_base(settings.base)
    return Service(settings, versions, dataset, links, Editions(versions), Desk(versions))


def install(app: Flask, service: Service) -> None:
    """Give an application its service."""
    app.extensions[_NAME] = service


def service_of(app: Flask) -> Service:
    """The service that an application was given."""
    return cast("Service", app.extensions[_NAME])


def service() -> Service:
    """The service of the application that answers the current request, its dataset asked by who sent it."""
    shared = service_of(current_app)
    if not has_request_context():
        return shared
    given = request.environ
    if _NAME not in given:
        pinned = shared.at(given[VERSION]) if VERSION in given else shared
        pinned = pinned.looking_back(given[THEN]) if THEN in given else pinned
        chosen = named()
        given[_NAME] = replace(
            pinned,
            dataset=pinned.dataset.asked_by(_asker()),
            links=replace(pinned.links, language=chosen.tag if chosen else ""),
        )
    return cast("Service", given[_NAME])


def call() -> Call | None:
    """The question of the current request on its way already, to be had once."""
    begun: Call | None = request.environ.pop(CALL, None)
    return begun


def lasting(response: Response, tag: str) -> Response:
    """Mark a response that depends on the version and on what a tag stands for, nothing else."""
    edition = _edition()
    if edition and response.status_code == HTTPStatus.OK:
        response.headers.update(edition.marks(tag))
        request.environ[LASTING] = True
    return response


def _edition() -> Edition | None:
    given, editions = request.environ, service().editions
    number = given.get(THEN, given.get(VERSION))
    return editions.current() if number is None else editions.edition(number)


def _asker() -> Asker:
    given = request.environ
    if GONE in given:
        return Asker(given[CLIENT], given[GONE])
    return Asker(given.get("REMOTE_ADDR", ""))
