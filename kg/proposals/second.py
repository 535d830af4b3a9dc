"""Two readers of one document: the claims of the first, and what a model proposed beside them."""

from collections.abc import Iterator
from dataclasses import dataclass

from kg import identify
from kg.extract import Extractor
from kg.model import Claim, Document, Draft
from kg.proposals.answers import Answers
from kg.proposals.asking import Question, questions
from kg.proposals.grounding import Grounding
from kg.proposals.minutes import Minutes
from kg.proposals.offer import Offer
from kg.proposals.proposal import Formless, Proposal, proposals
from kg.proposals.report import Report


@dataclass(frozen=True, slots=True)
class Second:
    """Rules and a model's kept answers; called with a document it gives the claims of both."""

    extractor: Extractor
    answers: Answers

    def __call__(self, document: Document) -> tuple[Claim, ...]:
        """The claims of a document, with a report of what became of the proposals."""
        draft, report = self.read(document)
        report.write(self.answers.folder, document.id)
        return identify.claims(draft)

    def read(self, document: Document) -> tuple[Draft, Report]:
        """The first reader's draft with what the model adds to it or agrees on."""
        draft = self.extractor.draft(document)
        minutes = Minutes(document, draft, self.answers.model)
        doubts = self.extractor.doubts(document)
        for question in questions(document):
            grounding = Grounding(document, question, minutes.known, doubts)
            for proposal in self._proposed(question):
                minutes.hear(proposal, grounding)
        return minutes.draft(), minutes.report()

    def _proposed(self, question: Question) -> Iterator[Proposal | Formless]:
        answer = self.answers.of(question)
        if answer.fault:
            yield Formless(answer.fault)
        else:
            yield from proposals(answer.text, Offer.load())
