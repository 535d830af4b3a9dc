"""The only person spoken of right before a pronoun, for when nobody stands out in the whole text."""

from kg.extract.bearers import Group
from kg.extract.presence import Presence
from kg.extract.scene import Line, Scene

_REACH = 1
"""Sentences back in which the one may have been named."""


def only(  # noqa: PLR0913  # a pronoun in its text, and who it cannot be
    scene: Scene, line: Line, place: int, present: Presence, *, but: frozenset[int], women: bool
) -> Group | None:
    """The one person before a pronoun in its sentence, else in the one before; of two, nobody.

    Whoever an idle sentence in between names may be meant as well.
    """
    people: dict[int, Group] = {}
    for near in reversed(scene.back(line, _REACH)):
        end = place if near is line else len(near.tree.units)
        people |= {
            group.number: group
            for at in range(end)
            for group in _groups(scene, near, at)
            if group.kind == "person" and (group.number in present.women) == women
        }
        if people.keys() - but and not (near.idle and near is not line):
            rest = [group for key, group in people.items() if key not in but]
            return rest[0] if len(rest) == 1 and rest[0].number not in present.others else None
    return None


def _groups(scene: Scene, line: Line, place: int) -> tuple[Group, ...]:
    named = scene.bearer(line, place)
    return (named,) if named else line.referents.get(place, ())
