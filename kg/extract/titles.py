"""Facts that stand right around a name: offices, states, peoples, kin, capitals.

They are read from the words before and behind a name, in the order of the text, so that they hold
where the syntax of a long title would not be parsed well.
"""

from collections.abc import Iterator
from typing import NamedTuple

from kg.extract import lexicon
from kg.extract.bearers import Group
from kg.extract.fact import Fact
from kg.extract.mentions import Mention, Reading
from kg.extract.scene import Line, Scene

_FILLER = frozenset(
    """the a an former then later last first second third old young new great famous veteran chief military civil regional deputy
    aged elderly leading senior junior high supreme local brilliant able ambitious loyal commanding rebel prime grand future
    own eldest younger elder only infant half naval provincial imperial royal privy acting former one-time former-""".split()
)
_SERVICE = frozenset("service employ pay".split())


class Near(NamedTuple):
    """A name with the words around it."""

    line: Line
    number: int
    mention: Mention
    group: Group
    others: "tuple[Near, ...]" = ()


def facts(scene: Scene, line: Line) -> Iterator[Fact]:
    """The facts around the names of one sentence."""
    near = [
        Near(line, number, mention, group)
        for number, mention in line.mentions()
        if (group := scene.of_mention(line.reading.index, number))
    ]
    for place, each in enumerate([one._replace(others=tuple(near)) for one in near]):
        before = near[place - 1] if place else None
        after = near[place + 1] if place + 1 < len(near) else None
        if each.group.kind == "person":
            yield from _person(scene, each, before, after)
        elif each.group.kind == "polity":
            yield from _polity(each, before, after)
        elif each.group.kind == "place":
            yield from _place(each, before, after)
        elif (
            each.group.kind == "force"
            and before
            and before.group.kind in {"person", "polity"}
            and _gap(before, each) in (["’s"], ["'s"])
        ):
            yield Fact(before.group, "commanded", each.group, each.line, "owner-of-force", 0.8)


def _words(reading: Reading, first: int, last: int) -> list[str]:
    return [each.text for each in reading.tokens[max(first, 0) : max(last, 0)]]


def _gap(one: Near, other: Near) -> list[str]:
    """The words between two names, brackets left out."""
    words = _words(one.line.reading, one.mention.last, other.mention.first)
    kept, depth = [], 0
    for word in words:
        depth += word in {"(", "["}
        if not depth:
            kept.append(word)
        depth -= word in {")", "]"}
    return kept


def _person(scene: Scene, each: Near, before: Near | None, after: Near | None) -> Iterator[Fact]:
    office = _office_before(each)
    if office:
        yield from _held(each, office, "office-before-name")
    if before:
        yield from _before_person(scene, each, before, office)
    yield from _own_title(scene, each, after)
    yield from _apposition(scene, each, after)


def _held(each: Near, office: str, rule: str) -> Iterator[Fact]:
    head = office.split(" of ")[0].split()[-1].lower()
    if head.endswith("s") and head not in {"heiress"}:
        return
    if head in lexicon.nouns().kin or head in {
        "rebel",
        "founder",
        "leader",
        "heir",
        "claimant",
        "ruler",
        "hostage",
        "usurper",
    }:
        return
    yield Fact(each.group, "heldOffice", office, each.line, rule, 0.8)


def _office_before(each: Near) -> str:
    """The office that ends right before a name, with "chief" and the like: "chief councillor"."""
    reading, first = each.line.reading, each.mention.first
    at = first - 1
    if at >= 0 and reading.tokens[at].text == ",":
        at -= 1
        if reading.before(at + 1, 2).lower() not in _FILLER and reading.before(at, 1).lower() not in {
            "the",
            *_FILLER,
        }:
            return ""
    if at < each.line.sentence.first or not _is_office(reading.tokens[at].text):
        return ""
    start = at
    while start > each.line.sentence.first and reading.tokens[start - 1].text in {
        "chief",
        "military",
        "prime",
        "crown",
        "grand",
        "civil",
        "vice",
        "privy",
        "field",
        "-",
    }:
        start -= 1
    words = _words(reading, start, at + 1)
    return " ".join(words).replace(" - ", "-")


def _is_office(word: str) -> bool:
    nouns = lexicon.nouns()
    return word in nouns.offices or (
        word in nouns.titles and word not in {"Mr", "Mrs", "Dr", "Father", "Great", "Historian", "Professor"}
    )


