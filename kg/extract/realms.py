"""Facts that stand right around the names of states and places: peoples that lead, capitals."""

from collections.abc import Iterator

from kg.extract import lexicon
from kg.extract.bearers import Group
from kg.extract.fact import Fact
from kg.extract.near import FILLER, Near, behind_bracket, gap_between


def polity(each: Near, before: Near | None, after: Near | None) -> Iterator[Fact]:
    """As in "the Khitan-led Liao Dynasty", "the Jurchen Jin", "the Liao Dynasty, ruled by the Khitans"."""
    if before and before.group.kind == "people":
        gap = [word.lower() for word in gap_between(before, each)]
        if gap in (
            [],
            ["-", "led"],
            ["-", "ruled"],
            ["state", "of"],
            ["empire", "of"],
            ["kingdom", "of"],
            ["-", "dominated"],
        ):
            yield Fact(each.group, "ledByPeople", before.group, each.line, "people-led-state", 0.9)
    if after and after.group.kind == "people":
        gap = [word.lower() for word in gap_between(each, after) if word not in {",", "though"}]
        if gap in (
            ["ruled", "by", "the"],
            ["led", "by", "the"],
            ["the", "empire", "of", "the"],
            ["the", "state", "of", "the"],
            ["founded", "by", "nomadic"],
            ["founded", "by", "the"],
            ["state", "of", "the"],
            ["empire", "of", "the"],
            ["the", "kingdom", "of", "the"],
            ["kingdom", "of", "the"],
            ["the", "realm", "of", "the"],
            ["the", "khanate", "of", "the"],
        ):
            yield Fact(each.group, "ledByPeople", after.group, each.line, "state-of-people", 0.85)


_QUALITIES = frozenset("southern northern eastern western central permanent temporary".split())
_LINKS = frozenset({",", "of", "at", "in", "’s", "'s"})


def place(each: Near, before: Near | None, after: Near | None) -> Iterator[Fact]:
    """As in "the Song capital, Kaifeng", "Yanjing, the southern capital of the Liao"."""
    if before and before.group.kind == "polity":
        gap = [word.lower() for word in gap_between(before, each)]
        if [word for word in gap if word not in FILLER | _QUALITIES | _LINKS] == ["capital"] and len(
            gap
        ) <= 5:
            yield Fact(each.group, "capitalOf", before.group, each.line, "state-capital-name", 0.9)
    if after and after.group.kind == "polity":
        gap = [word.lower() for word in gap_between(each, after)]
        kept = [word for word in gap if word not in FILLER | _QUALITIES | {","}]
        if kept in (["capital", "of"], ["capital"]) and gap[:1] == [","]:
            yield Fact(each.group, "capitalOf", after.group, each.line, "name-capital-of", 0.9)
    if after and after.group.kind == "place" and _lies_in(each, after):
        yield Fact(each.group, "locatedIn", after.group, each.line, "place-in-place", 0.75)
    gap = gap_between(each, after) if after else []
    near = gap[:2] == [",", "the"] and gap[-1:] == ["of"] and len(gap) <= _CLOSE
    if after and after.group.kind == "person" and near and gap[-2] in _LANDS:
        yield Fact(after.group, "rulerOf", each.group, each.line, "land-of", 0.75)
    yield from _with_capital(each)
    yield from _own_capital(each)


_CLOSE = 5
_LANDS = frozenset({"province", "land", "domain", "realm", "fief", "lordship", "principality", "territory"})
_WHERE = frozenset(
    "in within what is now modern present day today the southern northern eastern western central".split()
)


def _lies_in(each: Near, after: Near) -> bool:
    """As in "at Carrhae in Mesopotamia", "Kalavrye (in modern Turkey)"; rivers flow elsewhere as well."""
    reading = each.line.reading
    at = each.mention.last
    gap = [word.lower() for word in gap_between(each, after)]
    bracketed = reading.after(at) == "(" and behind_bracket(reading, at) > after.mention.first
    if bracketed:
        gap = [reading.tokens[place].text.lower() for place in range(at + 1, after.mention.first)]
    kept = [word for word in gap if word not in {",", "-", "'s", "’s"}]
    if not kept or kept[0] not in {"in", "within"} or not set(kept) <= _WHERE:
        return False
    return each.group is not after.group and each.mention.name.split()[-1] not in lexicon.nouns().geo_after


_OWN = frozenset("own new old former ancient royal imperial chief western eastern southern northern".split())
_AT = frozenset({"at", "of", "in", ",", ":"})


def _own_capital(each: Near) -> Iterator[Fact]:
    """As in "Preslav, his capital,", "from his new capital at Preslav", "made Preslav his capital"."""
    reading, line, mention = each.line.reading, each.line, each.mention
    at = mention.last + (reading.after(mention.last) == ",")
    if reading.after(at) not in _HIS or not _is_capital(each, at + 1, line.sentence.last):
        at = mention.first - 1
        if reading.after(at) == "," or reading.after(at) in _AT:
            at -= 1
        if at < line.sentence.first or reading.after(at) != "capital":
            return
        while at > line.sentence.first and reading.before(at).lower() in _OWN:
            at -= 1
        at -= 1
    if at >= line.sentence.first and reading.after(at).lower() in _HIS:
        for owner in _meant(each, at):
            note = f"“{reading.after(at)}” is {owner.name}"
            yield Fact(each.group, "capitalOf", owner, line, "own-capital", 0.8, note)


_HIS = frozenset({"his", "her", "their", "its"})


def _is_capital(each: Near, at: int, end: int) -> bool:
    reading = each.line.reading
    while at < end and reading.after(at) in _OWN:
        at += 1
    return at < end and reading.after(at) == "capital"


def _meant(each: Near, at: int) -> Iterator[Group]:
    units = each.line.tree.units
    unit = next((place for place, one in enumerate(units) if one.first <= at < one.last), -1)
    yield from (group for group in each.line.referents.get(unit, ()) if group.kind in {"person", "polity"})


def _with_capital(each: Near) -> Iterator[Fact]:
    """As in "Great Yan, with Luoyang as its capital", "Bulgaria, with its capital at Preslav"."""
    reading, mention = each.line.reading, each.mention
    behind = [reading.after(mention.last, distance) for distance in (0, 2)]
    before = [reading.before(mention.first, distance) for distance in (1, 2, 3, 4)]
    seated = (
        before[0] in {"at", "in"} and before[1] == "capital" and before[3] == "with" and before[2] in _SEATS
    )
    if (before[0] == "with" and behind == ["as", "capital"]) or seated:
        near = [one for one in each.others if one.mention.last < mention.first and one.group.kind == "polity"]
        for state in near[-1:]:
            yield Fact(each.group, "capitalOf", state.group, each.line, "with-capital", 0.85)


_SEATS = frozenset({"its", "their", "a", "the"})
