"""The words behind a finding: what a document says where something is wrong with what was read from it."""

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store

from kg.model import Finding, Passage
from kg.terms import term


class Evidence:
    """The claims and passages of a store, asked for the ones that a finding complains about."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @classmethod
    def of(cls, lines: bytes) -> "Evidence":
        """The evidence in N-Quads, such as a document that was held back left."""
        store = Store()
        store.bulk_load(lines, format=RdfFormat.N_QUADS)
        return cls(store)

    def passage(self, finding: Finding) -> Passage | None:
        """The first words that the statement rests on, or else the first about its subject."""
        claims = list(self._claims(finding.focus))
        exact = [claim for claim in claims if self._says(claim, finding)]
        passages = [passage for claim in exact or claims for passage in self._passages(claim)]
        return min(passages, default=None)

    def _claims(self, focus: str) -> Iterator[NamedNode]:
        subject = NamedNode(focus[1:-1]) if focus.startswith("<") else None
        if subject is not None:
            for quad in self._quads(None, "rdf:subject", subject):
                if isinstance(quad.subject, NamedNode):
                    yield quad.subject

    def _says(self, claim: NamedNode, finding: Finding) -> bool:
        """Whether a claim is the one about the finding's path, and its value where there is one."""
        told = {
            name: {str(quad.object) for quad in self._quads(claim, name, None)}
            for name in ("rdf:predicate", "rdf:object")
        }
        return finding.path in told["rdf:predicate"] and (
            not finding.value or finding.value in told["rdf:object"]
        )

    def _passages(self, claim: NamedNode) -> Iterator[Passage]:
        for cited in self._quads(claim, "cy:passage", None):
            if isinstance(cited.object, NamedNode):
                passage = cited.object
                document = self._value(passage, "cy:document").rpartition("/")[2]
                start, end = (int(self._value(passage, name)) for name in ("cy:start", "cy:end"))
                yield Passage(document, start, end, self._value(passage, "cy:exact"))

    def _value(self, node: NamedNode, name: str) -> str:
        found = next(iter(self._quads(node, name, None))).object
        return found.value if isinstance(found, NamedNode | Literal) else str(found)

    def _quads(self, subject: NamedNode | None, name: str, value: NamedNode | None) -> Iterator[Quad]:
        return self._store.quads_for_pattern(subject, term(name), value, None)
