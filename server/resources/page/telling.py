"""The facts of a page in words, each with what it rests on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from pyoxigraph import Literal, NamedNode, Triple

from kg.dataset import Term
from kg.terms import compact, term
from server.dates import dated, lasted
from server.language import gettext
from server.resources.evidence import Evidence, Quotation
from server.resources.page.arrangement import inverse
from server.resources.page.outline import Listed, Outline
from server.resources.page.parts import Chapter, Entry, Fact, Group
from server.resources.page.subject import Reference
from server.wording import Shown, Wording

_DATED: Final = frozenset(
    {"cy:date", "cy:birth", "cy:death", "cy:inception", "cy:dissolution", "cy:reignStart", "cy:reignEnd"}
)
_DAY: Final = term("xsd:date")
_MENTIONS: Final = term("cy:mentions")


@dataclass(frozen=True, slots=True)
class Telling:
    """How this page words things: by their names here, those in the other script beside them.

    `authority` where facts that rest on nothing else are the authority file's.
    """

    wording: Wording
    others: Mapping[str, str]
    evidence: Evidence
    attested: Mapping[tuple[Term, Term], tuple[str, ...]]
    authority: bool

    def chapter(self, outline: Outline) -> Chapter:
        """A chapter in words."""
        own = self.groups(outline.own)
        listed = tuple(self._listed(each) for each in outline.listed)
        entries = tuple(self._entry(each, outline.plan.implied) for each in outline.chronicle)
        return Chapter(outline.plan.name, outline.plan.title, (*own, *listed), entries, outline.paging)

    def groups(self, facts: Iterable[tuple[NamedNode, tuple[Triple, ...]]]) -> tuple[Group, ...]:
        """Facts by property."""
        return tuple(
            Group(_anchor(each), self.wording.shown(each), tuple(self.fact(one, one.object) for one in found))
            for each, found in facts
        )

    def fact(self, fact: Triple, shown: Term) -> Fact:
        """A fact told by one of its ends."""
        sources = self.attested.get((fact.predicate, fact.object), ())
        quotations = self.quotations(fact)
        unsaid = self.authority and not quotations and not sources and fact.predicate != _MENTIONS
        return Fact(
            self.worded(fact.predicate, shown),
            self.others.get(shown.value, "") if isinstance(shown, NamedNode) else "",
            quotations,
            (gettext("Authority file"),) if unsaid else tuple(_of_authority(each) for each in sources),
        )

    def quotations(self, fact: Triple) -> tuple[Quotation, ...]:
        """The sentences that a fact rests on."""
        return self.evidence.quotations.get((fact.subject, fact.predicate, fact.object), ())

    def when(self, reference: Reference) -> str:
        """The time of what points here."""
        return dated(reference.date) if reference.date else lasted(reference.first, reference.last)

    def part(self, predicate: NamedNode) -> Shown:
        """What a property is called from the side of its value."""
        shown = self.wording.shown(predicate)
        return replace(shown, text=inverse(compact(predicate.value)) or shown.text)

    def _listed(self, listed: Listed) -> Group:
        facts = tuple(self.fact(each.fact, each.other) for each in listed.references)
        name = _anchor(listed.predicate)
        return Group(name, self.part(listed.predicate), facts, incoming=True, paging=listed.paging)

    def _entry(self, references: tuple[Reference, ...], implied: str) -> Entry:
        told = [self.fact(each.fact, each.other) for each in references]
        quotations = dict.fromkeys(quote for each in told for quote in each.quotations)
        sources = dict.fromkeys(source for each in told for source in each.sources)
        return Entry(
            self.when(references[0]),
            tuple(self.part(each.fact.predicate) for each in references if each.curie != implied),
            replace(told[0], quotations=tuple(quotations), sources=tuple(sources)),
        )

    def worded(self, predicate: NamedNode, value: Term) -> Shown:
        """A value of a property, dates as a reader says them."""
        shown = self.wording.shown(value)
        if isinstance(value, Literal) and (value.datatype == _DAY or compact(predicate.value) in _DATED):
            return replace(shown, text=dated(value.value))
        return shown


def _of_authority(source: str) -> str:
    return gettext("Authority file: %(source)s", source=source)


def _anchor(predicate: NamedNode) -> str:
    return compact(predicate.value).replace(":", "-")
