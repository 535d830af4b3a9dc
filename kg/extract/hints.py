"""What the words around a name say about what kind of thing it is."""

import re
from collections.abc import Iterator

from kg.extract import behind, guess, joined_names, lexicon, preceding, proper
from kg.extract.mentions import Mention, Reading

Hint = tuple[str, float]
_WORDS = lexicon.word_lists("hints")
LOCATIVE, SIEGE = _WORDS["locative"], _WORDS["siege"]


_DONE_TO: dict[str, Hint] = {
    **dict.fromkeys(_WORDS["done_to_people"], ("person", 1.6)),
    **dict.fromkeys(("ruled", "governed", "rules"), ("polity", 2.5)),
    **dict.fromkeys(("served", "serving"), ("polity", 3)),
    **dict.fromkeys(("defeated", "beat", "routed", "defeating", "beating"), ("person", 1.5)),
}


_THRONES = frozenset(
    "King Queen Emperor Empress Tsar Sultan Doge Elector Margrave Landgrave Khan Shah".split()
)
_PLACE_END = re.compile(
    r"(?:zhou|jing|yang|shan|guan|cheng|kou|chuan|dao|burg|berg|stadt|ville|ton|ford|grad|heim|dorf|polis|pur|abad|stan|"
    r"hausen|ingen|ungen|bach|furt|münde|bourg|mouth|caster|chester|wick|stein|feld|hafen|gorod|sk|jō|jo|gawa|hara|mura|yama|shima|saki|dono|ium|bridge|borough|bury)$"
)


def preposition_or_word(word: str) -> str:
    """A word as it stands, prepositions at the head of a sentence like others.

    >>> preposition_or_word("At"), preposition_or_word("General")
    ('at', 'General')
    """
    small = word.lower()
    return small if small in LOCATIVE or small in _WORDS["motion"] else word


def hints(reading: Reading, mention: Mention) -> Iterator[Hint]:
    """What one occurrence of a name says about its bearer."""
    before = preposition_or_word(reading.before(mention.first))
    if before.lower() in _WORDS["vessels"]:
        yield "", 6
    yield from _inside(mention)
    yield from _in_front(reading, mention, before)
    told_of_head = before == "of" or preceding.opens_clause(reading, mention, before)
    behind = _behind(reading, mention)
    yield from (each for each in behind if not told_of_head or each[0] != "person")


def _inside(mention: Mention) -> Iterator[Hint]:
    words = re.split(r"[ -]", mention.name)
    if mention.shape == "L":
        yield "place", 2.5
    if proper.is_personal(words[0]):
        yield "person", 2
    if len(words) in {2, 3} and words[0] in lexicon.lines("surnames") and mention.shape == "open":
        yield "person", 2.5
    elif len(words) > 1 and mention.shape == "open":
        yield ("place", 2) if words[0] in _WORDS["opens_place"] else ("person", 1)
    if len(words) == 1 and _PLACE_END.search(words[0].lower()):
        yield "place", 1


def _in_front(reading: Reading, mention: Mention, before: str) -> Iterator[Hint]:
    nouns = lexicon.nouns()
    if before.lower() in nouns.offices | nouns.kin or before in nouns.titles or before == "one":
        yield "person", 3
    elif before == "," and reading.before(mention.first, 2).lower() in (
        nouns.offices | nouns.kin | nouns.successors | nouns.predecessors | {"law"}
    ):
        yield "person", 2.5
    elif before == "," and reading.before(mention.first, 2).lower() == "capital":
        yield "place", 2.5
    elif before in {"named", "called", "nicknamed", "surnamed"}:
        yield from preceding.called(reading, mention.first)
    elif preceding.is_his_own(reading, mention.first, before) or _leads(reading, mention.first, before):
        yield "person", 3
    else:
        yield from _acted_upon(reading, mention, before)
    yield from _of_or_the(reading, mention, before)


