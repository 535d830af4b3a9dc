"""What stands right before a name, and says what kind of thing it names."""

from collections.abc import Iterator

from kg.extract import lexicon
from kg.extract.behind import Hint
from kg.extract.mentions import Mention, Reading

_WORDS = lexicon.word_lists("hints")


def opens_clause(reading: Reading, mention: Mention, before: str) -> bool:
    """As in "At Mucuritas, General Torre drew up his men": what follows the comma is somebody else."""
    if reading.after(mention.last) != "," or before.lower() not in _WORDS["before_clause"]:
        return before in _WORDS["nowhere_people"]
    further = reading.before(mention.first, 2)
    return before[:1].isupper() or further in {"", ",", ".", ";", ":", "and", "but"} or further[:1].isdigit()


def is_his_own(reading: Reading, first: int, before: str) -> bool:
    """As in "his father was Orhan", "reigned as Suzong"."""
    nouns, further = lexicon.nouns(), reading.before(first, 2)
    return (before == "was" and further in nouns.kin | nouns.successors) or (
        before == "as" and further in _WORDS["reigned"]
    )


def called(reading: Reading, first: int) -> Iterator[Hint]:
    """As in "a wrestler named Narcissus", "whom the Turks called Shahkulu", "a village called Koynare"."""
    nouns, noun = lexicon.nouns(), reading.before(first, 2)
    words = {reading.before(first, distance) for distance in range(2, 7)}
    if noun in _WORDS["place_nouns"] | nouns.settlements | _WORDS["spots"]:
        yield "place", 3
    elif noun in _WORDS["vessels"]:
        yield "", 6
    elif "whom" in words or noun in nouns.offices | nouns.kin | nouns.servants | nouns.ranks | _WORDS["folk"]:
        yield "person", 3
    elif words & {"a", "an", "one", "another", "certain"}:
        yield "person", 1.6


def with_article(reading: Reading, mention: Mention, further: str) -> Iterator[Hint]:
    """What "the" before a name says: peoples, rivers and mountains have it, people have not."""
    several = mention.name.endswith("s")
    yield "person", -1.5
    if reading.after(mention.last)[:1].isupper():
        return
    if further == "of":
        noun = reading.before(mention.first, 3).lower()
        if noun in _WORDS["of_peoples"]:
            yield "people", 2.5
        elif noun in _WORDS["of_waters"]:
            yield "place", 2.5
    elif further in _WORDS["crossed"] or (further == "in" and not several):
        yield "place", 2
    behind = reading.after(mention.last), reading.after(mention.last, 1)
    if behind[0].lower() in _WORDS["of_families"]:
        yield "polity", 1.2
    elif behind[0] in {"were", "are", "have", "themselves"} or behind == ("and", "their"):
        yield "people", 2
    elif " " not in mention.name:
        yield ("people", 1.6) if several else ("polity", 0.4)
