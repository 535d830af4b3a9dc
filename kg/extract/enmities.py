"""Which states are at war where a text is read, for what it leaves to the reader."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kg.extract.bearers import Group
from kg.extract.events import Event
from kg.extract.scene import Line
from kg.extract.when import When

_REACH = 4
"""Sentences through which a war goes on without being told again."""


class _Enmity(NamedTuple):
    line: Line
    when: When | None
    one: dict[int, Group]
    other: dict[int, Group]
    fights: bool
    """Whether both fight, and at no place of their own."""
    mutual: bool
    """Whether the other fights back: who deserts somebody is not said to be fought by him."""


class Enmities:
    """The pairs that fight each other, by the sentences that tell it."""

    def __init__(self, events: Sequence[Event]) -> None:
        self._pairs = sorted(_pairs(events), key=lambda each: each.line.number)

    def enemy(self, sides: set[int], line: Line, when: When | None) -> Group | None:
        """The only state that the nearest sentence about the same years sets against any of these."""
        return self._nearest(sides, line, when, reach=_REACH, people=False)

    def opponent(self, sides: set[int], line: Line, when: When | None) -> Group | None:
        """The only one whom a sentence itself, about the same years, sets against any of these."""
        return self._nearest(sides, line, when, reach=0, people=True)

    def foe(self, sides: set[int], line: Line, when: When | None) -> Group | None:
        """The only one, a state or not, whom the nearest sentence sets against any of these."""
        return self._nearest(sides, line, when, reach=_REACH, people=True)

    def _nearest(
        self, sides: set[int], line: Line, when: When | None, *, reach: int, people: bool
    ) -> Group | None:
        found: list[tuple[int, Group]] = []
        for pair in self._pairs:
            told = _is_near(pair.line, line, reach) and (pair.fights or not people or reach)
            if told and _is_about_then(pair.when, when):
                for one, other in _ways(pair, both=pair.mutual or not people or reach > 0):
                    if sides & one.keys() and not sides & other.keys():
                        enemies = [each for each in other.values() if people or each.kind != "person"]
                        found += [(line.step - pair.line.step, group) for group in enemies]
        if not found:
            return None
        nearest = min(distance for distance, _ in found)
        groups = {group.number: group for distance, group in found if distance == nearest}
        return next(iter(groups.values())) if len(groups) == 1 else None


def _is_near(before: Line, line: Line, reach: int) -> bool:
    if reach == 0:
        return before is line
    return before.number <= line.number and line.step - before.step <= reach


def _is_about_then(one: When | None, other: When | None) -> bool:
    return one is None or other is None or other.years[0] - one.years[1] <= 1


_Sides = dict[int, Group]


def _ways(pair: _Enmity, *, both: bool) -> list[tuple[_Sides, _Sides]]:
    return [(pair.one, pair.other), *([(pair.other, pair.one)] if both else [])]


def _pairs(events: Sequence[Event]) -> Iterator[_Enmity]:
    for event in events:
        if event.event == "Campaign":
            placed = bool(event.numbers("place", "target"))
            yield from _each_line(event, "attacker", "defender", fights=not placed, mutual=True)
        elif event.event == "Betrayal":
            rises = event.kind == "Rebellion"
            turns = rises or event.kind == "Defection"
            yield from _each_line(event, "beneficiary", "betrayed", fights=True, mutual=True)
            yield from _each_line(event, "betrayer", "betrayed", fights=turns, mutual=rises)


def _each_line(event: Event, one: str, other: str, *, fights: bool, mutual: bool) -> Iterator[_Enmity]:
    sides = _groups(event, one), _groups(event, other)
    for line in dict.fromkeys(each.line for each in event.sightings) if all(sides) else ():
        yield _Enmity(line, event.when, *sides, fights, mutual)


def _groups(event: Event, *roles: str) -> dict[int, Group]:
    """The states and peoples of a side, else the people who fight without one."""
    found = {
        number: fillers[0][0].group for role in roles for number, fillers in event.roles.get(role, {}).items()
    }
    states = {number: group for number, group in found.items() if group.kind in {"polity", "people"}}
    return states or {number: group for number, group in found.items() if group.kind == "person"}
