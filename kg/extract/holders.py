"""Who "the king", "the duke" or "the Song emperor" is: somebody of that title who stands out."""

from typing import Final

from kg.extract import lexicon, name_keys
from kg.extract.bearers import Group
from kg.extract.presence import Presence

_SOVEREIGNS: Final = frozenset({"king", "emperor", "sultan", "tsar", "monarch", "sovereign", "ruler"})
_ANY: Final = frozenset({"monarch", "sovereign", "ruler"})
"""What any sovereign may be called."""
_FADE: Final = 0.3
"""What each sentence costs that does not speak of somebody."""
_FORGOTTEN: Final = 16
"""Sentences after which somebody who was not spoken of is meant no more: another may reign by then."""
_OTHER: Final = -2.0
"""For the dead where somebody alive is meant, and the other way round."""
_NEWEST: Final = 0.6
"""For whoever became it last."""
_AHEAD: Final = 0.25


def of(
    office: str, line: int, present: Presence, realm: Group | None = None, *, dead: bool = False
) -> Group | None:
    """Whoever has an office, in a realm where one is given, and is more present than others who have it."""
    if realm is not None:
        fitting = [each for each in present.realms.get(realm.number, ()) if each in present.groups]
    else:
        fitting = [each for each in present.groups if has(each, office, present)]
        if not fitting and office in _SOVEREIGNS:
            fitting = [each for each in present.groups if _is_untitled_sovereign(each, present)]
    fitting = [each for each in fitting if line - present.history.last.get(each, 0) <= _FORGOTTEN]
    newest = present.crowned.get(office, -1)
    ranked = sorted(
        ((_weight(each, line, present, dead=dead) + _NEWEST * (each == newest), each) for each in fitting),
        reverse=True,
    )
    if not ranked or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < _AHEAD):
        return None
    return present.groups[ranked[0][1]]


def has(number: int, office: str, present: Presence) -> bool:
    """Whether a name or the text says that somebody is a king, a duke, a general."""
    titles = {word.lower() for name in present.groups[number].names for word in name.split()}
    return present.groups[number].kind == "person" and (
        office in titles or office in present.offices.get(number, ())
    )


def _is_untitled_sovereign(number: int, present: Presence) -> bool:
    """Whether somebody has a number, as kings have, and no title: "Louis XI", not "Sultan Murad II"."""
    group = present.groups[number]
    titles = {word.lower() for name in group.names for word in name.split()} & lexicon.nouns().rulers
    return group.kind == "person" and not titles and any(name_keys.numbers(name) for name in group.names)


def _weight(number: int, line: int, present: Presence, *, dead: bool) -> float:
    back = line - present.history.last.get(number, 0)
    return _OTHER * ((number in present.dead) != dead) - _FADE * back
