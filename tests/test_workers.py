"""Queries in processes of their own: the answers of any dataset, and limits that end nothing but a query."""

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from threading import Event, Thread
from time import monotonic

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from kg.dataset import GRAPH_FORMATS, RESULT_FORMATS, Asker, Format, Kind, LocalDataset, Question
from kg.errors import (
    BadSetting,
    ChanyuanError,
    FederationRefused,
    FormatRefused,
    NothingPublished,
    QueryAbandoned,
    QueryCrashed,
    QueryMemory,
    QueryRefused,
    QueryTimeout,
    UnknownVersion,
)
from kg.settings import Settings
from kg.versions import Versions
from kg.workers import Limits, PooledDataset
from tests.pools import BASE, DEADLY, ENDLESS, GREEDY, LONG, WANTED, body, megabytes, pooled, soon, workers

pytestmark = pytest.mark.slow

Publish = Callable[[Path, Iterable[Quad]], Versions]

LETTER = NamedNode(f"{BASE}id/graph/letter")
SIZE = 2000


def numbers(count: int) -> list[Quad]:
    return [
        Quad(NamedNode(f"{BASE}id/place/{n}"), NamedNode(f"{BASE}n"), Literal(n), LETTER)
        for n in range(count)
    ]


@pytest.fixture(scope="module")
def versions(publish: Publish, tmp_path_factory: pytest.TempPathFactory) -> Versions:
    """Two thousand triples, whose products are as large as one likes."""
    return publish(tmp_path_factory.mktemp("workers"), numbers(SIZE))


@pytest.fixture(scope="module")
def dataset(versions: Versions) -> Iterator[PooledDataset]:
    with pooled(versions, Limits(timeout=60, memory=256, processes=3)) as dataset:
        yield dataset


FORMS = [
    *(("SELECT * { ?s ?p 7 OPTIONAL { ?s <none> ?o } }", Kind.SOLUTIONS, each) for each in RESULT_FORMATS),
    *(("ASK { ?s ?p 7 }", Kind.BOOLEAN, each) for each in RESULT_FORMATS),
    *(("CONSTRUCT { ?s a cy:Place } { ?s ?p ?o } ORDER BY ?o", Kind.TRIPLES, each) for each in GRAPH_FORMATS),
    ("SELECT * { ?s ?p ?o } ORDER BY ?o", Kind.SOLUTIONS, RESULT_FORMATS[0]),
    ("SELECT * { ?s ?p 'nothing' }", Kind.SOLUTIONS, RESULT_FORMATS[2]),
    ("CONSTRUCT WHERE { ?s ?p 'nothing' }", Kind.TRIPLES, GRAPH_FORMATS[1]),
]


@pytest.mark.parametrize(("text", "kind", "form"), FORMS)
def test_a_process_answers_what_the_library_answers(
    dataset: PooledDataset, versions: Versions, text: str, kind: Kind, form: Format
) -> None:
    question, wanted = Question(text), {kind: form}
    here = LocalDataset(versions, base=BASE).answer(question, wanted)
    there = dataset.answer(question, wanted)
    assert (there.kind, there.format, b"".join(there.blocks)) == (here.kind, form, b"".join(here.blocks))


@pytest.mark.parametrize(
    ("question", "error"),
    [
        (Question("SELECT *\n{ ?s ?p }"), QueryRefused),
        (Question("ASK { SERVICE <http://127.0.0.1:9/> {} }"), FederationRefused),
        (Question("ASK {}", default_graphs=("no iri",)), QueryRefused),
        (Question("SELECT * {}"), FormatRefused),
        (Question("ASK {}", version=9), UnknownVersion),
        (Question(f"ASK {{ FILTER({'STR(' * 1000}1{')' * 1000} = '1') }}"), QueryRefused),
    ],
)
def test_a_refusal_is_the_same_as_the_librarys(
    dataset: PooledDataset, versions: Versions, question: Question, error: type[ChanyuanError]
) -> None:
    told = []
    for each in (dataset, LocalDataset(versions, base=BASE)):
        with pytest.raises(error) as refused:
            each.answer(question, {Kind.BOOLEAN: RESULT_FORMATS[0]})
        told.append((str(refused.value), vars(refused.value)))
    assert told[0] == told[1]


