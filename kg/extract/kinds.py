"""What kind of thing an unknown name stands for, by the company that it keeps.

Each occurrence gives hints with weights; the name is what most of them say, and nothing when none do.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from kg.extract import lexicon
from kg.extract.mentions import Mention, Reading

Hint = tuple[str, float]
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

_LOCATIVE = frozenset(
    "at in near outside inside towards toward into via around through throughout beyond".split()
)
_MOTION = frozenset("to from for across on of between beside behind under below above off past".split())
_SIEGE = frozenset(
    """
    besiege besieged besieging besieges occupied occupy occupying reached reach reaches took take
    takes retook entered enter enters left leave leaves leaving recovered recover abandoned captured
    capture captures stormed sacked conquered garrisoned fortified approached
""".split()
)
_PLACE_WORDS = frozenset(
    """
        city town village fortress port castle region island province plain valley pass river
        mountains capital stronghold county prefecture district
    """.split()
)
_PLACE_END = re.compile(
    r"(?:zhou|jing|yang|shan|guan|cheng|kou|chuan|dao|burg|berg|stadt|ville|ton|ford|grad|heim|dorf|polis|pur|abad|stan|"
    r"hausen|ingen|ungen|bach|furt|münde|bourg|mouth|caster|chester|wick|stein|feld|hafen|gorod|sk|jō|jo|gawa|hara|mura|yama|shima|saki|dono|ium|bridge|borough|bury)$"
)
_ACTS = frozenset(
    """
    said says wrote writes told asked died dies married marries fled flees abdicated refused agreed
    became becomes declared proclaimed persuaded ordered orders led leads commanded commands marched
    marches rode rides promised swore swears hoped thought believed knew knows felt feels decided
    decides wanted wants tried tries hesitated succeeded replied answered urged submitted
    surrendered rebelled defected deserted betrayed escaped returned retired resigned hanged killed
    murdered executed beheaded crowned born himself accepted rejected seized held
""".split()
)
_STATE_BEHIND = frozenset(
    """
        dynasty court empire throne state kingdom government emperor regime king emperors kings
        imperial capital
    """.split()
)
_PEOPLE_BEHIND = frozenset(
    "tribes tribe tribesmen chief chieftain clans people nomads horsemen warriors raiders".split()
)


def kinds(readings: Sequence[Reading]) -> dict[str, str]:
    """The kind of every open name, by name; names that nothing speaks for are left out."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for reading in readings:
        for mention in reading.mentions:
            if mention.shape in {"open", "L", "A"}:
                for kind, weight in hints(reading, mention):
                    meant = (
                        "polity"
                        if mention.shape == "L" and kind == "person" and " " not in mention.name
                        else kind
                    )
                    votes[mention.name][meant] += weight  # type: ignore[assignment]  # Counter adds floats too
    _from_demonyms(readings, votes)
    _coordinate(readings, votes)
    decided = {name: kind for name, weights in votes.items() if (kind := _winner(name, weights))}
    _inherit(decided, votes, _full_names(readings, decided))
    return decided


def _from_demonyms(readings: Sequence[Reading], votes: dict[str, Counter[str]]) -> None:
    """Where Venetians act, "Venice" is their state more often than the city."""
    for reading in readings:
        for mention in reading.mentions:
            for known in mention.entry.known if mention.entry else ():
                name = known.name.rpartition(" of ")[2]
                if known.kind == "polity" and known.form != "name" and name in votes:
                    votes[name]["polity"] += 1.5  # type: ignore[assignment]


def _coordinate(readings: Sequence[Reading], votes: dict[str, Counter[str]]) -> None:
    """In "Taiyuan, Zhongshan and Hejian" each name tells what the next one is."""
    for reading in readings:
        for one, other in pairwise(reading.mentions):
            between = [each.text for each in reading.tokens[one.last : other.first]]
            if between in ([","], ["and"], [",", "and"], ["or"]) and {one.shape, other.shape} <= {
                "open",
                "L",
                "S",
                "H",
                "person",
            }:
                for name, model in ((other, one), (one, other)):
                    if name.shape == "open" and (
                        kind := OF_SHAPE.get(model.shape) or _winner(model.name, votes[model.name])
                    ):
                        votes[name.name][kind] += 1.5 if between != [","] else 1.0  # type: ignore[assignment]


def _full_names(readings: Sequence[Reading], decided: dict[str, str]) -> Iterator[tuple[str, str]]:
    for reading in readings:
        for mention in reading.mentions:
            if mention.shape in {"state", "S"}:
                yield "polity", mention.name
            elif decided.get(mention.name) == "person" or mention.shape in {"person", "H"}:
                yield "person", mention.name


def _winner(name: str, weights: Counter[str]) -> str:
    if not weights:
        return ""
    kind, weight = max(weights.items(), key=lambda each: (each[1], each[0]))
    return kind if weight >= (1 if " " in name else 1.5) else ""


def _inherit(
    decided: dict[str, str], votes: dict[str, Counter[str]], full: Iterable[tuple[str, str]]
) -> None:
    """A part of a person's name is a person, unless more speaks against it; likewise of states."""
    for kind, name in full:
        for part in _parts(kind, name):
            weights = votes.get(part, Counter())
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


def hints(reading: Reading, mention: Mention) -> Iterator[Hint]:
    """What one occurrence of a name says about its bearer."""
    before = reading.before(mention.first)
    yield from _inside(mention)
    yield from _in_front(reading, mention, before)
    yield from _behind(reading, mention)


