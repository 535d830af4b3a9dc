"""Whether words that somebody else picked out of a document assert anything there."""

from bisect import bisect_right
from typing import Final

from kg.extract import asserted
from kg.extract.scene import Line, Scene

_VERBAL: Final = frozenset({"VERB", "AUX"})


class Doubts:
    """The sentences of a document, to ask about stretches of them."""

    def __init__(self, scene: Scene) -> None:
        self._lines = scene.lines
        self._starts = [line.start for line in scene.lines]

    def of(self, start: int, end: int, *, verbs_only: bool = False) -> str:
        """Why the heads of some words are no assertion, as `asserted.doubt` says; empty when they are one.

        With `verbs_only` a phrase without a verb passes: who denies that a general fled calls him one.
        """
        if not self._lines:
            return ""
        line = self._lines[max(0, bisect_right(self._starts, start) - 1)]
        doubts = (
            asserted.doubt(line.tree, place)
            for place in _heads(line, start, end)
            if not verbs_only or line.tree.tags[place] in _VERBAL
        )
        return next(filter(None, doubts), "")


def _heads(line: Line, start: int, end: int) -> list[int]:
    """The units of a stretch that depend on nothing in it."""
    tree = line.tree
    inside = {
        place
        for place in range(len(tree.units))
        if line.span(place, place)[0] < end and line.span(place, place)[1] > start
    }
    return [
        place for place in sorted(inside) if tree.heads[place] == place or tree.heads[place] not in inside
    ]
