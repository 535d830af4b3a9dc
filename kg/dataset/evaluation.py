"""A query that the engine has read: what its answer is made of, written as it is computed."""

from dataclasses import dataclass
from io import BytesIO
from typing import Final, Protocol

from pyoxigraph import (
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    serialize,
)

from kg.dataset.formats import Format, Kind
from kg.dataset.interface import Wanted
from kg.dataset.refusals import spoken_for
from kg.errors import FormatRefused
from kg.terms import PREFIXES

RESULTS: Final = {
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
}
"""The engine's writers of tables by the names of our formats."""

RDF: Final = {
    "ttl": RdfFormat.TURTLE,
    "nt": RdfFormat.N_TRIPLES,
    "jsonld": RdfFormat.JSON_LD,
    "rdf": RdfFormat.RDF_XML,
    "trig": RdfFormat.TRIG,
    "nq": RdfFormat.N_QUADS,
}
"""The engine's writers of triples by the names of our formats."""

Results = QuerySolutions | QueryBoolean | QueryTriples


class Sink(Protocol):
    """Where an answer is written, some kilobytes at a time."""

    def write(self, data: bytes, /) -> int:
        """Take some bytes; what this raises ends the evaluation."""

    def flush(self) -> None:
        """Hear that the answer is at its end."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The answer to a query in the format of its kind, not yet computed: the engine works while it writes."""

    text: str
    kind: Kind
    format: Format
    results: Results

    def write(self, sink: Sink) -> None:
        """Compute the answer into a sink; StoreUnavailable where the graph cannot be read on the way."""
        with spoken_for(self.text):
            if isinstance(self.results, QueryTriples):
                serialize(self.results, sink, RDF[self.format.name], prefixes=dict(PREFIXES))  # type: ignore[arg-type]  # it asks no more of a file than a sink can
            else:
                self.results.serialize(sink, RESULTS[self.format.name])  # type: ignore[arg-type]  # it asks no more of a file than a sink can

    def body(self) -> bytes:
        """The answer as a whole."""
        whole = BytesIO()
        self.write(whole)
        return whole.getvalue()


def evaluation(text: str, results: Results, wanted: Wanted) -> Evaluation:
    """How results will be written; FormatRefused where their kind is not wanted."""
    kind = _kind(results)
    chosen = wanted.get(kind)
    if chosen is None:
        takes = " or ".join(each.value for each in wanted)
        raise FormatRefused(f"The query's answer is {kind.value}, but only {takes} can be taken here.")
    return Evaluation(text, kind, chosen, results)


def _kind(results: Results) -> Kind:
    match results:
        case QuerySolutions():
            return Kind.SOLUTIONS
        case QueryBoolean():
            return Kind.BOOLEAN
    return Kind.TRIPLES
