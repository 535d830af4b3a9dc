"""A published version asked of an engine elsewhere, which holds a copy of it."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import IO, Final

from pyoxigraph import NamedNode, QueryResultsFormat, RdfFormat, parse, parse_query_results, serialize

from kg.dataset import GRAPH_FORMATS, RESULT_FORMATS, Answer, Dataset, Format, Kind, Question, Wanted
from kg.dataset.evaluation import RDF, RESULTS, Sink, evaluation
from kg.dataset.guard import Guard, check_depth
from kg.dataset.lexing import items
from kg.errors import StoreUnavailable
from kg.mirror.endpoint import Endpoint
from kg.mirror.mark import Held, held
from kg.terms import PREFIXES
from kg.versions import Versions

_TABLES: Final = RESULT_FORMATS[0].media_type
_TRIPLES: Final = GRAPH_FORMATS[1].media_type


class RemoteDataset(Dataset):
    """Whatever an endpoint holds; queries are read here first, so that all engines refuse alike.

    Answers come in the formats that all engines write, and are written here in the one that is wanted.
    """

    def __init__(self, endpoint: Endpoint, *, base: str, federation: Collection[str] = ()) -> None:
        self._endpoint = endpoint
        self._guard = Guard(base, federation)
        self._graphs: Mapping[str, tuple[str, ...]] = {}
        declared = " ".join(f"PREFIX {name}: <{namespace}>" for name, namespace in PREFIXES.items())
        self._prologue = f"BASE <{base}> {declared} "

    def version(self) -> str:
        """Nothing that is known: what an endpoint holds changes without our knowing."""
        return ""

    def answer(self, question: Question, wanted: Wanted) -> Answer:
        """The whole answer in one block."""
        begun = self.evaluation(question, wanted)
        whole = BytesIO()
        begun.write(whole)
        return Answer(begun.kind, begun.format, iter((whole.getvalue(),)), whole=True)

    def evaluation(self, question: Question, wanted: Wanted) -> "Fetched":
        """The question read here; the engine hears of it when its answer is written."""
        check_depth(question.text)
        expected = evaluation(question.text, self._guard.read(question.text), wanted)
        graphs = self._named(question)
        return Fetched(self._endpoint, self._prologue + question.text, graphs, expected.kind, expected.format)

    def _named(self, question: Question) -> Mapping[str, tuple[str, ...]]:
        """The graphs that the protocol names: the asker's, else those that stand for the whole dataset."""
        default, named = question.default_graphs, question.named_graphs
        if default is not None or named is not None:
            return {"default-graph-uri": default or (), "named-graph-uri": named or ()}
        chosen = any(item.kind == "word" and item.text == "FROM" for item in items(question.text))
        return {} if chosen else self._graphs


class MirroredDataset(RemoteDataset):
    """The version that a data folder serves, which an engine elsewhere holds since it was published there."""

    def __init__(
        self, versions: Versions, endpoint: Endpoint, *, base: str, federation: Collection[str] = ()
    ) -> None:
        super().__init__(endpoint, base=base, federation=federation)
        self._versions = versions
        self._elsewhere = RemoteDataset(endpoint, base=base)
        self._base = base
        self._seen: int | None = None

    def version(self) -> str:
        """The number of the version, 0 while nothing is published."""
        return str(self._versions.current_number() or 0)

    def prepare(self) -> None:
        """See whether the engine holds the version that is served."""
        self._check(self._versions.served().number)

    def evaluation(self, question: Question, wanted: Wanted) -> "Fetched":
        """The question read here; StoreUnavailable where the engine lacks the version it is about."""
        self._check(question.version or self._versions.served().number)
        return super().evaluation(question, wanted)

    def _check(self, number: int) -> None:
        if number == self._seen:
            return
        found = held(self._elsewhere, self._base)
        if found is None or not found.is_all_of(self._versions.version(number)):
            raise StoreUnavailable(_lacking(number, found))
        self._seen = number
        if isinstance(found.merge, NamedNode):
            graphs = tuple(self._versions.version(number).graphs)
            self._graphs = {"default-graph-uri": (found.merge.value,), "named-graph-uri": graphs}


def _lacking(number: int, found: Held | None) -> str:
    has = "nothing of ours" if found is None else f"version {found.number}" if found.hash else "a part of one"
    return (
        f"The engine in KG_STORE holds {has}, and version {number} is asked for. Bring the version that is "
        "served there with `kg publish --to ENDPOINT`, or come back when that is done."
    )


@dataclass(frozen=True, slots=True)
class Fetched:
    """The answer to a query, to be had from an endpoint while it is written."""

    endpoint: Endpoint
    text: str
    graphs: Mapping[str, tuple[str, ...]]
    kind: Kind
    format: Format

    def write(self, sink: Sink) -> None:
        """Write the answer into a sink as it comes."""
        media_type = _TRIPLES if self.kind is Kind.TRIPLES else _TABLES
        with (
            self.endpoint.asked(self.text, media_type, self.graphs) as body,
            _told_of_nonsense(),
        ):
            if self.kind is Kind.TRIPLES:
                triples = (quad.triple for quad in parse(body, format=RdfFormat.N_TRIPLES))
                serialize(triples, _file(sink), RDF[self.format.name], prefixes=dict(PREFIXES))
            else:
                results = parse_query_results(body, format=QueryResultsFormat.JSON)
                results.serialize(_file(sink), RESULTS[self.format.name])


@contextmanager
def _told_of_nonsense() -> Iterator[None]:
    try:
        yield
    except (SyntaxError, ValueError, OSError) as error:
        raise StoreUnavailable(
            f"The answer of the engine in KG_STORE broke off or is none: {error}. Look into its log."
        ) from error


def _file(sink: Sink) -> IO[bytes]:
    return sink  # type: ignore[return-value]  # the engine asks no more of a file than a sink can
