"""Battles of general knowledge: at which places one was fought, and in which years."""

import re
from collections.abc import Mapping
from functools import cache

from kg.errors import BadLexicon
from kg.extract import lexicon
from kg.extract.authority import plain
from kg.extract.when import When

_YEAR = re.compile(r"(?P<year>\d+)(?P<before> BC)?")


@cache
def load() -> Mapping[str, frozenset[int]]:
    """The years of `words/battles.txt`, by the plain name of the place; 405 BC is -404.

    >>> sorted(load()["Adrianople"])
    [324, 378, 1205]
    """
    found = {}
    for line in sorted(lexicon.lines("battles")):
        place, _, years = line.partition(": ")
        found[plain(place)] = frozenset(_year(place, each) for each in years.split("; "))
    return found


def _year(place: str, written: str) -> int:
    match = _YEAR.fullmatch(written)
    if match is None:
        raise BadLexicon(
            f"words/battles.txt, {place}: {written!r} is no year. Write '1813' or '405 BC'; several years "
            "are joined by '; '."
        )
    return 1 - int(match["year"]) if match["before"] else int(match["year"])


def was_fought(place: str, when: When) -> bool:
    """Whether a battle is known to have been fought at a place in the year that a date speaks of."""
    first, last = when.years
    return first == last and first in load().get(plain(place), frozenset())
