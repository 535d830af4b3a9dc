"""Brothers and sisters named together: "the brothers Toqta and Baraq", "Pi and Zhi were brothers"."""

from collections.abc import Iterator
from itertools import combinations

from kg.extract import asserted, phrases
from kg.extract.bearers import Group
from kg.extract.fact import Fact
from kg.extract.near import behind_bracket
from kg.extract.scene import Line, Scene

_PLURALS = frozenset("brothers sisters twins siblings half-brothers half-sisters".split())
_BEFORE = frozenset("two three four five both twin all the his her their younger elder".split())


def facts(scene: Scene, line: Line) -> Iterator[Fact]:
    """Who are each other's siblings in one sentence."""
    for place, unit in enumerate(line.tree.units):
        if unit.text in _PLURALS:
            groups = (
                _behind(scene, line, unit.last)
                or _before(scene, line, unit.first)
                or _subjects(scene, line, place)
            )
            for one, other in combinations(groups, 2):
                yield Fact(other, "siblingOf", one, line, "named-siblings", 0.85)


def _behind(scene: Scene, line: Line, at: int) -> list[Group]:
    """As in "the brothers Toqta and Baraq", "two brothers, Toqta and Baraq"."""
    at += line.reading.after(at) in {",", ":", "–", "—"}
    return _listed(scene, line, at)


def _before(scene: Scene, line: Line, at: int) -> list[Group]:
    """As in "Toqta and Baraq, two brothers from Sarai"."""
    reading = line.reading
    while at > line.sentence.first and reading.before(at).lower() in _BEFORE - {"his", "her", "their"}:
        at -= 1
    if reading.before(at) != ",":
        return []
    for _, mention in sorted(line.mentions(), key=lambda each: each[1].first):
        groups = _listed(scene, line, mention.first)
        if len(groups) > 1 and _end(scene, line, mention.first) == at - 1:
            return groups
    return []


def _subjects(scene: Scene, line: Line, place: int) -> list[Group]:
    """As in "Toqta and Baraq were brothers"."""
    tree = line.tree
    if not any(tree.lemmas[each] == "be" for each in tree.under(place, "cop")) or asserted.doubt(tree, place):
        return []
    found = [each for child in tree.under(place, "nsubj") for each in phrases.fillers(scene, line, child)]
    return [each.group for each in found if each.group.kind == "person" and each.is_mere]


def _listed(scene: Scene, line: Line, at: int) -> list[Group]:
    return [group for group, _ in _list(scene, line, at)]


def _end(scene: Scene, line: Line, at: int) -> int:
    return max((end for _, end in _list(scene, line, at)), default=-1)


def _list(scene: Scene, line: Line, at: int) -> Iterator[tuple[Group, int]]:
    """The people named one after the other from a token on, each with where his name ends."""
    reading = line.reading
    named = {mention.first: number for number, mention in line.mentions()}
    while at in named:
        group = scene.of_mention(reading.index, named[at])
        if group is None or group.kind != "person":
            return
        at = behind_bracket(reading, reading.mentions[named[at]].last)
        yield group, at
        if reading.after(at) not in {"and", ","}:
            return
        at += 1 + (reading.after(at) == "," and reading.after(at + 1) == "and")
