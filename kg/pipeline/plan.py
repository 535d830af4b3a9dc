"""What every part of a build knows before it looks at any document."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

from pyoxigraph import RdfFormat, Store, parse

from kg import rdf, shards
from kg.pipeline.rules import COMMON, CURATION, Rules
from kg.versions.edits import Edits


@dataclass(frozen=True, slots=True)
class Plan:
    """The rules, digests of what they consist of, the claims that curators rejected, and where to write."""

    rules: Rules
    data: Path
    made_by: str
    keys: Mapping[str, str]
    rejected: frozenset[str]
    kept: str = ""

    @classmethod
    def of(cls, rules: Rules, data: Path, kept: str = "") -> Self:
        """A plan by these rules, for versions in this folder, and shards there or at another place."""
        rejected = rdf.rejected(rules.quads(CURATION))
        return cls(rules, data, rules.extraction.fingerprint()[:16], rules.keys(), rejected, kept)

    def key(self, document: str, digest: str) -> str:
        """What a document of this digest becomes, as far as nobody decided about its claims."""
        return shards.key(
            document, digest, self.made_by, self.rules.base, *(self.keys[name] for name in COMMON)
        )

    def after(self, patch: bytes) -> Self:
        """The plan once it is known what was written to the curation graph by hand."""
        graph, decisions = rdf.graph(CURATION, self.rules.base), Store()
        decisions.extend(self.rules.quads(CURATION))
        lines = Edits.read(patch).applied(graph, rdf.n_quads(decisions))
        return replace(self, rejected=rdf.rejected(parse(lines, format=RdfFormat.N_QUADS)))

    @property
    def shelf(self) -> shards.Shelf:
        """Where shards are kept."""
        return shards.Shelf(self.kept or self.data / "shards")
