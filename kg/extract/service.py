"""Whom commanders serve: the state for which they fight, where they rule none and are no ruler's kin."""

from collections.abc import Iterable, Iterator, Sequence

from kg.extract import known_rulers
from kg.extract.bearers import Group
from kg.extract.events import Event
from kg.extract.fact import Fact
from kg.extract.sides import COMMANDER

_KIN = frozenset({"childOf", "siblingOf"})
_RULES = frozenset({"rulerOf", "founderOf"})
_CROWNED = frozenset(
    """
    King Queen Emperor Empress Tsar Czar Sultan Caliph Khan Khagan Shah Kaiser Doge Shogun Pharaoh Prince
    Pope Regent Maharaja Raja Rana Nawab Nizam Despot Emir Negus
    """.split()
)


def of_commanders(events: Iterable[Event], facts: Sequence[Fact]) -> Iterator[Fact]:
    """As in "The Song attacked Qi. Yue Fei took Xiangyang": that Yue Fei served the Song."""
    lords = set(_lords(facts))
    for event in events:
        for side, role in COMMANDER.items() if event.event == "Campaign" else ():
            state = _only_state(event, side)
            for found in event.roles.get(role, {}).values() if state else ():
                leader, sighting = found[0]
                if state and leader.group.number not in lords and not _reigns(leader.group):
                    yield Fact(
                        leader.group, "served", state, sighting.line, "commands-for", 0.65, leader.note
                    )


def _only_state(event: Event, side: str) -> Group | None:
    """The state that a side consists of, if no other takes that side."""
    groups = [found[0][0].group for found in event.roles.get(side, {}).values()]
    return groups[0] if len(groups) == 1 and groups[0].kind == "polity" else None


def _lords(facts: Sequence[Fact]) -> Iterator[int]:
    """Who rules, and whose father, brother or son does."""
    ruling = {fact.key[0] for fact in facts if fact.predicate in _RULES}
    yield from ruling
    for fact in facts:
        if fact.predicate in _KIN and isinstance(fact.object, Group):
            pair = (fact.subject.final(), fact.object.final())
            if any(each.number in ruling or known_rulers.reigns(each) for each in pair):
                yield from (each.number for each in pair)


def _reigns(group: Group) -> bool:
    """Whether somebody has the title or the name of one who reigns."""
    return any(_CROWNED & set(name.split()) for name in group.names) or bool(known_rulers.reigns(group))
