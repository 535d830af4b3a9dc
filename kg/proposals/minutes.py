"""What two readers of a document agree on and what one of them adds, as it comes in."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from kg.model import PROPOSED, Bearer, Claim, Document, Draft, Ref, Value
from kg.proposals.grounding import Grounding, Groundless
from kg.proposals.happening import Happening
from kg.proposals.known import Key, Known
from kg.proposals.offer import TEXT, Offer
from kg.proposals.proposal import EventProposal, FactProposal, Formless, Name, Proposal
from kg.proposals.report import Report

_ALONE: Final = 0.5
"""How sure a claim is that only a model makes."""

Span = tuple[int, int]


class Minutes:
    """The first reader's draft, growing; `known` is what names and events are looked up in."""

    def __init__(self, document: Document, draft: Draft, model: str) -> None:
        self._document, self._first, self._model = document, draft, model
        self.known = Known.of(draft)
        self._agreed: set[Key] = set()
        self._added: dict[Key, Claim] = {}
        self._bearers: dict[Ref, Bearer] = {}
        self._minted: dict[str, Ref] = {}
        self._dropped: list[tuple[str, str]] = []

    def hear(self, proposal: Proposal | Formless, grounding: Grounding) -> None:
        """Note a proposal: as agreement, as an addition, or dropped with the reason."""
        if isinstance(proposal, Formless):
            self._dropped.append((f"form: {proposal}", ""))
            return
        before = {**self._added}, {**self._bearers}, {**self._minted}, {*self._agreed}
        try:
            if isinstance(proposal, FactProposal):
                self._fact(proposal, grounding)
            else:
                self._event(proposal, grounding)
        except Groundless as reason:
            # Nothing stays of a dropped proposal, nor the names that only it has.
            self._added, self._bearers, self._minted, self._agreed = before
            self._dropped.append((str(reason), repr(proposal)))

    def draft(self) -> Draft:
        """The claims of both readers; those of the first say where the second agrees."""
        first = [
            _seconded(claim, self._model) if key in self._agreed else claim
            for key, claim in self.known.claims.items()
            if not self._is_named_now(key)
        ]
        return replace(
            self._first,
            bearers=(*self._first.bearers, *self._bearers.values()),
            claims=(*first, *self._added.values()),
        )

    def report(self) -> Report:
        """The counts, and every dropped proposal with its reason."""
        return Report(len(self._agreed), len(self._added), tuple(self._dropped))

    def _fact(self, proposal: FactProposal, grounding: Grounding) -> None:
        fact, quote = Offer.load().facts[proposal.predicate], grounding.quote(proposal)
        subject = self._thing(proposal.subject, proposal, grounding, fact.subjects)
        object_: Ref | Value
        if TEXT in fact.objects:
            if grounding.find(proposal.object.text, grounding.sentence(proposal)) is None:
                raise Groundless(f"quote: {proposal.object.text!r} does not stand in that sentence")
            object_ = Value(proposal.object.text)
        else:
            object_ = self._thing(proposal.object, proposal, grounding, fact.objects)
        if subject == object_:
            raise Groundless(f"vocabulary: nobody is {proposal.predicate} himself")
        self._note((subject, f"cy:{proposal.predicate}", object_), quote)

    def _event(self, proposal: EventProposal, grounding: Grounding) -> None:
        quote, offer = grounding.quote(proposal), Offer.load()
        roles = [
            (role, self._thing(name, proposal, grounding, offer.roles[role].kinds))
            for role, name in proposal.roles
        ]
        happening = Happening.of(proposal, roles, grounding)
        sentence = grounding.sentence(proposal)
        event = self.known.event(proposal.event, sentence, happening.participants)
        if event is None:
            event = Ref("event", f"_m{quote[0]}-{quote[1]}-{proposal.event}")
            self._bearers[event] = happening.bearer(event)
            for key in happening.naming(event):
                self._note(key, quote)
            self._note((Ref("document", self._document.id), "cy:mentions", event), quote)
        else:
            self._agreed |= {(event, "rdf:type", f"cy:{proposal.event}")} & self.known.claims.keys()
        for key in happening.statements(event):
            if self._contradicts(key):
                self._dropped.append((f"other: the rules read {key[1]} otherwise", repr(proposal)))
            else:
                self._note(key, quote)

    def _contradicts(self, key: Key) -> bool:
        """Whether the first reader knows another value of what has one value only, or another side."""
        subject, predicate, object_ = key
        stated = self.known.values(subject, predicate)
        other = _OPPOSITE.get(predicate, "")
        return (predicate in _SINGLE and bool(stated) and object_ not in stated) or (
            (subject, other, object_) in self.known.claims or (subject, other, object_) in self._added
        )

    def _thing(self, name: Name, proposal: Proposal, grounding: Grounding, kinds: Iterable[str]) -> Ref:
        found = grounding.thing(name, grounding.sentence(proposal))
        ref = found if isinstance(found, Ref) else self._new(name, found)
        if ref.kind not in kinds:
            raise Groundless(f"vocabulary: {name.text!r} is a {ref.kind}, which cannot stand there")
        return ref

    def _new(self, name: Name, span: Span) -> Ref:
        """Somebody whom only the model names."""
        if name.kind not in _CLASSES:
            raise Groundless(f"vocabulary: {name.kind!r} is no kind of thing")
        ref = self._minted.setdefault(f"{name.kind} {name.text}", Ref(name.kind, f"_m{len(self._minted)}"))
        if ref not in self._bearers:
            self._bearers[ref] = Bearer(ref, name.text)
            for predicate, value in (
                ("rdf:type", _CLASSES[name.kind]),
                ("skos:prefLabel", Value(name.text, language="en")),
            ):
                self._note((ref, predicate, value), span)
        self._note((Ref("document", self._document.id), "cy:mentions", ref), span)
        return ref

    def _note(self, key: Key, span: Span) -> None:
        passage = self._document.passage(*span)
        if key in self.known.claims:
            self._agreed.add(key)
        elif key in self._added:
            passages = {*self._added[key].passages, passage}
            self._added[key] = replace(self._added[key], passages=tuple(sorted(passages)))
        else:
            self._added[key] = Claim(*key, (passage,), PROPOSED, _ALONE, f"only {self._model} reads so")

    def _is_named_now(self, key: Key) -> bool:
        """Whether the first reader calls somebody unnamed whom the second names."""
        named = _NAMED.get(key[1])
        return named is not None and any((one, by) == (key[0], named) for one, by, _ in self._added)


_CLASSES: Final[Mapping[str, str]] = {
    "person": "cy:Person",
    "polity": "cy:Polity",
    "people": "cy:People",
    "force": "cy:Force",
    "place": "cy:Place",
}
_SINGLE: Final = frozenset({"cy:date", "cy:earliest", "cy:latest", "cy:outcome", "cy:betrayalKind"})
_OPPOSITE: Final[Mapping[str, str]] = {
    "cy:attacker": "cy:defender",
    "cy:defender": "cy:attacker",
    "cy:betrayer": "cy:betrayed",
    "cy:betrayed": "cy:betrayer",
}
_NAMED: Final[Mapping[str, str]] = {"cy:unnamedBetrayed": "cy:betrayed", "cy:unnamedParty": "cy:party"}


def _seconded(claim: Claim, model: str) -> Claim:
    resolution = "; ".join(filter(None, (claim.resolution, f"{model} reads so, too")))
    return replace(claim, resolution=resolution, confidence=round((claim.confidence + 1) / 2, 2))
