"""Events told without a verb of their own: "Geng did so", "Palermo fell in 831, Messina ten years later"."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extract import asserted
from kg.extract.dates import Date
from kg.extract.filled import Roles
from kg.extract.parse import Tree
from kg.extract.phrases import Filler, fillers
from kg.extract.scene import Line, Scene
from kg.extract.sightings import Sighting

_REACH = 1
"""Sentences back in which the verb may stand."""
_TOWNS_DO = frozenset("fall surrender capitulate submit yield open rebel revolt rise follow".split())
_GAPS = frozenset({"conj", "parataxis", "appos", "flat", "dep", "list"})


def sightings(scene: Scene, line: Line, seen: Sequence[Sighting]) -> Iterator[Sighting]:
    """The events of a sentence that repeat one told before, with another who does or suffers it."""
    near = [each for each in seen if not each.nominal and line.step - each.line.step <= _REACH]
    if not near:
        return
    tree = line.tree
    for place in range(len(tree.units)):
        if _repeats(tree, place):
            earlier = [each for each in near if each.line.number < line.number or each.trigger < place]
            for subject in tree.under(place, "nsubj", "obl", "nmod"):
                yield from _again(earlier[-1:], line, place, fillers(scene, line, subject))
        elif date := _own_date(line, place):
            yield from _dated_apart(scene, line, place, date, near)
        elif date := _date_elsewhere(line, place):
            yield from _fought_again(scene, line, place, date, near)
        elif _is_gap(tree, place) and (group := scene.bearer(line, place)):
            model = [each for each in near if each.line is line and each.trigger == _verb(tree, place)]
            yield from _again(model, line, place, [Filler(group, place)])


def _repeats(tree: Tree, place: int) -> bool:
    """As in "did so", "did the same", "followed", "followed suit"."""
    lemma = tree.lemmas[place]
    if lemma not in {"do", "follow"} or asserted.doubt(tree, place):
        return False
    objects = {tree.lemmas[each] for each in tree.under(place, "obj", "obl", "advmod")}
    behind = {unit.text.lower() for unit in tree.units[place + 1 : place + 3]}
    if lemma == "do":
        return "same" in objects | behind or "likewise" in behind or "so" in behind
    return not list(tree.under(place, "obj")) or bool(objects & {"suit", "example", "lead"})


def _own_date(line: Line, place: int) -> Date | None:
    """The date right behind a town that shares its verb: "took Padua in 1204 and Mantua in 1206"."""
    tree = line.tree
    if tree.units[place].kind != "place" or tree.case(place):
        return None
    if tree.units[place - 1].text not in _JOINTS:
        return None
    return _date_behind(line, place) or _date_ahead(line, place)


def _date_behind(line: Line, place: int) -> Date | None:
    end = line.span(place, place)[1]
    for number in line.reading.dates_in(line.sentence):
        date = line.reading.dates[number]
        if 0 < date.start - end <= _GAP and date.when.years[0] == date.when.years[1]:
            return date
    return None


def _date_ahead(line: Line, place: int) -> Date | None:
    """As in "took Acre in 1291 and, on 5 June 1302, Ruad"."""
    tree = line.tree
    ahead = [each for each in tree.under(place, "nmod", "obl") if tree.deps[place] == "conj" and each < place]
    dates = [date for each in ahead if (date := line.date(each))]
    return dates[0] if dates and dates[0].when.years[0] == dates[0].when.years[1] else None


_JOINTS = frozenset({"and", ",", "then"})
_GAP = 4
"""Characters between a town and its date: " in ", " ("."""


def _dated_apart(
    scene: Scene, line: Line, place: int, date: Date, near: Sequence[Sighting]
) -> Iterator[Sighting]:
    group = scene.bearer(line, place)
    campaigns = [each for each in near if each.event == "Campaign" and each.roles.get("target")]
    models = [each for each in campaigns if each.line is line and each.trigger < place]
    if group is None or not models:
        return
    model = models[-1]
    for role in ("target", "place"):
        model.roles[role] = [each for each in model.roles.get(role, []) if each.place != place]
    if model.roles["target"]:
        for again in _again([model], line, place, [Filler(group, place)]):
            yield replace(again, when=date.when, when_span=(date.start, date.end))


def _date_elsewhere(line: Line, place: int) -> Date | None:
    """The date right behind the second of two battles: "beat them at Acre in 1191 and at Jaffa in 1192"."""
    tree = line.tree
    parted = any(
        tree.units[each].date >= 0 and tree.units[each + 1].text in _JOINTS
        for each in range(max(0, place - _WORDS), place)
    )
    if tree.units[place].kind != "place" or tree.case(place) not in {"at", "near", "outside"} or not parted:
        return None
    return _date_behind(line, place)


_WORDS = 6
"""Words between the date of one battle and the place of the next."""


def _fought_again(
    scene: Scene, line: Line, place: int, date: Date, near: Sequence[Sighting]
) -> Iterator[Sighting]:
    group = scene.bearer(line, place)
    models = [
        each
        for each in near
        if each.event == "Campaign" and each.line is line and each.trigger < place and each.roles.get("place")
    ]
    if group is None or not models or "VERB" in line.tree.tags[models[-1].trigger + 1 : place]:
        return
    model = models[-1]
    model.roles["place"] = [each for each in model.roles["place"] if each.place != place]
    if model.roles["place"]:
        there = {**_without(model, {"target", "place"}), "place": [Filler(group, place)]}
        yield replace(_echo(model, line, place, there), when=date.when, when_span=(date.start, date.end))


def _is_gap(tree: Tree, place: int) -> bool:
    """A town that stands beside a verb of towns without a preposition of its own."""
    verb = _verb(tree, place)
    return (
        tree.units[place].kind == "place"
        and (tree.deps[place] in _GAPS or tree.units[tree.heads[place]].date >= 0)
        and verb < place
        and tree.lemmas[verb] in _TOWNS_DO
        and not tree.case(place)
    )


def _verb(tree: Tree, place: int) -> int:
    head = tree.heads[place]
    return tree.heads[head] if tree.units[head].date >= 0 else head


def _again(models: Sequence[Sighting], line: Line, place: int, who: Sequence[Filler]) -> Iterator[Sighting]:
    for model in models:
        roles = _with(model, who)
        if roles is not None:
            yield _echo(model, line, place, roles)


def _echo(model: Sighting, line: Line, place: int, roles: Roles) -> Sighting:
    start, end = line.span(place, place)
    return replace(
        model, frame="echo", line=line, trigger=place, roles=roles, when=None, when_span=None,
        start=start, end=end, confidence=0.6, name="", mention=None,
    )  # fmt: skip


def _with(model: Sighting, who: Sequence[Filler]) -> Roles | None:
    """The roles of the model with another who does or suffers it, None when that makes no sense."""
    towns = [each for each in who if each.group.kind == "place"]
    agents = [each for each in who if each.group.kind in {"person", "polity", "people"}]
    if model.event == "Campaign" and towns and model.roles.get("target"):
        return {**_without(model, {"target", "place", "defender"}), "target": towns, "place": towns}
    if model.frame in {"place-rebels", "place-rebels-alone"} and towns:
        return {**model.roles, "place": towns}
    if model.event == "Betrayal" and agents and model.roles.get("betrayer"):
        return {**_without(model, {"betrayer", "place"}, agents), "betrayer": agents}
    return None


def _without(model: Sighting, left_out: set[str], who: Sequence[Filler] = ()) -> Roles:
    numbers = {each.group.number for each in who}
    roles = {
        role: [each for each in found if each.group.number not in numbers]
        for role, found in model.roles.items()
        if role not in left_out
    }
    return {role: found for role, found in roles.items() if found}
