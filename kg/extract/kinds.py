"""What kind of thing an unknown name stands for, by the company that it keeps.

Each occurrence gives hints with weights; the name is what most of them say, and nothing when none do.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from kg.extract import acting_states, bynames, hints, lexicon, name_keys
from kg.extract.bynames import BYNAME
from kg.extract.mentions import Mention, Reading

OF_SHAPE = {
    "state": "polity",
    "S": "polity",
    "place": "place",
    "L": "place",
    "person": "person",
    "title": "person",
    "H": "person",
    "event": "event",
    "V": "event",
    "force": "force",
    "F": "force",
    "P": "people",
}

Weights = dict[str, float]
"""How much speaks for each kind."""


def kinds(readings: Sequence[Reading]) -> dict[str, str]:
    """The kind of every open name, by name; names that nothing speaks for are left out."""
    votes: dict[str, Weights] = defaultdict(lambda: defaultdict(float))
    for reading in readings:
        for mention in reading.mentions:
            if mention.shape in {"open", "L", "A"}:
                for kind, weight in hints.hints(reading, mention):
                    meant = (
                        "polity"
                        if mention.shape == "L" and kind == "person" and " " not in mention.name
                        else kind
                    )
                    votes[mention.name][meant] += weight
    _from_demonyms(readings, votes)
    _from_titles(readings, votes)
    _coordinate(readings, votes)
    decided = {name: kind for name, weights in votes.items() if (kind := _winner(name, weights))}
    _inherit(decided, votes, _full_names(readings, decided))
    decided |= dict.fromkeys(bynames.surnames(readings), "person")
    unsaid = {at(mention): BYNAME for mention in bynames.bynames(readings)}
    located = {at(mention): "place" for reading in readings for mention in _located(reading)}
    located |= {
        at(mention): "polity"
        for reading in readings
        for mention in acting_states.mentions(reading)
        if decided.get(mention.name) != "person"
        and (mention.shape == "L" or decided.get(mention.name) == "place")
    }
    located |= {at(mention): "person" for mention in bynames.namesakes_of_states(readings)}
    return decided | {at(mention): "person" for mention in _bare_titles(readings)} | located | unsaid


def at(mention: Mention) -> str:
    """The key under which one occurrence of a name is decided apart from the others."""
    return f"@{mention.start}"


def _located(reading: Reading) -> Iterator[Mention]:
    """The cities that something is in, comes from or goes to; others of the name may be their states."""
    for mention in reading.mentions:
        before = hints.preposition_or_word(reading.before(mention.first))
        if mention.shape == "L" and (
            before in hints.LOCATIVE
            or (before in {"to", "from"} and not _is_given(reading, mention))
            or before in hints.SIEGE
        ):
            yield mention


_GIVEN = frozenset(
    "sold cede ceded ceding gave given yielded returned restored surrendered granted submitted".split()
)


def _is_given(reading: Reading, mention: Mention) -> bool:
    """As in "sold Crete to Venice": a state receives it."""
    words = {reading.before(mention.first, distance) for distance in range(2, 7)}
    return reading.before(mention.first) == "to" and bool(_GIVEN & words)


def title_of(name: str) -> str:
    """The place that a noble is named after.

    >>> title_of("Duke of York"), title_of("King of France")
    ('York', '')
    """
    title, _, place = name.partition(" of ")
    return place if title.split()[-1] in name_keys.NOBILITY else ""


_OF_PLACE = hints.LOCATIVE | hints.SIEGE | frozenset("to from of for at across leave left".split())


def _bare_titles(readings: Sequence[Reading]) -> Iterator[Mention]:
    """Where "York" is the Duke of York, and not the city: no preposition of place stands before it."""
    titles = {title_of(mention.name) for reading in readings for mention in reading.mentions} - {""}
    for reading in readings if titles else ():
        for mention in reading.mentions:
            if (
                mention.name in titles
                and mention.shape in {"open", "L"}
                and (reading.before(mention.first).lower() not in _OF_PLACE or _is_given(reading, mention))
            ):
                yield mention


def _from_demonyms(readings: Sequence[Reading], votes: dict[str, Weights]) -> None:
    """Where Venetians act, "Venice" is their state more often than the city."""
    for reading in readings:
        for mention in reading.mentions:
            for known in mention.entry.known if mention.entry else ():
                name = known.name.rpartition(" of ")[2]
                if known.kind == "polity" and known.form != "name" and name in votes:
                    votes[name]["polity"] += 4


def _from_titles(readings: Sequence[Reading], votes: dict[str, Weights]) -> None:
    """Where "Máel Mórda, King of Leinster" acts, Leinster is a state."""
    for reading in readings:
        for mention in reading.mentions:
            title, _, ruled = mention.name.partition(" of ")
            if mention.shape in {"title", "person"} and title in _CROWNS and ruled in votes:
                votes[ruled]["polity"] += 2.5
        for one, other in pairwise(reading.mentions):
            if one.name.split()[0] in _CROWNS and _between(reading, one, other) == ["of"]:
                votes[other.name]["polity"] += 4


_CROWNS = frozenset(
    "King Queen Emperor Empress Sultan Tsar Czar Tsarina Shah Khan Doge Caliph Elector".split()
)


def _coordinate(readings: Sequence[Reading], votes: dict[str, Weights]) -> None:
    """In "Taiyuan, Zhongshan and Hejian" each name tells what the next one is, and the one before it."""
    pairs = [pair for reading in readings for pair in _neighbours(reading)]
    for one, other, weight in pairs:
        for name, model in ((other, one), (one, other)):
            if name.shape == "L" and model.shape == "S":
                votes[name.name]["polity"] += 3
            if name.shape == "open" and (kind := _said(model, votes)):
                votes[name.name][kind] += weight
    for one, other, weight in reversed(pairs):
        for name, model in ((one, other), (other, one)):
            if name.shape == "open" and not _said(name, votes) and (kind := _said(model, votes)):
                votes[name.name][kind] += weight


def _said(mention: Mention, votes: dict[str, Weights]) -> str:
    return OF_SHAPE.get(mention.shape) or _winner(mention.name, votes.get(mention.name, {}))


_BESIDE = ([","], ["and"], [",", "and"], ["or"])


def _neighbours(reading: Reading) -> Iterator[tuple[Mention, Mention, float]]:
    """The names that stand side by side in a list, with how much one says about the other."""
    for one, other in pairwise(reading.mentions):
        between = _between(reading, one, other)
        opens = reading.before(one.first) in {"At", "In", "Near"} and other.shape in {"person", "H"}
        if not opens and between in _BESIDE and {one.shape, other.shape} <= {"open", "L", "S", "H", "person"}:
            yield one, other, 1.0 if between == [","] else 1.5


def _between(reading: Reading, one: Mention, other: Mention) -> list[str]:
    """The words between two names, years left out: "York in 867, Repton (873) and Wilton"."""
    words = [each.text for each in reading.tokens[one.last : other.first]]
    if words[:1] in (["in"], ["("]) and len(words) > 2 and words[1].isdigit():
        return words[2 + (words[0] == "(") :]
    return words


def _full_names(readings: Sequence[Reading], decided: dict[str, str]) -> Iterator[tuple[str, str]]:
    for reading in readings:
        for mention in reading.mentions:
            if mention.shape in {"state", "S"}:
                yield "polity", mention.name
            elif decided.get(mention.name) == "person" or mention.shape in {"person", "H"}:
                yield "person", mention.name


def _winner(name: str, weights: Weights) -> str:
    if not weights:
        return ""
    kind, weight = max(weights.items(), key=lambda each: (each[1], each[0]))
    return kind if weight >= (1 if " " in name else 0.8) else ""


def _inherit(decided: dict[str, str], votes: dict[str, Weights], full: Iterable[tuple[str, str]]) -> None:
    """A part of a person's name is a person, unless more speaks against it; likewise of states."""
    for kind, name in full:
        for part in _parts(kind, name):
            weights = votes.get(part, {})
            against = max((weight for other, weight in weights.items() if other != kind), default=0)
            if against < 3 + weights.get(kind, 0) or kind == "polity":
                decided[part] = kind


