"""The frozen values that travel between the steps: documents, passages, claims, findings, versions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Final, Literal, Self


@dataclass(frozen=True, slots=True, order=True)
class Ref:
    """The base-independent name of a thing: its IRI is `{base}id/{kind}/{slug}`.

    >>> str(Ref("person", "yue-fei"))
    'person/yue-fei'
    """

    kind: str
    slug: str

    def __str__(self) -> str:
        return f"{self.kind}/{self.slug}"

    @classmethod
    def parse(cls, path: str) -> Self:
        """The reference that `kind/slug` spells."""
        kind, _, slug = path.partition("/")
        return cls(kind, slug)


@dataclass(frozen=True, slots=True, order=True)
class Value:
    """A literal: its lexical form with a language tag or a datatype's compact name."""

    lexical: str
    datatype: str = "xsd:string"
    language: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Block:
    """A stretch of a document that is parsed on its own; offsets in code points, end exclusive."""

    kind: Literal["heading", "paragraph", "item"]
    start: int
    end: int
    level: int = 0


@dataclass(frozen=True, slots=True)
class Document:
    """One document of the corpus: the text that is served, and where it came from.

    `sha256` is the digest of the file's bytes; `source` an IRI or a citation, empty when unknown.
    """

    id: str
    text: str
    blocks: tuple[Block, ...]
    title: str
    sha256: str
    language: str = "en"
    type: str = "article"
    media_type: str = "text/plain"
    source: str = ""
    licence: str = ""

    def passage(self, start: int, end: int) -> "Passage":
        """The words between two offsets."""
        return Passage(self.id, start, end, self.text[start:end])


@dataclass(frozen=True, slots=True, order=True)
class Passage:
    """Words of a document with their offsets in code points, 0-based, end exclusive."""

    document: str
    start: int
    end: int
    exact: str


PROPOSED: Final = "proposed"
"""The rule of a claim that only a language model makes."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement with the passages that it rests on.

    `predicate` is a compact name (`cy:rulerOf`, `rdf:type`, `skos:altLabel`); a string object is one too.
    `rule` names what made the claim, `confidence` lies between 0 and 1, `resolution` tells how
    references in the passage were understood (`"he" is Zhang Jue`), empty when nothing was resolved.
    """

    subject: Ref
    predicate: str
    object: Ref | Value | str
    passages: tuple[Passage, ...]
    rule: str
    confidence: float
    resolution: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody or something of the authority file whom a name may stand for."""

    ref: Ref
    label: str
    start: int | None = None
    end: int | None = None
    related: frozenset[str] = frozenset()
    type: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Bearer:
    """A thing that one document speaks of, before it has an IRI: claims refer to it by `local`.

    `years` are the first and last year of the passages about it; `related` the names of the authority's
    things in the same document; `discriminator` keeps two bearers of one name apart.
    """

    local: Ref
    name: str
    candidates: tuple[Candidate, ...] = ()
    years: tuple[int, int] | None = None
    discriminator: str = ""
    type: str = ""
    parties: tuple[Ref, ...] = ()
    places: bool = False
    namesakes: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """What extraction found in one document: claims over local references, and whom these stand for."""

    document: str
    bearers: tuple[Bearer, ...]
    claims: tuple[Claim, ...]
    years: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One complaint of a shape about one node; IRIs and literals as N-Triples terms, empty when absent."""

    focus: str
    path: str
    value: str
    message: str
    shape: str
    constraint: str
    severity: Literal["Violation", "Warning", "Info"] = "Violation"

    @property
    def is_violation(self) -> bool:
        """Whether what it is about may not be published."""
        return self.severity == "Violation"


@dataclass(frozen=True, slots=True)
class Version:
    """What the manifest of a published version says.

    `graphs` maps the IRI of each named graph to the digest of its N-Quads, `counts` to how many quads it
    has; `quads` is their sum. `changes` maps each graph that is not as in the parent to how many quads were
    added and how many removed. `inputs` maps the name of a graph to the digest of all that it was
    made from, documents that were held back included. `hash` depends on `graphs` alone.
    """

    number: int
    parent: int | None
    time: datetime
    author: str
    message: str
    hash: str
    quads: int
    graphs: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    held_back: tuple[str, ...] = ()
    counts: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    inputs: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    base: str = ""
    changes: Mapping[str, tuple[int, int]] = field(default_factory=lambda: MappingProxyType({}))

    def differing(self, other: "Version") -> list[str]:
        """The graphs that two versions do not have alike."""
        return sorted({graph for graph, _ in self.graphs.items() ^ other.graphs.items()})