def _before_person(scene: Scene, each: Near, before: Near, office: str) -> Iterator[Fact]:
    """ "the Liao marshal Xiao Gan", "a Tibetan chieftain, Panluozhi", "Aguda's brother Wuqimai"."""
    gap = [word.lower() for word in _gap(before, each)]
    nouns = lexicon.nouns()
    kept = [word for word in gap if word not in _FILLER and word not in {",", "-"}]
    if before.group.kind in {"polity", "people"} and kept and len(gap) <= 6 and gap[0] != ",":
        if all(
            word in nouns.offices or word in {"founder", "named", "called", "commander-in-chief"}
            for word in kept
        ):
            yield from _of_nation(each, before, kept)
        elif set(kept[:-1]) & nouns.army and kept[-1] in {"under", "by"} and len(kept) <= 4:
            yield from _under(each, before, kept)
    elif (
        before.group.kind == "polity"
        and kept == []
        and gap == []
        and before.mention.last == each.mention.first
        and each.mention.name.split()[0] in nouns.royal
    ):
        yield from _rules(each, before, "state-and-title", 0.8)
    elif before.group.kind == "person":
        yield from _kin_before(each, before, gap)
    if before.group.kind == "polity" and kept in (
        ["under"],
        ["now", "led", "by"],
        ["led", "by"],
        ["ruled", "by"],
        ["court", "under"],
    ):
        yield from _rules(each, before, "state-under", 0.85)


def _of_nation(each: Near, before: Near, offices: list[str]) -> Iterator[Fact]:
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
    """ "Two Tang generals, Gao Xianzhi and Feng Changqing": what holds of the first holds of the next."""
    reading = each.line.reading
    at = _behind_bracket(reading, each.mention.last)
    if reading.after(at) in {"and", ","}:
        for near in each.others:
            if near.mention.first == at + 1 and near.group.kind == "person":
                yield Fact(near.group, "served", state.group, each.line, "state-office-names", 0.85)


def _under(each: Near, before: Near, words: list[str]) -> Iterator[Fact]:
    if before.group.kind == "polity":
        yield Fact(each.group, "served", before.group, each.line, "army-under", 0.85)
        gap = _gap(before, each)
        army = " ".join(
            [
                before.mention.name,
                *[
                    word
                    for word in gap
                    if word.lower() not in {"under", "led", "commanded", "by", ",", "now"}
                ],
            ]
        )
        yield Fact(each.group, "commanded", army, each.line, "army-under", 0.85)


def _rules(each: Near, state: Near, rule: str, confidence: float) -> Iterator[Fact]:
    yield Fact(each.group, "rulerOf", state.group, each.line, rule, confidence)


def _kin_before(each: Near, before: Near, gap: list[str]) -> Iterator[Fact]:
    kept = [word for word in gap if word not in _FILLER - {"half"}]
    if (
        len(kept) in {2, 3}
        and kept[0] in {"'s", "’s"}
        and kept[1] in lexicon.nouns().kin
        and kept[2:] in ([], [","])
    ):
        yield from kin(each.group, kept[1], before.group, each.line, "kin-before-name")


def kin(group: Group, word: str, other: Group, line: Line, rule: str, note: str = "") -> Iterator[Fact]:
    """That a group is the son, father or brother of another."""
    nouns = lexicon.nouns()
    if group is other or group.kind != "person" or other.kind != "person":
        return
    if word in nouns.kin_sibling:
        yield Fact(group, "siblingOf", other, line, rule, 0.85, note)
    elif word in nouns.kin_child:
        yield Fact(group, "childOf", other, line, rule, 0.85, note)
    elif word in nouns.kin_parent:
        yield Fact(other, "childOf", group, line, rule, 0.85, note)


def _own_title(scene: Scene, each: Near, after: Near | None) -> Iterator[Fact]:
    """ "Emperor Renzong of the Song", "King Henry IV of France", "Emperors Huizong and Qinzong"."""
    words = each.mention.name.split()
    royal = {
        "Emperor",
        "King",
        "Queen",
        "Tsar",
        "Czar",
        "Sultan",
        "Khan",
        "Shah",
        "Khagan",
        "Caliph",
        "Doge",
        "Shogun",
        "Kaiser",
        "Empress",
    }
    numbered = any(lexicon.is_roman(word) for word in words[1:])
    if not (set(words) & royal or numbered) or "Dowager" in words:
        return
    if after and after.group.kind == "polity" and _gap(each, after) in (["of"], ["of", "the"]):
        yield from _rules(each, after, "title-name-of-state", 0.9)
    elif set(words) & royal:
        yield from _known_ruler(scene, each)


def _known_ruler(scene: Scene, each: Near) -> Iterator[Fact]:
    """The text says "Emperor", the authority file of which state, and the text speaks of that state."""
    states = {
        group.number: group
        for group in scene.register.all()
        if group.kind == "polity" and is_of(each.group, group)
    }
    if len(states) == 1:
        yield Fact(each.group, "rulerOf", next(iter(states.values())), each.line, "title-and-authority", 0.75)


def is_of(person: Group, state: Group) -> bool:
    """Whether the authority file ties a person to a state."""
    known = {candidate.ref.slug for candidate in state.candidates}
    return any(candidate.related & known for candidate in person.candidates)