def test_a_query_that_runs_too_long_is_stopped(dataset: PooledDataset) -> None:
    burned = workers()
    began = monotonic()
    with pytest.raises(QueryTimeout, match=r"stopped after [\d.]+ seconds; it may run for 0\.3") as error:
        body(dataset, ENDLESS, timeout=0.3)
    assert monotonic() - began < 20
    assert (error.value.limit, error.value.elapsed) == (0.3, pytest.approx(0.3, abs=10))
    assert dataset.ask("ASK {}")
    assert set(burned) - set(workers()), "the process that ran it has gone"


def test_an_asker_can_wait_less_than_the_limit_but_not_more(versions: Versions) -> None:
    with pooled(versions, Limits(timeout=0.2)) as dataset:
        for timeout, limit in ((0.1, 0.1), (0, 0), (-1, 0), (5, 0.2), (None, 0.2)):
            with pytest.raises(QueryTimeout) as error:
                body(dataset, ENDLESS, timeout=timeout)
            assert error.value.limit == limit


def test_what_was_learnt_for_one_asker_need_not_be_asked_again_for_another(dataset: PooledDataset) -> None:
    assert len({dataset.asked_by(Asker("one")), dataset.asked_by(Asker("other")), dataset}) == 1
    assert dataset.at(1) == dataset.at(1) != dataset.at(2)


@pytest.mark.parametrize(
    ("variable", "value", "says"),
    [
        ("KG_QUERY_MEMORY", "64", "at least 128"),
        ("KG_QUERY_PROCESSES", "1", "2 or more"),
        ("KG_QUERY_PROCESSES", "-2", "2 or more"),
        ("KG_QUERY_TIMEOUT", "0", "above 0"),
    ],
)
def test_a_limit_that_cannot_be_kept_is_a_bad_setting(variable: str, value: str, says: str) -> None:
    with pytest.raises(BadSetting, match=f"{variable} is .*{says}"):
        Settings.from_environment({variable: value})


def test_a_query_that_takes_too_much_memory_is_stopped(dataset: PooledDataset) -> None:
    with pytest.raises(QueryMemory, match="it took more than the 256 MB") as error:
        body(dataset, GREEDY)
    assert error.value.limit == 256
    assert dataset.ask("ASK {}")


def test_a_query_that_brings_down_the_engine_harms_nobody(dataset: PooledDataset) -> None:
    with pytest.raises(QueryCrashed, match=r"The engine broke down \(SIGSEGV\)"):
        body(dataset, DEADLY)
    assert dataset.ask("ASK {}")


@pytest.mark.parametrize(
    "text",
    [
        f"ASK {{ FILTER({'!' * 20_000}true) }}",
        f"ASK {{ {'OPTIONAL { ?s ?p ?o } ' * 40} }}",
        f"ASK {{ {{}} {'UNION {} ' * 3000} }}",
    ],
)
def test_queries_that_overflow_an_ordinary_stack_are_answered(dataset: PooledDataset, text: str) -> None:
    assert dataset.ask(text)


def test_a_short_answer_is_whole_when_it_begins(dataset: PooledDataset) -> None:
    answer = dataset.answer(Question("ASK {}"), WANTED)
    assert (answer.whole, list(answer.blocks)) == (True, [b'{"head":{},"boolean":true}'])


def test_an_answer_begins_before_its_end_is_known(dataset: PooledDataset) -> None:
    answer = dataset.answer(Question(LONG), WANTED)
    assert not answer.whole
    blocks = answer.blocks
    first, second = next(blocks), next(blocks)
    blocks.close()  # type: ignore[attr-defined]
    assert first.startswith(b"a,b,c,d,e,f,g,h,i\r\n")
    assert min(len(first), len(second)) >= 1 << 16
    assert list(blocks) == []


