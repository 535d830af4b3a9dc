"""Sentences as dependency trees, over units that are names, dates and words."""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from kg.errors import UnknownParser
from kg.extract import guess, inflection, main_verbs, mended
from kg.extract.columns import Columns

if TYPE_CHECKING:
    from spacy.tokens import Token

SHIPPED = Path(__file__).parent / "english"


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


class Spacy:
    """A spaCy pipeline that is given the units as its words."""

    def __init__(self, name: str) -> None:
        # One thread: documents are what runs in parallel. The libraries read this when they are imported.
        for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
            os.environ.setdefault(variable, "1")
        import spacy  # noqa: PLC0415  # after the line above; and 'none' needs no spaCy at all
        from spacy.tokens import Doc  # noqa: PLC0415  # likewise

        try:
            self._nlp = spacy.load(name or SHIPPED, exclude=["ner", "entity_ruler", "textcat"])
        except OSError as error:
            raise UnknownParser(
                f"No spaCy pipeline named {name!r} can be loaded: {error}. Install it, or leave KG_NLP empty "
                "for the one shipped, or set it to 'none'."
            ) from error
        self._doc = Doc

    def trees(self, sentences: Iterable[Sequence[Unit]]) -> Iterator[Tree]:
        """One tree for each sentence."""
        kept = list(sentences)
        docs = [
            self._doc(
                self._nlp.vocab,
                words=[unit.word for unit in units],
                sent_starts=[place == 0 for place in range(len(units))],
            )
            for units in kept
        ]
        for units, doc in zip(kept, self._nlp.pipe(docs, batch_size=64), strict=True):
            columns = Columns(
                units,
                [word.head.i for word in doc],
                [word.dep_ for word in doc],
                [_tag(unit.text, word) for unit, word in zip(units, doc, strict=True)],
                [_lemma(unit.text, word) for unit, word in zip(units, doc, strict=True)],
            )
            mended.mend(columns)
            main_verbs.mend(columns)
            yield tree(units, columns.heads, columns.deps, columns.tags, columns.lemmas)


class Guess:
    """No model at all: relations by position, from the nearest names."""

    def trees(self, sentences: Iterable[Sequence[Unit]]) -> Iterator[Tree]:
        """One tree for each sentence."""
        for units in sentences:
            yield tree(units, *guess.columns([(unit.word, unit.text, unit.kind) for unit in units]))


_PARTICIPLES = frozenset({"slain", "beheaded", "strangled", "besieged"})
"""Words that are verbs even where the model takes them for adverbs or names."""


def _tag(text: str, word: "Token") -> str:
    taken = word.pos_ in {"ADV", "NOUN", "PROPN", "X", "ADJ"} and text.lower() in _PARTICIPLES
    return "VERB" if taken else word.pos_


def _lemma(text: str, word: "Token") -> str:
    small = text.lower()
    if word.pos_ == "NOUN" and small in {"rising", "risings"}:
        return "rising"
    regular = inflection.verb(small) if word.pos_ == "VERB" else ""
    return guess.known_lemma(small) or regular or word.lemma_.lower()


@cache
def load(name: str) -> Parser:
    """The parser of this name, loaded once per process; 'none' for rules by position."""
    return Guess() if name == "none" else Spacy(name)
