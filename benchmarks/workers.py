"""What it costs to ask in another process: the hop of a small answer, the flow of a large one, a new process.

    python -m benchmarks.workers [--triples 100000] [--questions 3000]

The same questions are asked in this process and through the pool; compare the two columns.
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread

from pyoxigraph import Literal, NamedNode, Quad

from kg import rdf
from kg.dataset import GRAPH_FORMATS, RESULT_FORMATS, Asker, Dataset, Kind, LocalDataset, Question
from kg.errors import QueryAbandoned, QueryTimeout
from kg.settings import Settings
from kg.versions import Versions
from kg.workers import PooledDataset

BASE = "http://localhost:8080/"
WANTED = {
    Kind.SOLUTIONS: RESULT_FORMATS[0],
    Kind.BOOLEAN: RESULT_FORMATS[0],
    Kind.TRIPLES: GRAPH_FORMATS[1],
}
QUESTIONS = {
    "ask": "ASK {}",
    "point look-up": f"SELECT ?o {{ <{BASE}7> ?p ?o }}",
    "1 000 rows": "SELECT * { ?s ?p ?o } LIMIT 1000",
}
FLOWS = {
    "product as JSON": "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 500000",
    "triples as N-Triples": "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }",
}
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


@contextmanager
def published(triples: int) -> Iterator[Versions]:
    """A version of one graph of this many triples."""
    graph, predicate = NamedNode(f"{BASE}id/graph/numbers"), NamedNode(f"{BASE}n")
    quads = [Quad(NamedNode(f"{BASE}{n}"), predicate, Literal(n), graph) for n in range(triples)]
    with tempfile.TemporaryDirectory() as folder:
        versions = Versions(Path(folder))
        with versions.writing(BASE, purpose="benchmark") as staging:
            staging.put(graph, rdf.n_quads(quads))
            versions.publish(staging, message="for a benchmark")
        yield versions


def microseconds(work: Callable[[], object], count: int) -> tuple[float, float]:
    """Median and 99th percentile of doing something many times."""
    taken = []
    for _ in range(count):
        began = time.perf_counter()
        work()
        taken.append((time.perf_counter() - began) * 1e6)
    return statistics.median(taken), sorted(taken)[count * 99 // 100]


def asked(dataset: Dataset, text: str) -> int:
    """The bytes of an answer, each block dropped as it comes."""
    return sum(map(len, dataset.answer(Question(text), WANTED).blocks))


def hops(here: Dataset, there: PooledDataset, count: int) -> None:
    """Small answers, in this process and through the pool."""
    print(f"{'microseconds':22}{'here':>18}{'pool':>18}{'hop':>8}")
    for name, text in QUESTIONS.items():
        near, near99 = microseconds(lambda: asked(here, text), count)  # noqa: B023
        far, far99 = microseconds(lambda: asked(there, text), count)  # noqa: B023
        print(f"{name:22}{near:9.0f} p99{near99:5.0f}{far:9.0f} p99{far99:5.0f}{far - near:8.0f}")


def flows(here: Dataset, there: PooledDataset) -> None:
    """Large answers, in this process as a whole and through the pool as a stream."""
    print(f"\n{'megabytes per second':22}{'here':>18}{'pool':>18}{'size':>8}")
    for name, text in FLOWS.items():
        rates = []
        for dataset in (here, there):
            began = time.perf_counter()
            size = asked(dataset, text) / 1e6
            rates.append(size / (time.perf_counter() - began))
        print(f"{name:22}{rates[0]:18.0f}{rates[1]:18.0f}{size:8.0f}")


def ends(dataset: PooledDataset, count: int) -> None:
    """A process killed and replaced, and the first question that its successor answers."""
    burned, first = [], []
    for _ in range(count):
        began = time.perf_counter()
        with suppress(QueryTimeout):
            dataset.answer(Question(ENDLESS, timeout=0.01), WANTED)
        burned.append((time.perf_counter() - began) * 1e3 - 10)
        first.append(microseconds(lambda: dataset.ask("ASK {}"), 1)[0] / 1e3)
    print(f"\nto kill and replace a process   {statistics.median(burned):6.1f} ms")
    print(f"its successor's first answer    {statistics.median(first):6.1f} ms")


def beside(dataset: PooledDataset, processes: int, count: int) -> None:
    """Another client's small question while all processes but one run endless queries."""
    left: list[bool] = []

    def burn() -> None:
        with suppress(QueryAbandoned):
            asked(dataset.asked_by(Asker("greedy", lambda: bool(left))), ENDLESS)

    threads = [Thread(target=burn) for _ in range(processes - 1)]
    for thread in threads:
        thread.start()
    time.sleep(0.5)
    middle, worst = microseconds(lambda: dataset.asked_by(Asker("other")).ask("ASK {}"), count)
    left.append(True)
    for thread in threads:
        thread.join()
    print(f"ASK beside {processes - 1} that burn           {middle / 1e3:6.2f} ms, p99 {worst / 1e3:.2f} ms")


def main() -> None:
    """Print all figures."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--triples", type=int, default=100_000)
    options.add_argument("--questions", type=int, default=3000)
    given = options.parse_args()
    with published(given.triples) as versions:
        here = LocalDataset(versions, base=BASE)
        there = PooledDataset.of(versions, Settings(base=BASE, query_processes=3))
        began = time.perf_counter()
        there.ask("ASK {}")
        print(f"first answer of a new pool      {(time.perf_counter() - began) * 1e3:6.1f} ms\n")
        hops(here, there, given.questions)
        flows(here, there)
        ends(there, 20)
        beside(there, 3, 200)
        there.close()


if __name__ == "__main__":
    main()
