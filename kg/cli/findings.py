"""Findings in words for the person who can mend what they complain about."""

from collections.abc import Iterator, Sequence
from textwrap import shorten

from kg.evidence import Evidence
from kg.model import Finding
from kg.terms import compact

_SHOWN = 10
_WORDS = 100


def told(findings: Sequence[Finding], base: str, evidence: Evidence | None = None) -> Iterator[str]:
    """The first findings, each with the words that it is about, and how many there are more."""
    for finding in findings[:_SHOWN]:
        where = " ".join(filter(None, (short(finding.focus, base), short(finding.path, base))))
        value = f" ({short(finding.value, base)})" if finding.value else ""
        severity = "" if finding.is_violation else f"{finding.severity.lower()}: "
        yield f"  {where}{value}: {severity}{finding.message}"
        passage = evidence.passage(finding) if evidence else None
        if passage:
            words = shorten(passage.exact, _WORDS, placeholder="…")
            yield f"    {passage.document}, {passage.start}–{passage.end}: “{words}”"
    if len(findings) > _SHOWN:
        yield f"  and {len(findings) - _SHOWN} more"


def short(term: str, base: str) -> str:
    """A term as people read it: things by the end of their IRI, vocabulary by compact name.

    >>> short("<http://localhost:8080/id/person/yue-fei>", "http://localhost:8080/")
    'person/yue-fei'
    """
    if not term.startswith("<"):
        return term
    path = term[1:-1].removeprefix(f"{base}id/")
    return path if path != term[1:-1] else compact(path)
