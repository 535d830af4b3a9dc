"""An index that was written, opened for questions."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from time import monotonic
from typing import Final

from tantivy import Index, Query, Searcher

from kg.search import folding
from kg.search.entries import Paragraph, Thing
from kg.search.found import Fit, Found, FoundPassage, FoundThing
from kg.search.index import schema
from kg.search.marking import distance, marks
from kg.search.wish import Wish

THINGS: Final = 60
PASSAGES: Final = 20
"""How many are found at most."""
_SECONDS: Final = 2.0
"""For one search; the next question to the index is not begun after them."""
_ALIKE: Final = 4
"""Things of exactly the name that was typed whose other names are looked for in texts as well."""


class Reader:
    """Questions to the index in one folder; any number of threads may ask."""

    def __init__(self, folder: Path) -> None:
        self._index = Index.open(str(folder))

    def search(self, typed: str, *, seconds: float = _SECONDS) -> Found:
        """Things by their names and passages by their words, whatever was typed."""
        wish, end = Wish(typed), monotonic() + seconds
        if not wish.words:
            return Found()
        searcher = self._index.searcher()
        things = _things(searcher, wish, wish.names(), THINGS, end)
        names = tuple(name for each in things[:_ALIKE] if each.fit == "exact" for name in each.thing.names)
        passages = _passages(searcher, wish, names) if monotonic() < end else ()
        return Found(things, passages, cut_short=monotonic() >= end)

    def facts(self, things: Iterable[str]) -> dict[str, int]:
        """How much is said of some things, but of those that are not here, and of documents."""
        searcher, found = self._index.searcher(), dict[str, int]()
        for iri in things:
            question = Query.term_query(schema(), "about", iri)
            for told in map(json.loads, _told(searcher, question, 1)):
                if "facts" in told:
                    found[iri] = told["facts"]
        return found

    def suggest(self, typed: str, most: int, *, seconds: float = _SECONDS) -> tuple[FoundThing, ...]:
        """The things that may be meant while somebody types."""
        wish = Wish(typed)
        if not wish.words:
            return ()
        return _things(self._index.searcher(), wish, wish.guesses(), most, monotonic() + seconds)


def _things(
    searcher: Searcher, wish: Wish, questions: Iterable[tuple[Fit, Query]], most: int, end: float
) -> tuple[FoundThing, ...]:
    """Each thing where it fits best; of those that fit alike the one of which most is said comes first."""
    found: dict[str, FoundThing] = {}
    for fit, question in questions:
        if len(found) >= most or monotonic() >= end:
            break
        for told in _told(searcher, question, most, by="" if fit == "loose" else "facts"):
            thing = _thing(told)
            found.setdefault(thing.iri, FoundThing(thing, best(thing.names, wish), fit))
    return (*found.values(),)[:most]


def _thing(told: str) -> Thing:
    kept = json.loads(told)
    return Thing(**kept | {"names": tuple(kept["names"]), "classes": tuple(kept["classes"])})


def _passages(searcher: Searcher, wish: Wish, names: tuple[str, ...]) -> tuple[FoundPassage, ...]:
    paragraphs = (Paragraph(**json.loads(told)) for told in _told(searcher, wish.passages(names), PASSAGES))
    return tuple(FoundPassage(each, marks(each.text, wish, names)) for each in paragraphs)


def _told(searcher: Searcher, question: Query, most: int, *, by: str = "") -> Iterator[str]:
    """What the index keeps of each hit, the most fitting first, or those with the most of a field."""
    for _, address in searcher.search(question, most, count=False, order_by_field=by or None).hits:
        yield str(searcher.doc(address).get_first("told"))


def best(names: Iterable[str], wish: Wish) -> str:
    """Of several names the one that is most like what was typed.

    >>> best(["Yue Fei", "岳飛", "Yueh Fei"], Wish("yueh-fei"))
    'Yueh Fei'
    """
    return min(names, key=lambda name: _remoteness(name, wish))


def _remoteness(name: str, wish: Wish) -> tuple[int, int]:
    """How far a name is from what was typed, and of those that are as far which is the further one."""
    written = folding.spelled(name)
    tails = folding.tails(written)
    for rank, key in enumerate(wish.keys):
        if key in tails:
            return 2 * rank + min(tails.index(key), 1), int(name != wish.typed)
    if any(tail.startswith(wish.keys[0]) for tail in tails):
        return 4, len(name)
    if set(wish.weighty) <= set(written):
        return 5, len(name)
    return 6, min(distance(tail, wish.keys[0], 8) for tail in tails) if tails else 9
