"""The sentences that facts rest on, ready to be read."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from kg.dataset import Row, Term
from server.asking import node, number, words
from server.config import Service
from server.quoting import Segment, Span, quoted
from server.resources.description import asked

Statement = tuple[Term, Term, Term]
Named = Mapping[tuple[Term, Term], list[Span]]


@dataclass(frozen=True, slots=True)
class Quotation:
    """One passage that a claim rests on: its sentence with the names marked, and where it stands."""

    segments: tuple[Segment, ...]
    document: str
    reading: str
    claim: str
    rule: str
    confidence: str
    resolution: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """Claims with their quotations, by what they state; `claims` tells what each of them states."""

    quotations: Mapping[Statement, tuple[Quotation, ...]]
    claims: Mapping[Term, Statement]


def evidence(service: Service, claims: Iterable[NamedNode]) -> Evidence:
    """What these claims cite."""
    rows = [{"claim": claim} for claim in claims]
    found = service.dataset.select(asked("quotations", *rows)).rows if rows else ()
    named = _names(service, found)
    quotations: dict[Statement, list[Quotation]] = defaultdict(list)
    for row in found:
        quotations[_statement(row)].append(_quotation(service, row, named))
    return Evidence(
        {statement: tuple(quotes) for statement, quotes in quotations.items()},
        {row["claim"]: _statement(row) for row in found},
    )


def _statement(row: Row) -> Statement:
    return row["subject"], row["property"], row["value"]


def _names(service: Service, rows: Iterable[Row]) -> Named:
    """Where the documents name the things that the claims are about."""
    wanted = {
        (row["document"], thing)
        for row in rows
        for thing in (row["subject"], row["value"])
        if isinstance(row["document"], NamedNode) and isinstance(thing, NamedNode)
    }
    values = [{"document": document, "thing": thing} for document, thing in sorted(wanted, key=str)]
    spans: dict[tuple[Term, Term], list[Span]] = defaultdict(list)
    for row in service.dataset.select(asked("mentions", *values)).rows if values else ():
        spans[row["document"], row["thing"]].append(_span(row))
    return spans


def _quotation(service: Service, row: Row, named: Named) -> Quotation:
    start, end = _span(row)
    names = [
        (first - start, last - start)
        for thing in (row["subject"], row["value"])
        for first, last in named.get((row["document"], thing), ())
        if start <= first and last <= end
    ]
    document = service.links.ref(node(row, "document").value)
    return Quotation(
        segments=quoted(
            words(row, "before"), words(row, "exact"), words(row, "after"), [*names, *_spelled(row)]
        ),
        document=words(row, "title"),
        reading=service.links.reading(document.slug, f"char={start},{end}") if document else "",
        claim=service.links.href(node(row, "claim").value),
        rule=words(row, "rule"),
        confidence=words(row, "confidence"),
        resolution=words(row, "resolution"),
    )


def _spelled(row: Row) -> Iterator[Span]:
    """Where a literal value itself stands in the passage."""
    value = words(row, "value") if isinstance(row["value"], Literal) else ""
    start = words(row, "exact").find(value)
    if value and start >= 0:
        yield start, start + len(value)


def _span(row: Row) -> Span:
    return number(row, "start"), number(row, "end")
