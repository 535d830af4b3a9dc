"""Titles of nobility that somebody was given: "was created Duke of York", "the title of Prince of Cao"."""

from collections.abc import Iterator

from kg.extract import asserted, kinds, phrases, syntax
from kg.extract.fact import Fact
from kg.extract.phrases import Filler
from kg.extract.scene import Line, Scene

_GIVES = frozenset(
    "create make name appoint style invest recognise recognize confirm proclaim give grant reward".split()
)


def facts(scene: Scene, line: Line) -> Iterator[Fact]:
    """The titles that one sentence gives to people."""
    for place, unit in enumerate(line.tree.units):
        mention = line.mention(place)
        if mention is None or unit.kind or not kinds.is_conferred(line.reading, mention):
            continue
        verb = next((each for each in line.tree.ancestors(place) if line.tree.tags[each] == "VERB"), None)
        if verb is None or asserted.doubt(line.tree, verb):
            continue
        for holder in _holders(scene, line, verb):
            yield Fact(holder.group, "heldOffice", mention.name, line, "title-given", 0.8, holder.note)


def _holders(scene: Scene, line: Line, verb: int) -> list[Filler]:
    """Who gets the title: the object of giving, of receiving and becoming the subject."""
    slots = syntax.slots(line.tree, verb)
    slot = "object" if line.tree.lemmas[verb] in _GIVES else "subject"
    for place in slots.get(slot, ()):
        found = phrases.fillers(scene, line, place)
        people = [each for each in found if each.group.kind == "person" and each.is_mere]
        if people:
            return people[:1]
    return []
