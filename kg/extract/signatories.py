"""The parties of a treaty, as the sentences about it speak of them: by name, by ruler, by pronoun."""

from collections.abc import Mapping, Sequence

from kg.extract import phrases
from kg.extract.allegiance import Allegiances
from kg.extract.bearers import Group
from kg.extract.scene import Line, Scene


class Signatories:
    """Finds which party the words in a slot mean."""

    def __init__(self, scene: Scene, parties: Sequence[Group], people: Allegiances) -> None:
        self._scene, self._people = scene, people
        known = {each.final().number: each.final() for each in parties}
        stated = {
            number: people.state(each, 10**6) for number, each in known.items() if each.kind == "person"
        }
        doubled = {number for number, state in stated.items() if state and state.final().number in known}
        self._parties = {number: each for number, each in known.items() if number not in doubled}

    def of(self, line: Line, place: int) -> Group | None:
        """The party that a phrase names or means, or whose ruler or general it does."""
        for filler in phrases.fillers(self._scene, line, place):
            group = filler.group.final()
            state = self._people.state(group, line.number) if group.kind == "person" else None
            for each in (group, state.final() if state else None):
                if each is not None and each.number in self._parties:
                    return each
        return None

    def first(self, line: Line, slots: Mapping[str, Sequence[int]], *names: str) -> Group | None:
        """The first party in some slots."""
        places = [place for name in names for place in slots.get(name, ())]
        return next((party for place in places if (party := self.of(line, place))), None)

    def completed(self, one: Group | None, other: Group | None) -> tuple[Group | None, Group | None]:
        """Both sides where one is known and the parties are two."""
        if one is other:
            other = None
        if (one is None) == (other is None) or len(self._parties) != 2:
            return one, other
        known = one or other
        left = next(each for each in self._parties.values() if each is not known)
        return one or left, other or left

    def paired(self, one: Group | None, other: Group | None) -> tuple[Group, Group] | None:
        """Both sides, or nothing where one stays unknown."""
        first, second = self.completed(one, other)
        return (first, second) if first and second else None
