"""What a noun phrase says of the one whom it describes: "the third son of Genghis Khan and brother of Tolui".

The phrase may stand behind a name, before it, or behind "was" and "became"; it is read word by word, since
long titles and lists of kin are where syntax goes wrong most.
"""

import re
from collections.abc import Iterator

from kg.extract import complements, lexicon, relations
from kg.extract.description import ENDS, Phrase
from kg.extract.fact import Fact
from kg.extract.modifiers import ARTICLES, is_modifier, singular
from kg.extract.relations import Holder, Other

_TOWARDS = frozenset("from near by at against like than between without despite".split())
_OWNERS = frozenset("his her their its".split())
_BEHIND = frozenset("of to for under with from".split())
_NEAR = 7
_SERVICE = frozenset("service employ pay".split())


def facts(phrase: Phrase) -> Iterator[Fact]:
    """What every noun of the phrase says of whom it describes."""
    holder = Holder(phrase.holder, phrase.line, phrase.rule, phrase.note)
    for at in _own_nouns(phrase):
        noun = singular(phrase.word(at))
        if at > phrase.first and phrase.word(at - 1) == "crown":
            noun = f"crown {noun}"
        yield from relations.facts(holder, noun, [*_owner(phrase, at), *_behind(phrase, at, noun)])
        yield from relations.office(holder, noun, _title(phrase, at))
        yield from _works(phrase, holder, at)
    yield from _peoples(phrase, holder)
    yield from _serving(phrase, holder)
    yield from _on_behalf(phrase, holder)


def _on_behalf(phrase: Phrase, holder: Holder) -> Iterator[Fact]:
    """As in "governor of Khurasan for the Umayyads", "satrap at Sardis for Darius"."""
    offices = [at for at in _own_nouns(phrase) if singular(phrase.word(at)) in lexicon.nouns().servants]
    for at in range(offices[0] + 1, phrase.last - 1) if offices and holder.group.kind == "person" else ():
        if phrase.word(at) == "for":
            for lord in complements.names(phrase, at + 1):
                if lord.kind in {"polity", "person"} and lord is not holder.group:
                    yield holder.fact("served", lord, 0.75)


def _serving(phrase: Phrase, holder: Holder) -> Iterator[Fact]:
    """As in "a captain of mercenaries in the service of Milan", "another Khitan in Jin service"."""
    for at in range(phrase.first, phrase.last - 1) if holder.group.kind == "person" else ():
        if phrase.word(at) == "in":
            for other in _in_service(phrase, at + 1):
                if other.group.kind in {"polity", "person"} and other.group is not holder.group:
                    yield holder.fact("served", other.group, 0.8)


def _own_nouns(phrase: Phrase) -> Iterator[int]:
    """The places of nouns for the one described, not for those whose son or general he is."""
    inside = False
    for at in range(phrase.first, phrase.last):
        if phrase.word(at) in _TOWARDS and phrase.word(phrase.first) != "one":
            inside = True  # "a day's ride from the Song capital"
        if inside and phrase.word(at) == "and" and _goes_on(phrase, at + 1):
            inside = False
        elif singular(phrase.word(at)) in relations.nouns() and not _is_in_chief(phrase, at - 4):
            following = phrase.word(at + 1) if at + 1 < phrase.last else ""
            owned = following in {"'s", "’s"}  # "the pope's legate"
            if (
                (following == "-" and not _is_in_chief(phrase, at))
                or owned
                or _belongs_to_another(phrase, at)
            ):  # "father-in-law"
                inside = inside or following == "-"
            elif not inside:
                yield at
                inside = following in _BEHIND


def _is_in_chief(phrase: Phrase, at: int) -> bool:
    """As in "was made general-in-chief"."""
    return [phrase.line.reading.after(at + 1, each) for each in range(4)] == ["-", "in", "-", "chief"]


def _goes_on(phrase: Phrase, at: int) -> bool:
    """Whether a noun for the same one follows: "and the brother of Tolui"."""
    while at < phrase.last:
        word = phrase.word(at)
        if singular(word) in relations.nouns():
            return True
        if word.lower() not in ARTICLES | _OWNERS | {"later", "then"} and not is_modifier(word):
            return False
        at += 1
    return False


def _belongs_to_another(phrase: Phrase, at: int) -> bool:
    """Whether the noun is the title of a name that follows, not of whom the phrase describes."""
    if phrase.word(at) in lexicon.nouns().titles | lexicon.nouns().royal:
        return True
    following = phrase.mention_from(at + 1) if at + 1 < phrase.last else None
    group = phrase.bearer(following[0]) if following else None
    return group is not None and group.kind == "person" and group is not phrase.holder


def _owner(phrase: Phrase, at: int) -> list[Other]:
    """Whose the noun is by the words before it: "Rome's consul", "a Khitan general", "his brother"."""
    place, genitive = at - 1, False
    while place >= phrase.first:
        word = phrase.word(place)
        if word == ")":
            place = next((at for at in range(place, phrase.first, -1) if phrase.word(at) == "("), 0) - 1
            continue
        if word in {"’s", "'s", "'", "’"}:
            genitive, place = True, place - 1
            continue
        if named := phrase.mention_to(place + 1):
            group = phrase.bearer(named[0])
            usable = group is not None and group is not phrase.holder
            return [Other(group, "genitive" if genitive else "adjective")] if usable and group else []
        if genitive and phrase.word(place + 1) in {"’s", "'s"}:  # "his sister's son", "the king's general"
            return _referents(phrase, place)
        if word.lower() in _OWNERS:
            return _referents(phrase, place)
        if word == "whose":
            return _antecedent(phrase, place)
        joins = word == "and" and phrase.word(place - 1).islower()  # "Ivan's friend and general"
        if not (joins or is_modifier(word)):
            return []
        place -= 1 + joins
    return []


