"""Verbs of the present tense put into the past for the parser, which has read more of that."""

from kg.extract import guess, lexicon
from kg.extract.parse import Unit
from kg.extract.strays import AGENTS

_BEFORE_VERB = frozenset(
    """
        he she it who they then also soon finally often usually generally historiography historians scholars
        and again himself army forces troops men
    """.split()
)


_GOT = frozenset({"got", "gets", "get"})


def got_done(found: list[Unit]) -> list[Unit]:
    """As in "Alfred got beaten": "was" for parsers, which take what follows for a thing that he got."""
    for place, unit in enumerate(found[:-1]):
        if unit.text in _GOT and unit.mention < 0 and _is_participle(found[place + 1].text.lower()):
            found[place] = unit._replace(word="was")
    return found


def _is_participle(word: str) -> bool:
    return guess.known_lemma(word) not in {"", word} and not word.endswith(("ing", "s"))


def in_past(found: list[Unit]) -> list[Unit]:
    """Verbs of the present tense in the past, which parsers know better: "he rebels", "the Danes attack"."""
    last = -_SPAN
    for place, unit in enumerate(found):
        if place == 0 or unit.mention >= 0 or _is_noun_here(found, place):
            continue
        if past := _past(found, place, last):
            found[place], last = unit._replace(word=past), place
    return found


def _past(found: list[Unit], place: int, last: int) -> str:
    word = found[place].text
    if past := guess.past_of(word):
        return past if _follows_agent(found, place) or _goes_on(found, place, last) else ""
    past = guess.past_of_lemma(word)
    return past if past and (_follows_many(found, place) or _goes_on_many(found, place, last)) else ""


_SPAN = 16
"""Words within which a second verb goes on with the subject of the first."""
_BEHIND_NOUNS = frozenset("of was were is are had has have 's ’s".split())
_HELPERS = frozenset(
    """
    to did do does let make makes made see saw would could might may should can will shall must not n't
    help helped helps and or
    """.split()
)


def _is_noun_here(found: list[Unit], place: int) -> bool:
    return place + 1 < len(found) and found[place + 1].text.lower() in _BEHIND_NOUNS


def _follows_agent(found: list[Unit], place: int) -> bool:
    before = found[place - 1]
    if before.text == "," and place > 1:
        return any(each.kind == "person" for each in found[:place]) and not found[place - 2].text.endswith(
            "s"
        )
    if before.kind == "place":
        opens = place == 1 or found[place - 2].text in {",", ":", "•", "–", "—", "and", "then", "Then", ";"}
        return opens and found[place].text in _DONE_BY_TOWNS
    if before.kind in {"polity", "people"} and found[place].text in _NOUNS_OF_STATES:
        return False
    return before.kind in AGENTS or before.text.lower() in _BEFORE_VERB or _is_common_agent(found, place - 1)


_DONE_BY_TOWNS = frozenset(
    """
    falls revolts rebels surrenders capitulates holds resists opens submits yields rises defects secedes
    declares goes joins mutinies refuses fights changes
    """.split()
)
_NOUNS_OF_STATES = frozenset(
    """
    allies sides lands hands orders offers demands promises grants returns retreats turns signs changes
    rules commands leaves names battles clashes garrisons losses sieges blockades
    """.split()
)
"""What states have more often than they do: "his French allies"."""


def _is_common_agent(found: list[Unit], place: int) -> bool:
    """As in "the city surrenders", "his garrison mutinies"."""
    nouns = lexicon.nouns()
    word = found[place].text.lower()
    acts = word in nouns.offices | nouns.kin | nouns.army or word in {"city", "town", "fortress", "castle"}
    articles = {each.text.lower() for each in found[max(0, place - 3) : place]}
    return found[place].mention < 0 and acts and bool(articles & _ARTICLES)


_ARTICLES = frozenset("the a an his her its their this that".split())


def _goes_on(found: list[Unit], place: int, last: int) -> bool:
    """As in "routs the duke, burns the town and rides for Tours"."""
    return place - last < _SPAN and found[place - 1].text.lower() in {"and", "then", ",", "but"}


_MANY = frozenset("they both men people nobles princes brothers sides armies provinces chiefs".split())


def _follows_many(found: list[Unit], place: int) -> bool:
    """Behind a plural: "the Danes attack", but not "did the Danes attack"."""
    before = found[place - 1]
    word = before.text.lower()
    many = (
        word in _MANY
        or (before.kind in {"people", "polity", "force"} and word.endswith(("s", "ese")))
        or (word.endswith("s") and _is_common_agent(found, place - 1))
        or word in {"troops", "soldiers", "rebels", "mercenaries", "guards"}
    )
    many = many or (before.kind in _ACTORS and _are_several(found, place))
    return many and not {each.text.lower() for each in found[max(0, place - 5) : place]} & _HELPERS


_ACTORS = frozenset({"person", "polity", "place"})


def _are_several(found: list[Unit], place: int) -> bool:
    """As in "Oda Nobukatsu, and Ieyasu ally against him"."""
    return (
        place > 2
        and found[place - 2].text == "and"
        and any(each.kind == "person" for each in found[: place - 2])
    )


def _goes_on_many(found: list[Unit], place: int, last: int) -> bool:
    return (
        place - last < _SPAN
        and found[place - 1].text.lower() in {"and", "then"}
        and found[last].text[-1] != "s"
    )
