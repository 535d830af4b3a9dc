"""What every dataset can do, so that pages do not notice which one they ask."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Triple,
    parse,
    parse_query_results,
)

from kg.dataset.formats import GRAPH_FORMATS, RESULT_FORMATS, Format, Kind

Term = NamedNode | BlankNode | Literal | Triple
Row = Mapping[str, Term]
"""One solution: variable to term, unbound variables absent."""

Wanted = Mapping[Kind, Format]
"""The format for each kind of answer that the asker can take, settled before the kind is known."""

_JSON: Final = RESULT_FORMATS[0]
_N_TRIPLES: Final = GRAPH_FORMATS[1]


@dataclass(frozen=True, slots=True)
class Question:
    """A SPARQL query with the dataset that the protocol, not the query, gives it.

    Graph lists of None leave the dataset to the query; once one is given the dataset is closed,
    and a list left out is empty. `version` asks another version than the published one, `timeout` is
    how many seconds the asker would wait where that is less than the limit.
    """

    text: str
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None
    version: int | None = None
    timeout: float | None = None


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks: any key that tells clients apart, and a way to learn that the client has left."""

    client: str = ""
    gone: Callable[[], bool] = lambda: False


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer that has begun: by the time it exists, the query was read and its first block is there.

    It is `whole` when there are no other blocks, so that nothing can go wrong any more.
    """

    kind: Kind
    format: Format
    blocks: Iterator[bytes]
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Solutions:
    """A table of solutions with its columns in the query's order."""

    variables: tuple[str, ...]
    rows: tuple[Row, ...]


class Dataset(ABC):
    """A graph that can be asked in SPARQL."""

    @abstractmethod
    def version(self) -> str:
        """What is served now; another value as soon as another version is published."""

    @abstractmethod
    def answer(self, question: Question, wanted: Wanted) -> Answer:
        """The answer as bytes in the wanted format of its kind.

        Raises a ChanyuanError before the first byte when there is no answer.
        """

    def asked_by(self, asker: Asker) -> "Dataset":  # noqa: ARG002  # matters where askers share something scarce
        """The same dataset for one asker, where askers must not stand in each other's way."""
        return self

    def at(self, number: int) -> "Dataset":  # noqa: ARG002  # matters where there are versions
        """The same dataset as if a version were the one that is served, where there are versions."""
        return self

    def select(self, text: str) -> Solutions:
        """The solutions of a SELECT query as terms."""
        return solutions(self._body(text, Kind.SOLUTIONS, _JSON))

    def ask(self, text: str) -> bool:
        """Whether an ASK query holds."""
        return truth(self._body(text, Kind.BOOLEAN, _JSON))

    def construct(self, text: str) -> list[Triple]:
        """The triples of a CONSTRUCT or DESCRIBE query, each once."""
        quads = parse(self._body(text, Kind.TRIPLES, _N_TRIPLES), format=RdfFormat.N_TRIPLES)
        return list(dict.fromkeys(quad.triple for quad in quads))

    def _body(self, text: str, kind: Kind, wanted: Format) -> bytes:
        return b"".join(self.answer(Question(text), {kind: wanted}).blocks)


def solutions(body: bytes) -> Solutions:
    """The table that SPARQL results in JSON hold.

    >>> solutions(b'{"head":{"vars":["x"]},"results":{"bindings":[{}]}}')
    Solutions(variables=('x',), rows=({},))
    """
    results = parse_query_results(body, format=QueryResultsFormat.JSON)
    if not isinstance(results, QuerySolutions):
        raise TypeError("SPARQL results in JSON hold a boolean where a table belongs")
    names = tuple(variable.value for variable in results.variables)
    rows = (dict(zip(names, solution, strict=True)) for solution in results)
    return Solutions(names, tuple({name: term for name, term in row.items() if term} for row in rows))


def truth(body: bytes) -> bool:
    """The boolean that SPARQL results in JSON hold.

    >>> truth(b'{"head":{},"boolean":true}')
    True
    """
    results = parse_query_results(body, format=QueryResultsFormat.JSON)
    if not isinstance(results, QueryBoolean):
        raise TypeError("SPARQL results in JSON hold a table where a boolean belongs")
    return bool(results)
