"""Phrases that stand right behind or before a name and say who its bearer is."""

from collections.abc import Iterator

from kg.extract import descriptions, lexicon, relations
from kg.extract.description import Phrase, end_of
from kg.extract.fact import Fact
from kg.extract.modifiers import is_modifier, singular
from kg.extract.near import FILLER, Near, behind_bracket
from kg.extract.parse import Tree
from kg.extract.scene import Scene

_MARKS = frozenset({",", "–", "—", ":", "("})
_ADVERBS = frozenset(
    "then now once formerly later still already himself herself previously originally meanwhile by".split()
)
_BE = frozenset("was were is are became become been".split())
_DETERMINERS = frozenset("a an the his her their its one another".split())


def facts(scene: Scene, each: Near) -> Iterator[Fact]:
    """As in "Gao Feng, prefect of Yizhou", "Francis, who had been king", "the Liao marshal Xiao Gan"."""
    if behind := _behind(scene, each):
        yield from descriptions.facts(behind)
        yield from _of_all(each, behind)
        if further := _further(each, behind):
            yield from descriptions.facts(further)
    if inside := _inside(scene, each):
        yield from descriptions.facts(inside)
    if before := _before(scene, each):
        yield from descriptions.facts(before)
        yield from _king_there(each, before)
        yield from _listed(each, before)


def _inside(scene: Scene, each: Near) -> Phrase | None:
    """As in "Cyrus (Darius's younger son)", "Murad II (son of Mehmed I)"."""
    at = each.mention.last + 1
    opened = each.line.reading.after(at - 1) == "(" and at < each.line.sentence.last
    if not opened or not _opens(each, at):
        return None
    return _phrase(scene, each, at, end_of(each.line, at), "in-brackets")


def _of_all(each: Near, behind: Phrase) -> Iterator[Fact]:
    """As in "Rurik and Oleg, the sons of Igor": what is said in the plural holds for those before, too."""
    nouns = [at for at in range(behind.first, behind.last) if singular(behind.word(at)) in relations.nouns()]
    if not nouns or not behind.word(nouns[0]).endswith(("s", "men")):
        return
    reading, first = each.line.reading, each.mention.first
    while reading.before(first) in {"and", ","}:
        named = next((one for one in each.others if one.mention.last == first - 1), None)
        if named is None or named.group.kind != each.group.kind:
            return
        yield from descriptions.facts(_phrase(behind.scene, named, behind.first, behind.last, behind.rule))
        first = named.mention.first


def _phrase(scene: Scene, each: Near, first: int, last: int, rule: str) -> Phrase:
    return Phrase(scene, each.line, each.group, first, last, rule)


def _behind(scene: Scene, each: Near) -> Phrase | None:
    reading, line = each.line.reading, each.line
    at = behind_bracket(reading, each.mention.last)
    if at >= line.sentence.last or reading.after(at) not in _MARKS:
        return None
    at = _behind_byname(each, at + 1)
    relative = reading.after(at) in {"who", "which"}
    if relative:
        at = _behind_be(each, at + 1)
    while at < line.sentence.last and reading.after(at).lower() in _ADVERBS:
        at += 1
    if not at or at >= line.sentence.last or not _opens(each, at):
        return None
    each = _child(each) or _dead_there(each, at) or each
    phrase = _phrase(scene, each, at, end_of(line, at), "relative-clause" if relative else "apposition")
    return None if not relative and _acts(phrase) else phrase


_BYNAMED = frozenset("called known nicknamed surnamed styled dubbed formerly originally born later".split())


def _behind_byname(each: Near, at: int) -> int:
    """As in "Alexander, called the Great, king of Macedon": the phrase behind the byname."""
    reading = each.line.reading
    if reading.after(at) in _BYNAMED:
        for end in range(at + 1, min(at + _BYNAME, each.line.sentence.last)):
            if reading.after(end) == ",":
                return end + 1
    return at


_BYNAME = 6


