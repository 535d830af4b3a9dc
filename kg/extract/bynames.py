"""Places that are part of what people are called: "Louis of Blois", "his nephew Warwick"."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from kg.extract import lexicon, proper
from kg.extract.mentions import Mention, Reading

BYNAME = "byname"
"""The kind of a place that only tells where somebody is from; nothing is said of it."""


def bynames(readings: Sequence[Reading]) -> Iterator[Mention]:
    """The places that the document names in no other way than "Louis of Blois"."""
    borne: dict[str, list[Mention]] = defaultdict(list)
    told = set()
    for reading in readings:
        for number, mention in enumerate(reading.mentions):
            if mention.shape != "L" or mention.name in told:
                continue
            if _is_byname(reading, number):
                borne[mention.name].append(mention)
            else:
                told.add(mention.name)
    return (mention for name, found in borne.items() if name not in told for mention in found)


def _is_byname(reading: Reading, number: int) -> bool:
    mention, before = reading.mentions[number], reading.mentions[number - 1] if number else None
    if reading.before(mention.first) != "of":
        return False
    return before is not None and before.last == mention.first - 1 and _is_a_given_name(before)


def _is_a_given_name(mention: Mention) -> bool:
    return mention.shape in {"open", "person", "H"} and proper.is_personal(mention.name)


_STATELY = frozenset(
    """
    dynasty state empire kingdom court army armies troops forces emperor king general generals throne envoy
    envoys border territory side soldiers cavalry fleet house loyalist officials capital prince commander
    """.split()
)
_NEAR = 8
"""Names back in which the full name of whoever is meant by the surname stands."""


def namesakes_of_states(readings: Sequence[Reading]) -> Iterator[Mention]:
    """Where "Qin" is the Qin Zongquan just named, in a text that speaks of no state of that name."""
    states = {
        word
        for reading in readings
        for mention in reading.mentions
        if _is_state(reading, mention)
        for word in mention.name.split()
    }
    for reading in readings:
        for number, mention in enumerate(reading.mentions):
            if mention.shape != "S" or " " in mention.name or mention.name in states:
                continue
            before = reading.mentions[max(0, number - _NEAR) : number]
            if any(each.shape in {"person", "H", "open"} and _has_surname(each, mention) for each in before):
                yield mention


def _has_surname(person: Mention, bare: Mention) -> bool:
    first, _, rest = person.name.partition(" ")
    return first == bare.name and bool(rest) and " " not in rest


def _is_state(reading: Reading, mention: Mention) -> bool:
    """Whether a name stands as only states' names do: "the Qin", "Qin troops", "Qin dynasty", "(秦)"."""
    before, after = reading.before(mention.first).lower(), reading.after(mention.last).lower()
    return mention.shape in {"S", "state"} and (
        " " in mention.name or before == "the" or after in _STATELY or after == "("
    )


_MORTAL = frozenset(
    "killed slain beheaded hanged executed murdered assassinated stabbed poisoned strangled crowned".split()
)


def surnames(readings: Sequence[Reading]) -> set[str]:
    """The names of towns that are somebody's here: "his nephew Warwick", "Warwick was slain"."""
    nouns = lexicon.nouns()
    found = set()
    for reading in readings:
        for mention in reading.mentions:
            kinsman = reading.before(mention.first).lower() in nouns.kin | nouns.servants
            killed = (
                reading.after(mention.last) in {"was", "is"} and reading.after(mention.last, 1) in _MORTAL
            )
            if mention.shape == "L" and (kinsman or killed):
                found.add(mention.name)
            elif mention.shape == "person" and mention.name.split()[0] in nouns.titles:
                found.add(mention.name.rpartition(" ")[2])
    return found
