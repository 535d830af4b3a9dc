"""Who "the enemy", "the besiegers" and "the victor" are to whom somebody goes over."""

from collections.abc import Iterator, Sequence
from typing import Final

from kg.extract import syntax
from kg.extract.bearers import Group
from kg.extract.enmities import Enmities
from kg.extract.events import Add, Event
from kg.extract.parse import Tree
from kg.extract.phrases import Filler
from kg.extract.sightings import Sighting

_ENEMIES: Final = frozenset({"enemy", "foe", "opponent"})
_COMERS: Final = frozenset({"besieger", "attacker", "invader", "assailant"})
_WINNERS: Final = frozenset({"victor", "winner", "conqueror"})
_SLOTS: Final = ("to", "over to", "with", "for", "into", "object")
_REACH: Final = 4
"""Sentences through which a fight is remembered."""


def complete(events: Sequence[Event], enmities: Enmities, add: Add) -> None:
    """Tell in whose favour a betrayal is where a noun says what they are to the betrayed."""
    campaigns = [event for event in events if event.event == "Campaign"]
    for event in events:
        if event.event == "Betrayal" and not event.numbers("beneficiary"):
            for sighting in [each for each in event.sightings if not each.nominal]:
                _gained(event, sighting, campaigns, enmities, add)


def _gained(
    event: Event, sighting: Sighting, campaigns: Sequence[Event], enmities: Enmities, add: Add
) -> None:
    for place in _nouns(sighting.line.tree, sighting.trigger):
        noun = sighting.line.tree.lemmas[place]
        for group in _meant(noun, event, sighting, campaigns, enmities):
            if group.number not in event.numbers(*event.roles):
                add(event, "beneficiary", Filler(group, place), sighting, f"the {noun} is {group.name}")


def _nouns(tree: Tree, trigger: int) -> Iterator[int]:
    """The nouns without a name to whom it is done: "to the enemy", not "to Caesar's enemies"."""
    slots = syntax.slots(tree, trigger)
    for place in (each for slot in _SLOTS for each in slots.get(slot, ())):
        if tree.tags[place] == "NOUN" and not tree.has(place, "nmod", "compound", "appos", "amod"):
            yield place


def _meant(
    noun: str, event: Event, sighting: Sighting, campaigns: Sequence[Event], enmities: Enmities
) -> list[Group]:
    line = sighting.line
    if noun in _ENEMIES:
        foe = enmities.foe(event.numbers("betrayed"), sighting.line, event.when)
        return [foe] if foe else []
    near = [each for each in campaigns if each.told_at <= line.number and line.step - each.step <= _REACH]
    if noun in _COMERS:
        return _sides(near, "attacker")
    if noun in _WINNERS:
        won = [each for each in near if each.outcome in {"AttackerVictory", "DefenderVictory"}]
        last = won[-1:]
        side = "attacker" if last and last[0].outcome == "AttackerVictory" else "defender"
        return _sides(last, side)
    return []


def _sides(campaigns: Sequence[Event], side: str) -> list[Group]:
    """Those on a side of the campaign told last."""
    told = [each for each in campaigns if each.numbers(side)]
    last = max(told, key=lambda each: (each.told_at, each.first.start), default=None)
    return [found[0][0].group for found in last.roles[side].values()] if last else []
