"""Findings in words for the person who can mend what they complain about."""

from collections.abc import Iterator, Sequence

from kg.model import Finding
from kg.terms import compact

_SHOWN = 10


def told(findings: Sequence[Finding], base: str) -> Iterator[str]:
    """A line for each of the first findings, and one for how many there are more."""
    for finding in findings[:_SHOWN]:
        where = " ".join(filter(None, (short(finding.focus, base), short(finding.path, base))))
        value = f" ({short(finding.value, base)})" if finding.value else ""
        severity = "" if finding.severity == "Violation" else f"{finding.severity.lower()}: "
        yield f"  {where}{value}: {severity}{finding.message}"
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
