"""The page about a thing: what its template shows, and how that follows from the graph."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from textwrap import shorten
from typing import Final

from flask import json
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

from kg.dataset import GRAPH_FORMATS, Term
from kg.model import Ref
from kg.terms import CY, compact, term
from server.asking import words
from server.config import Service
from server.resources import description
from server.resources.evidence import Evidence, Quotation, evidence
from server.resources.naming import NAMING, Name, names, spoken
from server.wording import Download, Shown, Wording

_SHOWN: Final = 50
"""Incoming facts of one property that the page lists; the data holds all."""

_ORDER: Final = (
    "rdf:type", "cy:date", "cy:place",
    "cy:betrayalKind", "cy:betrayer", "cy:betrayed", "cy:unnamedBetrayed", "cy:beneficiary", "cy:breaks",
    "cy:attacker", "cy:attackingCommander", "cy:defender", "cy:defendingCommander", "cy:commander",
    "cy:target", "cy:outcome", "cy:party", "cy:unnamedParty", "cy:term", "cy:border",
    "cy:termKind", "cy:payer", "cy:payee", "cy:termPlace", "cy:termAgainst",
    "cy:participant", "cy:partOf", "cy:ledTo",
    "cy:rulerOf", "cy:founderOf", "cy:reignStart", "cy:reignEnd", "cy:successorOf", "cy:birth", "cy:death",
)  # fmt: skip
"""The order in which a reader expects facts; what is not listed follows by its label."""

_RECORD: Final = frozenset(
    {"owl:sameAs", "dcterms:source", "skos:note", "skos:scopeNote", "cy:sha256", "cy:mediaType"}
)
_LONG: Final = frozenset({"cy:text"})
_MACHINERY: Final = frozenset({"cy:document", "oa:hasSource", "foaf:primaryTopic"})
_OWN_WORDS: Final = frozenset(
    {"document", "passage", "claim", "decision", "attestation", "graph", "activity"}
)
"""Kinds of which we state the facts ourselves, so that they rest on nothing."""

_COMPARED: Final = frozenset(
    {"cy:date", "cy:place", "cy:outcome", "cy:target", "cy:betrayer", "cy:betrayed", "cy:beneficiary"}
    | {
        "cy:betrayalKind",
        "cy:birth",
        "cy:death",
        "cy:inception",
        "cy:dissolution",
        "cy:reignStart",
        "cy:reignEnd",
    }
    | {"cy:attacker", "cy:defender", "cy:successorOf", "cy:childOf", "cy:killedBy"}
)
"""Properties of which two different values are worth looking at side by side."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One value with the sentences that it rests on, and the sources of the authority file for it."""

    value: Shown
    quotations: tuple[Quotation, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The facts of one property; `more` counts those not listed, `folded` ones show sentences on demand."""

    property: Shown
    facts: tuple[Fact, ...]
    more: int = 0
    folded: bool = False


@dataclass(frozen=True, slots=True)
class Difference:
    """A property of which sources give values that have nothing in common, source by source."""

    property: Shown
    sides: tuple[tuple[str, tuple[Shown, ...]], ...]


@dataclass(frozen=True, slots=True)
class ThingPage:
    """What the template of a thing shows.

    `heading` is the title where that is one of the thing's names, `names` are the others; `record` holds
    facts about the entry rather than the thing, `quotations` the words of a claim or passage that has the
    page to itself, `json_ld` the facts for programs that read pages.
    """

    iri: str
    kinds: tuple[str, ...]
    title: str
    heading: Name | None
    names: tuple[Name, ...]
    groups: tuple[Group, ...]
    record: tuple[Group, ...]
    incoming: tuple[Group, ...]
    differences: tuple[Difference, ...]
    quotations: tuple[Quotation, ...]
    reading: str
    downloads: tuple[Download, ...]
    json_ld: object


def thing_page(service: Service, ref: Ref) -> ThingPage:
    """The page about a thing, gathered from the graph."""
    thing = service.links.iri(ref)
    own, pointing = description.facts(service.dataset, [thing]), description.incoming(service.dataset, thing)
    cited = evidence(service, _claims(service, ref, thing))
    wording = _wording(service, [*own, *pointing], cited)
    told = _Telling(wording, cited, _sources(service, thing), authority=ref.kind not in _OWN_WORDS)
    title, called = _title(wording, ref, own), names(own)
    facts = [each for each in own if compact(each.predicate.value) not in _LONG]
    return ThingPage(
        iri=thing.value,
        kinds=_kinds(wording, ref, own),
        title=title,
        heading=next((each for each in called if each.text == title), None),
        names=tuple(each for each in called if each.text != title or not each.preferred),
        groups=told.groups(each for each in facts if _section(each) == "facts"),
        record=told.groups(each for each in facts if _section(each) == "record"),
        incoming=told.incoming(pointing),
        differences=told.differences(own),
        quotations=_whole(cited) if ref.kind in {"claim", "passage"} else (),
        reading=service.links.reading(ref.slug) if ref.kind == "document" else "",
        downloads=tuple(
            Download(each.title, service.links.data(ref, each.name), each.media_type)
            for each in GRAPH_FORMATS
        ),
        json_ld=json.loads(serialize(facts, format=RdfFormat.JSON_LD) or b"[]"),
    )


@dataclass(frozen=True, slots=True)
class _Telling:
    """Triples turned into what the page says, each with what it rests on."""

    wording: Wording
    evidence: Evidence
    sources: Mapping[tuple[Term, Term], tuple[str, ...]]
    authority: bool

    def groups(self, facts: Iterable[Triple]) -> tuple[Group, ...]:
        """Facts by property in the reader's order."""
        by_property: dict[NamedNode, list[Fact]] = defaultdict(list)
        for each in facts:
            by_property[each.predicate].append(self._fact(each, each.object))
        return tuple(
            Group(self.wording.shown(each), tuple(by_property[each]), folded=_follows(each))
            for each in sorted(by_property, key=self._place)
        )

    def incoming(self, facts: Iterable[Triple]) -> tuple[Group, ...]:
        """Facts that point here, by property, told from their subjects."""
        by_property: dict[NamedNode, list[Fact]] = defaultdict(list)
        for each in facts:
            if compact(each.predicate.value) not in _MACHINERY:
                by_property[each.predicate].append(self._fact(each, each.subject))
        return tuple(
            Group(self.wording.shown(each), tuple(found[:_SHOWN]), max(0, len(found) - _SHOWN))
            for each in sorted(by_property, key=self._place)
            for found in [by_property[each]]
        )

    def differences(self, own: Iterable[Triple]) -> tuple[Difference, ...]:
        """Properties of which two sources give values with nothing in common."""
        sides = self._sides(own)
        return tuple(
            Difference(
                self.wording.shown(each),
                tuple((name, tuple(map(self.wording.shown, values))) for name, values in by_source.items()),
            )
            for each, by_source in sides.items()
            if any(not set(one) & set(other) for one, other in combinations(by_source.values(), 2))
        )

    def _sides(self, own: Iterable[Triple]) -> dict[NamedNode, dict[str, list[Term]]]:
        sides: dict[NamedNode, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
        for each in own:
            if compact(each.predicate.value) in _COMPARED:
                told = self._told_by(each)
                for source in told or ["Authority file"]:
                    sides[each.predicate][source].append(each.object)
        return sides

    def _told_by(self, fact: Triple) -> list[str]:
        """The documents that state a fact, and the authority file where it attests the fact as well."""
        quotations = self.evidence.quotations.get((fact.subject, fact.predicate, fact.object), ())
        attested = ["Authority file"] if (fact.predicate, fact.object) in self.sources else []
        return [*dict.fromkeys(each.document for each in quotations), *attested]

    def _fact(self, fact: Triple, shown: Term) -> Fact:
        quotations = self.evidence.quotations.get((fact.subject, fact.predicate, fact.object), ())
        sources = self.sources.get((fact.predicate, fact.object), ())
        unsaid = self.authority and not quotations and not sources
        return Fact(self.wording.shown(shown), quotations, ("Authority file",) if unsaid else sources)

    def _place(self, predicate: NamedNode) -> tuple[int, str]:
        name = compact(predicate.value)
        place = _ORDER.index(name) if name in _ORDER else len(_ORDER) + _follows(predicate)
        return place, self.wording.name(predicate)


def _follows(predicate: NamedNode) -> bool:
    """Whether facts of this property follow from others, so that their sentences need not be read again."""
    name = compact(predicate.value)
    return name == "rdf:type" or name.lower().endswith(("earliest", "latest"))


def _claims(service: Service, ref: Ref, thing: NamedNode) -> list[NamedNode]:
    match ref.kind:
        case "claim":
            return [thing]
        case "passage":
            return description.resting(service.dataset, thing)
    return description.claims(service.dataset, thing, mentions=False)


def _wording(service: Service, triples: Iterable[Triple], cited: Evidence) -> Wording:
    """Labels for all that the page speaks of; a claim is called by what it states."""
    things = description.mentioned(triples)
    stated = {each for statement in cited.quotations for each in statement if isinstance(each, NamedNode)}
    known = spoken(service.dataset, things | stated)
    plain = Wording(service.links, known)
    for claim, statement in cited.claims.items():
        if isinstance(claim, NamedNode):
            known[claim.value] = " · ".join(plain.shown(each).text for each in statement)
    return Wording(service.links, known)


def _sources(service: Service, thing: NamedNode) -> Mapping[tuple[Term, Term], tuple[str, ...]]:
    """What the authority file names as its sources, in one line for each fact that it attests."""
    found: dict[tuple[Term, Term], list[str]] = defaultdict(list)
    for row in service.dataset.select(description.asked("attestations", {"thing": thing})).rows:
        source = words(row, "source")
        unverified = words(row, "verified") == "false" and "unverified" not in source
        found[row["property"], row["value"]].append(source + (" (not verified)" if unverified else ""))
    return {fact: (f"Authority file: {' · '.join(sources)}",) for fact, sources in found.items()}


def _section(fact: Triple) -> str:
    name = compact(fact.predicate.value)
    return "names" if name in NAMING else "record" if name in _RECORD else "facts"


def _kinds(wording: Wording, ref: Ref, own: Iterable[Triple]) -> tuple[str, ...]:
    classes = [each.object for each in own if each.predicate == term("rdf:type")]
    ours = [each for each in classes if isinstance(each, NamedNode) and each.value.startswith(CY)]
    return tuple(map(wording.name, ours)) or (ref.kind,)


def _title(wording: Wording, ref: Ref, own: Iterable[Triple]) -> str:
    for each in own:
        if each.predicate == term("cy:exact") and isinstance(each.object, Literal):
            return f"“{shorten(each.object.value, 80, placeholder=' …')}”"
    return wording.name(wording.links.iri(ref))


def _whole(cited: Evidence) -> tuple[Quotation, ...]:
    return tuple(dict.fromkeys(each for quotes in cited.quotations.values() for each in quotes))
