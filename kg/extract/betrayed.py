"""Whom a betrayal is against and for whom, by what the text has told of those who take part."""

from collections.abc import Sequence

from kg.extract.allegiance import Allegiances
from kg.extract.enmities import Enmities
from kg.extract.events import Event
from kg.extract.inferred import add, first
from kg.extract.sightings import Sighting

_LEAVING = frozenset({"Defection", "Surrender", "Rebellion"})


def complete(event: Event, events: Sequence[Event], allegiances: Allegiances, enmities: Enmities) -> None:
    """Fill the sides of a betrayal that no word of it names."""
    _betrayed(event, events, allegiances)
    _side_left_or_joined(event, enmities)


def _betrayed(event: Event, events: Sequence[Event], allegiances: Allegiances) -> None:
    gained = event.numbers("beneficiary")
    _state_behind_beneficiary(event, allegiances)
    if event.numbers("betrayed"):
        return
    for filler, sighting in list(first(event, "betrayer")):
        if event.kind in _LEAVING and filler.group.kind == "person":
            state = allegiances.before(filler.group, event.told_at)
            rules = event.kind == "Defection" and state and allegiances.rules(filler.group, state)
            if state and not rules and state.number not in gained | event.numbers("beneficiary"):
                add(event, "betrayed", filler, state, sighting, f"{filler.group.name} stood for {state.name}")
        elif event.kind == "Harbouring":
            _harboured(event, events, sighting)
        elif event.kind in {"TreatyBreach", "TurningOnAlly"}:
            _other_party(event, events, sighting)


def _state_behind_beneficiary(event: Event, allegiances: Allegiances) -> None:
    for filler, sighting in list(first(event, "beneficiary")):
        if filler.group.kind == "person" and event.kind in {"Defection", "Surrender"}:
            state = allegiances.state(filler.group, sighting.line.number)
            if state and state.number not in event.numbers("betrayer", "betrayed"):
                del event.roles["beneficiary"][filler.group.number]
                add(
                    event,
                    "beneficiary",
                    filler,
                    state,
                    sighting,
                    f"{filler.group.name} stands for {state.name}",
                )


def _harboured(event: Event, events: Sequence[Event], sighting: Sighting) -> None:
    """Whoever the harboured person had betrayed last before."""
    guests = event.numbers("beneficiary")
    earlier = [
        other
        for other in events
        if other.event == "Betrayal"
        and other is not event
        and other.numbers("betrayer") & guests
        and other.numbers("betrayed") - event.numbers("betrayer")
    ]
    before = [other for other in earlier if other.told_at <= sighting.line.number]
    for other in sorted(before or earlier, key=lambda each: each.told_at)[-1:]:
        for filler, _ in first(other, "betrayed"):
            if filler.group.number not in event.numbers("betrayer"):
                note = f"{filler.group.name} had been betrayed before"
                add(event, "betrayed", filler, filler.group, sighting, note)


def _other_party(event: Event, events: Sequence[Event], sighting: Sighting) -> None:
    """The other party of the treaty that was broken, the one told last before."""
    known, breach = event.numbers("betrayer"), event.kind == "TreatyBreach"
    for other in reversed(events):
        parties = other.numbers("party")
        before = other.told_at < sighting.line.number or breach
        if other.event == "Treaty" and before and other.sightings[0].start < sighting.start and parties:
            for party, _ in first(other, "party"):
                if party.group.number not in known and (len(parties) == 2 or breach) and known & parties:
                    add(
                        event,
                        "betrayed",
                        party,
                        party.group,
                        sighting,
                        f"{party.group.name} was the other party",
                    )
            return


def _side_left_or_joined(event: Event, enmities: Enmities) -> None:
    """Whoever goes over to one side has left the other."""
    if event.kind not in _LEAVING:
        return
    for one, other in (("beneficiary", "betrayed"), ("betrayed", "beneficiary")):
        if event.numbers(one) and not event.numbers(other) and (one, event.kind) != ("betrayed", "Rebellion"):
            filler, sighting = next(first(event, one))
            enemy = enmities.enemy(event.numbers(one), sighting.line, event.when)
            if enemy and enemy.number not in event.numbers(*event.roles):
                add(event, other, filler, enemy, sighting, f"{enemy.name} fights {filler.group.name} here")
