"""What is looked at before a query runs: its nesting, what it would reach, and whether it is one at all."""

from collections.abc import Collection
from itertools import accumulate
from typing import Final

from pyoxigraph import Store

from kg.dataset import federation
from kg.dataset.evaluation import Results
from kg.dataset.refusals import spoken_for
from kg.errors import QueryRefused
from kg.terms import PREFIXES

_DEEPEST: Final = 100
"""Brackets within brackets; the engine's parser overflows the stack from 400 on."""

_NESTING: Final = {ord(opening): 1 for opening in "({["} | {ord(closing): -1 for closing in ")}]"}


class Guard:
    """Reads queries by asking them of an empty graph; `allowed` are the endpoints that SERVICE may reach."""

    def __init__(self, base: str, allowed: Collection[str]) -> None:
        self._base = base
        self._allowed = allowed
        self._empty = Store()

    def check(self, text: str) -> None:
        """Nothing, or FederationRefused where a query would reach what it may not."""
        federation.check(text, self._read, self._allowed)

    def read(self, text: str) -> Results:
        """What a query that may run gives where nothing is known: the kind of its answer, and its columns."""
        self.check(text)
        return self._read(text)

    def _read(self, text: str) -> Results:
        with spoken_for(text):
            return self._empty.query(text, base_iri=self._base, prefixes=dict(PREFIXES))


def check_depth(text: str, what: str = "query") -> None:
    """Nothing, or QueryRefused where a text nests deeper than the engine can bear."""
    if sum(text.count(opening) for opening in "({[") <= _DEEPEST:
        return
    depths = accumulate(_NESTING.get(ord(mark), 0) for mark in text)
    if max(depths, default=0) > _DEEPEST:
        raise QueryRefused(
            f"The {what} nests more than {_DEEPEST} brackets within each other; write it flatter, "
            "for example with VALUES in place of nested calls."
        )
