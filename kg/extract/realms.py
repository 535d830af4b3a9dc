"""Facts that stand right around the names of states and places: peoples that lead, capitals."""

from collections.abc import Iterator

from kg.extract.fact import Fact
from kg.extract.near import FILLER, Near, gap_between


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
    yield from _with_capital(each)


def _with_capital(each: Near) -> Iterator[Fact]:
    """As in "Great Yan, with Luoyang as its capital"."""
    reading, mention = each.line.reading, each.mention
    behind = [reading.after(mention.last, distance) for distance in (0, 2)]
    if reading.before(mention.first) == "with" and behind == ["as", "capital"]:
        near = [one for one in each.others if one.mention.last < mention.first and one.group.kind == "polity"]
        for state in near[-1:]:
            yield Fact(each.group, "capitalOf", state.group, each.line, "with-capital", 0.85)
