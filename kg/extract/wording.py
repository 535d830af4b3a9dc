"""The wordings of `wordings/*.toml`: how verbs state facts, as data."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from functools import cache
from pathlib import Path
from typing import Final

from kg.errors import BadFrame
from kg.extract import lexicon
from kg.extract.entries import entries
from kg.extract.frame import KINDS
from kg.extract.lexicon import Words

FOLDER: Final = Path(__file__).parent / "wordings"
PREDICATES: Final = frozenset(
    """
    served rulerOf successorOf killedBy capturedBy paidTributeTo founderOf childOf siblingOf locatedIn
    memberOfPeople capitalOf
    """.split()
)


@dataclass(frozen=True, slots=True)
class End:
    """Where one end of a fact stands: a slot, whether whose it is, and the kinds that may fill it."""

    slot: str
    owner: bool
    kinds: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """One way of wording a fact; the keys are explained in `wordings/README.md`."""

    name: str
    states: str
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    subject: tuple[End, ...]
    object: tuple[End, ...]
    words: tuple[tuple[tuple[str, ...], Words], ...] = ()
    near: Words = frozenset()
    passive: bool = False
    confidence: float = 0.8
    where: str = ""


KEYS: Final = frozenset({each.name for each in fields(Wording)} - {"where"})


@cache
def load(folder: Path = FOLDER) -> Mapping[str, tuple[Wording, ...]]:
    """The wordings with verbs, under the lemmas of these."""
    return _by_lemma((verb, each) for each in _all(folder) for verb in each.verbs)


@cache
def of_nouns(folder: Path = FOLDER) -> Mapping[str, tuple[Wording, ...]]:
    """The wordings with nouns, under the lemmas of these."""
    return _by_lemma((noun, each) for each in _all(folder) for noun in each.nouns)


@cache
def _all(folder: Path) -> tuple[Wording, ...]:
    return tuple(each for path in sorted(folder.glob("*.toml")) for each in read(path))


def _by_lemma(wordings: Iterable[tuple[str, Wording]]) -> Mapping[str, tuple[Wording, ...]]:
    found: dict[str, list[Wording]] = defaultdict(list)
    for lemma, each in wordings:
        found[lemma].append(each)
    return {lemma: tuple(each) for lemma, each in found.items()}


def read(path: Path) -> Iterator[Wording]:
    """The wordings of one file; what is wrong names file, line, entry and remedy."""
    for number, (place, entry) in enumerate(entries(path, "wording"), start=1):
        yield replace(_wording(entry, f"{place}, wording {entry.get('name', number)!r}"), where=place)


def _wording(entry: Mapping[str, object], where: str) -> Wording:
    for key in entry:
        if key not in KEYS:
            raise BadFrame(
                f"{where} has {key!r}, which is no key of wordings. Keys are {', '.join(sorted(KEYS))}."
            )
    for key in ("name", "states", "subject", "object"):
        if key not in entry:
            raise BadFrame(f"{where} has no {key!r}. Add it.")
    if not entry.keys() & {"verbs", "nouns"}:
        raise BadFrame(f"{where} has neither 'verbs' nor 'nouns'. Add one of them.")
    if entry["states"] not in PREDICATES:
        raise BadFrame(
            f"{where}: states is {entry['states']!r}. Choose one of {', '.join(sorted(PREDICATES))}."
        )
    words = entry.get("words", {})
    if not isinstance(words, dict):
        raise BadFrame(f"{where}: words is {words!r}. Give slots with lists of lemmas.")
    return Wording(
        name=str(entry["name"]),
        states=str(entry["states"]),
        verbs=tuple(sorted(_lemmas(entry.get("verbs", []), where))),
        nouns=tuple(sorted(_lemmas(entry.get("nouns", []), where))),
        subject=tuple(_ends(entry["subject"], where)),
        object=tuple(_ends(entry["object"], where)),
        words=tuple((tuple(slot.split()), _lemmas(heads, where)) for slot, heads in words.items()),
        near=_lemmas(entry.get("near", []), where),
        passive=entry.get("passive") is True,
        confidence=_confidence(entry.get("confidence", 0.8), where),
    )


def _lemmas(found: object, where: str) -> Words:
    """The lemmas of a list; `@kin` in it stands for that list of `words/nouns.toml`."""
    if not isinstance(found, list) or not all(isinstance(each, str) for each in found):
        raise BadFrame(f"{where}: {found!r} is no list of lemmas. Give one, as in ['throne'].")
    lists = {each[1:] for each in found if each.startswith("@")}
    if unknown := {each for each in lists if not hasattr(lexicon.nouns(), each)}:
        raise BadFrame(f"{where}: words/nouns.toml has no list {min(unknown)!r}. Name one that it has.")
    plain = {each for each in found if not each.startswith("@")}
    return frozenset(plain).union(*(getattr(lexicon.nouns(), each) for each in lists))


def _ends(found: object, where: str) -> Iterator[End]:
    if not isinstance(found, str) or not found:
        raise BadFrame(f"{where}: {found!r} is no slot. Give one with its kinds, as in 'object:person'.")
    for each in found.split():
        path, _, kinds = each.partition(":")
        slot, _, owner = path.replace("_", " ").partition("/")
        named = [kind for kind in kinds.split("|") if kind]
        if unknown := [kind for kind in named if kind not in KINDS]:
            raise BadFrame(f"{where}: {unknown[0]!r} is no kind of thing. Kinds are {', '.join(KINDS)}.")
        if owner not in {"", "owner"}:
            raise BadFrame(f"{where}: {owner!r} cannot follow a slot. Write 'slot/owner' for whose it is.")
        yield End(slot, bool(owner), frozenset().union(*(KINDS[kind] for kind in named or ["person"])))


def _confidence(found: object, where: str) -> float:
    if not isinstance(found, float) or not 0 < found <= 1:
        raise BadFrame(f"{where}: confidence is {found!r}. Give a number above 0 and up to 1, as in 0.8.")
    return found