def _antecedent(phrase: Phrase, place: int) -> list[Other]:
    """As in "Shapur, whose father Ardashir": the name before "whose"."""
    reading, at = phrase.line.reading, place - (phrase.line.reading.before(place) in {",", "–", "—"})
    named = phrase.mention_to(at)
    if named is None and "," in (near := [reading.before(place, each) for each in range(1, _NEAR)]):
        named = phrase.mention_to(place - near.index(",") - 1)
    group = phrase.bearer(named[0]) if named else None
    return [Other(group, "genitive")] if group is not None and group is not phrase.holder else []


def _referents(phrase: Phrase, place: int) -> list[Other]:
    units = phrase.line.tree.units
    unit = next((at for at, each in enumerate(units) if each.first == place and each.last > place), -1)
    word = phrase.word(place)
    return [
        Other(each, "genitive", f"“{word}” is {each.name}")
        for each in phrase.line.referents.get(unit, ())
        if each is not phrase.holder
    ]


def _behind(phrase: Phrase, at: int, noun: str) -> Iterator[Other]:
    """Whose the noun is by the words behind it: "king of Denmark and Norway", "general in Jin service"."""
    place = at + 1
    if place >= phrase.last:
        return
    word = phrase.word(place)
    if word == "in":
        yield from _in_service(phrase, place + 1)
        if noun in lexicon.nouns().settlements:
            yield from (Other(group, "in") for group in complements.names(phrase, place + 1))
    elif word == "and" and (shared := _shared(phrase, place + 1)):
        yield from _behind(phrase, shared, noun)
    elif word in _BEHIND or (word == "by" and noun in lexicon.nouns().kin_child):
        place += 1
        kin = noun in lexicon.nouns().kin or noun in lexicon.nouns().successors | lexicon.nouns().predecessors
        for group in complements.names(phrase, place, people=kin):
            yield Other(group, word)


def _shared(phrase: Phrase, place: int) -> int:
    """As in "son and successor of Ferdinand", "nephew and heir of Leo": the noun that has the complement."""
    while place + 1 < phrase.last and is_modifier(phrase.word(place)):
        if singular(phrase.word(place)) in relations.nouns() and phrase.word(place + 1) in _BEHIND:
            return place
        place += 1
    return 0


def _in_service(phrase: Phrase, place: int) -> Iterator[Other]:
    """As in "in the service of Florence", "in Jin service"."""
    for at in range(place, min(place + 6, phrase.last)):
        if phrase.word(at) in _SERVICE:
            named = phrase.mention_to(at - (phrase.word(at - 1) in {"'s", "’s"}))
            of = phrase.word(at + 1) == "of" if at + 1 < phrase.last else False
            found = (
                [phrase.bearer(named[0])] if named else list(complements.names(phrase, at + 2)) if of else []
            )
            yield from (Other(group, "service") for group in found if group)
            return


def _title(phrase: Phrase, at: int) -> str:
    """The office with the words that belong to it: "military governor of Fanyang"."""
    start = at
    titles = _IN_TITLES | (lexicon.nouns().servants - {"rebel", "soldier"})
    while start > phrase.first and phrase.word(start - 1) in titles:
        start -= 1
    words = [phrase.word(each) for each in range(start, at + 1)]
    if _is_in_chief(phrase, at):
        words[-1] += "-in-chief"
    if at + 1 < phrase.last and phrase.word(at + 1) == "of":
        places = [group.name for group in complements.names(phrase, at + 2) if group.kind == "place"]
        words += ["of", " and ".join(places)] if places else _matter(phrase, at + 2)
    return " ".join(words).replace(" - ", "-")


def _matter(phrase: Phrase, at: int) -> list[str]:
    """As in "minister of war", "master of the horse": what somebody has charge of."""
    the = at < phrase.last and phrase.word(at) == "the"
    at += the
    if at >= phrase.last or phrase.word(at) not in _MATTERS:
        return []
    return ["of", *(["the"] if the else []), phrase.word(at)]


_MATTERS = frozenset(
    """
    war finance justice works rites revenue personnel marine state horse guard guards treasury seal artillery
    cavalry infantry fleet navy interior household wardrobe exchequer police soldiers
    """.split()
)
_IN_TITLES = frozenset("chief military prime crown grand civil vice privy field - provincial deputy".split())


_WORK = re.compile(r" of [“\"‘«]([A-Z][^”\"’»]{2,60})[”\"’»]")


def _works(phrase: Phrase, holder: Holder, at: int) -> Iterator[Fact]:
    """As in "the author of “The Secret History”"."""
    title = _WORK.match(phrase.scene.document.text, phrase.line.reading.tokens[at].end)
    if title and singular(phrase.word(at)) in lexicon.nouns().works and holder.group.kind == "person":
        yield holder.fact("authorOf", title[1].rstrip(",."), 0.85)


def _peoples(phrase: Phrase, holder: Holder) -> Iterator[Fact]:
    """As in "half Sogdian, half Turk", "a Goth by birth"."""
    for number, mention in phrase.line.mentions():
        if not phrase.first < mention.first < phrase.last:
            continue
        group = phrase.bearer(number)
        before = phrase.word(mention.first - 1).lower()
        behind = phrase.word(mention.last) if mention.last < phrase.line.sentence.last else "."
        is_one = before in {"a", "an", "half", "another"} and behind in {
            *ENDS,
            "by",
            "who",
            "from",
            "and",
            "in",
        }
        descends = before == "of" and behind in {"descent", "origin", "birth", "stock", "extraction", "blood"}
        if group is not None and group.kind == "people" and (is_one or descends):
            yield holder.fact("memberOfPeople", group, 0.8)
