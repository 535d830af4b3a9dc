"""Which town "the city", "the fortress" or "the place" is."""

from typing import Final

from kg.extract import lexicon, site
from kg.extract.bearers import Group
from kg.extract.presence import Presence
from kg.extract.scene import Line, Scene

_BACK: Final = (1.0, 1.0, 0.3, 0.0)
"""For the sentence of the last mention: this one, the one before, the one before that, one further back."""
_APART: Final = -1.0
"""For another paragraph."""
_AT: Final = 0.6
"""For a town where something happens, or to which somebody comes."""
_TAKEN: Final = 0.9
"""For a town that something is done to, or that acts."""
_LAST: Final = 0.3
_AHEAD: Final = 0.4
_THERE: Final = frozenset("in at to into before outside around on inside".split())
_DONE: Final = frozenset({"main", "aside", "said", "object"})


def of(scene: Scene, line: Line, present: Presence, but: frozenset[int]) -> Group | None:
    """The town that stands out, else the one in the title of a text that is its history."""
    weights: dict[int, float] = {}
    groups: dict[int, Group] = {}
    for spoken in present.history.lately(line.number):
        group = spoken.group
        if group is None or group.kind != "place" or group.number in but or _is_land(group):
            continue
        tree = scene.lines[spoken.line].tree
        back = min(line.number - spoken.line, len(_BACK) - 1)
        weight = _BACK[back] + _APART * (spoken.block != line.reading.index) + _LAST * (not weights)
        weight += _TAKEN * (spoken.role in _DONE) or _AT * (tree.case(spoken.place) in _THERE)
        groups[group.number] = group
        weights[group.number] = max(weight, weights.get(group.number, weight))
    ranked = sorted(((weight, number) for number, weight in weights.items()), reverse=True)
    if len(ranked) > 1 and ranked[0][0] - ranked[1][0] < _AHEAD:
        return None
    return groups[ranked[0][1]] if ranked else site.of_title(scene)


def _is_land(group: Group) -> bool:
    """Whether a place is no town: a river, a hill, a province."""
    nouns = lexicon.nouns()
    words = group.name.split()
    return words[-1] in nouns.geo_after or words[0] in nouns.geo_before