def _acted_upon(reading: Reading, mention: Mention, before: str) -> Iterator[Hint]:
    """What a verb or a preposition before a name says."""
    if before in _DONE_TO:
        yield _DONE_TO[before]
    elif _is_party(reading, mention.first):
        yield "polity", 3
    elif before in {"by", "against", "with"}:
        yield from _counterpart(reading, mention, before)
    elif before in {"to", "from"} and reading.before(mention.first, 2) in _WORDS["tied"]:
        yield "person", 1.6
    elif _is_taken(reading, mention, before):
        yield "place", 1.6
    else:
        yield from _place_in_front(before, reading.before(mention.first, 2))


def _is_taken(reading: Reading, mention: Mention, before: str) -> bool:
    """As in "took Serres", but not "took Valens prisoner", and in "met off Lepanto"."""
    if before == "off":
        return reading.before(mention.first, 2).lower() in _WORDS["at_sea"]
    return before in _WORDS["taken"] and reading.after(mention.last) not in _WORDS["behind_taken"]


def _place_in_front(before: str, further: str) -> Iterator[Hint]:
    """As in "fled to X", "stormed X", "along the X"; the words before say more than a lone "to"."""
    travels = before in {"to", "from"} and further in _WORDS["travels"]
    if before in LOCATIVE:
        yield "place", 2
    elif travels or before in _WORDS["place_only"] or (before == "the" and further in _WORDS["beside"]):
        yield "place", 1.6
    elif before in _WORDS["motion"]:
        yield "place", 0.8 if before in {"to", "from", "on"} else 0.4
    elif before in SIEGE:
        yield "place", 1.2


def _leads(reading: Reading, first: int, before: str) -> bool:
    """As in "a Frankish army under Butilinus", "the cavalry led by Murat", "the Saxons under Arnim"."""
    back = {"under": 2, "by": 3}.get(before, 0)
    if back == 3 and reading.before(first, 2) not in {"led", "commanded", "headed"}:
        return False
    word = reading.before(first, back) if back else ""
    people = word[:1].isupper() and word.endswith("s") and reading.before(first, back + 1).lower() == "the"
    return word in lexicon.nouns().army or (people and back == 2)


def _counterpart(reading: Reading, mention: Mention, before: str) -> Iterator[Hint]:
    if before == "by" and reading.before(mention.first, 2) in _WORDS["done_by_states"]:
        yield "polity" if mention.shape == "L" else "person", 3
    elif before == "by" and mention.shape == "open" and reading.before(mention.first, 2).endswith("ed"):
        yield "person", 1.6
    elif mention.shape == "L" and reading.before(mention.first, 2) in _WORDS["made_with"]:
        yield "polity", 3
    else:
        yield "person", 2.0 if mention.shape == "L" else 0.6


def _is_party(reading: Reading, first: int) -> bool:
    """As in "the war between Milan and Venice"."""
    words = [reading.before(first, distance) for distance in range(1, 5)]
    return (words[0] == "between" and words[1] in _WORDS["between"]) or (
        words[0] == "and" and words[2] == "between" and words[3] in _WORDS["between"]
    )


