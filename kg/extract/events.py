"""Sightings of one event put together: same class, compatible date, participants and place."""

from bisect import bisect_left, insort
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from kg.extract import same_betrayal
from kg.extract.filled import COMMANDERS
from kg.extract.phrases import Filler
from kg.extract.scene import Line
from kg.extract.sightings import Sighting, swapped
from kg.extract.when import When

Add = Callable[["Event", str, Filler, Sighting, str], None]
"""What gives a role of an event a filler, by some sighting, with a note."""

_MEMORY = 300
"""How many events back a mention may refer to, so that a book costs no more per page than an article."""
_DEFEATS = frozenset({"is-defeated", "is-repelled", "suffers-defeat"})
_OTHER_OUTCOME = {"AttackerVictory": "DefenderVictory", "DefenderVictory": "AttackerVictory"}


@dataclass(frozen=True, slots=True)
class Breach:
    """The treaty that a betrayal breaks, with the sentences that say so together and how they are read."""

    treaty: "Event"
    lines: tuple[Line, ...]
    note: str
    rule: str


@dataclass(slots=True, eq=False)
class Event:
    """One event with every sighting of it."""

    number: int
    event: str
    sightings: list[Sighting]
    roles: dict[str, dict[int, list[tuple[Filler, Sighting]]]] = field(default_factory=dict)
    kind: str = ""
    outcome: str = ""
    outcome_by: Sighting | None = None
    breaks: Breach | None = None
    dated: Sighting | None = None
    names: set[str] = field(default_factory=set)
    has_nominal: bool = False
    _starts: list[int] = field(default_factory=list)
    _lines: set[int] = field(default_factory=set)
    _steps: set[int] = field(default_factory=set)

    def numbers(self, *roles: str) -> set[int]:
        """The bearers in some roles."""
        return {number for role in roles for number in self.roles.get(role, ())}

    @property
    def when(self) -> When | None:
        """Its narrowest date."""
        return self.dated.when if self.dated else None

    def distance(self, start: int) -> int:
        """How far its nearest sighting is from a place in the text."""
        after = bisect_left(self._starts, start)
        return min(abs(each - start) for each in self._starts[max(0, after - 1) : after + 1])

    def is_told_near(self, line: Line, reach: int) -> bool:
        """Whether one of so many sentences before or behind a sentence, or that one, speaks of it."""
        if reach == 0:
            return line.number in self._lines
        return any(line.step + distance in self._steps for distance in range(-reach, reach + 1))

    @property
    def first(self) -> Sighting:
        """The sighting that names it best: a name, else the first."""
        return min(self.sightings, key=lambda each: (not each.name, each.nominal, each.start))

    @property
    def told_at(self) -> int:
        """The sentence that tells it, and does not only name it."""
        return self._told.number

    @property
    def step(self) -> int:
        """The same, idle sentences not counted."""
        return self._told.step

    @property
    def _told(self) -> Line:
        told = [each for each in self.sightings if not each.nominal] or self.sightings
        return min((each.line for each in told), key=lambda each: each.number)

    def add(self, sighting: Sighting) -> None:
        """One more sighting."""
        # Kept as they come: an event may be spoken of in every sentence of a book.
        self.sightings.append(sighting)
        insort(self._starts, sighting.start)
        self._lines.add(sighting.line.number)
        self._steps.add(sighting.line.step)
        self.names |= {sighting.name} - {""}
        self.has_nominal = self.has_nominal or sighting.nominal
        if sighting.when and (self.dated is None or _narrowness(sighting) < _narrowness(self.dated)):
            self.dated = sighting
        for role, fillers in sighting.roles.items():
            for filler in fillers:
                if role not in COMMANDERS or filler.group.kind == "person":
                    self.roles.setdefault(role, {}).setdefault(filler.group.number, []).append(
                        (filler, sighting)
                    )
        only_named = self.outcome_by is not None and self.outcome_by.nominal and not sighting.nominal
        if sighting.outcome and (not self.outcome or only_named):
            self.outcome, self.outcome_by = sighting.outcome, sighting
        self.kind = self.kind or sighting.kind


def _narrowness(sighting: Sighting) -> tuple[int, int]:
    return _width(sighting.when), sighting.start


def _width(when: When | None) -> int:
    if when is None:
        return 10**9
    first, last = when.years
    return (last - first) * 400 + (when.month is None) * 40 + (when.earliest != when.latest)


def merged(sightings: Sequence[Sighting]) -> list[Event]:
    """The events of a document, in the order of their first sighting; dated and verbal sightings lead."""
    events: list[Event] = []
    late: list[Sighting] = []
    for sighting in sightings:
        if sighting.nominal and not sighting.name and sighting.when is None:
            late.append(sighting)
        else:
            _place(events, sighting)
    for sighting in late:
        _place(events, sighting, known=sighting.needs_date)
    events.sort(key=lambda each: min(one.start for one in each.sightings))
    for number, event in enumerate(events):
        event.number = number
    return events


def _place(events: list[Event], sighting: Sighting, *, known: bool = False) -> None:
    """Add a sighting to its event, or a new one unless it must be known already."""
    for event in sorted(events[-_MEMORY:], key=lambda each: each.distance(sighting.start)):
        if is_same(event, sighting):
            _join(event, sighting)
            return
    if known:
        return
    event = Event(len(events), sighting.event, [])
    event.add(sighting)
    events.append(event)


