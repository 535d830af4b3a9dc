"""Updates: what becomes of the graphs, and that the default graph stays their merge."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import rdf
from kg.commits.work import Update
from kg.errors import (
    ChanyuanError,
    DefaultGraphKept,
    FederationRefused,
    GraphExists,
    QueryRefused,
    ScopeTooNarrow,
    UnknownGraph,
)
from kg.versions import digest
from tests.writing import BASE, HOME, carry_out, expected, filled, lines, merge, named, stated

CASES = yaml.safe_load(
    (Path(__file__).parent / "cases" / "updates" / "updates.yaml").read_text(encoding="utf-8")
)


def prefixed(text: str) -> str:
    return f"PREFIX : <{BASE}> {text}"


@pytest.mark.parametrize("case", CASES, ids=[case["update"] for case in CASES])
def test_an_update_does_to_graphs_what_it_says(case: dict[str, str]) -> None:
    store = filled(case["before"])
    carry_out(store, prefixed(case["update"]))
    assert named(store) == expected(case["after"])
    assert merge(store) == stated(store)


@pytest.mark.parametrize("text", ["DROP ALL", "CLEAR SILENT ALL", "clear named", "DROP NAMED"])
def test_emptying_everything_takes_an_admin(text: str) -> None:
    store = filled(":g { :a :b 1 }")
    with pytest.raises(ScopeTooNarrow, match="kg token --scope admin"):
        carry_out(store, text)
    assert named(store) == expected(":g { :a :b 1 }")
    revision = carry_out(store, f"{text}; INSERT DATA {{ GRAPH <g> {{ <a> <b> 2 }} }}", admin=True)
    assert named(store) == expected(":g { :a :b 2 }")
    assert merge(store) == stated(store)
    assert revision.cleared


@pytest.mark.parametrize(
    "text",
    [
        "CLEAR DEFAULT",
        "DROP SILENT DEFAULT",
        "COPY :g TO DEFAULT",
        "MOVE :g TO DEFAULT",
        "MOVE DEFAULT TO :g",
        "INSERT DATA { :a :b 2 }; Clear # ALL\n Default",
        "PREFIX DEFAULT: <x> COPY SILENT :g TO DEFAULT",
    ],
)
@pytest.mark.parametrize("admin", [False, True])
def test_the_default_graph_is_not_replaced_as_a_whole(text: str, *, admin: bool) -> None:
    with pytest.raises(DefaultGraphKept, match="it is the merge of the named graphs"):
        carry_out(filled(":g { :a :b 1 }"), prefixed(text), admin=admin)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("DROP GRAPH :none", UnknownGraph),
        ("COPY :none TO :g", UnknownGraph),
        ("CREATE GRAPH :g", GraphExists),
        ("INSERT DATA { GRAPH <urn:chanyuan:focus> { :a :b 1 } }", UnknownGraph),
        ("INSERT DATA { ?s :b 1 }", QueryRefused),
        ("DELETE DATA { [] :b 1 }", QueryRefused),
        ("SELECT * { ?s ?p ?o }", QueryRefused),
        ("INSERT { ?s ?p ?o }", QueryRefused),
        ("INSERT DATA { x:a :b 1 }", QueryRefused),
        ("INSERT DATA { :a :b " + "<<( :a :b " * 17 + "1" + " )>>" * 17 + " }", QueryRefused),
        ("INSERT DATA { :a :b " + "(" * 101 + ")" * 101 + " }", QueryRefused),
    ],
)
def test_what_cannot_be_done_is_refused(text: str, fault: type[ChanyuanError]) -> None:
    with pytest.raises(fault):
        carry_out(filled(":g { :a :b 1 }"), prefixed(text))


def test_an_unreadable_update_is_refused_with_its_place() -> None:
    with pytest.raises(QueryRefused, match=r"The update cannot be read at line 2, column 6") as refused:
        carry_out(filled(""), "INSERT DATA {\n<a> 1 }")
    assert (refused.value.line, refused.value.column) == (2, 6)


NOBODY = "http://127.0.0.1:9/"
REACHING = [
    "LOAD <%s>",
    "load silent <%s> into graph <g>",
    "LOAD# comment\n<%s>",
    "PREFIX x: <%s> LOAD x:",
    "BASE <%s> LOAD <>",
    "INSERT DATA {} ; LOAD <%s>",
    "INSERT { <a> <b> ?x } WHERE { SERVICE <%s> { ?x ?p ?o } }",
    "INSERT { <a> <b> ?x } WHERE { service silent<%s>{ ?x ?p ?o } }",
    "DELETE { <a> <b> 1 } WHERE { { SELECT * { SeRvIcE # x\n <%s> { ?x ?p ?o } } } }",
    "PREFIX s: <%s> WITH <g> INSERT { <a> <b> 1 } WHERE { SERVICE s: {} }",
    "INSERT { <a> <b> 1 } WHERE { FILTER(1<2#> '\n) FILTER EXISTS { SERVICE <%s> {} } }",
]


@pytest.mark.parametrize("text", REACHING)
def test_nothing_is_fetched_that_is_not_listed(text: str) -> None:
    with pytest.raises((FederationRefused, QueryRefused)) as refused:
        carry_out(filled(""), text % NOBODY)
    assert "1<2#" in text or isinstance(refused.value, FederationRefused)


@pytest.mark.parametrize("word", ["load", "service"])
def test_a_word_that_could_reach_out_is_harmless_elsewhere(word: str) -> None:
    store = filled("")
    carry_out(store, f"INSERT DATA {{ <{word}> <b> '{word} <x>' }} # {word} <x>")
    assert word.encode() in lines(store)


DEFAULTS = "INSERT { GRAPH <t> { ?s ?p ?o } } WHERE { ?s ?p ?o }"
NAMED = "INSERT { GRAPH <t> { ?s ?p ?o } } WHERE { GRAPH ?g { ?s ?p ?o } }"


@pytest.mark.parametrize(
    ("text", "using", "using_named", "inserted"),
    [
        (DEFAULTS, (f"{BASE}g",), None, ":t { :a :b 1 }"),
        (DEFAULTS, (f"{BASE}g", f"{BASE}h"), None, ":t { :a :b 1, 2 }"),
        (DEFAULTS, None, (f"{BASE}g",), ""),
        (NAMED, None, (f"{BASE}g",), ":t { :a :b 1 }"),
        (NAMED, (f"{BASE}g",), None, ""),
    ],
)
def test_the_protocol_says_what_patterns_are_about(
    text: str, using: tuple[str, ...] | None, using_named: tuple[str, ...] | None, inserted: str
) -> None:
    store = filled(":g { :a :b 1 } :h { :a :b 2 }")
    carry_out(store, Update(text, using, using_named))
    assert named(store) == expected(f":g {{ :a :b 1 }} :h {{ :a :b 2 }} {inserted}")


@pytest.mark.parametrize(
    "text",
    [
        "WITH <g> INSERT { <a> <b> 1 } WHERE {}",
        "INSERT { <a> <b> 1 } USING <g> WHERE {}",
        "INSERT DATA {} ; INSERT { <a> <b> 1 } USING NAMED <g> WHERE {}",
    ],
)
def test_graphs_are_given_by_the_update_or_by_the_protocol(text: str) -> None:
    with pytest.raises(QueryRefused, match="say it once"):
        carry_out(filled(""), Update(text, using_named=(f"{BASE}g",)))


FORMS = [
    "INSERT DATA {{ {s} <p> {o} }}",
    "INSERT DATA {{ GRAPH {g} {{ {s} <p> {o} }} }}",
    "DELETE DATA {{ {s} <p> {o} }}",
    "DELETE DATA {{ GRAPH {g} {{ {s} <p> {o} }} }}",
    "DELETE WHERE {{ {s} ?p ?o }}",
    "DELETE WHERE {{ GRAPH {g} {{ ?s ?p ?o }} }}",
    "WITH {g} DELETE {{ ?s ?p {o} }} INSERT {{ {o} ?p ?s }} WHERE {{ ?s ?p {o} }}",
    "INSERT {{ GRAPH {g} {{ ?o ?p ?s }} }} WHERE {{ ?s ?p ?o }}",
    "DELETE {{ ?s ?p ?o }} INSERT {{ GRAPH {g} {{ {s} ?p ?o }} }} WHERE {{ ?s ?p ?o }}",
    "ADD SILENT {g} TO {h}",
    "ADD SILENT {g} TO DEFAULT",
    "COPY SILENT {g} TO {h}",
    "MOVE SILENT {g} TO {h}",
    "CLEAR SILENT GRAPH {g}",
]
terms = st.sampled_from(["<a>", "<b>", "<c>"])
graphs = st.sampled_from(["<g>", "<h>", HOME])
operations = st.builds(str.format, st.sampled_from(FORMS), s=terms, o=terms, g=graphs, h=graphs)


@settings(max_examples=150, deadline=None)
@given(requests=st.lists(st.lists(operations, min_size=1, max_size=4), max_size=5))
def test_whatever_is_written_the_default_graph_stays_the_merge(requests: list[list[str]]) -> None:
    store, digests, patch = filled(""), dict[str, str](), b""
    for request in requests:
        revision = carry_out(store, " ; ".join(request), patch=patch)
        patch = revision.patch
        for graph, change in revision.changes.items():
            digests[graph] = digest.shifted(digests.get(graph, ""), change.shift)
        assert merge(store) == stated(store)
    empty = digest.of(b"")
    assert {graph: each for graph, each in digests.items() if each != empty} == {
        graph.value: digest.of(rdf.n_quads(store.quads_for_pattern(None, None, None, graph)))
        for graph in store.named_graphs()
        if any(store.quads_for_pattern(None, None, None, graph))
    }


@settings(max_examples=100, deadline=None)
@given(requests=st.lists(st.lists(operations, min_size=1, max_size=3), max_size=3))
def test_several_operations_do_what_they_do_one_by_one(requests: list[list[str]]) -> None:
    together, apart = filled(""), filled("")
    for request in requests:
        carry_out(together, " ; ".join(request))
        for operation in request:
            carry_out(apart, operation)
    assert lines(together) == lines(apart)
