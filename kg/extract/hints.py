"""What the words around a name say about what kind of thing it is."""

import re
from collections.abc import Iterator

from kg.extract import lexicon
from kg.extract.mentions import Mention, Reading

Hint = tuple[str, float]


LOCATIVE = frozenset(
    "at in near outside inside towards toward into via around through throughout beyond".split()
)


_MOTION = frozenset("to from for across on of between beside behind under below above off past".split())


_TO_PEOPLE = frozenset(
    """
    killed kills murdered executed beheaded crowned appointed married persuaded strangled poisoned stabbed
    assassinated blinded hanged imprisoned arrested deposed summoned betrayed succeeded dismissed
    """.split()
)
_DONE_TO: dict[str, Hint] = {
    **dict.fromkeys(_TO_PEOPLE, ("person", 1.6)),
    **dict.fromkeys(("ruled", "governed", "rules"), ("polity", 2.5)),
    **dict.fromkeys(("defeated", "beat", "routed", "defeating", "beating"), ("person", 1.5)),
}


SIEGE = frozenset(
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


def hints(reading: Reading, mention: Mention) -> Iterator[Hint]:
    """What one occurrence of a name says about its bearer."""
    before = reading.before(mention.first)
    yield from _inside(mention)
    yield from _in_front(reading, mention, before)
    behind = _behind(reading, mention)
    yield from (each for each in behind if before != "of" or each[0] != "person")


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
    elif before in LOCATIVE:
        yield "place", 2
    elif before in _MOTION:
        yield "place", 0.8 if before in {"to", "from", "on"} else 0.4
    elif before in SIEGE:
        yield "place", 1.2
    elif before in _DONE_TO:
        yield _DONE_TO[before]
    elif _is_party(reading, mention.first):
        yield "polity", 3
    elif before in {"by", "against", "with"}:
        yield from _counterpart(reading, mention, before)
    yield from _of_or_the(reading, mention, before)


def _counterpart(reading: Reading, mention: Mention, before: str) -> Iterator[Hint]:
    if before == "by" and reading.before(mention.first, 2) in _DONE:
        yield "polity" if mention.shape == "L" else "person", 3
    else:
        yield "person", 2.0 if mention.shape == "L" else 0.6


_DONE = frozenset("besieged defeated attacked captured conquered sacked taken occupied beaten signed".split())
_BETWEEN = frozenset("war wars peace treaty alliance truce conflict treaties pact".split())


def _is_party(reading: Reading, first: int) -> bool:
    """As in "the war between Milan and Venice"."""
    words = [reading.before(first, distance) for distance in range(1, 5)]
    return (words[0] == "between" and words[1] in _BETWEEN) or (
        words[0] == "and" and words[2] == "between" and words[3] in _BETWEEN
    )


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
        yield "polity", 3 if mention.shape == "L" else 2
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
    elif after in nouns.army and after not in _DEEDS:
        yield "polity", 0.8
    else:
        yield from _acting(reading, mention, after, further)


def _acting(reading: Reading, mention: Mention, after: str, further: str) -> Iterator[Hint]:
    """What a name does or suffers: that is told of people more often than of places."""
    suffers = after in {"was", "is"} and bool(
        _SUFFERED & {reading.after(mention.last, each) for each in (1, 3)}
    )
    from_somewhere = (
        after == "of" and further[:1].isupper() and reading.before(mention.first).lower() != "the"
    )
    if after in {"who", "himself", "herself", "whom", "whose"} or after in _ACTS:
        yield "person", 2
    elif after in _DEEDS or suffers or from_somewhere:
        yield "person", 1.6
    elif after in {"had", "has", "did", "would", "could"} or after.endswith("ed"):
        yield "person", 0.8


_DEEDS = frozenset(
    """
    made makes took takes fought fights won wins rode rides sent sends gave gives drove drives broke breaks
    held wrote built began brought brings fell-back found finds came went goes beat beats defeated
    defeats routed
    conquered crushed invaded besieged attacked attacks raised joined joins crossed crosses landed lands
    advanced proclaimed arrested arrests executed handed delivered sold stabbed strangled blinded murdered
    negotiated signed concluded refused ruled rules reigned governed commanded sacked plundered burned
    raided ravaged stormed captured captures occupied retreated withdrew deserted turned changed
    betrays flees seizes murders kills rebels surrenders rises rose
    """.split()
)
"""What people do more often than places."""
_SUFFERED = frozenset(
    """
    killed beheaded executed murdered crowned born hanged strangled assassinated poisoned blinded wounded
    imprisoned arrested exiled banished deposed elected appointed proclaimed beaten defeated betrayed
    routed buried
    """.split()
)


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
    elif set(words[1:4]) & {"'s", "’s"} and set(words[2:5]) & nouns.kin:
        yield "person", 2.5
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
