"""The frames of `frames/*.toml`: how texts word events, as data."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Final

from kg.errors import BadFrame
from kg.extract.entries import entries

FOLDER: Final = Path(__file__).parent / "frames"
KINDS: Final = {
    "person": frozenset({"person"}),
    "polity": frozenset({"polity"}),
    "people": frozenset({"people"}),
    "force": frozenset({"force"}),
    "place": frozenset({"place"}),
    "event": frozenset({"event"}),
    "agent": frozenset({"person", "polity", "people", "force"}),
}
_CHOICES: Final = {
    "class": ("Treaty", "Campaign", "Betrayal"),
    "kind": (
        "Rebellion",
        "Defection",
        "TreatyBreach",
        "TurningOnAlly",
        "Harbouring",
        "Surrender",
        "OtherBetrayal",
    ),
    "outcome": ("AttackerVictory", "DefenderVictory", "Inconclusive"),
}
_ROLES: Final = {
    "Treaty": ("party", "against", "ceded", "place"),
    "Campaign": ("attacker", "defender", "target", "commander", "attackingCommander", "place"),
    "Betrayal": ("betrayer", "betrayed", "beneficiary", "breaks", "place"),
}


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in the syntax of a trigger, with the kinds of thing that may fill it; empty for any."""

    name: str
    kinds: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One way of wording an event; the keys are explained in `frames/README.md`."""

    name: str
    event: str
    kind: str = ""
    outcome: str = ""
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    roles: tuple[tuple[str, tuple[Slot, ...]], ...] = ()
    needs: tuple[tuple[tuple[str, ...], frozenset[str]], ...] = ()
    words: tuple[tuple[tuple[str, ...], frozenset[str]], ...] = ()
    lacks: tuple[str, ...] = ()
    company: frozenset[str] = frozenset()
    through: str = ""
    particle: str = ""
    bond: bool = False
    rebel: bool = False
    passive: bool = False
    dated: bool = False
    pair: bool = False
    personal: bool = False
    set: bool = False
    known: bool = False
    ahead: bool = False
    behind: bool = False
    crowned: bool = False
    owed: bool = False
    foe: bool = False
    leaving: bool = False
    confidence: float = 0.7
    where: str = ""


@dataclass(frozen=True, slots=True)
class Frames:
    """All frames, under the lemma of the verb or noun that triggers them."""

    verbs: Mapping[str, tuple[Frame, ...]]
    nouns: Mapping[str, tuple[Frame, ...]]


@cache
def load(folder: Path = FOLDER) -> Frames:
    """The frames of a folder, each checked."""
    verbs: dict[str, list[Frame]] = defaultdict(list)
    nouns: dict[str, list[Frame]] = defaultdict(list)
    for path in sorted(folder.glob("*.toml")):
        for frame in read(path):
            for verb in dict.fromkeys(each.split()[0] for each in frame.verbs):
                verbs[verb].append(frame)
            for noun in frame.nouns:
                nouns[noun].append(frame)
    return Frames({k: tuple(v) for k, v in verbs.items()}, {k: tuple(v) for k, v in nouns.items()})


def read(path: Path) -> Iterator[Frame]:
    """The frames of one file, in its order."""
    for number, (place, entry) in enumerate(entries(path, "frame"), start=1):
        yield _frame(entry, f"{place}, frame {entry.get('name', number)!r}")


KEYS: Final = frozenset({each.name for each in fields(Frame)} - {"event", "where"} | {"class"})


def _frame(entry: Mapping[str, object], where: str) -> Frame:
    _check_keys(entry, where)
    _check_choices(entry, where)
    event = str(entry["class"])
    return Frame(
        name=str(entry["name"]),
        event=event,
        kind=str(entry.get("kind", "")),
        outcome=str(entry.get("outcome", "")),
        verbs=_strings(entry, "verbs", where),
        nouns=_strings(entry, "nouns", where),
        roles=tuple(_roles(entry, event, where)),
        needs=tuple(
            (tuple(slots.split()), _kinds(kinds, where)) for slots, kinds in _table(entry, "needs", where)
        ),
        words=tuple(
            (tuple(slots.split()), frozenset(map(str, words)))
            for slots, words in _table(entry, "words", where)
        ),
        lacks=_strings(entry, "lacks", where),
        company=frozenset(_strings(entry, "company", where)),
        through=str(entry.get("through", "")),
        particle=str(entry.get("particle", "")),
        confidence=_confidence(entry, where),
        where=where.rpartition(",")[0],
        **{flag: entry.get(flag) is True for flag in _FLAGS},
    )


_FLAGS: Final = tuple(each.name for each in fields(Frame) if each.default is False)


def _check_keys(entry: Mapping[str, object], where: str) -> None:
    for key in ("name", "class"):
        if key not in entry:
            raise BadFrame(f"{where} has no {key!r}. Add it.")
    if unknown := sorted(entry.keys() - KEYS):
        raise BadFrame(
            f"{where} has {unknown[0]!r}, which is no key of frames. Use one of {', '.join(sorted(KEYS))}."
        )
    if not entry.get("verbs") and not entry.get("nouns"):
        raise BadFrame(f"{where} has neither verbs nor nouns to find it by. Add one of them.")


def _check_choices(entry: Mapping[str, object], where: str) -> None:
    for key, choices in _CHOICES.items():
        if key in entry and entry[key] not in choices:
            raise BadFrame(f"{where}: {key} is {entry[key]!r}. Choose one of {', '.join(choices)}.")


def _strings(entry: Mapping[str, object], key: str, where: str) -> tuple[str, ...]:
    value = entry.get(key, [])
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise BadFrame(f'{where}: {key} is {value!r}. Give a list of words, as in ["siege", "sack"].')
    return tuple(value)


def _table(entry: Mapping[str, object], key: str, where: str) -> list[tuple[str, list[object]]]:
    value = entry.get(key, {})
    if not isinstance(value, dict) or not all(isinstance(each, list) for each in value.values()):
        raise BadFrame(f'{where}: {key} is {value!r}. Give slots with lists, as in {{ object = ["place"] }}.')
    return list(value.items())


def _roles(entry: Mapping[str, object], event: str, where: str) -> Iterator[tuple[str, tuple[Slot, ...]]]:
    value = entry.get("roles", {})
    if not isinstance(value, dict):
        raise BadFrame(
            f"{where}: roles is {value!r}. Give roles with slots, as in {{ attacker = 'subject' }}."
        )
    for role, slots in value.items():
        if role not in _ROLES[event]:
            raise BadFrame(
                f"{where}: a {event} has no role {role!r}. Its roles are {', '.join(_ROLES[event])}."
            )
        yield role, tuple(_slot(each, role, where) for each in str(slots).split())


def _slot(text: str, role: str, where: str) -> Slot:
    name, _, kind = text.partition(":")
    return Slot(name, _kinds([kind], where) if kind else _FILLERS.get(role, KINDS["agent"]))


_FILLERS: Final = {
    "target": KINDS["place"],
    "place": KINDS["place"],
    "ceded": KINDS["place"],
    "commander": KINDS["person"],
    "attackingCommander": KINDS["person"],
    "breaks": KINDS["event"],
}
"""What fills a role whose slot names no kind; agents fill the others."""


def _kinds(names: list[object], where: str) -> frozenset[str]:
    for name in names:
        if name not in KINDS:
            raise BadFrame(f"{where}: {name!r} is no kind of thing. Kinds are {', '.join(KINDS)}.")
    return frozenset().union(*(KINDS[str(name)] for name in names))


def _confidence(entry: Mapping[str, object], where: str) -> float:
    value = entry.get("confidence", 0.7)
    if not isinstance(value, float) or not 0 < value <= 1:
        raise BadFrame(f"{where}: confidence is {value!r}. Give a number above 0 and up to 1, as in 0.8.")
    return value
