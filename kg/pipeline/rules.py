"""Everything but the document itself that decides what a document becomes."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Self

from pyoxigraph import Quad

from kg import curation, rdf, shards
from kg.pipeline.extraction import Extraction, Seconded, Shipped
from kg.resources import folder
from kg.settings import Settings

COMMON = ("authority", "ontology")
"""The graphs that every document is judged against."""
CURATION = "curation"


@dataclass(frozen=True, slots=True)
class Rules:
    """Extraction, ontology with authority file, shapes, and the curators' decisions."""

    base: str
    extraction: Extraction
    ontology: Path
    shapes: Path
    decisions: Path

    @classmethod
    def shipped(cls, corpus: Path, settings: Settings) -> Self:
        """What a build uses where nobody says otherwise."""
        return cls(
            base=settings.base,
            extraction=_extraction(settings),
            ontology=folder("ontology"),
            shapes=folder("shapes"),
            decisions=corpus / "decisions.ttl",
        )

    def files(self) -> Mapping[str, tuple[Path, ...]]:
        """The Turtle files of each graph that is no document's."""
        return {
            "authority": tuple(sorted((self.ontology / "authority").glob("*.ttl"))),
            "ontology": tuple(sorted(self.ontology.glob("*.ttl"))),
            CURATION: (self.decisions,) if self.decisions.is_file() else (),
        }

    def quads(self, name: str) -> list[Quad]:
        """The content of one of these graphs."""
        quads = self._written(name)
        return curation.resolved(quads, self.base) if name == CURATION else quads

    def additions(self) -> list[curation.Addition]:
        """The claims that curators add to what documents say."""
        return curation.additions(self._written(CURATION), self.base)

    def _written(self, name: str) -> list[Quad]:
        return [
            quad
            for file in self.files()[name]
            for quad in _read(file, shards.files_key([file], file.parent), name, self.base)
        ]

    def keys(self) -> Mapping[str, str]:
        """A digest for each of these graphs; it changes with the shapes, for they judge the graph too."""
        judged_by = shards.files_key(self.shapes.glob("*.ttl"), self.shapes)
        return {
            name: shards.key(judged_by, shards.files_key(files, files[0].parent) if files else "")
            for name, files in self.files().items()
        }


@lru_cache(maxsize=32)
def _read(file: Path, _digest: str, name: str, base: str) -> tuple[Quad, ...]:
    """What a file says, read once for as long as it stays the same: a build asks for it many times."""
    return (*rdf.file_quads(file, name, base),)


def _extraction(settings: Settings) -> Extraction:
    first = Shipped(settings.nlp)
    if settings.reader == "rules":
        return first
    return Seconded(first, settings.llm_model, settings.data / "answers")
