"""Several graphs asked as one: each triple once, however the graphs are named."""

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from kg.dataset import RESULT_FORMATS, Kind, LocalDataset, Question, Term
from kg.dataset.interface import solutions
from kg.dataset.several import stated
from kg.errors import FederationRefused, QueryRefused
from kg.versions import Versions

Publish = Callable[[Path, Iterable[Quad]], Versions]

BASE = "http://kg.test/"
A, B, C = (NamedNode(f"{BASE}{name}") for name in "abc")
P = NamedNode(f"{BASE}p")
NODE = BlankNode("shared")
COUNT = "SELECT (COUNT(*) AS ?n)"


@pytest.fixture(scope="module")
def dataset(publish: Publish, tmp_path_factory: pytest.TempPathFactory) -> LocalDataset:
    """Three graphs: a and b share a triple, c has one of its own."""
    content = [Quad(P, P, Literal(1), A), Quad(P, P, Literal(1), B), Quad(P, P, Literal(2), B)]
    content += [Quad(P, P, Literal(3), C)]
    return LocalDataset(publish(tmp_path_factory.mktemp("several"), content), base=BASE)


def rows(dataset: LocalDataset, question: Question) -> list[dict[str, Term]]:
    """The solutions to a question."""
    answer = dataset.answer(question, {Kind.SOLUTIONS: RESULT_FORMATS[0]})
    return [dict(row) for row in solutions(b"".join(answer.blocks)).rows]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (f"{COUNT} FROM <a> {{ ?s ?p ?o }}", 1),
        (f"{COUNT} FROM <a> FROM <b> {{ ?s ?p ?o }}", 2),
        (f"{COUNT} FROM <a> FROM <b> FROM <c> WHERE {{ ?s ?p ?o }}", 3),
        (f"{COUNT} FROM <a> FROM <c> {{ ?s ?p ?o }}", 2),
        (f"{COUNT} FROM <a> FROM <a> {{ ?s ?p ?o }}", 1),
        (f"PREFIX : <{BASE}> {COUNT} from :a # FROM :c\n From :b {{ ?s ?p ?o }}", 2),
        (f"BASE <{BASE}x/> {COUNT} FROM <../a> FROM <../b> {{ ?s ?p ?o }}", 2),
        ("SELECT (COUNT(*) AS ?n) ?from FROM <a> FROM <b> { ?s ?p ?o } GROUP BY ?from", 2),
        (f"{COUNT} FROM <a> FROM <b> FROM NAMED <c> {{ ?s ?p ?o }}", 2),
        (f"{COUNT} FROM <a> FROM <b> FROM NAMED <c> {{ GRAPH ?g {{ ?s ?p ?o }} }}", 1),
        (f"{COUNT} FROM NAMED <a> FROM NAMED <b> {{ GRAPH ?g {{ ?s ?p ?o }} }}", 3),
        (f"{COUNT} FROM <a> FROM <b> FROM NAMED <b> {{ ?s ?p ?o . GRAPH ?g {{ ?s ?p ?o }} }}", 2),
        (f'{COUNT} {{ ?s ?p ?o BIND("FROM <a> FROM <b>" AS ?x) }}', 3),
    ],
)
def test_from_gives_each_triple_once(dataset: LocalDataset, text: str, count: int) -> None:
    assert [row["n"] for row in rows(dataset, Question(text))] == [Literal(count)]


@pytest.mark.parametrize(
    ("default", "named", "count"),
    [
        ((A.value, B.value), None, 2),
        ((A.value, A.value), None, 1),
        ((A.value, B.value), (C.value,), 2),
        ((), (A.value, B.value), 0),
    ],
)
def test_the_protocols_graphs_give_each_triple_once(
    dataset: LocalDataset, default: tuple[str, ...], named: tuple[str, ...] | None, count: int
) -> None:
    asked = Question(f"{COUNT} FROM <c> {{ ?s ?p ?o }}", default, named)
    assert rows(dataset, asked) == [{"n": Literal(count)}]


def test_a_blank_node_stays_one_in_all_graphs(tmp_path: Path) -> None:
    content = [Quad(P, P, NODE, A), Quad(P, P, NODE, B), Quad(NODE, P, P, B), Quad(NODE, P, P, C)]
    versions = Versions(tmp_path)
    with versions.writing(BASE, purpose="test") as staging:
        staging.store.extend(content)
        versions.publish(staging, message="with blank nodes")
    text = f"{COUNT} FROM <a> FROM <b> FROM NAMED <c> {{ ?s ?p ?n . ?n ?p ?s . GRAPH ?g {{ ?n ?p ?s }} }}"
    assert rows(LocalDataset(versions, base=BASE), Question(text)) == [{"n": Literal(1)}]


def test_a_copy_is_not_used_for_another_version(publish: Publish, tmp_path: Path) -> None:
    same = [Quad(P, P, Literal(1), A), Quad(P, P, Literal(1), B)]
    versions = publish(tmp_path, same)
    dataset, text = LocalDataset(versions, base=BASE), f"{COUNT} FROM <a> FROM <b> {{ ?s ?p ?o }}"
    before = rows(dataset, Question(text))
    publish(tmp_path, [*same, Quad(P, P, Literal(2), A)])
    assert (before, rows(dataset, Question(text))) == ([{"n": Literal(1)}], [{"n": Literal(2)}])
    assert rows(dataset, Question(text, version=1)) == [{"n": Literal(1)}]


@pytest.mark.parametrize(
    "text",
    ["ASK FROM <a> FROM <b> { ?s ?p }", "FROM <a> FROM <b> ASK {}", "ASK FROM <a> FROM nowhere:b { }"],
)
def test_what_is_wrong_with_a_query_is_told_of_the_query_itself(dataset: LocalDataset, text: str) -> None:
    with pytest.raises(QueryRefused, match=r"^The query cannot be read at line 1"):
        rows(dataset, Question(text))


@given(st.text(alphabet='FROM from<ab>{}"#\n:?() SELCTAKWHR\\', max_size=60))
def test_no_text_makes_the_reading_of_from_fail(text: str) -> None:
    def resolve(_: str) -> None:
        raise QueryRefused("not read here")

    try:
        stated(text, resolve)  # type: ignore[arg-type]  # it has no solutions to give
    except QueryRefused:
        assert text.lower().count("from") > 1


def test_names_are_resolved_without_asking_another_endpoint(dataset: LocalDataset) -> None:
    with pytest.raises((FederationRefused, QueryRefused)):
        rows(dataset, Question("ASK FROM <a> FROM <b> { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"))
