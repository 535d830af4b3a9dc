"""Which people a state belongs to: "Western Xia, a Tangut kingdom", "The Khitans ruled China as the Liao"."""

from collections.abc import Iterator

from kg.extract import lexicon
from kg.extract.fact import Fact
from kg.extract.near import Near, gap_between

_ARTICLES = frozenset({"a", "an", "the"})
_MARKS = frozenset(", . ; : – — ( ) !".split())
_RULERS = frozenset(
    "rulers emperors kings khans sultans court house founders lords ruler emperor king khan".split()
)


def facts(state: Near, after: Near | None) -> Iterator[Fact]:
    """What the words between a state and the people named beside it say."""
    near = [one for one in state.others if one.mention.last <= state.mention.first]
    for people in (*[one for one in near if one.group.kind == "people"][-1:], after):
        if people and people.group.kind == "people":
            said = _is_of(state, people) if people is after else _rules(people, state)
            if said:
                yield Fact(state.group, "ledByPeople", people.group, state.line, "people-rules-state", 0.8)


def _is_of(state: Near, people: Near) -> bool:
    """As in "the Liao, a Khitan dynasty", "The Jin were Jurchens", "the Jin dynasty of the Jurchens"."""
    gap = [word.lower() for word in gap_between(state, people)]
    following = people.line.reading.after(people.mention.last)
    noun = following in lexicon.nouns().states | {"state", "realm", "regime"}
    named = len(gap) > 1 and gap[0] in {",", "was", "were", "is"} and set(gap[1:]) <= _ARTICLES | _QUALITIES
    many = people.mention.name.endswith("s") and following in _MARKS | {"and"}
    ended = state.mention.name.split()[-1] in lexicon.nouns().states
    return (named and noun) or (many and (gap == ["were"] or (ended and gap == ["of", "the"])))


_QUALITIES = frozenset("small great powerful former new rival northern southern western eastern".split())


def _rules(people: Near, state: Near) -> bool:
    """As in "the Jurchen rulers of the Jin", "The Manchus called their dynasty the Qing"."""
    gap = [word.lower() for word in gap_between(people, state)]
    kept = [word for word in gap if word not in _ARTICLES | {","}]
    if len(kept) > 1 and kept[0] in _RULERS and kept[1:] == ["of"]:
        return True
    ruled = kept[:1] in (["ruled"], ["reigned"], ["governed"]) and kept[-1:] == ["as"] and "well" not in kept
    called = kept[:2] in (["called", "their"], ["named", "their"]) and kept[-1] in lexicon.nouns().states
    return ruled or called or kept == ["under", "name", "of"]
