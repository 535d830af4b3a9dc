"""What somebody typed, read as words, and the questions to the index that it stands for."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from tantivy import Occur, Query

from kg.search import folding
from kg.search.found import Fit
from kg.search.index import schema

LONGEST: Final = 200
"""Characters of what is typed that are looked at."""
_MOST: Final = 12
"""Words that are looked for."""
_SLIGHT: Final = frozenset({"a", "an", "and", "at", "by", "for", "in", "of", "on", "the", "to", "with"})


@dataclass(frozen=True)
class Wish:
    """Words that were typed; the last may be a beginning."""

    typed: str

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words as they are compared."""
        return folding.spelled(self.typed[:LONGEST])[:_MOST]

    @cached_property
    def weighty(self) -> tuple[str, ...]:
        """The words that matter, unless none does."""
        return tuple(word for word in self.words if word not in _SLIGHT) or self.words

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The name that the words may be, as they are, then in Wade–Giles."""
        return tuple(dict.fromkeys("".join(each) for each in (self.words, folding.in_wade_giles(self.words))))

    def names(self) -> Iterator[tuple[Fit, Query]]:
        """Questions for names, those first that fit best."""
        yield from self.beginnings()
        yield "part", _any(_term("tail", each) for each in self.keys[1:])
        yield "words", _all(_named(run) for run in _runs(self.weighty))
        for wrong in range(1, slack(self.keys[0]) + 1):
            yield "similar", _any(_near(field, self.keys[0], wrong) for field in ("key", "tail"))
        yield "loose", self._loosely()

    def beginnings(self) -> Iterator[tuple[Fit, Query]]:
        """Questions for names that are whole, or may go on while somebody types."""
        key = self.keys[0]
        yield "exact", _any(_term("key", each) for each in self.keys)
        yield "beginning", _any([_begins("key", key), _term("tail", key)])
        yield "part", _begins("tail", key)

    def guesses(self) -> Iterator[tuple[Fit, Query]]:
        """Questions for names that may be meant while somebody types, perhaps wrongly."""
        yield from self.beginnings()
        key, wrong = self.keys[0], slack(self.keys[0])
        if wrong:
            yield "similar", _any(_near(field, key, wrong, open_ended=True) for field in ("key", "tail"))

    def passages(self, names: tuple[str, ...]) -> Query:
        """A question for paragraphs with all the words, best as they were typed, or one of these names."""
        runs = [*_runs(self.weighty)]
        as_typed, nearly = _all(map(_written, runs)), _all(_written(run, loosely=True) for run in runs)
        called = [_written(folding.spelled(name)) for name in names if folding.spelled(name)]
        return _any([Query.boost_query(as_typed, 4.0), nearly, *called])

    def _loosely(self) -> Query:
        """Most of the words, nearly spelled so."""
        several = [(Occur.Should, _named(run, loosely=True)) for run in _runs(self.weighty)]
        enough = min(len(several), max(2, (len(several) + 1) // 2))
        return Query.boolean_query(several, minimum_number_should_match=enough)


def slack(word: str) -> int:
    """How many letters may be wrong, missing, too many or swapped.

    >>> slack("yue"), slack("yuefei"), slack("wanyenaguda"), slack("岳飞"), slack("澶渊之盟")
    (0, 1, 2, 0, 1)
    """
    if folding.stands_alone(word):
        return int(len(word) > 2)
    return 0 if len(word) < 4 else 1 if len(word) < 8 else 2


def _runs(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Words one by one, characters of Chinese that follow each other together.

    >>> list(_runs(("岳", "飞", "song")))
    [('岳', '飞'), ('song',)]
    """
    run: tuple[str, ...] = ()
    for word in words:
        if folding.stands_alone(word):
            run += (word,)
            continue
        if run:
            yield run
        run = ()
        yield (word,)
    if run:
        yield run


def _named(run: tuple[str, ...], *, loosely: bool = False) -> Query:
    """A word of a name, or characters that follow each other in it."""
    if folding.stands_alone(run[0]):
        return _any(_begins(field, "".join(run)) for field in ("key", "tail"))
    return _loose(run[0], "name") if loosely else _term("name", run[0])


def _written(run: tuple[str, ...], *, loosely: bool = False) -> Query:
    """Words that follow each other in a text, or one word of it."""
    if len(run) > 1:
        return Query.phrase_query(schema(), "text", [*run])
    return _loose(run[0], "text") if loosely else _term("text", run[0])


def _loose(word: str, field: str) -> Query:
    return _near(field, word, slack(word)) if slack(word) else _term(field, word)


def _term(field: str, text: str) -> Query:
    return Query.term_query(schema(), field, text, "basic")


def _begins(field: str, text: str) -> Query:
    return Query.fuzzy_term_query(schema(), field, text, 0, prefix=True)


def _near(field: str, text: str, wrong: int, *, open_ended: bool = False) -> Query:
    return Query.fuzzy_term_query(schema(), field, text, wrong, prefix=open_ended)


def _any(queries: Iterable[Query]) -> Query:
    return Query.boolean_query([(Occur.Should, each) for each in queries])


def _all(queries: Iterable[Query]) -> Query:
    return Query.boolean_query([(Occur.Must, each) for each in queries])
