"""Whom a person stands for at a point of the text: the state served or ruled, until a betrayal."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from kg.extract import known_rulers
from kg.extract.bearers import Group
from kg.extract.events import Event
from kg.extract.fact import Fact
from kg.extract.titles import is_of

_TIES = frozenset({"rulerOf", "served", "founderOf"})

_LEAVING = frozenset({"Rebellion", "Defection", "Surrender"})
_BY_NAME = "named-by-state"
"""The rule for "Maximilian of Bavaria", who fights and signs under his own name."""
_GAINED = frozenset({"inherits-realm", "succeeds-to-realm"})
"""Rules that tell of one more state of somebody who has his own."""


_CROWNED = frozenset(
    """
    becomes takes-throne comes-to-throne throne-goes-to is-put-on-throne chosen-king makes-himself-master
    proclaims-state names-state throne-of-kin throne-inherited realm-passes-to inherits-realm
    succeeds-to-realm
    """.split()
)
"""Rules that tell of somebody's coming to rule: before that sentence he stood for himself."""


def _since(fact: Fact) -> tuple[int, int]:
    """The sentence of a tie, and whether it was before (-1), holds there, or from there on only (1)."""
    number = fact.line.number
    if fact.predicate == "founderOf":
        return number, 1
    if fact.rule == known_rulers.RULE or (fact.predicate == "rulerOf" and fact.rule in _CROWNED):
        return number - 1, 1
    return number, -1 if fact.rule == "had-served" else 0


class Allegiances:
    """The state of each person, by the sentence from which on it holds."""

    def __init__(self, facts: Iterable[Fact], events: Sequence[Event], groups: Sequence[Group]) -> None:
        facts = tuple(facts)
        self._rulers = {fact.key for fact in facts if fact.predicate == "rulerOf"}
        self._ties: dict[int, list[tuple[int, int, Group | None]]] = defaultdict(list)
        for fact in facts:
            if fact.predicate in _TIES and isinstance(fact.object, Group) and fact.object.kind == "polity":
                gained = fact.rule in _GAINED and self._ties[fact.subject.final().number]
                if gained or fact.rule == _BY_NAME:
                    continue
                self._tie(fact.subject, _since(fact), fact.object)
        self._left: dict[tuple[int, int], int] = {}
        for event in events:
            if event.event == "Betrayal":
                self._betrayal(event)
        self._known(groups)
        self._sort()
        self._of_lords(facts)
        self._sort()

    def _sort(self) -> None:
        for ties in self._ties.values():
            ties.sort(key=lambda tie: tie[:2])

    def _of_lords(self, facts: Iterable[Fact]) -> None:
        """Whoever serves somebody stands for the state for which his lord stands then."""
        for fact in facts:
            lord = fact.object if fact.predicate == "served" and isinstance(fact.object, Group) else None
            if lord and lord.kind == "person" and (state := self.state(lord, fact.line.number)):
                self._tie(fact.subject, _since(fact), state)

    def _known(self, groups: Sequence[Group]) -> None:
        """Where the text is silent, what the authority file knows of a person's state."""
        polities = [group for group in groups if group.kind == "polity"]
        for person in groups:
            if person.kind == "person" and not self._ties.get(person.number):
                states = [state for state in polities if is_of(person, state)]
                if len(states) == 1:
                    self._tie(person, (-1, 0), states[0])

    def _tie(self, person: Group, at: tuple[int, int], state: Group | None) -> None:
        self._ties[person.final().number].append((*at, state.final() if state else None))

    def _betrayal(self, event: Event) -> None:
        line = event.told_at
        gained = [
            filler.group
            for found in event.roles.get("beneficiary", {}).values()
            for filler, _ in found
            if filler.group.kind == "polity"
        ]
        for found in event.roles.get("betrayer", {}).values():
            filler, sighting = found[0]
            left = filler.group.final().number, sighting.line.number
            if event.kind in _LEAVING:
                self._left[left] = min(sighting.start, self._left.get(left, sighting.start))
            self._tie(
                filler.group,
                (line, 1),
                gained[0] if gained and event.kind in {"Defection", "Surrender"} else None,
            )

    def state(self, person: Group, line: int, start: int = -1) -> Group | None:
        """The state that a person stands for when a sentence is read, as far as some place in the text."""
        if 0 <= self._left.get((person.final().number, line), start) < start:
            return None
        ties = self._ties.get(person.final().number, [])
        ties = [tie for tie in ties if tie[1] >= 0]
        before = [tie for tie in ties if tie[:2] <= (line, 0)]
        if before:
            return before[-1][2]
        return ties[0][2] if ties and ties[0][1] == 0 else None

    def rules(self, person: Group, state: Group) -> bool:
        """Whether somebody rules a state himself, and so cannot leave it."""
        return (person.final().number, "rulerOf", state.final().number) in self._rulers

    def before(self, person: Group, line: int) -> Group | None:
        """The state that a person stood for until a sentence."""
        earlier = [
            tie
            for tie in self._ties.get(person.final().number, [])
            if tie[:2] < (line, 1) and tie[2] is not None
        ]
        earlier.sort(key=lambda tie: (tie[0], tie[1] < 0))
        return earlier[-1][2] if earlier else None
