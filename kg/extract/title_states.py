"""The states that a text names only in the titles of those who rule them: "Murat, King of Naples"."""

from collections.abc import Sequence
from typing import Final

from kg.extract.bearers import Register
from kg.extract.gazetteer import Gazetteer
from kg.extract.mentions import Mention, Reading
from kg.extract.tails import tail

THRONES: Final = frozenset(
    "King Queen Emperor Empress Tsar Tsarina Sultan Khan Shah Doge Caliph Elector".split()
)
_NO_LANDS: Final = frozenset("Kings Heaven Hearts Peace Men Hosts".split())


def add(readings: Sequence[Reading], register: Register, gazetteer: Gazetteer) -> None:
    """Enter each such state as one that the text speaks of."""
    for reading in readings:
        for mention in reading.mentions:
            state = _state(reading, mention, gazetteer)
            if state and register.find("polity", state.name) is None:
                register.enter("polity", state)


def _state(reading: Reading, mention: Mention, gazetteer: Gazetteer) -> Mention | None:
    """The last words of a title as a mention of their own."""
    title, _, land = mention.name.partition(" of ")
    if mention.shape != "title" or title not in THRONES or not land[:1].isupper() or land in _NO_LANDS:
        return None
    state = tail(reading, mention, land, gazetteer)
    return state and state._replace(shape="state")
