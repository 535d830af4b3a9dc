"""Queries run in processes that can be killed, so that no query harms another or the server."""

from kg.workers.call import Call
from kg.workers.dataset import PooledDataset
from kg.workers.limits import Limits

__all__ = ["Call", "Limits", "PooledDataset"]
