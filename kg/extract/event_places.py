"""The places that a text names only in names of events: "the Battle of Lützen", "the Peace of Ferrara"."""

from collections.abc import Sequence
from typing import Final

from kg.extract import lexicon
from kg.extract.bearers import Register
from kg.extract.gazetteer import Gazetteer
from kg.extract.mentions import Mention, Reading
from kg.extract.tails import tail

_FOUGHT: Final = frozenset("Battle Siege Sack Fall Capture Storming Relief Blockade".split())
_MADE: Final = frozenset("Treaty Peace Truce Convention Armistice Concordat Congress Diet".split())
_KINDS: Final = ("place", "polity", "people", "person")


def add(readings: Sequence[Reading], register: Register, gazetteer: Gazetteer) -> None:
    """Enter each such place as one that the text speaks of."""
    for reading in readings:
        for mention in reading.mentions:
            place = _place(reading, mention, gazetteer)
            if place and not any(register.find(kind, place.name) for kind in _KINDS):
                register.enter("place", place)


def _place(reading: Reading, mention: Mention, gazetteer: Gazetteer) -> Mention | None:
    """The last words of the name of an event as a mention of their own."""
    noun, _, name = mention.name.partition(" of ")
    if mention.shape not in {"event", "V"} or not _is_placed(noun, name):
        return None
    place = tail(reading, mention, name, gazetteer)
    if place is None or (place.entry and "place" not in place.entry.kinds()):
        return None
    return place._replace(shape="place")


def _is_placed(noun: str, name: str) -> bool:
    """Whether what an event is named after is a place: a treaty may be a person's, or of Union."""
    if noun in _MADE:
        return name in lexicon.lines("places")
    words = name.split()
    proper = bool(words) and all(word[0].isupper() for word in (words[0], words[-1]))
    return noun in _FOUGHT and proper and not any(lexicon.is_common(word.lower()) for word in words)