def _child(each: Near) -> Near | None:
    """As in "Mathgamain son of Cennétig, king of Cashel": the son is described."""
    reading, first = each.line.reading, each.mention.first
    if reading.before(first) != "of" or reading.before(first, 2) not in {"son", "daughter"}:
        return None
    return next(
        (one for one in each.others if one.mention.last == first - 2 and one.group.kind == "person"), None
    )


def _dead_there(each: Near, at: int) -> Near | None:
    """As in "Otto died at Arles, a prisoner of Rudolf": no town is a prisoner."""
    known, line = lexicon.nouns(), each.line
    nouns = (singular(line.reading.after(place)) for place in range(at, min(at + _REACH, line.sentence.last)))
    first = next((noun for noun in nouns if noun in relations.nouns()), "")
    if each.group.kind != "place" or first not in known.captives | known.ranks | known.servants | known.kin:
        return None
    before = [one for one in each.others if one.mention.last <= each.mention.first]
    return before[-1] if before and before[-1].group.kind == "person" else None


_REACH = 4


def _further(each: Near, behind: Phrase) -> Phrase | None:
    """As in "Conrad, the youngest, governor of Como": a second description, where the first names nobody."""
    at = behind.last + 1
    if at >= each.line.sentence.last or behind.word(behind.last) != ",":
        return None
    named = any(behind.first <= one.mention.first < behind.last for one in each.others)
    if named or singular(behind.word(at)) not in relations.nouns() or behind.word(at + 1) != "of":
        return None
    phrase = _phrase(behind.scene, each, at, end_of(each.line, at), "apposition")
    return None if _acts(phrase) else phrase


def _behind_be(each: Near, at: int) -> int:
    """The place behind "had once been", 0 where another verb stands."""
    reading = each.line.reading
    while reading.after(at) in {"had", "has"} | _ADVERBS:
        at += 1
    return at + 1 if reading.after(at) in _BE else 0


def _opens(each: Near, at: int) -> bool:
    """Whether a describing phrase can begin at a place."""
    word = each.line.reading.after(at).lower()
    if word in _DETERMINERS | FILLER or singular(word) in relations.nouns():
        return True
    named = next((one for one in each.others if one.mention.first == at), None)
    if named is None:
        return False
    behind = each.line.reading.after(named.mention.last)
    return behind in {"'s", "’s"} or (named.group.kind in {"polity", "people"} and behind[:1].islower())


def _acts(phrase: Phrase) -> bool:
    """Whether the phrase is the subject of what follows: "After the death of Timur, the king rose"."""
    closed = phrase.last < phrase.line.sentence.last and phrase.word(phrase.last) in {",", "who", "whose"}
    nouns = {at for at in range(phrase.first, phrase.last) if singular(phrase.word(at)) in relations.nouns()}
    if not nouns:
        return False
    tree = phrase.line.tree
    unit = next((at for at, each in enumerate(tree.units) if each.first == min(nouns)), None)
    if unit is None:
        return False
    subject = tree.deps[unit].startswith("nsubj") and tree.heads[unit] > unit
    return _is_in_list(tree, unit) or (subject and not closed)


def _is_in_list(tree: Tree, unit: int) -> bool:
    """As in "the Earl of Mercia, the king of Scots and his brother met", where each is another."""
    return tree.deps[unit] == "conj" and any(each > unit for each in tree.under(tree.heads[unit], "conj"))


def _before(scene: Scene, each: Near) -> Phrase | None:
    """As in "Rome's consul Scipio", "his generals, Cao Bin and Pan Mei", "a wrestler named Narcissus"."""
    reading, last = each.line.reading, each.mention.first
    begin = each.line.sentence.first
    if reading.before(last) in {"named", "called"}:
        last -= 1
    if reading.before(last) == "the" and reading.before(last, 2) == ",":
        last -= 1
    comma = reading.before(last) == ","
    last -= comma
    at = _noun_before(each, last, comma=comma)
    if at < begin:
        return None
    first = _start(each, at)
    opener = reading.after(first).lower()
    if comma and opener not in _DETERMINERS | {"whose"} and reading.after(first + 1) not in {"'s", "’s"}:
        if not any(one.mention.first == first for one in each.others):
            return None
        if reading.before(first).lower() not in FILLER | lexicon.nouns().numbers:
            return None
    return _phrase(scene, each, first, last, "before-name")


