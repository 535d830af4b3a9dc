"""Treaties that betrayals break: between the betrayer and the betrayed, where the text speaks of one."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kg.extract import bans, syntax
from kg.extract.allegiance import Allegiances
from kg.extract.bans import Ban
from kg.extract.events import Breach, Event
from kg.extract.frame import Frames
from kg.extract.scene import Line, Scene
from kg.extract.sightings import Sighting

_ALLIES = frozenset("ally partner confederate".split())
_REACH = 4
"""Sentences within which what would break a treaty is done."""


def recalled(found: Sequence[Sighting]) -> None:
    """The treaty of "broke the treaty with England" was not made then, and England is who was betrayed."""
    for breach in (each for each in found if each.kind == "TreatyBreach"):
        slots = syntax.slots(breach.line.tree, breach.trigger)
        for treaty in found:
            if treaty.event == "Treaty" and treaty.trigger in slots.get("object", ()):
                _undate(treaty)
                others = [
                    each
                    for each in treaty.roles.get("party", ())
                    if each.group.number not in breach.groups("betrayer")
                ]
                if others:
                    breach.roles.setdefault("betrayed", others)


def _undate(treaty: Sighting) -> None:
    """Forget a date that is not part of the phrase, as in "the treaty of 1420"."""
    line = treaty.line
    dates = [date for place in bans.phrase(line.tree, treaty.trigger) if (date := line.date(place))]
    if treaty.when_span not in [(date.start, date.end) for date in dates]:
        treaty.when = treaty.when_span = None


def complete(scene: Scene, events: Sequence[Event], frames: Frames, allegiances: Allegiances) -> None:
    """Link each betrayal to the treaty that it breaks, where the text says so and only one can be meant."""
    treaties = [each for each in events if each.event == "Treaty" and each.numbers("party")]
    betrayals = [each for each in events if each.event == "Betrayal"] if treaties else []
    forbidden = bans.bans(scene, frames) if betrayals else []
    for event in betrayals:
        case = _Case(
            scene, event, _sides(event, "betrayer", allegiances), _sides(event, "betrayed", allegiances)
        )
        earlier = [each for each in treaties if _is_before(each, event)]
        event.breaks = _bond(case, earlier) or _forbidden(case, earlier, forbidden)


class _Case(NamedTuple):
    """A betrayal with the bearers that betray and are betrayed, the states behind them included."""

    scene: Scene
    event: Event
    betrayer: set[int]
    betrayed: set[int]

    def is_between_both(self, treaty: Event) -> bool:
        """Whether a treaty is between just these two."""
        parties = treaty.numbers("party")
        return len(parties) == 2 and len(parties & self.betrayer) == len(parties & self.betrayed) == 1

    def of(self, treaties: Sequence[Event]) -> Event | None:
        """The treaty that is broken, of those that may be meant.

        Where the text names no betrayed, and as betrayer one whose state it does not tell, the only one.
        """
        if treaty := _latest([each for each in treaties if self.is_between_both(each)]):
            return treaty
        stateless = not self.betrayed and all(
            found[0][0].group.kind == "person" for found in self.event.roles.get("betrayer", {}).values()
        )
        return treaties[0] if stateless and len(self.betrayer) == len(treaties) == 1 else None


def _sides(event: Event, role: str, allegiances: Allegiances) -> set[int]:
    groups = [found[0][0].group.final() for found in event.roles.get(role, {}).values()]
    states = [allegiances.state(each, event.told_at) for each in groups if each.kind == "person"]
    return {each.final().number for each in (*groups, *states) if each}


def _bond(case: _Case, treaties: Sequence[Event]) -> Breach | None:
    """As in "turned on its ally", "broke the treaty": the betrayal is told as one of a bond."""
    for line, word in _bonds(case.event):
        if treaty := case.of([each for each in treaties if _is_meant(case.scene, line, word, each)]):
            note = f"“{line.tree.units[word].text}” speaks of {_called(treaty)}"
            return Breach(treaty, (line, treaty.first.line), note, "breaks-bond")
    return None


def _bonds(event: Event) -> Iterator[tuple[Line, int]]:
    """The words for an ally or a treaty among what the triggers of a betrayal govern."""
    for sighting in event.sightings:
        if sighting.kind in {"TurningOnAlly", "TreatyBreach"}:
            tree = sighting.line.tree
            slots = syntax.slots(tree, sighting.trigger)
            governed = {place for found in slots.values() for place in found}
            near = governed | {each for place in governed for each in tree.under(place, *_BESIDE)}
            for place in sorted(near):
                if tree.lemmas[place] in _ALLIES or bans.is_treaty_word(tree, place):
                    yield sighting.line, place


_BESIDE = ("nmod", "compound", "appos", "flat", "conj")


def _is_meant(scene: Scene, line: Line, word: int, treaty: Event) -> bool:
    """Whether a treaty has the name, the year and the parties that stand by a word for one."""
    tree = line.tree
    if tree.lemmas[word] in _ALLIES:
        return True
    mention = line.mention(word)
    if mention is not None and treaty.names:
        return mention.name in treaty.names
    around = [each for each in bans.phrase(tree, word) if each != word]
    bearers = [group for each in around if (group := scene.bearer(line, each))]
    named = {each.number for each in bearers if each.kind in {"polity", "person"}}
    dates = [date.when for each in around if (date := line.date(each))]
    return named <= treaty.numbers("party") and all(
        treaty.when is None or treaty.when.within(when) or when.within(treaty.when) for when in dates
    )


def _forbidden(case: _Case, treaties: Sequence[Event], forbidden: Sequence[Ban]) -> Breach | None:
    """Whoever does what would break a treaty breaks it."""
    told = case.event.told_at
    for ban in forbidden:
        near = ban.line.number <= told and (ban.lasting or case.event.step - ban.line.step <= _REACH)
        if not near or case.event.kind not in ban.kinds:
            continue
        if treaty := case.of([each for each in treaties if _is_meant(case.scene, ban.line, ban.noun, each)]):
            lines = (ban.line, case.scene.lines[told], treaty.first.line)
            note = f"“{ban.line.tree.units[ban.noun].text}” is {_called(treaty)}, against which this was"
            return Breach(treaty, lines, note, "does-what-treaty-forbids")
    return None


def _is_before(treaty: Event, betrayal: Event) -> bool:
    """Whether a treaty is told before a betrayal, or named with it, and was not made after it."""
    if treaty.told_at > betrayal.told_at:
        return False
    if treaty.told_at == betrayal.told_at and not treaty.names and _begin(treaty) > _begin(betrayal):
        return False
    return not (treaty.when and betrayal.when) or treaty.when.years[0] <= betrayal.when.years[1]


def _begin(event: Event) -> int:
    return min(each.start for each in event.sightings)


def _latest(treaties: Sequence[Event]) -> Event | None:
    """The last by its year; none where the years do not tell which that is."""
    if len(treaties) <= 1:
        return next(iter(treaties), None)
    years = [each.when.years[0] for each in treaties if each.when]
    if len(years) < len(treaties) or years.count(max(years)) > 1:
        return None
    return treaties[years.index(max(years))]


def _called(treaty: Event) -> str:
    """The name of a treaty, or whose it is."""
    parties = (found[0][0].group.final().name for found in treaty.roles["party"].values())
    return min(treaty.names, default=f"the treaty of {' and '.join(parties)}")
