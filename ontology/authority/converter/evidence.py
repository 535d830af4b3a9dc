"""What the facts of the authority file rest on: one attestation for each identifier and date."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b
from typing import Final

from .tables import Row
from .turtle import Fact, Thing, reference, text, typed

COMMON_KNOWLEDGE: Final = "general knowledge (unverified)"
"""How the tables name the source of what nobody has looked up yet."""


@dataclass(frozen=True)
class Attested:
    """A fact with the sources that name it, and whether somebody saw it there."""

    fact: Fact
    sources: tuple[str, ...]
    verified: bool


def attested(fact: Fact, row: Row, *, verified: bool) -> Attested:
    """A fact that rests on the sources of its row."""
    return Attested(fact, tuple(sources(row)), verified)


def seen(fact: Fact, row: Row) -> Attested:
    """A fact that the row's own `verified` cell speaks about."""
    return attested(fact, row, verified=row["verified"] == "yes")


def unseen(fact: Fact) -> Attested:
    """A fact from general knowledge."""
    return Attested(fact, (COMMON_KNOWLEDGE,), verified=False)


def sources(row: Row) -> list[str]:
    """The sources that a row names.

    >>> sources(Row("event", {"source": "Bielenstein 2005 ; en.wikipedia.org/wiki/Jingkang_incident"}))
    ['Bielenstein 2005', 'en.wikipedia.org/wiki/Jingkang_incident']
    """
    return row.many("source", " ; ")


def things(subject: str, facts: Iterable[Fact], evidence: Iterable[Attested]) -> list[Thing]:
    """A subject with all its facts, followed by the attestations of those that have one."""
    evidence = list(evidence)
    described = (*facts, *(each.fact for each in evidence))
    return [Thing(subject, described), *(_attestation(subject, each) for each in evidence)]


def _attestation(subject: str, evidence: Attested) -> Thing:
    predicate, value = evidence.fact
    digest = blake2b(f"{subject} {predicate} {value}".encode(), digest_size=10).hexdigest()
    return Thing(
        reference("attestation", digest),
        (
            ("a", "cy:Attestation"),
            ("rdf:subject", subject),
            ("rdf:predicate", predicate),
            ("rdf:object", value),
            ("cy:verified", typed(str(evidence.verified).lower(), "xsd:boolean")),
            *(("dcterms:source", text(source)) for source in evidence.sources),
        ),
    )
