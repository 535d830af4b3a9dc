"""What cannot be: people who act outside their lives, states before and after their time.

Candidates whose time most of the told events contradict are namesakes and are dropped; where only few events
contradict it, a reference was misunderstood, and the role is dropped.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from kg.extract.bearers import Group
from kg.extract.events import Event
from kg.model import Candidate

_SLACK = {"person": 0, "polity": 4}


def prune(events: Sequence[Event], groups: Iterable[Group]) -> None:
    """Drop the candidates and the roles that cannot be."""
    timed = {group.number: group for group in groups if group.kind in _SLACK and group.candidates}
    acts: dict[int, list[Event]] = defaultdict(list)
    for event in events:
        for number in event.numbers(*event.roles):
            if event.when and number in timed:
                acts[number].append(event)
    for number, found in acts.items():
        _one(timed[number], found)


def _one(group: Group, events: list[Event]) -> None:
    outside = [event for event in events if not any(_fits(each, event) for each in group.candidates)]
    if len(outside) * 2 > len(events):
        group.candidates, group.namesakes = (), group.candidates
        return
    for event in outside:
        for role in list(event.roles):
            event.roles[role].pop(group.number, None)
            if not event.roles[role]:
                del event.roles[role]


def _fits(candidate: Candidate, event: Event) -> bool:
    if event.when is None:
        return True
    first, last = event.when.years
    slack = _SLACK[candidate.ref.kind]
    begun = candidate.start is None or candidate.start - slack <= last
    return begun and (candidate.end is None or first <= candidate.end + slack)
