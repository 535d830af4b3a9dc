"""Battles that notes name by date and place alone: "2 August 216 – Cannae.", "Zama, 19 October 202:"."""

from collections.abc import Iterator, Sequence

from kg.extract.bearers import Group
from kg.extract.dates import Date
from kg.extract.parse import Tree
from kg.extract.phrases import Filler
from kg.extract.scene import Line, Scene
from kg.extract.sightings import Sighting

FRAME = "place-and-date"
_JOINTS = frozenset({":", ",", ".", "–", "-", "—", ";", ""})
_HEADS = frozenset(
    "• * first second third fourth fifth next last final decisive great battle engagement round the".split()
)
"""What may stand before: "Second battle: Tricamarum"."""
_CONFIDENCE = 0.55
_AHEAD = 2
"""Sentences behind the date and the place that may tell of the fighting."""
_FIGHTS = frozenset(
    """
    beat defeat rout crush annihilate destroy attack charge battle victory fight ambush surround besiege siege
    storm army cavalry troop flee slaughter kill fall lose win draw overrun repulse infantry garrison trap
    surrender capitulate assault legion horse regiment casualty enemy wipe prisoner fleet retreat bloodbath
    massacre shatter smash bombard sink convoy die capture drive trounce withdraw
    """.split()
)


def sightings(scene: Scene, line: Line, seen: Sequence[Sighting]) -> Iterator[Sighting]:
    """The battle that a sentence names at its head, unless a verb or a noun there tells of it."""
    head = _head(scene, line)
    if head is None:
        return
    place, group, date = head
    if any(group.number in each.groups("place", "target") for each in seen if each.line is line):
        return
    if not _tells_of_fighting(scene, line):
        return
    start, end = line.span(place, place)
    yield Sighting(
        FRAME, "Campaign", "", "", line, place, start, end, {"place": [Filler(group, place)]},
        when=date.when, when_span=(date.start, date.end), confidence=_CONFIDENCE,
    )  # fmt: skip


def _head(scene: Scene, line: Line) -> tuple[int, Group, Date] | None:
    """The place that stands at the head with nothing but a date, and that date."""
    tree, towns, dates = line.tree, [], []
    for at, unit in enumerate(tree.units):
        if date := line.date(at):
            dates.append(date)
        elif (group := scene.bearer(line, at)) and group.kind == "place" and not tree.case(at):
            towns.append((at, group))
        elif unit.text not in _JOINTS and unit.text.lower() not in _HEADS and not unit.text.isdigit():
            break
        if towns and dates and _is_closed(tree, at):
            break
    if len(towns) != 1 or not dates or not _stands_alone(tree, towns[0][0]):
        return None
    return *towns[0], dates[0]


def _is_closed(tree: Tree, at: int) -> bool:
    return at + 1 >= len(tree.units) or tree.units[at + 1].text in {":", ".", "–", "—"}


def _stands_alone(tree: Tree, place: int) -> bool:
    """Whether the name is no part of a clause: a stop, a colon or a date stands behind it."""
    if _is_closed(tree, place):
        return True
    behind = tree.units[place + 1 : place + 3]
    return behind[0].date >= 0 or (behind[0].text == "," and len(behind) > 1 and behind[1].date >= 0)


def _tells_of_fighting(scene: Scene, line: Line) -> bool:
    lines = scene.lines[line.number : line.number + 1 + _AHEAD]
    near = [each for each in lines if each.reading is line.reading]
    return any(lemma in _FIGHTS for each in near for lemma in each.tree.lemmas)
