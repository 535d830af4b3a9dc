"""Which states are at war where a text is read, for what it leaves to the reader."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kg.extract.bearers import Group
from kg.extract.events import Event
from kg.extract.when import When

_REACH = 4
"""Sentences through which a war goes on without being told again."""


class _Enmity(NamedTuple):
    line: int
    when: When | None
    one: dict[int, Group]
    other: dict[int, Group]
    fights: bool
    """Whether both fight, and at no place of their own."""


class Enmities:
    """The pairs that fight each other, by the sentences that tell it."""

    def __init__(self, events: Sequence[Event]) -> None:
        self._pairs = sorted(_pairs(events), key=lambda each: each.line)

    def enemy(self, sides: set[int], line: int, when: When | None) -> Group | None:
        """The only state that the nearest sentence about the same years sets against any of these."""
        return self._nearest(sides, line, when, reach=_REACH, people=False)

    def opponent(self, sides: set[int], line: int, when: When | None) -> Group | None:
        """The only one whom a sentence itself, about the same years, sets against any of these."""
        return self._nearest(sides, line, when, reach=0, people=True)

    def foe(self, sides: set[int], line: int, when: When | None) -> Group | None:
        """The only one, a state or not, whom the nearest sentence sets against any of these."""
        return self._nearest(sides, line, when, reach=_REACH, people=True)

    def _nearest(
        self, sides: set[int], line: int, when: When | None, *, reach: int, people: bool
    ) -> Group | None:
        found: list[tuple[int, Group]] = []
        for pair in self._pairs:
            told = line - reach <= pair.line <= line and (pair.fights or not people or reach)
            if told and _is_about_then(pair.when, when):
                for one, other in ((pair.one, pair.other), (pair.other, pair.one)):
                    if sides & one.keys() and not sides & other.keys():
                        enemies = [each for each in other.values() if people or each.kind != "person"]
                        found += [(line - pair.line, group) for group in enemies]
        if not found:
            return None
        nearest = min(distance for distance, _ in found)
        groups = {group.number: group for distance, group in found if distance == nearest}
        return next(iter(groups.values())) if len(groups) == 1 else None


def _is_about_then(one: When | None, other: When | None) -> bool:
    return one is None or other is None or other.years[0] - one.years[1] <= 1


def _pairs(events: Sequence[Event]) -> Iterator[_Enmity]:
    for event in events:
        if event.event == "Campaign":
            yield from _each_line(event, ("attacker",), fights=not event.numbers("place", "target"))
        elif event.event == "Betrayal":
            yield from _each_line(event, ("beneficiary",), fights=True)
            yield from _each_line(event, ("betrayer",), fights=event.kind == "Rebellion")


def _each_line(event: Event, one: tuple[str, ...], *, fights: bool) -> Iterator[_Enmity]:
    other = "defender" if event.event == "Campaign" else "betrayed"
    sides = _groups(event, *one), _groups(event, other)
    for line in {each.line.number for each in event.sightings} if all(sides) else ():
        yield _Enmity(line, event.when, *sides, fights)


def _groups(event: Event, *roles: str) -> dict[int, Group]:
    """The states and peoples of a side, else the people who fight without one."""
    found = {
        number: fillers[0][0].group for role in roles for number, fillers in event.roles.get(role, {}).items()
    }
    states = {number: group for number, group in found.items() if group.kind in {"polity", "people"}}
    return states or {number: group for number, group in found.items() if group.kind == "person"}
