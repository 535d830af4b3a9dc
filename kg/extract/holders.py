"""Whose a town is that is attacked, as a phrase beside its name says: "Echizen, Asakura's province"."""

from collections.abc import Iterator, Sequence
from typing import Final

from kg.extract import lexicon, phrases
from kg.extract.events import Add, Event
from kg.extract.phrases import Filler
from kg.extract.scene import Line, Scene
from kg.extract.sightings import Sighting

_HELD: Final = frozenset(
    """
    province capital residence seat stronghold fortress castle city town possession domain territory land
    fief duchy county base port citadel fort headquarters home island garrison outpost colony
    """.split()
)
_AGENTS: Final = frozenset({"person", "polity", "people"})


def complete(scene: Scene, events: Sequence[Event], add: Add) -> None:
    """Let whose the aim of a campaign is defend it, where nobody else is told to."""
    for event in events:
        if event.event == "Campaign" and not event.numbers("defender", "defendingCommander"):
            for sighting in event.sightings:
                _held(scene, event, sighting, add)


def _held(scene: Scene, event: Event, sighting: Sighting, add: Add) -> None:
    line = sighting.line
    for place in range(len(line.tree.units)):
        town = scene.bearer(line, place)
        if town is None or town.number not in event.numbers("target"):
            continue
        for each in _holders(scene, line, place):
            known = event.numbers(*event.roles)
            if each.group.number not in known and not event.numbers("defender"):
                add(event, "defender", each, sighting, f"{town.name} is {each.group.name}'s")


def _holders(scene: Scene, line: Line, place: int) -> Iterator[Filler]:
    """Whose a town is that is told to be somebody's, or to have somebody for its ruler."""
    tree = line.tree
    beside = [*tree.under(place, "appos")]
    if tree.deps[place] in {"appos", "flat", "nmod"} and tree.case(place) in {"", "of"}:
        beside.append(tree.heads[place])
    for noun in beside:
        if tree.lemmas[noun] in _HELD and tree.units[noun].mention < 0:
            yield from _owners(scene, line, noun)
    for noun in range(place + 3, min(place + 4, len(tree.units))):
        between = [unit.text for unit in tree.units[place + 1 : noun]]
        if between == [",", "whose"] and tree.lemmas[noun] in lexicon.nouns().rulers | _GOVERNORS:
            yield from (each for each in phrases.fillers(scene, line, noun) if _is_agent(each))


_GOVERNORS: Final = frozenset({"governor", "commander", "castellan", "lord", "commandant"})


def _owners(scene: Scene, line: Line, noun: int) -> Iterator[Filler]:
    for each in phrases.owners(scene, line, noun):
        if _is_agent(each) and line.tree.case(each.place) in {"", "of"}:
            yield each


def _is_agent(filler: Filler) -> bool:
    return filler.group.kind in _AGENTS