def test_a_reader_who_pauses_does_not_make_the_process_grow(dataset: PooledDataset) -> None:
    blocks = dataset.answer(Question(LONG), WANTED).blocks
    taken = sum(len(next(blocks)) for _ in range(100))
    size = max(megabytes(each, "VmHWM") for each in workers())
    blocks.close()  # type: ignore[attr-defined]
    assert taken > 100 << 16
    assert size < 100


@pytest.mark.slow
def test_an_answer_of_hundreds_of_megabytes_passes_through_bounded_memory(dataset: PooledDataset) -> None:
    wanted = {Kind.SOLUTIONS: RESULT_FORMATS[0]}
    before, taken = megabytes(os.getpid()), 0
    for block in dataset.answer(Question(f"{LONG} LIMIT 400000"), wanted).blocks:
        taken += len(block)
    assert taken > 200_000_000
    assert megabytes(os.getpid()) - before < 32
    assert max(megabytes(each, "VmHWM") for each in workers()) < 100


def test_triples_are_written_while_they_are_computed(dataset: PooledDataset) -> None:
    blocks = dataset.answer(Question("CONSTRUCT { ?a ?b ?f } { ?a ?b ?c . ?d ?e ?f }"), WANTED).blocks
    assert next(blocks).startswith(b"<http://kg.test/id/place/")
    blocks.close()  # type: ignore[attr-defined]


def test_a_fault_after_the_first_block_breaks_the_answer(dataset: PooledDataset) -> None:
    blocks = dataset.answer(Question(LONG, timeout=0.3), WANTED).blocks
    assert next(blocks)
    with pytest.raises(QueryTimeout):
        for _ in blocks:
            pass
    assert list(blocks) == []


def test_only_the_time_of_the_process_counts_not_that_of_the_reader(dataset: PooledDataset) -> None:
    blocks = dataset.answer(Question(f"{LONG} LIMIT 5000", timeout=1), WANTED).blocks
    first = next(blocks)
    Event().wait(1.1)
    assert (first + b"".join(blocks)).count(b"\n") == 5001


def test_closing_an_answer_frees_its_process(dataset: PooledDataset) -> None:
    answer = dataset.answer(Question(LONG), WANTED)
    before, began = set(workers()), monotonic()
    answer.blocks.close()  # type: ignore[attr-defined]
    assert monotonic() - began < 10
    assert len(before - set(workers())) == 1


def test_an_answer_that_everybody_forgot_frees_its_process(versions: Versions) -> None:
    with pooled(versions, Limits(timeout=60, processes=2)) as dataset:
        for _ in range(3):
            dataset.answer(Question(LONG), WANTED)
        assert dataset.ask("ASK {}")


def test_a_client_that_leaves_frees_its_process_within_a_second(dataset: PooledDataset) -> None:
    left, failures = Event(), list[ChanyuanError]()

    def ask() -> None:
        try:
            body(dataset.asked_by(Asker("impatient", left.is_set)), ENDLESS)
        except ChanyuanError as error:
            failures.append(error)

    assert dataset.ask("ASK {}")
    before = set(workers())
    thread = Thread(target=ask)
    thread.start()
    assert not thread.join(0.3)
    left.set()
    thread.join(20)
    assert [type(each) for each in failures] == [QueryAbandoned]
    assert soon(lambda: len(before - set(workers())) == 1, seconds=20)


def test_another_version_is_asked_as_soon_as_it_is_published(publish: Publish, tmp_path: Path) -> None:
    with pooled(Versions(tmp_path), Limits(processes=2)) as dataset:
        with pytest.raises(NothingPublished):
            dataset.ask("ASK {}")
        seen = []
        for count in (1, 2, 3):
            publish(tmp_path, numbers(count))
            seen.append((dataset.version(), body(dataset, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")))
        Versions(tmp_path).rollback(2)
        seen.append((dataset.version(), body(dataset, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")))
        assert seen == [(str(n), b"n\r\n%d\r\n" % n) for n in (1, 2, 3, 2)]
        question = Question("ASK { ?s ?p 2 }", version=3)
        assert b"".join(dataset.answer(question, WANTED).blocks) == b'{"head":{},"boolean":true}'