def _join(event: Event, sighting: Sighting) -> None:
    if event.event == "Campaign" and _sides_swapped(event, sighting):
        sighting.roles = swapped(sighting.roles)
        sighting.outcome = _OTHER_OUTCOME.get(sighting.outcome, "")
        event.outcome = ""
    event.add(sighting)


def _sides_swapped(event: Event, sighting: Sighting) -> bool:
    attackers, defenders = event.numbers("attacker"), event.numbers("defender")
    return bool(
        (sighting.groups("defender") & attackers and not sighting.groups("attacker") & attackers)
        or (sighting.groups("attacker") & defenders and not sighting.groups("defender") & defenders)
    )


def is_same(event: Event, sighting: Sighting) -> bool:
    """Whether a sighting is one more mention of an event."""
    if event.event != sighting.event or not _compatible(event.when, sighting.when):
        return False
    if event.event == "Campaign" and _names_another(event, sighting):
        return False
    if sighting.name and event.names and event.event != "Betrayal":
        return sighting.name in event.names
    return {"Campaign": _same_campaign, "Betrayal": same_betrayal.is_same, "Treaty": _same_treaty}[
        event.event
    ](event, sighting)


def _compatible(one: When | None, other: When | None) -> bool:
    return one is None or other is None or one.within(other) or other.within(one)


def _near(event: Event, line: Line, reach: int) -> bool:
    return event.is_told_near(line, reach)


def _names_another(event: Event, sighting: Sighting) -> bool:
    """Whether a campaign is about somebody or something unknown that the event was not about."""
    return bool(sighting.strangers - {name for each in event.sightings for name in each.strangers})


def _same_campaign(event: Event, sighting: Sighting) -> bool:
    aims, aim = event.numbers("target", "place"), sighting.groups("target", "place")
    sides, side = event.numbers("attacker", "defender"), sighting.groups("attacker", "defender", *COMMANDERS)
    sides |= event.numbers(*COMMANDERS)
    if _sides_swapped(event, sighting):
        return _near(event, sighting.line, 0) and not (aims and aim and not aims & aim)
    if _is_defeat_in(event, sighting) or _is_named_battle(event, sighting, (aims, aim), (sides, side)):
        return True
    if aims and aim:
        same_year = event.when is not None and sighting.when is not None
        return (
            bool(aims & aim)
            and (bool(sides & side) or not sides or not side or _complementary(event, sighting))
            and (same_year or _near(event, sighting.line, 6))
        )
    if sides & side:
        near = _near(event, sighting.line, 1 if aims or aim else 3)
        return near and _same_front(event, sighting) and not _took_after_beating(event, sighting, aims, aim)
    return not side and not aim and _near(event, sighting.line, 3)


def _is_defeat_in(event: Event, sighting: Sighting) -> bool:
    """As in "attacked the duke and was defeated": the end of the same fight."""
    same = sighting.frame in _DEFEATS and event.numbers("attacker") & sighting.groups("attacker")
    return bool(same) and _near(event, sighting.line, 0)


def _is_named_battle(
    event: Event, sighting: Sighting, aims: tuple[set[int], set[int]], sides: tuple[set[int], set[int]]
) -> bool:
    """Whether one is the battle, with its place alone, in which the other tells who beat whom."""
    placed = all(each.frame in _PLACED for each in event.sightings)
    if placed and aims[0] and not aims[1] and not sides[0] and _goes_on(event, sighting):
        return True
    if not _near(event, sighting.line, 0):
        return False
    battle = all(each.frame in _BATTLES for each in event.sightings)
    return (sighting.frame in _BATTLES and not sides[1] and not aims[0]) or (
        battle and not sides[0] and not aims[1]
    )


_BATTLES = frozenset({"battle-of", "place-and-date"})
"""Frames that tell of a battle no more than where and when it was."""
_PLACED = frozenset({"place-and-date", "then-came-battle", "named-event"})
"""Frames that name a battle before its telling."""


def _goes_on(event: Event, sighting: Sighting) -> bool:
    """Whether a sentence right behind a battle's name tells of it."""
    last = event.sightings[-1].line
    return sighting.line.reading is last.reading and 0 <= sighting.line.step - last.step <= 1


def _took_after_beating(event: Event, sighting: Sighting, aims: set[int], aim: set[int]) -> bool:
    """As in "beat the Franks and took Alexandria": a battle without a place, and then a town."""
    won = {"AttackerVictory"} == {event.outcome, sighting.outcome}
    verbal = not sighting.nominal and not all(each.nominal for each in event.sightings)
    return won and verbal and bool(aims) != bool(aim) and _near(event, sighting.line, 0)


def _complementary(event: Event, sighting: Sighting) -> bool:
    """Whether one tells who attacked and the other, in the same sentence, who defended."""
    return _near(event, sighting.line, 0) and not any(
        event.numbers(role) and sighting.groups(role) for role in ("attacker", "defender")
    )


def _same_front(event: Event, sighting: Sighting) -> bool:
    """Not two attacks of one attacker on two enemies."""
    for role in ("attacker", "defender"):
        one, other = event.numbers(role), sighting.groups(role)
        if (
            one
            and other
            and not one & other
            and not (one & sighting.everybody or other & event.numbers("attacker", "defender"))
        ):
            return False
    return True


def _same_treaty(event: Event, sighting: Sighting) -> bool:
    one, other = event.numbers("party"), sighting.groups("party")
    if one and other and len(one & other) < min(len(one), len(other), 2):
        return False
    if not other or not one:
        return _near(event, sighting.line, 1 if one or other else 0)
    return event.when is None or sighting.when is None or event.when.years == sighting.when.years
