"""How much a query may take."""

import os
from dataclasses import dataclass
from typing import Final, Self

from kg.settings import Settings

_PROCESSES: Final = max(2, (os.cpu_count() or 1) + 1)


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds and megabytes for one query, processes for all of them, and how many queries may wait."""

    timeout: float = 30.0
    memory: int = 1024
    processes: int = _PROCESSES
    waiting: int = 64

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """The limits that an installation was given.

        >>> Limits.of(Settings(query_timeout=5, query_processes=4))
        Limits(timeout=5, memory=1024, processes=4, waiting=64)
        """
        return cls(settings.query_timeout, settings.query_memory, settings.query_processes or _PROCESSES)

    def seconds(self, asked: float | None) -> float:
        """The time limit of a question whose asker would wait that long.

        >>> [Limits(timeout=30).seconds(asked) for asked in (None, 2, 60, -1)]
        [30, 2, 30, 0]
        """
        return self.timeout if asked is None else max(0, min(asked, self.timeout))
