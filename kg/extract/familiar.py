"""Verbs that the parser takes for other words, shown to it as others that it knows."""

from typing import Final

from kg.extract.parse import Unit

_INSTEAD: Final = {
    "annihilated": "destroyed",
    "crushed": "defeated",
    "dictated": "offered",
    "dishonoured": "broke",
    "dishonored": "broke",
    "extorted": "obtained",
    "fomented": "raised",
    "forsook": "abandoned",
    "forswore": "broke",
    "garrotted": "killed",
    "harboured": "sheltered",
    "harbored": "sheltered",
    "overran": "invaded",
    "overthrew": "deposed",
    "patched": "made",
    "repulsed": "defeated",
    "shattered": "destroyed",
    "smashed": "defeated",
    "stole": "took",
    "swore": "pledged",
    "tore": "broke",
    "toppled": "deposed",
    "unfurled": "raised",
    "usurped": "seized",
    "waged": "made",
}
"""What stands in, a verb of the same frames of syntax; what the text says is kept beside it."""
_ALLIED: Final = frozenset("with to against himself itself themselves herself".split())


def verbs(found: list[Unit]) -> list[Unit]:
    """The units with such verbs replaced for the parser: "they swore friendship", "allied with Rome"."""
    for place, unit in enumerate(found):
        if unit.mention < 0 and unit.date < 0 and (word := _INSTEAD.get(unit.word)):
            found[place] = unit._replace(word=word)
        elif unit.word == "allied" and place + 1 < len(found) and found[place + 1].text in _ALLIED:
            found[place] = unit._replace(word="joined")
        elif unit.word == "did" and place + 1 < len(found) and found[place + 1].text == "away":
            found[place] = unit._replace(word="ran")
    return found
