"""Report graphs read as findings, and written for people."""

from collections.abc import Iterator, Mapping
from typing import cast

from pyoxigraph import (
    CanonicalizationAlgorithm,
    Dataset,
    Literal,
    NamedNode,
    Quad,
    RdfFormat,
    parse,
    serialize,
)

from kg.model import Finding
from kg.shacl.shape import Severity
from kg.shacl.source import Source, Term
from kg.terms import PREFIXES, term


def conforms(lines: bytes) -> bool:
    """The verdict of a report in N-Triples."""
    verdicts = (
        each.object
        for each in parse(lines, format=RdfFormat.N_TRIPLES)
        if each.predicate == term("sh:conforms")
    )
    return any(isinstance(each, Literal) and each.value in {"true", "1"} for each in verdicts)


def told(lines: bytes, owners: Mapping[str, str]) -> tuple[Finding, ...]:
    """The results of a report in N-Triples; `owners` names the shape that a nameless one stands in."""
    source = Source(parse(lines, format=RdfFormat.N_TRIPLES))
    results = [node for each in source.subjects(["sh:result"]) for node in source.values(each, "sh:result")]
    return tuple(sorted({_finding(source, node, owners) for node in results}))


def _finding(source: Source, node: Term, owners: Mapping[str, str]) -> Finding:
    path = source.value(node, "sh:resultPath")
    shape = _spelled(source, node, "sh:sourceShape")
    severity = source.value(node, "sh:resultSeverity")
    return Finding(
        _spelled(source, node, "sh:focusNode"),
        str(source.path(path)) if path else "",
        _spelled(source, node, "sh:value"),
        " ".join(_words(source, node)),
        owners.get(shape, shape),
        _spelled(source, node, "sh:sourceConstraintComponent"),
        _severity(severity),
    )


def _spelled(source: Source, node: Term, predicate: str) -> str:
    value = source.value(node, predicate)
    return "" if value is None else str(value)


def _words(source: Source, node: Term) -> Iterator[str]:
    for each in source.values(node, "sh:resultMessage"):
        if isinstance(each, Literal):
            yield each.value


def _severity(value: Term | None) -> Severity:
    name = value.value.removeprefix(PREFIXES["sh"]) if isinstance(value, NamedNode) else ""
    return cast("Severity", name) if name in {"Warning", "Info"} else "Violation"


def as_turtle(triples: bytes) -> str:
    """The report with prefixes, the same text for the same report whatever its blank nodes were called."""
    content = parse(triples, format=RdfFormat.N_TRIPLES)
    graph = Dataset(Quad(each.subject, each.predicate, each.object) for each in content)
    graph.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    ordered = sorted((each.triple for each in graph), key=str)
    text = serialize(ordered, format=RdfFormat.TURTLE, prefixes=dict(PREFIXES)) or b""
    lines = text.decode().splitlines()
    # The serializer's order of prefixes differs from run to run.
    head = sorted(line for line in lines if line.startswith("@prefix"))
    return "\n".join([*head, *lines[len(head) :], ""])
