"""What stands right behind a name, and says what kind of thing it names."""

from collections.abc import Iterator
from functools import cache

from kg.extract import lexicon
from kg.extract.mentions import Mention

Hint = tuple[str, float]
_WORDS = lexicon.word_lists("hints")


def possession(mention: Mention, owned: str) -> Iterator[Hint]:
    """What somebody or something has: "Florence's army", "Wu's death"."""
    if mention.shape == "L" and owned in lexicon.nouns().servants:
        yield "polity", 3
    elif owned in lexicon.nouns().rulers | _WORDS["of_states"] | {"capital"}:
        yield "polity", 2.5
    elif owned in _of_one():
        yield "person", 2
    elif owned in {"walls", "gates", "garrison", "citizens", "defenders", "streets", "inhabitants", "fall"}:
        yield "place", 2
    else:
        yield "person", 1


@cache
def _of_one() -> frozenset[str]:
    """What is one person's, and no state's."""
    nouns = lexicon.nouns()
    return nouns.kin | nouns.offices | nouns.successors | _WORDS["of_one"]


def apposition(words: list[str]) -> Iterator[Hint]:
    """What the words behind a comma say: ", a city on the Tigris", ", who"."""
    nouns = lexicon.nouns()
    if words[0] in {"who", "whom", "whose"} or (words[0] == "the" and words[1] in _WORDS["among_brothers"]):
        yield "person", 2.5
    elif words[0] in _WORDS["before_place"]:
        yield "place", 2.5
    elif words[0] in {"having", "being"}:
        yield "person", 0.8
    elif _is_somebodys(words) or _is_one_of_people(words) or _is_in_service(words):
        yield "person", 2.5
    elif words[0] in {"a", "an", "the", "then", "his", "her", "their", *nouns.offices}:
        inside = words[: next((at for at, word in enumerate(words) if at and word in {",", "of", "."}), 6)]
        if set(inside) & (nouns.offices | nouns.kin | {"native"}):
            yield "person", 2.5
        elif set(inside) & _WORDS["place_nouns"]:
            yield "place", 2.5
        elif words[0] in {"his", "her"} and words[1] != "own":
            yield "person", 1.6


@cache
def _peoples() -> frozenset[str]:
    """What one of a people is called, in small letters: "a Frank"."""
    return frozenset(name.lower() for name, known in lexicon.known_names() if known.form != "name")


def _is_one_of_people(words: list[str]) -> bool:
    """As in ", a Goth,", ", an Italian by birth"."""
    return (
        words[0] in {"a", "an"}
        and words[1] in _peoples()
        and words[2] in {",", "in", "by", "from", "of", "who"}
    )


def _is_in_service(words: list[str]) -> bool:
    """As in ", a Hanoverian in Russian service", ", now in the pay of Venice"."""
    near = "in" in words[:4]
    return near and bool({"service", "pay", "employ"} & set(words[words.index("in") + 1 :]))


def _is_somebodys(words: list[str]) -> bool:
    """As in ", Aguda's brother", ", one of his bodyguards"."""
    nouns = lexicon.nouns()
    if words[:2] == ["one", "of"]:
        return bool({each.removesuffix("s") for each in words[2:5]} & nouns.servants)
    return bool(set(words[1:4]) & {"'s", "’s"} and set(words[2:5]) & nouns.kin)


def gloss(words: list[str]) -> Iterator[Hint]:
    """What a bracket says: "(modern Beijing)", "(reigned 1016–1035)"."""
    if set(words) & {"modern", "present-day", "today", "now", "near"}:
        yield "place", 2.5
    elif words[0] in {"reigned", "r", "born", "d", "b"}:
        yield "person", 2
