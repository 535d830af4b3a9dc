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

    def _nearest(
        self, sides: set[int], line: int, when: When | None, *, reach: int, people: bool
    ) -> Group | None:
        found: list[tuple[int, Group]] = []
        for pair in self._pairs:
            if line - reach <= pair.line <= line and _is_about_then(pair.when, when):
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
            sides = _groups(event, "attacker"), _groups(event, "defender")
        elif event.event == "Betrayal":
            sides = _groups(event, "betrayer", "beneficiary"), _groups(event, "betrayed")
        else:
            continue
        if all(sides):
            for line in {each.line.number for each in event.sightings}:
                yield _Enmity(line, event.when, *sides)


def _groups(event: Event, *roles: str) -> dict[int, Group]:
    """The states and peoples of a side, else the people who fight without one."""
    found = {
        number: fillers[0][0].group for role in roles for number, fillers in event.roles.get(role, {}).items()
    }
    states = {number: group for number, group in found.items() if group.kind in {"polity", "people"}}
    return states or {number: group for number, group in found.items() if group.kind == "person"}
