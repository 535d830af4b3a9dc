"""Passages to claims: names, references, dates, events and facts of one document, each explained."""

from dataclasses import dataclass
from typing import Self

from kg.extract import drafting, gazetteer, parsers, sightings
from kg.extract.doubts import Doubts
from kg.extract.explained import Explained, Told, explained
from kg.extract.frame import Frames
from kg.extract.gazetteer import Gazetteer
from kg.extract.parse import Parser
from kg.model import Document, Draft

__all__ = ["Doubts", "Explained", "Extractor", "Told"]


@dataclass(frozen=True, slots=True)
class Extractor:
    """What reading needs, loaded once per process; documents share nothing else."""

    gazetteer: Gazetteer
    frames: Frames
    parser: Parser

    @classmethod
    def load(cls, nlp: str = "") -> Self:
        """The word lists, the frames and a parser: the shipped one, another by its name, or 'none'."""
        return cls(gazetteer.load(), sightings.load(), parsers.load(nlp))

    def draft(self, document: Document) -> Draft:
        """The claims of one document, over references of its own."""
        return drafting.draft(document, gazetteer=self.gazetteer, frames=self.frames, parser=self.parser)

    def explained(self, document: Document) -> Explained:
        """The claims of one document with how each of its sentences was read; it takes twice as long."""
        return explained(document, gazetteer=self.gazetteer, frames=self.frames, parser=self.parser)

    def doubts(self, document: Document) -> Doubts:
        """What the sentences of one document do not assert."""
        return Doubts(drafting.understood(document, gazetteer=self.gazetteer, parser=self.parser))
