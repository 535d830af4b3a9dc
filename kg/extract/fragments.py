"""Battles named by place and date alone: "2 August 216 – Cannae.", "Then Bosworth, 22 August 1485."."""

from collections.abc import Iterator, Sequence

from kg.extract import known_battles
from kg.extract.bearers import Group
from kg.extract.dates import Date
from kg.extract.parse import Tree
from kg.extract.phrases import Filler
from kg.extract.scene import Line, Scene
from kg.extract.sightings import Sighting

FRAME = "place-and-date"
_JOINTS = frozenset({":", ",", ".", "–", "-", "—", ";", ""})
_HEADS = frozenset(
    """
    • * first second third fourth fifth next last final decisive great battle engagement round the
    then now came comes come follows followed it there is was ’s 's finally and
    """.split()
)
"""What may stand before: "Second battle: Tricamarum", "Then it was Tewkesbury"."""
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
    """The battles that a sentence only names, unless a verb or a noun there tells of them."""
    told = {number for each in seen if each.line is line for number in each.groups("place", "target")}
    found = [*_at_head(scene, line), *_listed(scene, line)]
    for place, group, date in {group.number: (place, group, date) for place, group, date in found}.values():
        if group.number not in told:
            start, end = line.span(place, place)
            yield Sighting(
                FRAME, "Campaign", "", "", line, place, start, end, {"place": [Filler(group, place)]},
                when=date.when, when_span=(date.start, date.end), confidence=_CONFIDENCE,
            )  # fmt: skip


Named = tuple[int, Group, Date]
"""Where a place is named, the place, and the date beside it."""


def _at_head(scene: Scene, line: Line) -> Iterator[Named]:
    """The place with which a sentence opens, where a battle is known or the words around tell of one."""
    head = _head(scene, line)
    if head and (_is_known(head) or _tells_of_fighting(scene, line) or _is_among_battles(scene, line)):
        yield head


def _is_known(named: Named) -> bool:
    return any(known_battles.was_fought(name, named[2].when) for name in named[1].names)


def _is_among_battles(scene: Scene, line: Line) -> bool:
    """Whether a line that is only a date and a place stands in a list whose next or last one is a battle."""
    if len(line.tree.units) > _ONLY:
        return False
    beside = [*scene.back(line, _BESIDE), *scene.ahead(line, _BESIDE)]
    heads = [each for each in beside if each is not line and _head(scene, each)]
    return any(_tells_of_fighting(scene, each) for each in heads)


_ONLY = 6
"""Units of a line that is only a date and a place, with its bullet and stops."""
_BESIDE = 2
"""Lines before or behind that belong to the same list."""
_BATTLES = frozenset("battle victory defeat engagement siege triumph".split())


def _listed(scene: Scene, line: Line) -> Iterator[Named]:
    """As in "its great battles: Marathon (490 BC) and Plataea (479 BC)", and "after Cannae (216 BC)"."""
    tree = line.tree
    listed = False
    for place in range(len(tree.units)):
        listed = listed or _opens_list(tree, place)
        group = scene.bearer(line, place)
        date = _behind(line, place) if group and group.kind == "place" else None
        if group and date and tree.case(place) in _AMONG:
            named = place, group, date
            if _is_known(named) or (listed and not tree.case(place)):
                yield named


def _opens_list(tree: Tree, place: int) -> bool:
    return tree.units[place].text == ":" and not _BATTLES.isdisjoint(tree.lemmas[:place])


_AMONG = frozenset({"", "after", "since", "before", "until", "at", "like"})


def _behind(line: Line, place: int) -> Date | None:
    """The date in brackets behind a name."""
    end = line.span(place, place)[1]
    dates = (line.reading.dates[number] for number in line.reading.dates_in(line.sentence))
    return next((each for each in dates if each.aside and 0 < each.start - end <= len(" (")), None)


def _head(scene: Scene, line: Line) -> tuple[int, Group, Date] | None:
    """The place that stands at the head with nothing but a date, and that date."""
    tree, towns, dates = line.tree, [], []
    for at in range(len(tree.units)):
        if date := line.date(at):
            dates.append(date)
        elif (group := scene.bearer(line, at)) and group.kind == "place" and not tree.case(at):
            towns.append((at, group))
        elif not _may_open(line, at):
            break
        if towns and dates and _is_closed(tree, at):
            break
    if len(towns) != 1 or not dates or not _stands_alone(tree, towns[0][0]):
        return None
    return *towns[0], dates[0]


def _may_open(line: Line, at: int) -> bool:
    word = line.tree.units[at].text
    dated = word.lower() in {"in", "on", "by"} and at + 1 < len(line.tree.units) and line.date(at + 1)
    return bool(dated) or word in _JOINTS or word.lower() in _HEADS or word.isdigit()


def _is_closed(tree: Tree, at: int) -> bool:
    return at + 1 >= len(tree.units) or tree.units[at + 1].text in {":", ".", "–", "—"}


def _stands_alone(tree: Tree, place: int) -> bool:
    """Whether the name is no part of a clause: a stop, a colon or a date stands behind it."""
    if _is_closed(tree, place):
        return True
    behind = tree.units[place + 1 : place + 3]
    if behind[0].date >= 0 or (behind[0].text == "," and len(behind) > 1 and behind[1].date >= 0):
        return True
    presented = place > 0 and tree.units[place - 1].text.lower() in _PRESENTS
    return presented and behind[0].text in {",", ";"}


_PRESENTS = frozenset("is was 's ’s came comes then follows followed".split())


def _tells_of_fighting(scene: Scene, line: Line) -> bool:
    lines = scene.ahead(line, _AHEAD)
    near = [line, *(each for each in lines if each.reading is line.reading)]
    return any(lemma in _FIGHTS for each in near for lemma in each.tree.lemmas)
