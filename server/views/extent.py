"""The years in which anything happened at all: the ends of a slider."""

from dataclasses import dataclass
from typing import Final

from server.asking import asked, words
from server.config import Service
from server.memory import of_version
from server.views.happenings import HERE

_WHEN_EMPTY: Final = 1000, 1300


@dataclass(frozen=True, slots=True)
class Years:
    """From a first to a last year, both included."""

    first: int
    last: int


@of_version
def extent(service: Service) -> Years:
    """Of the whole graph."""
    row = service.dataset.select(asked(HERE, "extent")).rows[0]
    if "first" not in row or "last" not in row:
        return Years(*_WHEN_EMPTY)
    return Years(int(words(row, "first")), int(words(row, "last")))
