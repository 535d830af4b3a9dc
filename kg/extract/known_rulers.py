"""Rulers of general knowledge: which state somebody ruled whom the text calls by a well-known name only."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from kg.errors import BadLexicon
from kg.extract import lexicon, name_keys
from kg.extract.authority import plain
from kg.extract.bearers import Group
from kg.extract.fact import Fact
from kg.extract.scene import Line, Scene

_REIGN = re.compile(r"(?P<names>.+) (?P<first>-?\d+)-(?P<last>-?\d+)")
RULE = "known-ruler"
_SLACK = 5
"""Years by which a text may speak of a reign before it begins or after it ends."""


class Reign(NamedTuple):
    """A state and the years in which somebody ruled it."""

    state: str
    first: int
    last: int


@cache
def load() -> Mapping[str, tuple[Reign, ...]]:
    """The reigns of `words/rulers.txt`, by the plain name of the ruler."""
    found: dict[str, list[Reign]] = defaultdict(list)
    for line in sorted(lexicon.lines("rulers")):
        state, _, reigns = line.partition(": ")
        for each in reigns.split("; "):
            match = _REIGN.fullmatch(each)
            if match is None:
                raise BadLexicon(
                    f"words/rulers.txt, {state}: {each!r} is no reign. Write name and years, as in "
                    "'Henry V 1413-1422'; other names follow a slash."
                )
            for name in match["names"].split("/"):
                found[plain(name)].append(Reign(state, int(match["first"]), int(match["last"])))
    return {name: tuple(reigns) for name, reigns in found.items()}


def facts(scene: Scene, stated: Sequence[Fact]) -> Iterator[Fact]:
    """Who ruled a state that the document names, where the document does not say who ruled what."""
    ruling = {fact.subject.final().number for fact in stated if fact.predicate == "rulerOf"}
    years = [year for reading in scene.readings for date in reading.dates for year in date.when.years]
    for group in scene.register.all():
        if group.kind != "person" or group.number in ruling:
            continue
        states = {
            state.number: (state, line)
            for reign in reigns(group)
            if _is_spoken_of(reign, years)
            and (state := scene.register.find("polity", reign.state))
            and (line := _first(scene, group, reign))
        }
        for state, line in states.values() if len(states) == 1 else ():
            note = f"{group.name} is known as ruler of {state.name}"
            yield Fact(group, "rulerOf", state, line, RULE, 0.65, note)


def reigns(group: Group) -> set[Reign]:
    """The reigns of whoever bears one of the names of somebody."""
    found: set[Reign] = set()
    for name in group.names:
        bare = name_keys.bare(name)
        if bare != name or " " in bare or bare not in lexicon.lines("given"):
            found |= {*load().get(plain(name), ()), *load().get(plain(bare), ())}
    return found


def _is_spoken_of(reign: Reign, years: Sequence[int]) -> bool:
    return not years or any(reign.first - _SLACK <= year <= reign.last + _SLACK for year in years)


def _first(scene: Scene, group: Group, reign: Reign) -> Line | None:
    """The sentence from which on somebody is spoken of as ruler: not before his reign."""
    starts = [mention.start for mention in group.mentions]
    for line in scene.lines:
        if any(line.start <= start < line.end for start in starts):
            year = _year(line)
            if year is None or year >= reign.first - _SLACK:
                return line
    return None


def _year(line: Line) -> int | None:
    """The year in which the narration stands at the end of a sentence, as far as its block tells."""
    told = [date.when.years[1] for date in line.reading.dates if date.start < line.end and not date.aside]
    return told[-1] if told else None
