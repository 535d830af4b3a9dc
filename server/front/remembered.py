"""What was found out about a header, remembered as long as headers are of a sensible length."""

from collections.abc import Callable
from functools import lru_cache
from typing import Final, TypeVar, TypeVarTuple

T = TypeVar("T")
Rest = TypeVarTuple("Rest")

_LONGEST: Final = 1000
"""Characters of a header; with longer ones clients could fill the memory."""


def remembered(find: Callable[[str, *Rest], T]) -> Callable[[str, *Rest], T]:
    """A function of a header that keeps what it found for the last thousand of them."""
    known: Callable[..., T] = lru_cache(1024)(find)

    def looked_up(header: str, *rest: *Rest) -> T:
        return known(header, *rest) if len(header) < _LONGEST else find(header, *rest)

    looked_up.__doc__ = find.__doc__
    return looked_up
