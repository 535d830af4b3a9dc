"""What a phrase behind a name says of its bearer: "prefect of Yizhou", "a Khitan general in Jin service"."""

from collections.abc import Iterator

from kg.extract import kinship, lexicon
from kg.extract.fact import Fact
from kg.extract.near import Near, behind_bracket, is_office, words_from
from kg.extract.scene import Scene

_SERVICE = frozenset("service employ pay".split())


_NO_OFFICES = frozenset(
    """
    rebel founder leader heir claimant ruler hostage usurper scholar historian poet philosopher writer author
    painter merchant mercenary lord vassal retainer warlord knight monk favourite pretender samurai eunuch
    """.split()
)
"""Words for what somebody is, not for what he was appointed to."""


def held(each: Near, office: str, rule: str) -> Iterator[Fact]:
    """The office of one person; kin and rebels hold none."""
    head = office.split(" of ", maxsplit=1)[0].rsplit(maxsplit=1)[-1].lower()
    if head.endswith("s") and head != "heiress":
        return
    if head in lexicon.nouns().kin | _NO_OFFICES:
        return
    yield Fact(each.group, "heldOffice", office, each.line, rule, 0.8)


def of_nation(each: Near, before: Near, offices: list[str]) -> Iterator[Fact]:
    """What a state or people before an office says of its holder: "the Liao marshal"."""
    nouns = lexicon.nouns()
    if before.group.kind == "people":
        yield Fact(each.group, "memberOfPeople", before.group, each.line, "people-office-name", 0.85)
    elif "founder" in offices:
        yield Fact(each.group, "founderOf", before.group, each.line, "state-founder-name", 0.9)
    elif offices[0] in nouns.rulers - {"khan", "count", "duke"}:
        yield Fact(each.group, "rulerOf", before.group, each.line, "state-ruler-name", 0.85)
    else:
        yield Fact(each.group, "served", before.group, each.line, "state-office-name", 0.9)
        if offices[0].endswith("s"):
            yield from _coordinated(each, before)


def _coordinated(each: Near, state: Near) -> Iterator[Fact]:
    """As in "Two Tang generals, Gao Xianzhi and Feng Changqing": both served."""
    reading = each.line.reading
    at = behind_bracket(reading, each.mention.last)
    if reading.after(at) in {"and", ","}:
        for near in each.others:
            if near.mention.first == at + 1 and near.group.kind == "person":
                yield Fact(near.group, "served", state.group, each.line, "state-office-names", 0.85)


def rules(each: Near, state: Near, rule: str, confidence: float) -> Iterator[Fact]:
    """That somebody rules a state."""
    yield Fact(each.group, "rulerOf", state.group, each.line, rule, confidence)


def apposition(scene: Scene, each: Near) -> Iterator[Fact]:
    """As in "Gao Feng, prefect of Yizhou", "Yelü Yudu, a Khitan general in Jin service"."""
    reading, at = each.line.reading, each.mention.last
    at = behind_bracket(reading, at)
    if reading.after(at) not in {",", "–", "—", ":"}:
        return
    end = at + 1
    while (
        end < each.line.sentence.last
        and reading.tokens[end].text not in {",", ".", ";", ":", "–", "—", "(", "who", "which", "that"}
        and end - at < 14
    ):
        end += 1
    phrase = words_from(reading, at + 1, end)
    if phrase and phrase[0].lower() in {
        "and",
        "but",
        "who",
        "whom",
        "when",
        "he",
        "however",
        "in",
        "on",
        "at",
        "had",
    }:
        return
    yield from _phrase(scene, each, at + 1, end)


def _phrase(scene: Scene, each: Near, first: int, last: int) -> Iterator[Fact]:
    reading = each.line.reading
    inside = [
        Near(each.line, number, mention, group)
        for number, mention in each.line.mentions()
        if first <= mention.first < last and (group := scene.of_mention(reading.index, number))
    ]
    offices = [
        at
        for at in range(first, last)
        if is_office(reading.tokens[at].text) or reading.tokens[at].text in lexicon.nouns().kin
    ]
    if not offices or any(
        reading.tokens[at].text.endswith(("ed", "ing")) and at < offices[0] for at in range(first, offices[0])
    ):
        return
    at = offices[0]
    names_before = [near for near in inside if near.mention.first < at]
    if any(near.group.kind == "person" for near in names_before):
        return
    yield from _office_phrase(each, at, inside)


def _office_phrase(each: Near, at: int, inside: list[Near]) -> Iterator[Fact]:
    reading, nouns = each.line.reading, lexicon.nouns()
    office = reading.tokens[at].text
    before = [near for near in inside if near.mention.first < at]
    behind = [
        near
        for near in inside
        if near.mention.first > at
        and words_from(reading, at + 1, near.mention.first) in (["of"], ["of", "the"], ["to"], ["to", "the"])
    ]
    served = [
        near
        for near in inside
        if reading.after(near.mention.last) in _SERVICE or reading.before(near.mention.first) == "under"
    ]
    for near in before:
        if near.group.kind in {"people", "polity"}:
            yield from of_nation(each, near, [office])
    for near in served:
        yield Fact(each.group, "served", near.group, each.line, "in-service", 0.85)
    for near in behind:
        yield from _office_of(each, office, near)
    if office not in nouns.kin and office not in nouns.rulers | {
        "founder",
        "leader",
        "heir",
        "claimant",
        "rebel",
    }:
        end = behind[0].mention.last if behind and behind[0].group.kind == "place" else at + 1
        start = at - 1 if reading.before(at) in {"chief", "military", "prime"} else at
        yield from held(each, " ".join(words_from(reading, start, end)), "office-apposition")


def _office_of(each: Near, office: str, near: Near) -> Iterator[Fact]:
    nouns = lexicon.nouns()
    if near.group.kind == "polity":
        if office == "founder":
            yield Fact(each.group, "founderOf", near.group, each.line, "founder-of", 0.9)
        elif office in nouns.rulers:
            yield from rules(each, near, "ruler-of", 0.9)
        elif office not in nouns.kin:
            yield Fact(each.group, "served", near.group, each.line, "office-of-state", 0.75)
    elif near.group.kind == "people":
        yield Fact(each.group, "memberOfPeople", near.group, each.line, "office-of-people", 0.8)
    elif near.group.kind == "person":
        yield from kinship.kin(each.group, office, near.group, each.line, rule="kin-of")
