"""Which date an event has: the one in its clause, else the one that the narration stands at."""

from bisect import bisect_right
from collections.abc import Iterator

from kg.extract import when
from kg.extract.dates import Date
from kg.extract.scene import Line, Scene
from kg.extract.sightings import Sighting

_REACH = 2
"""Sentences that a date carries on without being said again."""


def dated(scene: Scene, sighting: Sighting) -> None:
    """Give a sighting its date, if the text tells one."""
    line = sighting.line
    if sighting.when:
        return
    if date := _in_bracket(line, sighting) or _in_sentence(line, sighting) or _closing(line, sighting):
        sighting.when, sighting.when_span = date.when, (date.start, date.end)
    elif not sighting.nominal and (before := _before(scene, line)):
        when_ = before.when if _is_next(scene, line, before) else _loosely(before)
        sighting.when, sighting.when_span = when_, (before.start, before.end)


def _in_bracket(line: Line, sighting: Sighting) -> Date | None:
    """As in "the Peace of Lodi (9 April 1454)", "took Edirne (1304)"."""
    towns = [each.place for role in ("target", "place") for each in sighting.roles.get(role, ())]
    ends = {sighting.end} if sighting.nominal else {line.span(place, place)[1] for place in towns}
    for number in line.reading.dates_in(line.sentence):
        date = line.reading.dates[number]
        is_single = sighting.nominal or date.when.years[0] == date.when.years[1]
        if date.aside and is_single and any(0 < date.start - end <= 2 for end in ends):
            return date
    return None


def _closing(line: Line, sighting: Sighting) -> Date | None:
    """The year in brackets that closes a clause: "After a hard winter he attacked Poland (1491)."."""
    tokens = line.reading.tokens
    for number in line.reading.dates_in(line.sentence):
        date = line.reading.dates[number]
        behind = next((each.text for each in tokens if each.start >= date.end and each.text != ")"), ".")
        closes = behind in {".", ",", ";", ":"} or date.end >= line.end - 2
        one_year = date.when.years[0] == date.when.years[1]
        if date.aside and one_year and closes and date.start > sighting.start:
            return date
    return None


def _is_next(scene: Scene, line: Line, date: Date) -> bool:
    """Whether a month stands in the sentence right before; a day is too narrow to carry on."""
    return scene.back(line, 1)[0].start <= date.start and date.when.earliest != date.when.latest


def _loosely(date: Date) -> when.When:
    """A date carried on from a sentence before: the year holds, the day need not."""
    first, last = date.when.years
    return when.of_year(last) if first == last else date.when


def _in_sentence(line: Line, sighting: Sighting) -> Date | None:
    tree = line.tree
    own = list(_below(line, sighting.trigger))
    if own:
        return _nearest(line, own, sighting.trigger)
    if tree.case(sighting.trigger) in {"after", "since", "before", "despite", "until", "under", "following"}:
        return None
    for above in tree.ancestors(sighting.trigger):
        found = [place for place in tree.children[above] if _is_date(line, place)]
        found += [
            place
            for child in tree.children[above]
            if tree.deps[child] in {"obl", "nmod", "advmod", "obj", "appos"}
            for place in tree.children[child]
            if _is_date(line, place)
        ]
        if tree.units[above].date >= 0:
            found.append(above)
        if found:
            return _nearest(line, found, sighting.trigger)
    everywhere = [place for place in range(len(tree.units)) if _is_date(line, place)]
    if everywhere and (len(everywhere) == 1 or not sighting.nominal):
        before = [place for place in everywhere if place < sighting.trigger]
        return _nearest(line, before[-1:] or everywhere[:1], sighting.trigger)
    return _leading(line)


def _is_date(line: Line, place: int) -> bool:
    date = line.date(place)
    return date is not None and not (date.aside and date.when.years[1] - date.when.years[0] > 1)


def _below(line: Line, place: int, depth: int = 0) -> Iterator[int]:
    """The dates in the trigger's own clause."""
    for child in line.tree.children[place]:
        if _is_date(line, child):
            yield child
        elif line.tree.deps[child] == "conj" and child == place + 2 and line.tree.tags[child] == "VERB":
            yield from (each for each in line.tree.children[child] if _is_date(line, each))
        elif (
            line.tree.deps[child] not in {"conj", "parataxis", "advcl", "ccomp", "acl", "nsubj"} and depth < 3
        ):
            yield from _below(line, child, depth + 1)


def _nearest(line: Line, places: list[int], trigger: int) -> Date | None:
    return line.date(min(places, key=lambda place: (abs(place - trigger), place)))


def _leading(line: Line) -> Date | None:
    """The date that stands at the head of a bullet or heading: "July 756: …"."""
    reading = line.reading
    before = bisect_right(reading.dates, line.start, key=lambda date: date.end)
    if before == 1 and reading.dates[0].start - reading.block.start < 6 and reading.block.kind != "heading":
        return reading.dates[0]
    return None


def _before(scene: Scene, line: Line) -> Date | None:
    """The last date of the narration in the same block, not too many sentences ago."""
    for other in reversed(scene.back(line, _REACH + 1)[:-1]):
        if other.reading.index != line.reading.index:
            return None
        stated = [other.reading.dates[number] for number in other.reading.dates_in(other.sentence)]
        if earlier := [date for date in stated if not date.aside]:
            return earlier[-1]
    return None