def _of_or_the(reading: Reading, mention: Mention, before: str) -> Iterator[Hint]:
    further = reading.before(mention.first, 2).lower()
    if before == "of" and further in _WORDS["place_nouns"] | {
        "prefect",
        "governor",
        "siege",
        "bishop",
        "battle",
        "mayor",
    }:
        yield "place", 2.5
    elif (before == "of" and reading.before(mention.first, 3) in _THRONES) or (
        before == "of"
        and further in lexicon.nouns().rulers | _WORDS["of_states"]
        and (further not in {"service", "pay"} or " " not in mention.name)
    ):
        yield "polity", 3 if mention.shape == "L" else 2
    elif before in {"on", "against", "with"} and further == "war":
        yield "polity", 1.6
    elif before == "for" and further in {"fought", "fight", "fighting", "fights"}:
        yield "polity", 3
    elif before == "of" and further in _WORDS["of_people"] - {"men"} | lexicon.nouns().kin:
        yield "person", 2 if mention.shape == "open" else 1.5
    elif before == "the" and further in _WORDS["beside"]:
        return
    elif before.lower() == "the":
        yield from preceding.with_article(reading, mention, further)
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
    if after in {"son", "daughter"} and further == "of":
        yield "person", 3
    elif after in {"’s", "'s"}:
        yield from behind.possession(mention, further.lower())
    elif _is_landscape(after) or (
        after in {"his", "her", "their", "its"} and "capital" in {further, reading.after(mention.last, 2)}
    ):
        yield "place", 2.5
    elif after == ",":
        yield from behind.apposition([reading.after(mention.last, each).lower() for each in range(1, 7)])
    elif after == "(":
        yield from behind.gloss([reading.after(mention.last, each).lower() for each in range(1, 4)])
    elif after in nouns.rulers and further == "of":
        yield "person", 2
    elif after in _WORDS["behind_state"]:
        yield "polity", 2.5
    elif after in _WORDS["behind_people"]:
        yield "people", 2
    elif after in nouns.army and after not in _WORDS["deeds"]:
        yield "polity", 0.8
    else:
        yield from _acting(reading, mention, after, further)


def _is_landscape(noun: str) -> bool:
    """As in "the Kiso mountains"."""
    return noun.lower() in _WORDS["landscape"]


def _acting(reading: Reading, mention: Mention, after: str, further: str) -> Iterator[Hint]:
    """What a name does or suffers: that is told of people more often than of places."""
    is_ = after in {"was", "is"}
    behind = {reading.after(mention.last, each) for each in (1, 2, 3)} if is_ else set()
    pays = after in {"paid", "pays"} and "tribute" in {reading.after(mention.last, at) for at in range(1, 8)}
    if pays or behind & {"ruled", "governed", "tributary"}:
        yield "polity", 3
        return
    said = {reading.after(mention.last, each) for each in range(1, 6)} if is_ else set()
    nouns = lexicon.nouns()
    if said & _WORDS["place_nouns"]:
        yield "place", 2
    elif said & (nouns.kin | nouns.ranks | nouns.rulers | nouns.servants | nouns.works):
        yield "person", 2
    suffers = bool(_WORDS["suffered"] & behind)
    from_somewhere = (
        after == "of" and further[:1].isupper() and reading.before(mention.first).lower() != "the"
    )
    if mention.shape == "L" and joined_names.behind(reading, mention) in _WORDS["acts_of_states"]:
        yield "polity", 3
    if _is_town(reading, mention, after, further):
        yield "place", 1.8
    elif after in {"who", "himself", "herself", "whom", "whose"} or after in _WORDS["acts"]:
        yield "person", 2
    elif (
        after in _WORDS["deeds"]
        or suffers
        or from_somewhere
        or _had_done(after, further)
        or _does(after, further)
    ):
        yield "person", 1.6
    elif after in {"had", "has", "did", "would", "could"} or after.endswith("ed"):
        yield "person", 0.8


def _is_town(reading: Reading, mention: Mention, after: str, further: str) -> bool:
    """By what befalls it: "Gao fell, then", "Galata was taken on", "Tyre held out", "opened its gates"."""
    behind = reading.after(mention.last, 2)
    if after in {"fell", "falls"} and further in _WORDS["behind_fall"]:
        return behind not in {"his", "her", "love"}
    if after in {"was", "is", "were"} and further in _WORDS["befalls"]:
        return behind not in {"prisoner", "captive", "ill", "hostage", "to", "up", "aback"}
    return (after, further) in {("held", "out"), ("holds", "out"), ("opened", "its"), ("opens", "its")}


def _does(after: str, further: str) -> bool:
    """As in "Quisquis drags him off", "Rumiñahui is marching"."""
    if after in {"is", "was"}:
        return further in _WORDS["doing"]
    return after not in _WORDS["befalling"] and bool(guess.past_of(after))


def _had_done(after: str, further: str) -> bool:
    return after == "had" and (further.endswith("ed") or further in _WORDS["had"])
