"""Known names in a run of tokens: the authority's and those of general knowledge, longest first."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from kg.extract import authority, lexicon
from kg.extract.authority import plain
from kg.extract.lexicon import Known
from kg.extract.tokens import Token, tokens
from kg.model import Candidate

_NO_OWN_NAME = frozenset(
    {"Great", "Later", "Bian", "Eastern Capital", "Yan", "Han", "Chinese", "Court", "Southern Court"}
)
_SMALL = frozenset(
    {
        "dynasty",
        "empire",
        "kingdom",
        "state",
        "court",
        "army",
        "river",
        "mountains",
        "prefectures",
        "people",
        "chinese",
    }
)


@dataclass(frozen=True, slots=True)
class Entry:
    """Everything that one name may stand for."""

    candidates: tuple[Candidate, ...] = ()
    known: tuple[Known, ...] = ()

    def kinds(self) -> tuple[str, ...]:
        """The kinds of its bearers, the authority's first."""
        return tuple(dict.fromkeys([*(c.ref.kind for c in self.candidates), *(k.kind for k in self.known)]))

    @property
    def form(self) -> str:
        """Whether the name is used as a name, an adjective or the plural of a people."""
        return self.known[0].form if self.known else "name"


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Entries by their normalised words, under the first word."""

    entries: dict[str, list[tuple[tuple[str, ...], Entry]]]

    def longest(self, words: Sequence[str], place: int) -> tuple[int, Entry] | None:
        """How many words from a place on form a known name, and what it may stand for."""
        for name, entry in self.entries.get(words[place], ()):
            if tuple(words[place : place + len(name)]) == name:
                return len(name), entry
        return None


def normal(words: Iterable[Token]) -> list[str]:
    """The forms under which tokens are looked up: no diacritics, generic nouns in small letters."""
    return [_normal(each.text) for each in words]


@cache
def _normal(word: str) -> str:
    bare = plain(word)
    small = bare.lower()
    if bare.isupper() and len(bare) > 3:
        return bare.capitalize()
    return small if small in _SMALL else bare


@cache
def load() -> Gazetteer:
    """All known names; the authority's tables are read once per process."""
    candidates: dict[str, list[Candidate]] = defaultdict(list)
    known: dict[str, list[Known]] = defaultdict(list)
    for name, candidate in authority.load().names:
        if name not in _NO_OWN_NAME and candidate not in candidates[name]:
            candidates[name].append(candidate)
    for name, each in lexicon.known_names():
        known[name].append(each)
    return _indexed(candidates, known)


def _indexed(candidates: dict[str, list[Candidate]], known: dict[str, list[Known]]) -> Gazetteer:
    merged: dict[tuple[str, ...], Entry] = {}
    for name in {**candidates, **known}:
        words = tuple(normal(tokens(name, 0, len(name))))
        before = merged.get(words, Entry())
        merged[words] = Entry(
            tuple(dict.fromkeys([*before.candidates, *candidates.get(name, ())])),
            tuple(dict.fromkeys([*before.known, *known.get(name, ())])),
        )
    entries: dict[str, list[tuple[tuple[str, ...], Entry]]] = defaultdict(list)
    for words, entry in merged.items():
        entries[words[0]].append((words, entry))
    for alternatives in entries.values():
        alternatives.sort(key=lambda each: -len(each[0]))
    return Gazetteer(dict(entries))
