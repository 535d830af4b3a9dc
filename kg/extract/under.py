"""Whose men stand under whom: "a Bavarian army under Wrede", "the Danes, led by Ulfeldt"."""

from collections.abc import Iterator

from kg.extract import lexicon
from kg.extract.commands import is_army
from kg.extract.fact import Fact
from kg.extract.near import FILLER, Near, gap_between, words_from


def facts(each: Near, before: Near) -> Iterator[Fact]:
    """What the words between a state or a people and a name behind it say of who leads whom."""
    if before.group.kind not in {"polity", "people"}:
        return
    gap = [word.lower() for word in gap_between(before, each)]
    kept = [word for word in _unsized(gap) if word not in FILLER and word not in {",", "-"}]
    if _is_led_by_another(before):
        return
    near = 0 < len(kept) <= _CLOSE and gap[0] != ","
    if near and set(kept[:-1]) & lexicon.nouns().army and kept[-1] in {"under", "by"}:
        yield from _army(each, before)
    if _leads(each, kept):
        yield from _men(each, before, kept)


def _is_led_by_another(before: Near) -> bool:
    """As in "commanded the Prussian corps under Macdonald": he served under him with it."""
    words = [before.line.reading.before(before.mention.first, at) for at in (1, 2, 3)]
    return any(word.startswith(("command", "led", "lead", "head")) for word in words)


_CLOSE = 4
"""Words that may stand between a state and the leader of its army."""


def _men(each: Near, before: Near, kept: list[str]) -> Iterator[Fact]:
    """As in "the Persians under Datis and Artaphernes"; a state under a king is ruled by him."""
    form = before.mention.entry.form if before.mention.entry else "name"
    if before.group.kind == "people":
        if each.line.reading.before(before.mention.first).lower() == "the":
            yield from _serve(each, before, 0.75)
    elif kept[0] in _IN_WAR:
        yield from _serve(each, before, 0.8)
    elif form == "name" or each.mention.name.split()[0] in _REIGNS:
        yield Fact(each.group, "rulerOf", before.group, each.line, "state-under", 0.85)
    else:
        yield from _serve(each, before, 0.85)


_REIGNS = frozenset(
    """
    Emperor Empress King Queen Tsar Czar Tsarina Sultan Caliph Khan Khagan Qaghan Shah Kaiser Pope Duke
    Elector Doge Shogun Pharaoh Maharaja Nawab Nizam Prince Princess Emir Voivode Peshwa Dey
    """.split()
)


def _serve(each: Near, before: Near, confidence: float) -> Iterator[Fact]:
    for leader in (each, *_beside(each)):
        yield Fact(leader.group, "served", before.group, each.line, "people-under", confidence)


def _beside(each: Near) -> list[Near]:
    """The person whom "and" joins to one."""
    return [
        other
        for other in each.others
        if other.group.kind == "person"
        and words_from(each.line.reading, each.mention.last, other.mention.first) == ["and"]
    ]


_IN_WAR = frozenset({"commanded", "headed", "with"})


def _leads(each: Near, kept: list[str]) -> bool:
    """Whether the words between a state and a name let him lead it: "under", "with … at their head"."""
    if kept == ["with"]:
        behind = [each.line.reading.after(each.mention.last, at) for at in (0, 1, 2)]
        return behind[0] == "at" and behind[2] == "head"
    return kept in (
        ["under"],
        ["now", "led", "by"],
        ["led", "by"],
        ["ruled", "by"],
        ["court", "under"],
        ["commanded", "by"],
        ["headed", "by"],
    )


def _unsized(gap: list[str]) -> list[str]:
    """The words between two names without how many men there were: "an army of 15,000 men led by"."""
    if "of" in gap and (men := next((at for at, word in enumerate(gap) if word in _MEN), -1)) > 0:
        of = gap.index("of")
        if of < men <= of + 4:
            return gap[:of] + gap[men + 1 :]
    return gap


_MEN = frozenset("men soldiers horse foot ships sail troops strong warriors horsemen galleys".split())


_ABOUT_ARMIES = frozenset("under led commanded by , now was were is".split())


def _army(each: Near, before: Near) -> Iterator[Fact]:
    if before.group.kind != "polity":
        return
    words = [word for word in gap_between(before, each) if word.lower() not in _ABOUT_ARMIES]
    army = " ".join([before.mention.name, *words]) if words and is_army(words[-1].lower()) else ""
    for leader in (each, *_beside(each)):
        yield Fact(leader.group, "served", before.group, each.line, "army-under", 0.85)
        if army:
            yield Fact(leader.group, "commanded", army, each.line, "army-under", 0.85)
