"""Which fact a noun states of two bearers: who is whose son, general, successor or founder."""

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from kg.extract import kinship, lexicon
from kg.extract.bearers import Group
from kg.extract.fact import Fact
from kg.extract.lexicon import Words
from kg.extract.scene import Line


class Holder(NamedTuple):
    """Who is described, where, and how that was found."""

    group: Group
    line: Line
    rule: str
    note: str = ""

    def fact(self, predicate: str, other: Group | str, confidence: float, note: str = "") -> Fact:
        """A fact about him."""
        return self._noted(Fact(self.group, predicate, other, self.line, self.rule, confidence), note)

    def inverse(self, predicate: str, other: Group, confidence: float, note: str = "") -> Fact:
        """A fact about another, of which he is the object."""
        return self._noted(Fact(other, predicate, self.group, self.line, self.rule, confidence), note)

    def _noted(self, fact: Fact, note: str) -> Fact:
        notes = "; ".join(dict.fromkeys(each for each in (self.note, note) if each))
        return Fact(fact.subject, fact.predicate, fact.object, fact.line, fact.rule, fact.confidence, notes)


class Other(NamedTuple):
    """Whose somebody is: by a genitive, an adjective or behind a preposition."""

    group: Group
    via: str
    note: str = ""


@cache
def nouns() -> Words:
    """The nouns that say what somebody is."""
    known = lexicon.nouns()
    return frozenset().union(
        known.kin, known.rulers, known.works, *(getattr(known, each) for each in _OF_LIST)
    )


def facts(holder: Holder, noun: str, others: Sequence[Other]) -> Iterator[Fact]:
    """What a noun says of its holder and of those whose it is."""
    known = lexicon.nouns()
    if holder.group.kind == "person" and noun in known.kin:
        for other in others:
            if other.via in {"genitive", "of", "to", "by"}:
                note = "; ".join(each for each in (holder.note, other.note) if each)
                yield from kinship.kin(
                    holder.group, noun, other.group, holder.line, rule=holder.rule, note=note
                )
    elif noun in known.rulers:
        yield from _rules(holder, noun, others)
    for name, relation in _OF_LIST.items():
        if noun in getattr(known, name):
            for other in others:
                yield from relation(holder, noun, other)


_SMALL_LORDS = frozenset("duke count margrave archduke elector duchess grand-duke prince-elector".split())


def _rules(holder: Holder, noun: str, others: Sequence[Other]) -> Iterator[Fact]:
    """As in "king of Denmark and Norway", "the Persian king"; a "Timurid ruler of Kabul" rules Kabul."""
    if holder.group.kind != "person":
        return
    realms = [each for each in others if each.via in {"of", "genitive"}] or others
    for other in realms:
        if other.via == "adjective" and noun in _SMALL_LORDS:
            continue
        only = noun in _SMALL_LORDS or other.via == "adjective"
        kinds = {"polity", "people"} if only else {"polity", "people", "place"}
        if other.via in {"of", "genitive", "adjective"} and other.group.kind in kinds:
            yield holder.fact("rulerOf", other.group, 0.85, other.note)
    for other in others:
        if other.via == "adjective" and other.group.kind == "people":
            yield holder.fact("memberOfPeople", other.group, 0.75, other.note)


def _serves(holder: Holder, _: str, other: Other) -> Iterator[Fact]:
    if holder.group.kind != "person":
        return
    lord = other.group.kind == "person" and other.via not in {"adjective", "from", "with"}
    if lord or (other.group.kind == "polity" and other.via not in {"from", "with"}):
        yield holder.fact("served", other.group, 0.85, other.note)
    if other.group.kind == "force" and other.via == "of":
        yield holder.fact("commanded", other.group, 0.85, other.note)
    yield from _ranked(holder, "", other)


_LORDS = frozenset(
    {"lord", "despot", "landgrave", "raja", "rana", "voivode", "prince", "hospodar", "gospodar"}
)
_LANDLORDS = frozenset({"prince", "duke", "count", "earl", "lord", "margrave", "chief"})
_OF_LANDS = frozenset({"lord", "raja", "rana"})


def _is_lord(noun: str, other: Other) -> bool:
    """As in "prince of Moldavia", "lord of Kai", "Orkney … Sigurd, its earl"."""
    if noun in _LANDLORDS and other.note.startswith("“its”"):
        return True
    realm = other.group.kind == "polity" or (other.group.kind == "place" and noun in _OF_LANDS)
    ways = {"of", "genitive", "adjective"} if noun == "despot" else {"of", "genitive"}
    return noun in _LORDS and realm and other.via in ways


