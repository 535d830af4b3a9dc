"""What stands in a text, found by where it stands."""

from bisect import bisect_left
from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

Span = tuple[int, int]
T = TypeVar("T")


class Places(Generic[T]):
    """Things by the words that they stand on, so that those of a stretch are found without seeing all.

    >>> places = Places([(0, 4), (2, 9), (10, 12)], lambda span: span)
    >>> places.touching((5, 11)), places.beginning((1, 11))
    ([(2, 9), (10, 12)], [(2, 9), (10, 12)])
    """

    def __init__(self, things: Iterable[T], span: Callable[[T], Span]) -> None:
        self._things = sorted(things, key=span)
        self._span = span
        self._starts = [span(each)[0] for each in self._things]
        self._longest = max((end - start for start, end in map(span, self._things)), default=0)

    def touching(self, within: Span) -> list[T]:
        """Those that have a word in common with a stretch, in the order in which they begin."""
        near = self.beginning((within[0] - self._longest, within[1]))
        return [each for each in near if self._span(each)[1] > within[0]]

    def beginning(self, within: Span) -> list[T]:
        """Those that begin in a stretch."""
        return self._things[bisect_left(self._starts, within[0]) : bisect_left(self._starts, within[1])]