def _parts(kind: str, name: str) -> set[str]:
    nouns = lexicon.nouns()
    words = [word for word in name.split() if word not in nouns.royal | nouns.titles]
    if kind == "polity":
        kept = [word for word in name.split() if word not in nouns.states | {"Great", "of", "the"}]
        return {" ".join(kept)} if kept and kept != name.split() and "Later" not in kept else set()
    return {words[0], words[-1]} if words and "of" not in words else set()


def kind_of(mention: Mention, decided: dict[str, str]) -> str:
    """The kind of a mention's bearer, empty when it cannot be told."""
    if mention.shape == "A":
        return mention.entry.kinds()[0] if mention.entry else ""
    if mention.shape == "L":
        told = decided.get(mention.name, "")
        here = decided.get(at(mention)) or (told if told in {"polity", "person"} else "place")
        return "" if here == BYNAME else here
    if mention.shape == "open":
        return decided.get(at(mention)) or decided.get(mention.name, "")
    return decided.get(at(mention), "") or _known(mention)


def _known(mention: Mention) -> str:
    kinds = mention.entry.kinds() if mention.entry else ()
    if mention.shape in {"S", "H", "P", "V", "F"} and kinds:
        return kinds[0]
    return OF_SHAPE.get(mention.shape, "")


_CONFERRED = frozenset({"title", "titles", "rank", "dignity"})
_MAKES = frozenset("created made became becomes create make him her as named appointed".split())


def is_conferred(reading: Reading, mention: Mention) -> bool:
    """Whether a title is what somebody was given, and nobody's name: "the title of Prince of Cao"."""
    before = reading.before(mention.first)
    if mention.shape != "title":
        return False
    if before == "of":
        return reading.before(mention.first, 2) in _CONFERRED
    return before in _MAKES


def country_behind(reading: Reading, mention: Mention) -> str:
    """The country or the title that stands behind a given name, empty when none does."""
    behind = [reading.after(mention.last, distance) for distance in range(4)]
    if behind[0] == "of" and behind[1][:1].isupper():
        return behind[1]
    titled = behind[0] == "," and behind[1] in lexicon.nouns().royal and behind[2] == "of"
    return behind[3] if titled and behind[3][:1].isupper() else ""