def _ranked(holder: Holder, noun: str, other: Other) -> Iterator[Fact]:
    if holder.group.kind != "person":
        return
    if _is_lord(noun, other):
        yield holder.fact("rulerOf", other.group, 0.75, other.note)
    if other.group.kind == "people" and other.via in {"adjective", "of", "genitive"}:
        yield holder.fact("memberOfPeople", other.group, 0.8, other.note)
    elif other.via == "service":
        yield holder.fact("served", other.group, 0.85, other.note)


def _succeeds(holder: Holder, _: str, other: Other) -> Iterator[Fact]:
    if holder.group.kind == other.group.kind and other.via in {"genitive", "of", "to"}:
        yield holder.fact("successorOf", other.group, 0.85, other.note)


def _precedes(holder: Holder, _: str, other: Other) -> Iterator[Fact]:
    if holder.group.kind == other.group.kind and other.via in {"genitive", "of"}:
        yield holder.inverse("successorOf", other.group, 0.85, other.note)


def _founds(holder: Holder, _: str, other: Other) -> Iterator[Fact]:
    ways = {"genitive", "of", "adjective"}
    if holder.group.kind == "person" and other.group.kind == "polity" and other.via in ways:
        yield holder.fact("founderOf", other.group, 0.9, other.note)


def _is_capital(holder: Holder, _: str, other: Other) -> Iterator[Fact]:
    ruled = other.group.kind == "person" and other.via == "genitive"  # whose state it is, is told elsewhere
    if holder.group.kind == "place" and (other.group.kind == "polity" or ruled):
        yield holder.fact("capitalOf", other.group, 0.9, other.note)


def _is_captive(holder: Holder, _: str, other: Other) -> Iterator[Fact]:
    agents = {"person", "polity", "people"}
    if holder.group.kind == "person" and other.group.kind in agents and other.via in {"of", "genitive"}:
        yield holder.fact("capturedBy", other.group, 0.8, other.note)


def _captures(holder: Holder, _: str, other: Other) -> Iterator[Fact]:
    if {holder.group.kind, other.group.kind} == {"person"} and other.via in {"of", "genitive"}:
        yield holder.inverse("capturedBy", other.group, 0.8, other.note)


def _kills(holder: Holder, _: str, other: Other) -> Iterator[Fact]:
    if {holder.group.kind, other.group.kind} == {"person"} and other.via in {"of", "genitive"}:
        yield holder.inverse("killedBy", other.group, 0.8, other.note)


def _pays(holder: Holder, _: str, other: Other) -> Iterator[Fact]:
    if holder.group.kind == other.group.kind == "polity" and other.via in {"of", "to", "genitive"}:
        yield holder.fact("paidTributeTo", other.group, 0.8, other.note)


def _belongs(holder: Holder, _: str, other: Other) -> Iterator[Fact]:
    if holder.group.kind == "person" and other.group.kind == "people" and other.via == "of":
        yield holder.fact("memberOfPeople", other.group, 0.8, other.note)


def _lies(holder: Holder, _: str, other: Other) -> Iterator[Fact]:
    if holder.group.kind == other.group.kind == "place" and other.via in {"of", "in"}:
        yield holder.fact("locatedIn", other.group, 0.75, other.note)


Relation = Callable[[Holder, str, Other], Iterator[Fact]]
_OF_LIST: dict[str, Relation] = {
    "servants": _serves,
    "ranks": _ranked,
    "successors": _succeeds,
    "predecessors": _precedes,
    "founders": _founds,
    "capitals": _is_capital,
    "captives": _is_captive,
    "captors": _captures,
    "killers": _kills,
    "tributaries": _pays,
    "members": _belongs,
    "settlements": _lies,
}
"""What the nouns of each list of `words/nouns.toml` say."""

_NO_OFFICES = frozenset(
    """
    rebel founder leader heir claimant ruler hostage usurper scholar historian poet philosopher writer author
    painter merchant mercenary lord vassal retainer warlord knight monk favourite pretender samurai eunuch
    soldier spy guard bodyguard servant courtier noble nobleman nobles boyar aristocrat chronicler warrior
    statesman official officer adviser advisor emperor king queen deputy
    """.split()
)
"""Words for what somebody is, not for what he was appointed to."""

_CHOSEN = frozenset("caliph doge shogun shōgun pope elector nawab nizam prince-elector".split())
"""Rulers by election or appointment, whose title is an office too."""


def office(holder: Holder, noun: str, title: str) -> Iterator[Fact]:
    """The office of one person; kin, rulers and rebels hold none."""
    known = lexicon.nouns()
    rulers = known.rulers - _CHOSEN
    held = noun in known.offices | known.servants and noun not in known.kin | rulers | _NO_OFFICES
    held = (held and title not in {"prince", "princess"}) or noun == "crown prince"
    if held and holder.group.kind == "person" and not title.endswith("s"):
        yield holder.fact("heldOffice", title, 0.8)
