"""What every part of the service shares: its settings, the graph it asks, and how it makes links."""

from dataclasses import dataclass, replace
from typing import Final, cast

from flask import Flask, current_app, has_request_context, request

from kg.dataset import Asker, Dataset
from kg.settings import Settings
from kg.versions import Versions
from kg.workers import PooledDataset
from server.front import CLIENT, GONE
from server.links import Links

LONGEST_BODY: Final = 1_000_000
"""Bytes of a request's body; the longest sensible query is a tenth of that."""

_NAME: Final = "chanyuan"


@dataclass(frozen=True, slots=True)
class Service:
    """The collaborators of a request."""

    settings: Settings
    versions: Versions
    dataset: Dataset
    links: Links


def service_for(settings: Settings) -> Service:
    """The service that these settings describe."""
    versions = Versions(settings.data)
    return Service(settings, versions, PooledDataset.of(versions, settings), Links.for_base(settings.base))


def install(app: Flask, service: Service) -> None:
    """Give an application its service."""
    app.extensions[_NAME] = service


def service() -> Service:
    """The service of the application that answers the current request, its dataset asked by who sent it."""
    shared = cast("Service", current_app.extensions[_NAME])
    if not has_request_context():
        return shared
    return replace(shared, dataset=shared.dataset.asked_by(_asker()))


def _asker() -> Asker:
    given = request.environ
    if GONE in given:
        return Asker(given[CLIENT], given[GONE])
    return Asker(given.get("REMOTE_ADDR", ""))