def _noun_before(each: Near, last: int, *, comma: bool) -> int:
    """Where the noun stands that ends before a place, or that has a name behind "of" there; -1 for none."""
    reading = each.line.reading
    if last <= 0:
        return -1
    if singular(reading.before(last)) in relations.nouns():
        return last - 1
    named = next((one.mention for one in each.others if one.mention.last == last), None)
    if named is None or not comma:
        return -1
    at = named.first - 1
    if reading.after(at) == "the":
        at -= 1
    noun = at - 1
    return _with_complement(each, noun, at)


def _with_complement(each: Near, noun: int, at: int) -> int:
    """As in "the last king of the Lombards, Desiderius,"."""
    reading = each.line.reading
    closed = reading.after(behind_bracket(reading, each.mention.last)) in {",", ".", ";", ")"}
    if (
        reading.after(at) not in {"of", "in", "at"}
        or not closed
        or singular(reading.after(noun)) not in relations.nouns()
    ):
        return -1
    first = _start(each, noun)
    named = any(one.mention.first == first for one in each.others)  # "The Ottoman governor of Egypt, Ahmed,"
    opened = reading.before(first).lower() == "the" or first == each.line.sentence.first
    return noun if reading.after(first).lower() == "the" or (named and opened) else -1


def _start(each: Near, at: int) -> int:
    """Where the phrase begins whose noun stands at a place: at its article, or at whose it is."""
    reading, begin = each.line.reading, each.line.sentence.first
    while at > begin:
        word = reading.before(at)
        if word == ")" and (opened := _opened(each, at)):
            at = opened
            continue
        named = next((one.mention for one in each.others if one.mention.last == at), None)
        if named is not None:
            return named.first
        small = word.lower()
        if small in _DETERMINERS | {"whose"}:
            return at - 1
        joins = word == "and" and reading.before(at, 2) in {*relations.nouns(), "law"}
        if not (word in {"'s", "’s", "law", "in"} or joins or is_modifier(word)):
            return at
        at -= 1
    return at


def _opened(each: Near, at: int) -> int:
    """Where the bracket begins that ends before a place: "the Tangut (党項) chief"."""
    for first in range(at - 1, max(at - _BRACKET, each.line.sentence.first), -1):
        if each.line.reading.before(first) == "(":
            return first - 1
    return 0


_BRACKET = 10


def _king_there(each: Near, before: Phrase) -> Iterator[Fact]:
    """As in "sailed to Arakan, where the king, Sanda Thudhamma, received him"."""
    words = [before.word(at) for at in range(before.first, before.last)]
    reading, first = each.line.reading, before.first
    if words[:1] != ["the"] or words[-1] not in lexicon.nouns().rulers or reading.before(first) != "where":
        return
    at = first - 1 - (reading.before(first, 2) == ",")
    realm = next((one for one in each.others if one.mention.last == at), None)
    if realm is not None and realm.group.kind in {"place", "polity"} and each.group.kind == "person":
        yield Fact(each.group, "rulerOf", realm.group, each.line, "king-there", 0.75)


def _listed(each: Near, before: Phrase) -> Iterator[Fact]:
    """As in "Two Tang generals, Gao Xianzhi and Feng Changqing": what is said of one holds for all."""
    reading = each.line.reading
    if not reading.before(before.last).endswith(("s", "men")):
        return
    at = behind_bracket(reading, each.mention.last)
    while (following := _next_of_list(each, at)) is not None:
        near, at = following
        yield from descriptions.facts(_phrase(before.scene, near, before.first, before.last, "before-names"))


def _next_of_list(each: Near, at: int) -> tuple[Near, int] | None:
    reading = each.line.reading
    if reading.after(at) not in {"and", ","}:
        return None
    at += 1 + (reading.after(at) == "," and reading.after(at + 1) == "and")
    near = next((one for one in each.others if one.mention.first == at), None)
    if near is None or near.group.kind != each.group.kind:
        return None
    return near, behind_bracket(reading, near.mention.last)
