"""Names in a row, which do or suffer the same: "Lübeck, Hamburg and Bremen agreed"."""

from kg.extract.mentions import Mention, Reading

_JOINTS = frozenset({",", "and", "the"})


def behind(reading: Reading, mention: Mention) -> str:
    """The word behind a name and those that follow it in a row, empty where the text ends."""
    ends = {each.first: each.last for each in reading.mentions}
    place = mention.last
    while place < len(reading.tokens) and (place in ends or reading.tokens[place].text in _JOINTS):
        place = ends.get(place, place + 1)
    return reading.tokens[place].text if place < len(reading.tokens) else ""
