"""Sentences as dependency trees, over units that are names, dates and words."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from kg.extract import guess, inflection, main_verbs, mended, rehung
from kg.extract.columns import Columns


class Unit(NamedTuple):
    """What the parser sees as one word: tokens `[first, last)`, and a plain word that stands in for them.

    `mention` and `date` are places in the block's lists, -1 for an ordinary word.
    """

    word: str
    text: str
    first: int
    last: int
    mention: int = -1
    date: int = -1
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Tree:
    """A parsed sentence; the root is its own head."""

    units: tuple[Unit, ...]
    heads: tuple[int, ...]
    deps: tuple[str, ...]
    tags: tuple[str, ...]
    lemmas: tuple[str, ...]
    children: tuple[tuple[int, ...], ...]

    def under(self, place: int, *deps: str) -> Iterator[int]:
        """The dependents of a unit that have one of these relations."""
        return (child for child in self.children[place] if self.deps[child] in deps)

    def has(self, place: int, *deps: str) -> bool:
        """Whether a unit has a dependent of one of these relations."""
        return any(True for _ in self.under(place, *deps))

    def case(self, place: int) -> str:
        """The preposition of a unit, two words joined by a space, empty when it has none."""
        return " ".join(
            self.units[child].text.lower() for child in self.under(place, "case") if child < place
        )

    def is_genitive(self, place: int) -> bool:
        """Whether an apostrophe and an s stand behind a unit."""
        return any(self.units[child].text in {"’s", "'s"} for child in self.under(place, "case"))

    def ancestors(self, place: int) -> Iterator[int]:
        """The heads of a unit up to the root."""
        while self.heads[place] != place:
            place = self.heads[place]
            yield place

    def subtree(self, place: int) -> Iterator[int]:
        """A unit with everything below it."""
        yield place
        for child in self.children[place]:
            yield from self.subtree(child)


def tree(
    units: Sequence[Unit],
    heads: Sequence[int],
    deps: Sequence[str],
    tags: Sequence[str],
    lemmas: Sequence[str],
) -> Tree:
    """A tree from its columns."""
    children: list[list[int]] = [[] for _ in units]
    for place, head in enumerate(heads):
        if head != place:
            children[head].append(place)
    related = tuple(
        "cop" if _is_copula(dep, lemmas[place], tags[heads[place]]) else dep for place, dep in enumerate(deps)
    )
    return Tree(tuple(units), tuple(heads), related, tuple(tags), tuple(lemmas), tuple(map(tuple, children)))


def _is_copula(dep: str, lemma: str, tag: str) -> bool:
    """Whether "was" stands by a noun, as in "was king", where models take it for an auxiliary at times."""
    return dep == "aux" and lemma == "be" and tag in {"NOUN", "PROPN"}


class Parser(Protocol):
    """Whatever turns sentences into trees."""

    def trees(self, sentences: Iterable[Sequence[Unit]]) -> Iterator[Tree]:
        """One tree for each sentence, in their order."""
        ...


class Parsed(NamedTuple):
    """What a model tells of a sentence, by word; the root is its own head."""

    heads: Sequence[int]
    deps: Sequence[str]
    tags: Sequence[str]
    lemmas: Sequence[str]


def grown(units: Sequence[Unit], parsed: Parsed) -> Tree:
    """The tree of what a model told, mended where the words themselves tell more."""
    tags = [_tag(unit.text, tag) for unit, tag in zip(units, parsed.tags, strict=True)]
    lemmas = [
        _lemma(unit.text, tag, lemma)
        for unit, tag, lemma in zip(units, parsed.tags, parsed.lemmas, strict=True)
    ]
    columns = Columns(units, list(parsed.heads), list(parsed.deps), tags, lemmas)
    rehung.mend(columns)
    mended.mend(columns)
    main_verbs.mend(columns)
    return tree(units, columns.heads, columns.deps, columns.tags, columns.lemmas)


_PARTICIPLES = frozenset({"slain", "beheaded", "strangled", "besieged"})
"""Words that are verbs even where a model takes them for adverbs or names."""


def _tag(text: str, tag: str) -> str:
    taken = tag in {"ADV", "NOUN", "PROPN", "X", "ADJ"} and text.lower() in _PARTICIPLES
    return "VERB" if taken else tag


def _lemma(text: str, tag: str, lemma: str) -> str:
    small = text.lower()
    if tag == "NOUN" and small in {"rising", "risings"}:
        return "rising"
    regular = inflection.verb(small) if tag == "VERB" else ""
    return guess.known_lemma(small) or regular or lemma.lower()
