"""What is made once of each version, had by whoever serves it: here at once, or after some waiting."""

from functools import lru_cache
from typing import Final

from kg.deposit import Deposit, Maker
from kg.deposit.folder import Part
from kg.settings import Settings
from kg.versions import Versions
from server.config import Service

_PATIENCE: Final = 20.0
"""Seconds that a client is kept waiting for what is just being made."""


def deposited(service: Service, part: Part, *, patience: float = _PATIENCE) -> Deposit:
    """The deposit of the version that is served, with a part that may have to be made first.

    NotYetMade when it takes longer than the patience; it will be there later.
    """
    return _maker(service.settings).made(service.versions.served(), part, patience=patience)


@lru_cache(maxsize=8)
def _maker(settings: Settings) -> Maker:
    return Maker(Versions(settings.data), memory=settings.write_memory)
