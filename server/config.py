"""What every part of the service shares: its settings, the graph it asks, and how it makes links."""

from dataclasses import dataclass
from typing import Final, cast

from flask import Flask, current_app

from kg.dataset import Dataset, LocalDataset
from kg.settings import Settings
from kg.versions import Versions
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
    dataset = LocalDataset(versions, base=settings.base, federation=settings.federation.split())
    return Service(settings, versions, dataset, Links.for_base(settings.base))


def install(app: Flask, service: Service) -> None:
    """Give an application its service."""
    app.extensions[_NAME] = service


def service() -> Service:
    """The service of the application that answers the current request."""
    return cast("Service", current_app.extensions[_NAME])
