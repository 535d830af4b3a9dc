"""The word lists beside this module, as sets to look words up in."""

import csv
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path
from typing import TypeAlias

from kg.errors import BadLexicon

FOLDER = Path(__file__).parent / "words"

Words: TypeAlias = frozenset[str]
_NONE: Words = frozenset()


@dataclass(frozen=True, slots=True)
class Nouns:
    """The lists of `words/nouns.toml`, one field each."""

    royal: Words = _NONE
    titles: Words = _NONE
    offices: Words = _NONE
    rulers: Words = _NONE
    kin_child: Words = _NONE
    kin_parent: Words = _NONE
    kin_sibling: Words = _NONE
    kin_other: Words = _NONE
    states: Words = _NONE
    state_attributes: Words = _NONE
    geo_after: Words = _NONE
    geo_before: Words = _NONE
    treaty: Words = _NONE
    battle: Words = _NONE
    campaign: Words = _NONE
    betrayal: Words = _NONE
    event_attributes: Words = _NONE
    army: Words = _NONE
    corps: Words = _NONE
    numbers: Words = _NONE
    not_names: Words = _NONE
    servants: Words = _NONE
    ranks: Words = _NONE
    successors: Words = _NONE
    predecessors: Words = _NONE
    captives: Words = _NONE
    captors: Words = _NONE
    killers: Words = _NONE
    tributaries: Words = _NONE
    founders: Words = _NONE
    capitals: Words = _NONE
    members: Words = _NONE
    works: Words = _NONE
    settlements: Words = _NONE
    epithets: Words = _NONE
    feminine: Words = _NONE
    kin: Words = field(default=_NONE, init=False)
    events: Words = field(default=_NONE, init=False)

    def __post_init__(self) -> None:
        kin = self.kin_child | self.kin_parent | self.kin_sibling | self.kin_other
        object.__setattr__(self, "kin", kin)
        object.__setattr__(self, "events", self.treaty | self.battle | self.campaign | self.betrayal)


@dataclass(frozen=True, slots=True)
class Known:
    """A name of general knowledge: the kind of its bearer, its usual name, and how this form is used."""

    kind: str
    name: str
    form: str = "name"


@cache
def nouns() -> Nouns:
    """The lists of nouns, each error naming the list and what to do."""
    lists = word_lists("nouns")
    known = {each.name for each in fields(Nouns) if each.init}
    for name in lists:
        if name not in known:
            raise BadLexicon(
                f"{FOLDER / 'nouns.toml'}: {name!r} is not a list that is read. "
                f"Lists are {', '.join(sorted(known))}."
            )
    return Nouns(**lists)


@cache
def word_lists(name: str) -> Mapping[str, Words]:
    """The lists of one file by their names."""
    path = FOLDER / f"{name}.toml"
    try:
        lists = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise BadLexicon(f"{path} is not TOML: {error}. Correct that line.") from error
    for key, words in lists.items():
        if not isinstance(words, str):
            raise BadLexicon(f"{path}: {key!r} is {words!r}. Write its words in one string.")
    return {key: frozenset(words.split()) for key, words in lists.items()}


@cache
def lines(name: str) -> Words:
    """The entries of a list that has one per line."""
    return frozenset((FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines())


@cache
def personal() -> Words:
    """Every name that people are known by: given names of many bearers, and names that few had."""
    return lines("given") | lines("names")


def rows(name: str, folder: Path = FOLDER) -> Iterator[dict[str, str]]:
    """The rows of a table, by column, each as long as the header."""
    path = folder / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        table = csv.reader(file)
        header = next(table, [])
        for cells in table:
            if cells and len(cells) != len(header):
                raise BadLexicon(
                    f"{path}, line {table.line_num} has {len(cells)} cells and needs {len(header)}: "
                    f"{','.join(header)}. Add or remove commas; several forms in a cell are joined by |."
                )
            if cells:
                yield dict(zip(header, cells, strict=True))


def known_names() -> Iterator[tuple[str, Known]]:
    """Every name of general knowledge with what it stands for."""
    for row in rows("states"):
        # A tilde marks a city's name: by itself it may be the place as well.
        name = row["name"].removeprefix("~")
        for alias in (*[each for each in [row["name"]] if each == name], *_split(row["aliases"])):
            yield alias, Known("polity", name)
        for form in ("adjectives", "people"):
            for alias in _split(row[form]):
                yield alias, Known("polity", name, form)
    for row in rows("peoples"):
        yield row["name"], Known("people", row["name"], "people")
        for alias in _split(row["forms"]):
            yield alias, Known("people", row["name"], "adjectives")
    for place in lines("places"):
        yield place, Known("place", place)


def _split(cell: str) -> list[str]:
    return [each for each in cell.split("|") if each]


_ENDINGS = (
    ("ies", "y"),
    ("es", ""),
    ("s", ""),
    ("ied", "y"),
    ("ed", ""),
    ("ed", "e"),
    ("ing", ""),
    ("ing", "e"),
)


@cache
def is_common(word: str) -> bool:
    """Whether a word, or the word that it is a form of, is an ordinary one.

    >>> is_common("Markets"), is_common("Seizing"), is_common("Panluozhi")
    (True, True, False)
    """
    small = word.lower()
    common = lines("common")
    return small in common or any(
        len(small) > len(ending) + 3
        and small.endswith(ending)
        and small.removesuffix(ending) + instead in common
        for ending, instead in _ENDINGS
    )


_ROMAN = re.compile(r"[IVX]{1,6}(?:st|nd|rd|th)?")


def is_roman(word: str) -> bool:
    """Whether a word numbers a ruler.

    >>> is_roman("XIV"), is_roman("Victoria")
    (True, False)
    """
    return _ROMAN.fullmatch(word) is not None
