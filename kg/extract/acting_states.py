"""Where a town's name is its state: "Milan and Venice signed", "war with Genoa", "King Alfonso of Naples"."""

from collections.abc import Iterator

from kg.extract import lexicon
from kg.extract.mentions import Mention, Reading

_WORDS = lexicon.word_lists("hints")
_TIES = frozenset(
    "alliance treaty peace truce war league pact allied agreement terms union friendship wars".split()
)
_FIGHTS = frozenset("war wars alliance league fought fight fighting fights coalition".split())
_BEFORE: dict[str, frozenset[str]] = {
    "with": _TIES,
    "against": _FIGHTS,
    "on": frozenset({"war"}),
    "upon": frozenset({"war"}),
    "by": _WORDS["done_by_states"]
    | frozenset("sent signed declared made paid recognised recognized".split()),
    "to": frozenset(
        "ceded cede tribute allegiance fealty homage paid envoy envoys ambassador ambassadors".split()
    ),
    "for": frozenset("fought fight fighting fights served serve".split()),
    "from": frozenset("tribute independence".split()),
    "of": frozenset("service pay employ throne crown doge envoys ambassadors".split()),
}
"""Prepositions, with the words before them after which a state stands."""
_PREPOSITIONS = frozenset(
    "of in at from near to into by with for on against outside through toward towards".split()
)
_ASIDE = frozenset(
    "had has now then also soon thus again first finally never still at once therefore".split()
)


def mentions(reading: Reading) -> Iterator[Mention]:
    """The names of places that mean states where they stand."""
    names = {mention.first: mention for mention in reading.mentions}
    ends = {mention.last: mention for mention in reading.mentions}
    for mention in reading.mentions:
        if mention.shape in {"L", "open"} and (
            _is_ruled(reading, mention)
            or _is_tied(reading, mention)
            or _acts(reading, mention, names)
            or _in_turn(reading, mention, ends)
        ):
            yield mention


def _is_ruled(reading: Reading, mention: Mention) -> bool:
    """As in "King Alfonso of Naples", "the doge of Venice"; a duke of York rules nothing."""
    if mention.shape != "L" or reading.before(mention.first) != "of":
        return False
    thrones = {reading.before(mention.first, 2), reading.before(mention.first, 3)}
    return bool(thrones & _THRONES)


_THRONES = frozenset(
    """
    King Queen Emperor Empress Tsar Sultan Doge Elector Khan Shah king queen emperor empress tsar sultan doge
    elector khan shah emir
    """.split()
)


def _is_tied(reading: Reading, mention: Mention) -> bool:
    first = mention.first
    before, further = reading.before(first), reading.before(first, 2).lower()
    if before == "and" and reading.before(first, 3) == "between":
        return reading.before(first, 4).lower() in _TIES
    if before == "between":
        return further in _TIES
    return mention.shape == "L" and further in _BEFORE.get(before, ())


def _in_turn(reading: Reading, mention: Mention, ends: dict[int, Mention]) -> bool:
    """As in "served Pisa, then Milan, and at last Florence"."""
    at, words = mention.first, list[str]()
    while reading.before(at) in _LINKS and len(words) < _FAR:
        words.append(reading.before(at))
        at -= 1
    before = ends.get(at)
    if mention.shape != "L" or before is None or not _LINKS - {",", "and", "at", "for"} & set(words):
        return False
    served = reading.before(before.first) in {"served", "serve", "serves", "serving"}
    return served or _is_tied(reading, before) or _in_turn(reading, before, ends)


_LINKS = frozenset({",", "and", "then", "later", "finally", "last", "afterwards", "at", "for", "next"})
_FAR = 5


def _acts(reading: Reading, mention: Mention, names: dict[int, Mention]) -> bool:
    """Whether a name, or a list that it opens, is the subject of what states do."""
    if reading.before(mention.first).lower() in _PREPOSITIONS:
        return False
    at = mention.last
    while reading.after(at) in {"and", ","}:
        following = names.get(at + 1) or (names.get(at + 2) if reading.after(at + 1) == "and" else None)
        if following is None:
            return False
        at = following.last
    while reading.after(at) in _ASIDE:
        at += 1
    return mention.shape == "L" and reading.after(at) in _STATECRAFT


_STATECRAFT = _WORDS["statecraft"]