def _apposition(scene: Scene, each: Near, after: Near | None) -> Iterator[Fact]:
    """ "Gao Feng, prefect of Yizhou", "Yelü Yudu, a Khitan general in Jin service", "Pope Julius II, …"."""
    reading, at = each.line.reading, each.mention.last
    at = _behind_bracket(reading, at)
    if reading.after(at) not in {",", "–", "—", ":"}:
        return
    end = at + 1
    while (
        end < each.line.sentence.last
        and reading.tokens[end].text not in {",", ".", ";", ":", "–", "—", "(", "who", "which", "that"}
        and end - at < 14
    ):
        end += 1
    phrase = _words(reading, at + 1, end)
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


def _behind_bracket(reading: Reading, at: int) -> int:
    if reading.after(at) != "(":
        return at
    for end in range(at, min(at + 30, len(reading.tokens))):
        if reading.tokens[end].text == ")":
            return end + 1
    return at


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
        if _is_office(reading.tokens[at].text) or reading.tokens[at].text in lexicon.nouns().kin
    ]
    if not offices or any(
        reading.tokens[at].text.endswith(("ed", "ing")) and at < offices[0] for at in range(first, offices[0])
    ):
        return
    at = offices[0]
    names_before = [near for near in inside if near.mention.first < at]
    if any(near.group.kind == "person" for near in names_before):
        return
    yield from _office_phrase(each, at, last, inside)


def _office_phrase(each: Near, at: int, last: int, inside: list[Near]) -> Iterator[Fact]:
    reading, nouns = each.line.reading, lexicon.nouns()
    office = reading.tokens[at].text
    before = [near for near in inside if near.mention.first < at]
    behind = [
        near
        for near in inside
        if near.mention.first > at
        and _words(reading, at + 1, near.mention.first) in (["of"], ["of", "the"], ["to"], ["to", "the"])
    ]
    served = [
        near
        for near in inside
        if reading.after(near.mention.last) in _SERVICE or reading.before(near.mention.first) == "under"
    ]
    for near in before:
        if near.group.kind in {"people", "polity"}:
            yield from _of_nation(each, near, [office])
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
        yield from _held(each, " ".join(_words(reading, start, end)), "office-apposition")


def _office_of(each: Near, office: str, near: Near) -> Iterator[Fact]:
    nouns = lexicon.nouns()
    if near.group.kind == "polity":
        if office == "founder":
            yield Fact(each.group, "founderOf", near.group, each.line, "founder-of", 0.9)
        elif office in nouns.rulers:
            yield from _rules(each, near, "ruler-of", 0.9)
        elif office not in nouns.kin:
            yield Fact(each.group, "served", near.group, each.line, "office-of-state", 0.75)
    elif near.group.kind == "people":
        yield Fact(each.group, "memberOfPeople", near.group, each.line, "office-of-people", 0.8)
    elif near.group.kind == "person":
        yield from kin(each.group, office, near.group, each.line, "kin-of")


def _polity(each: Near, before: Near | None, after: Near | None) -> Iterator[Fact]:
    """ "the Khitan-led Liao Dynasty", "the Jurchen Jin", "the Liao Dynasty, ruled by the Khitans"."""
    if before and before.group.kind == "people":
        gap = [word.lower() for word in _gap(before, each)]
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
        gap = [word.lower() for word in _gap(each, after) if word not in {",", "though"}]
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


def _place(each: Near, before: Near | None, after: Near | None) -> Iterator[Fact]:
    """ "the Song capital, Kaifeng", "Yanjing, the southern capital of the Liao"."""
    gap = [word.lower() for word in _gap(before, each)] if before else []
    kept = [
        word
        for word in gap
        if word
        not in _FILLER
        | {
            ",",
            "of",
            "at",
            "in",
            "southern",
            "northern",
            "eastern",
            "western",
            "central",
            "permanent",
            "temporary",
            "’s",
            "'s",
        }
    ]
    if before and before.group.kind == "polity" and kept == ["capital"] and len(gap) <= 5:
        yield Fact(each.group, "capitalOf", before.group, each.line, "state-capital-name", 0.9)
    reading = each.line.reading
    behind = [reading.after(each.mention.last, distance) for distance in range(3)]
    if (
        before
        and reading.before(each.mention.first) == "with"
        and behind[0] == "as"
        and behind[2] == "capital"
    ):
        states = [
            near
            for near in each.others
            if near.group.kind == "polity" and near.mention.last < each.mention.first
        ]
        for state in states[-1:]:
            yield Fact(each.group, "capitalOf", state.group, each.line, "with-capital", 0.85)
    if after and after.group.kind == "polity":
        gap = [word.lower() for word in _gap(each, after)]
        kept = [
            word
            for word in gap
            if word
            not in _FILLER
            | {",", "southern", "northern", "eastern", "western", "central", "permanent", "temporary"}
        ]
        if kept in (["capital", "of"], ["capital"]) and gap[:1] == [","]:
            yield Fact(each.group, "capitalOf", after.group, each.line, "name-capital-of", 0.9)
