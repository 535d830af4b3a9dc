"""Proposals held against the document: a quote must stand at its place, a name in the text."""

import re
from dataclasses import dataclass

from kg.extract import Doubts
from kg.model import Document, Ref
from kg.proposals.asking import Question
from kg.proposals.known import Known
from kg.proposals.proposal import EventProposal, Name, Proposal

Span = tuple[int, int]


class Groundless(Exception):
    """A proposal that the document does not bear out; the first word of the reason is counted."""


@dataclass(frozen=True, slots=True)
class Grounding:
    """One question's sentences, and what the first reader knows of them."""

    document: Document
    question: Question
    known: Known
    doubts: Doubts

    def sentence(self, proposal: Proposal) -> Span:
        """The offsets of the sentence that a proposal points at."""
        if not 0 < proposal.sentence <= len(self.question.spans):
            raise Groundless(f"place: there is no sentence {proposal.sentence}")
        return self.question.spans[proposal.sentence - 1]

    def quote(self, proposal: Proposal) -> Span:
        """The offsets of the quote, which must assert something at the place where it is said to stand."""
        found = self.find(proposal.quote, self.sentence(proposal))
        if found is None:
            raise Groundless("quote: these words do not stand in that sentence")
        if doubt := self.doubts.of(*found, verbs_only=not isinstance(proposal, EventProposal)):
            raise Groundless(f"doubt: the sentence does not assert it ({doubt})")
        return found

    def find(self, words: str, within: Span) -> Span | None:
        """Where words stand in a stretch of the text, whatever the white space between them."""
        pattern = r"\s+".join(map(re.escape, words.split()))
        match = re.search(rf"(?<!\w){pattern}(?!\w)", self.document.text[slice(*within)]) if pattern else None
        return (within[0] + match.start(), within[0] + match.end()) if match else None

    def thing(self, name: Name, sentence: Span) -> Ref | Span:
        """Whom a name stands for: somebody the first reader knows, else where the sentence has the name."""
        known = self.known.things(name.text, name.kind)
        if len(known) > 1:
            raise Groundless(f"name: {name.text!r} has several bearers here")
        stands = self.find(name.text, sentence)
        if known and (stands or self.find(name.text, (0, len(self.document.text)))):
            return next(iter(known))
        if stands is None:
            raise Groundless(f"name: {name.text!r} does not stand in that sentence")
        return stands
