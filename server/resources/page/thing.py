"""The page about a thing, put together."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from textwrap import shorten
from types import MappingProxyType

from flask import json
from pyoxigraph import NamedNode, RdfFormat, serialize

from kg.dataset import GRAPH_FORMATS
from kg.model import Ref
from kg.terms import compact
from server.asking import asked
from server.config import Service
from server.language import CHINESE, ENGLISH, gettext, language
from server.resources import description
from server.resources.evidence import Evidence, Quotation, evidence
from server.resources.naming import Name, Spelling, called_by, names, spellings, spoken
from server.resources.page.bookkeeping import bookkeeping, graph_sentence
from server.resources.page.chronology import MOST, Chronology, chronologies
from server.resources.page.citation import Citation
from server.resources.page.differences import differences
from server.resources.page.elsewhere import Known, known
from server.resources.page.identity import identity
from server.resources.page.nameless import nameless
from server.resources.page.neighbours import Neighbourhood, neighbourhood
from server.resources.page.outline import Outline, Pages, elsewhere, entries, outlined, record
from server.resources.page.parts import Chapter, Difference, Group
from server.resources.page.sentence import sentence
from server.resources.page.situation import Place, situation
from server.resources.page.subject import HERE, Subject, attested, beyond, claims, gathered
from server.resources.page.telling import Telling
from server.structured import Described
from server.wording import Download, Wording

_OWN_WORDS = frozenset({"document", "passage", "claim", "decision", "attestation", "graph", "activity"})
"""Kinds of which we state the facts ourselves, so that they rest on nothing."""


@dataclass(frozen=True, slots=True)
class ThingPage:
    """What the template of a thing shows.

    `heading` is the title where that is one of the thing's names, `spellings` are the others; `record` holds
    facts about the entry rather than the thing, `quotations` the words of a claim or passage that has the
    page to itself, `json_ld` the facts for programs that read pages, `structured` what of them schema.org has
    words for, `query` what asks for all of this.
    """

    iri: str
    kinds: tuple[str, ...]
    title: str
    heading: Name | None
    sentence: str
    spellings: tuple[Spelling, ...]
    chapters: tuple[Chapter, ...]
    beyond: int
    record: tuple[Group, ...]
    known: tuple[Known, ...]
    differences: tuple[Difference, ...]
    chronologies: tuple[Chronology, ...]
    neighbourhood: Neighbourhood | None
    places: tuple[Place, ...]
    quotations: tuple[Quotation, ...]
    reading: str
    downloads: tuple[Download, ...]
    query: str
    citation: Citation
    json_ld: object
    structured: Described


def thing_page(service: Service, ref: Ref, given: Mapping[str, str] = MappingProxyType({})) -> ThingPage:
    """The page about a thing; `given` says which part of a long list is wanted."""
    subject = gathered(service, ref)
    outlines = outlined(subject, Pages(service.links, subject, given))
    telling = _telling(service, subject, outlines)
    title, called = _title(telling.wording, subject), names(subject.own)
    heading = next((each for each in called if each.text == title), None)
    said = sentence(subject, telling.wording) or graph_sentence(service, ref)
    version = service.versions.served()
    return ThingPage(
        iri=subject.iri.value,
        kinds=tuple(map(telling.wording.name, subject.classes)) or (ref.kind,),
        title=title,
        heading=heading,
        sentence=said,
        spellings=spellings(each for each in called if each is not heading),
        chapters=tuple(map(telling.chapter, outlines)),
        beyond=beyond(service, subject),
        record=telling.groups(record(subject)),
        known=known(elsewhere(subject)),
        differences=differences(subject.own, telling),
        chronologies=chronologies(subject, outlines, telling),
        neighbourhood=None if ref.kind in _OWN_WORDS else neighbourhood(telling, outlines, title),
        places=situation(service, subject.iri),
        quotations=_whole(service, subject, telling.evidence),
        reading=service.links.reading(ref.slug) if ref.kind == "document" else "",
        downloads=_downloads(service, ref),
        query=_query(subject),
        citation=Citation(title, subject.iri.value, version.number, version.time),
        json_ld=_json_ld(subject),
        structured=identity(subject, called, telling.wording, said),
    )


def _telling(service: Service, subject: Subject, outlines: Iterable[Outline]) -> Telling:
    """Words for all that the page shows."""
    shown = [*subject.own, *chain.from_iterable(each.shown() for each in outlines)]
    cited = evidence(service, claims(service, subject, shown))
    stated = {each for statement in cited.quotations for each in statement if isinstance(each, NamedNode)}
    drawn = {
        entry[0].other
        for each in outlines
        if each.plan.chronicle
        for entry in entries(subject, each.plan)[:MOST]
    }
    things = description.mentioned(shown) | stated | drawn
    called = nameless(service, things) | called_by(service.dataset, things)
    return Telling(
        _wording(service, spoken(called) | bookkeeping(service, [subject.iri, *things]), cited),
        _beside(called),
        cited,
        attested(service, subject.iri),
        authority=subject.ref.kind not in _OWN_WORDS,
    )


def _wording(service: Service, labels: dict[str, str], cited: Evidence) -> Wording:
    """A claim is called by what it states."""
    plain = Wording(service.links, labels)
    stated = {
        claim.value: " · ".join(plain.shown(each).text for each in statement)
        for claim, statement in cited.claims.items()
        if isinstance(claim, NamedNode)
    }
    return Wording(service.links, labels | stated)


def _beside(called: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """The names in the script that the reader did not choose."""
    other = CHINESE.labels[0] if language() is ENGLISH else ENGLISH.labels[0]
    return {
        thing: names[other]
        for thing, names in called.items()
        if other in names and "/id/" in thing and len(names) > 1
    }


def _title(wording: Wording, subject: Subject) -> str:
    exact = subject.literal("cy:exact")
    if exact:
        return f"“{shorten(exact, 80, placeholder=' …')}”"
    name = wording.name(subject.iri)
    match subject.ref.kind:
        case "term" | "decision":
            return name[:1].upper() + name[1:]
        case "assessment":
            return gettext("“%(words)s”", words=name)
    return name


def _whole(service: Service, subject: Subject, cited: Evidence) -> tuple[Quotation, ...]:
    """The words of a claim, or those of a passage alone, each once however many claims rest on them."""
    if subject.ref.kind not in {"claim", "passage"}:
        return ()
    found: dict[tuple[str, str], Quotation] = {}
    here = _place(service, subject)
    for each in chain.from_iterable(cited.quotations.values()):
        if here not in {"", each.reading}:
            continue
        found.setdefault((each.reading, "".join(segment.text for segment in each.segments)), each)
    return tuple(found.values())


def _place(service: Service, subject: Subject) -> str:
    """Where a passage stands in the text that readers see; empty for what is no passage."""
    documents = (
        service.links.ref(each.value) for each in subject.values("cy:document") if isinstance(each, NamedNode)
    )
    span = f"char={subject.literal('cy:start')},{subject.literal('cy:end')}"
    return next((service.links.reading(each.slug, span) for each in documents if each), "")


def _downloads(service: Service, ref: Ref) -> tuple[Download, ...]:
    return tuple(
        Download(each.title, service.links.data(ref, each.name), each.media_type) for each in GRAPH_FORMATS
    )


def _query(subject: Subject) -> str:
    """What asks for all that the page says, without the front matter of the file."""
    text = asked(HERE, "page", {"thing": subject.iri})
    first, _, rest = text.partition("# ---\n")
    return first + rest.partition("# ---\n")[2]


def _json_ld(subject: Subject) -> object:
    facts = [each for each in subject.own if compact(each.predicate.value) != "cy:text"]
    return json.loads(serialize(facts, format=RdfFormat.JSON_LD) or b"[]")
