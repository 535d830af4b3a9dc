"""A version brought to a SPARQL engine elsewhere, and asked there."""

from kg.mirror.dataset import MirroredDataset, RemoteDataset
from kg.mirror.endpoint import Endpoint
from kg.mirror.publishing import Publication, publish

__all__ = ["Endpoint", "MirroredDataset", "Publication", "RemoteDataset", "publish"]
