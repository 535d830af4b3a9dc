"""What one sentence about a war tells fills what the next one leaves out."""

from collections.abc import Sequence
from itertools import pairwise

from kg.extract.events import Add, Event
from kg.extract.phrases import Filler
from kg.extract.sightings import OTHER_SIDE
from kg.extract.strays import AGENTS

_REACH = 12
"""Sentences through which a siege is remembered."""
_SOON = 2
"""Sentences between a siege and its end."""
_YEARS = 2
_DEFEATS = frozenset(
    """
    defeats is-defeated defeats-army-at worsted is-cut-to-pieces cuts-to-pieces flees-the-field
    suffers-defeat
    """.split()
)
_COMING = frozenset(
    """
    marches-on leads-army crosses sets-out-against sets-out-for launches invasion-of invasion-into
    campaign-of lands-with-army army-lands lands-to-fight sweeps rides-for goes-to-war
    """.split()
)


def complete(events: Sequence[Event], add: Add) -> None:
    """Fill the sides of campaigns and the gainers of surrenders."""
    campaigns = [event for event in events if event.event == "Campaign"]
    for event in campaigns:
        _turn_if_it_came(event, campaigns)
    for event in campaigns:
        _falls_at_last(event, campaigns, add)
    for before, event in pairwise(campaigns):
        _in_a_row(before, event, add)
    for event in campaigns:
        _at_its_town(event, add)
    for event in events:
        if event.event == "Betrayal" and event.kind == "Surrender":
            _to_besieger(event, campaigns, add)


def _falls_at_last(event: Event, campaigns: Sequence[Event], add: Add) -> None:
    """As in "the Jin besieged Kaifeng" and, right behind, "in January Kaifeng fell": to the besieger."""
    if event.outcome != "AttackerVictory" or event.numbers("attacker"):
        return
    for siege in _about(event, campaigns, event.numbers("target"))[:1]:
        if 0 <= event.step - siege.step <= _SOON and not siege.outcome:
            for filler in _fillers(siege, "attacker"):
                if filler.group.number not in event.numbers(*event.roles):
                    add(event, "attacker", filler, event.first, f"{filler.group.name} had laid siege to it")


def _in_a_row(before: Event, event: Event, add: Add) -> None:
    """As in "he took Tiberias; Acre opened its gates within the week": the same conqueror."""
    won = "DefenderVictory" not in {before.outcome, event.outcome} and not _names_others(event, before)
    near = 0 <= event.step - before.step <= 2 and _is_about_then(event, before)
    here = before.first.line.reading is event.first.line.reading and before.first.start < event.first.start
    next_ = bool(event.numbers("target")) and not event.numbers("target") & before.numbers("target")
    if won and near and here and next_ and not event.numbers("attacker", "defender"):
        for filler in _fillers(before, "attacker"):
            if filler.group.number not in event.numbers(*event.roles):
                add(
                    event, "attacker", filler, event.first, f"{filler.group.name} took one town after another"
                )


_AROUND = frozenset(
    """
    siege-of lays-siege raises-siege sits-before stands-before besieged-sits-before comes-under-siege
    puts-under-siege holds-out place-holds-out tries-and-fails
    """.split()
)


def _at_its_town(event: Event, add: Add) -> None:
    """A siege is where the town is, and whoever took it was there."""
    there = _frames(event) & _AROUND or event.outcome == "AttackerVictory"
    if there and not event.numbers("place"):
        for filler in _fillers(event, "target"):
            add(event, "place", filler, event.first, f"{filler.group.name} is where it happened")


def _names_others(event: Event, before: Event) -> bool:
    """Whether somebody else is named beside a campaign, who may have fought it."""
    line = event.first.line
    if line is before.first.line:
        return False
    return any(unit.kind in AGENTS for unit in line.tree.units)


def _about(event: Event, campaigns: Sequence[Event], places: set[int]) -> list[Event]:
    """The other campaigns for the same places, the nearest first."""
    found = [
        other
        for other in campaigns
        if other is not event
        and other.numbers("target") & places
        and abs(other.step - event.step) <= _REACH
        and _is_about_then(event, other)
    ]
    return sorted(
        found, key=lambda other: (other.told_at > event.told_at, abs(other.told_at - event.told_at))
    )


def _is_about_then(one: Event, other: Event) -> bool:
    if one.when is None or other.when is None:
        return True
    return abs(one.when.years[0] - other.when.years[1]) <= _YEARS


def _to_besieger(event: Event, campaigns: Sequence[Event], add: Add) -> None:
    """Whoever gives up a besieged town gives it to the besieger."""
    if places := event.numbers("place"):
        sieges = _about(event, campaigns, places)
    else:
        sieges = [
            each for each in reversed(campaigns) if each.told_at == event.told_at and each.numbers("target")
        ]
    for siege in (sieges or _of_gainer(event, campaigns))[:1]:
        if event.numbers("betrayer") & siege.numbers("attacker", "attackingCommander"):
            return
        taken = (("beneficiary", "attacker"), ("place", "target")) if sieges else ()
        for role, source in (*taken, ("betrayed", "defender")):
            if not event.numbers(role):
                for filler in _fillers(siege, source):
                    if filler.group.number not in event.numbers(*event.roles):
                        add(event, role, filler, event.first, f"{filler.group.name} as in the siege")


def _of_gainer(event: Event, campaigns: Sequence[Event]) -> list[Event]:
    """As in "Bohemond besieged Antioch. A guard let him in": the last siege by whoever gained by it."""
    gained = event.numbers("beneficiary")
    near = [each for each in campaigns if 0 <= event.step - each.step <= _SOON]
    return [each for each in near if gained & each.numbers("attacker", "attackingCommander")][-1:]


def _fillers(event: Event, role: str) -> list[Filler]:
    return [found[0][0] for found in event.roles.get(role, {}).values()]


def _turn_if_it_came(event: Event, campaigns: Sequence[Event]) -> None:
    """Whoever marched out and was beaten had attacked."""
    beaten = event.numbers("defender", "defendingCommander")
    if (
        not beaten
        or event.outcome != "AttackerVictory"
        or {each.frame for each in event.sightings} - _DEFEATS
    ):
        return
    for other in campaigns:
        came = other.numbers("attacker", "attackingCommander")
        if (
            other is not event
            and 0 <= event.step - other.step <= 2
            and came & beaten
            and other.outcome != "AttackerVictory"
            and _frames(other) & _COMING
            and other.sightings[0].line.reading.index == event.first.line.reading.index
            and not event.numbers("attacker") & came
        ):
            event.roles = {OTHER_SIDE.get(role, role): fillers for role, fillers in event.roles.items()}
            event.outcome = "DefenderVictory"
            return


def _frames(event: Event) -> set[str]:
    return {each.frame for each in event.sightings}