def _inside(mention: Mention) -> Iterator[Hint]:
    words = re.split(r"[ -]", mention.name)
    if mention.shape == "L":
        yield "place", 2.5
    if words[0] in lexicon.lines("given"):
        yield "person", 2
    if len(words) in {2, 3} and words[0] in lexicon.lines("surnames") and mention.shape == "open":
        yield "person", 2.5
    elif len(words) > 1 and mention.shape == "open":
        yield "person", 1
    if len(words) == 1 and _PLACE_END.search(words[0].lower()):
        yield "place", 1.5


def _in_front(reading: Reading, mention: Mention, before: str) -> Iterator[Hint]:
    nouns = lexicon.nouns()
    if before.lower() in nouns.offices | nouns.kin or before in nouns.titles:
        yield "person", 3
    elif before == "," and reading.before(mention.first, 2).lower() in nouns.offices | nouns.kin:
        yield "person", 2.5
    elif before in _LOCATIVE:
        yield "place", 2
    elif before in _MOTION:
        yield "place", 0.8 if before in {"to", "from", "on"} else 0.4
    elif before in _SIEGE:
        yield "place", 1.2
    elif before in {"by", "against", "with"}:
        yield "person", 2.0 if mention.shape == "L" else 0.6
    yield from _of_or_the(reading, mention, before)


def _of_or_the(reading: Reading, mention: Mention, before: str) -> Iterator[Hint]:
    further = reading.before(mention.first, 2).lower()
    if before == "of" and further in _PLACE_WORDS | {
        "prefect",
        "governor",
        "siege",
        "bishop",
        "battle",
        "mayor",
    }:
        yield "place", 2.5
    elif before == "of" and further in lexicon.nouns().rulers | {"throne", "state", "kingdom"}:
        yield "polity", 2
    elif before == "of" and further in {
        "army",
        "son",
        "death",
        "brother",
        "daughter",
        "troops",
        "men",
        "command",
    }:
        yield "person", 1.5
    elif before.lower() == "the" and " " not in mention.name:
        yield "people" if mention.name.endswith("s") else "polity", 1.6 if mention.name.endswith("s") else 1.2
        yield "person", -1.5
    elif (
        before.lower() in {"a", "an", "half"}
        and reading.after(mention.last).lower() in lexicon.nouns().offices
    ):
        yield "people", 2.5
    elif before.lower() in {"modern", "present-day"}:
        yield "place", 3


def _behind(reading: Reading, mention: Mention) -> Iterator[Hint]:
    nouns = lexicon.nouns()
    after, further = reading.after(mention.last), reading.after(mention.last, 1)
    if after in {"’s", "'s"}:
        yield from _possession(further.lower())
    elif after == ",":
        yield from _apposition([reading.after(mention.last, each).lower() for each in range(1, 7)])
    elif after == "(":
        yield from _gloss([reading.after(mention.last, each).lower() for each in range(1, 4)])
    elif after in _STATE_BEHIND:
        yield "polity", 2.5
    elif after in _PEOPLE_BEHIND:
        yield "people", 2
    elif after in {"who", "himself", "herself", "whom", "whose"} or after in _ACTS:
        yield "person", 2
    elif after in {"had", "has", "did", "would", "could"} or after.endswith("ed"):
        yield "person", 0.8
    elif after in nouns.army:
        yield "polity", 0.8


def _possession(owned: str) -> Iterator[Hint]:
    if owned in lexicon.nouns().kin or owned in lexicon.nouns().offices:
        yield "person", 2
    elif owned in {"walls", "gates", "garrison", "citizens", "defenders", "streets", "inhabitants", "fall"}:
        yield "place", 2
    else:
        yield "person", 1


def _apposition(words: list[str]) -> Iterator[Hint]:
    nouns = lexicon.nouns()
    if words[0] in {"who", "whom", "whose"}:
        yield "person", 2.5
    elif words[0] == "where":
        yield "place", 2.5
    elif words[0] in {"a", "an", "the", "then", "his", "her", "their", *nouns.offices}:
        inside = words[: next((at for at, word in enumerate(words) if at and word in {",", "of", "."}), 6)]
        if set(inside) & (nouns.offices | nouns.kin | {"native"}):
            yield "person", 2.5
        elif set(inside) & _PLACE_WORDS:
            yield "place", 2.5


def _gloss(words: list[str]) -> Iterator[Hint]:
    if set(words) & {"modern", "present-day", "today", "now", "near"}:
        yield "place", 2.5
    elif words[0] in {"reigned", "r", "born", "d", "b"}:
        yield "person", 2


def kind_of(mention: Mention, decided: dict[str, str]) -> str:
    """The kind of a mention's bearer, empty when it cannot be told."""
    if mention.shape == "A":
        return mention.entry.kinds()[0] if mention.entry else ""
    if mention.shape == "L":
        return "polity" if decided.get(mention.name) == "polity" else "place"
    if mention.shape == "open":
        return decided.get(mention.name, "")
    return _known(mention)


def _known(mention: Mention) -> str:
    kinds = mention.entry.kinds() if mention.entry else ()
    if mention.shape in {"S", "H", "P", "V", "F"} and kinds:
        return kinds[0]
    return OF_SHAPE.get(mention.shape, "")


def names_of(mentions: Iterable[Mention]) -> set[str]:
    """The distinct names among mentions."""
    return {each.name for each in mentions}
