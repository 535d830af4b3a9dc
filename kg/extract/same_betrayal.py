"""Whether one more mention of a betrayal is of one that is known."""

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from kg.extract.events import Event
    from kg.extract.sightings import Sighting

_PERSISTENT: Final = frozenset({"Rebellion", "Defection", "Surrender"})


def is_same(event: "Event", sighting: "Sighting") -> bool:
    """Whether a sighting tells once more of somebody's betrayal."""
    one, other = event.numbers("betrayer"), sighting.groups("betrayer")
    if not (one and other) and event.kind == sighting.kind and event.is_told_near(sighting.line, 0):
        return _is_told_again(event, sighting)
    if not one & other or _are_opposed(event, sighting):
        return False
    for role in ("betrayed", "beneficiary"):
        one, other = event.numbers(role), sighting.groups(role)
        if one and other and not one & other:
            return False
    if event.is_told_near(sighting.line, 0):
        return {event.kind, sighting.kind} <= _PERSISTENT or event.kind == sighting.kind
    if event.kind != sighting.kind:
        return (
            sighting.nominal
            and {event.kind, sighting.kind} <= _PERSISTENT
            and event.when is not None
            and sighting.when is None
        )
    return (
        sighting.nominal
        or event.has_nominal
        or (event.when is not None and event.when == sighting.when and event.is_told_near(sighting.line, 3))
    )


def _are_opposed(event: "Event", sighting: "Sighting") -> bool:
    """Whether one is left for somebody in one, and that one for another in the other."""
    return bool(
        event.numbers("betrayed") & sighting.groups("beneficiary")
        or event.numbers("beneficiary") & sighting.groups("betrayed")
    )


def _is_told_again(event: "Event", sighting: "Sighting") -> bool:
    """Whether one of two betrayals of a sentence only names the other: "raised the banner of revolt"."""
    apart = any(
        event.numbers(role) and sighting.groups(role) and event.numbers(role) != sighting.groups(role)
        for role in ("betrayed", "place")
    )
    only_named = not apart and (sighting.nominal or event.has_nominal)
    return only_named or bool(event.numbers("betrayed") & sighting.groups("betrayed"))
