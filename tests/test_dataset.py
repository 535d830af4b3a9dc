"""Asking a published version: kinds, formats, refusals before the first byte, and new versions."""

import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, Triple, parse

from kg.dataset import GRAPH_FORMATS, RESULT_FORMATS, Format, Kind, LocalDataset, Question, Solutions
from kg.dataset.federation import check
from kg.errors import (
    DamagedVersion,
    FederationRefused,
    FormatRefused,
    NothingPublished,
    QueryRefused,
    StoreUnavailable,
    UnknownVersion,
)
from kg.versions import Versions

Publish = Callable[[Path, Iterable[Quad]], Versions]

BASE = "http://kg.test/"
SONG, LIAO, MET = (NamedNode(f"{BASE}id/polity/{name}") for name in ("song", "liao", "met"))
YEAR = Literal(1005)
LETTER, OTHER = (NamedNode(f"{BASE}id/graph/{name}") for name in ("letter", "other"))
NOBODY_LISTENS = "http://127.0.0.1:9/"


@pytest.fixture(scope="module")
def dataset(publish: Publish, tmp_path_factory: pytest.TempPathFactory) -> LocalDataset:
    """Two triples in two graphs, one of them in both."""
    content = [Quad(SONG, MET, LIAO, LETTER), Quad(SONG, MET, YEAR, OTHER), Quad(SONG, MET, LIAO, OTHER)]
    return LocalDataset(publish(tmp_path_factory.mktemp("dataset"), content), base=BASE)


def body(dataset: LocalDataset, text: str, kind: Kind, form: Format) -> bytes:
    """The bytes of an answer in one format."""
    return b"".join(dataset.answer(Question(text), {kind: form}).blocks)


def test_a_select_gives_typed_terms_in_the_order_of_its_columns(dataset: LocalDataset) -> None:
    asked = dataset.select("SELECT ?what ?nothing { <id/polity/song> ?p ?what } ORDER BY ?what")
    assert asked == Solutions(("what", "nothing"), ({"what": LIAO}, {"what": YEAR}))


def test_an_ask_is_true_or_false(dataset: LocalDataset) -> None:
    assert dataset.ask("ASK { <id/polity/song> ?p 1005 }") is True
    assert dataset.ask("ASK { <id/polity/song> ?p 1006 }") is False


def test_a_construct_gives_each_triple_once(dataset: LocalDataset) -> None:
    text = "CONSTRUCT { ?s ?p 1 } WHERE { ?s ?p ?o }"
    assert dataset.construct(text) == [Triple(SONG, MET, Literal(1))]


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("json", b'{"head":{"vars":["n"]},"results":{"bindings":[{"n":{"type":"literal","value":"1005"}}]}}'),
        ("csv", b"n\r\n1005\r\n"),
        ("tsv", b'?n\n"1005"\n'),
    ],
)
def test_a_table_is_written_in_the_wanted_format(dataset: LocalDataset, form: str, expected: bytes) -> None:
    wanted = next(each for each in RESULT_FORMATS if each.name == form)
    assert (
        body(dataset, "SELECT (STR(?y) AS ?n) { ?s ?p ?y FILTER(isLiteral(?y)) }", Kind.SOLUTIONS, wanted)
        == expected
    )


@pytest.mark.parametrize("form", GRAPH_FORMATS, ids=lambda form: form.name)
def test_a_graph_reads_back_the_same_from_every_format(dataset: LocalDataset, form: Format) -> None:
    written = body(dataset, "DESCRIBE <id/polity/song>", Kind.TRIPLES, form)
    read = {quad.triple for quad in parse(written, format=RdfFormat.from_media_type(form.media_type))}
    assert read == {Triple(SONG, MET, LIAO), Triple(SONG, MET, YEAR)}


def test_the_kind_is_the_engines_word_and_not_the_texts(dataset: LocalDataset) -> None:
    wanted = {Kind.BOOLEAN: RESULT_FORMATS[0], Kind.SOLUTIONS: RESULT_FORMATS[2]}
    asked = dataset.answer(Question("# SELECT\nASK { FILTER('CONSTRUCT' != 'DESCRIBE') }"), wanted)
    assert (asked.kind, asked.format.name) == (Kind.BOOLEAN, "json")


def test_a_kind_that_no_wanted_format_holds_is_refused(dataset: LocalDataset) -> None:
    with pytest.raises(FormatRefused, match=r"answer is triples, but only a table of solutions can be taken"):
        dataset.select("DESCRIBE <id/polity/song>")


@pytest.mark.parametrize(
    ("default", "named", "in_default", "in_named"),
    [
        (None, None, 2, 3),
        ((LETTER.value,), None, 1, 0),
        (None, (LETTER.value,), 0, 1),
        ((f"{BASE}id/graph/none",), (LETTER.value,), 0, 1),
    ],
)
def test_the_protocols_dataset_is_closed(
    dataset: LocalDataset,
    default: tuple[str, ...] | None,
    named: tuple[str, ...] | None,
    in_default: int,
    in_named: int,
) -> None:
    text = "SELECT (COUNT(?a) AS ?d) (COUNT(?b) AS ?n) { { ?a ?p ?o } UNION { GRAPH ?g { ?b ?p ?o } } }"
    asked = dataset.answer(Question(text, default, named), {Kind.SOLUTIONS: RESULT_FORMATS[2]})
    assert b"".join(asked.blocks) == f"d,n\r\n{in_default},{in_named}\r\n".encode()


@pytest.mark.parametrize(
    ("text", "line", "column", "says"),
    [
        ("SELECT * {", 1, 11, "A bracket, a dot or a part of a triple is missing there."),
        ("SELECT *\n{ ?s ?p }", 2, 10, "A bracket, a dot or a part of a triple is missing there."),
        ("ASK { ?s dc:title 1 }", 1, 18, "The prefix dc: is not declared; write PREFIX dc: <…> at the top."),
        ("SELECT (COUNT(*) AS ?n) ?s { ?s ?p ?o }", 1, 40, "The SELECT contains a variable that is unbound."),
        ("", 0, 0, "The query is empty"),
        ("LOAD <http://kg.test/x>", 0, 0, "LOAD is an update, and only queries are answered here"),
        ("PREFIX a: <b>\n# why\ninsert data { <a> <b> 1 }", 0, 0, "INSERT is an update"),
        ("ASK " + "{" * 101 + "}" * 101, 0, 0, "nests more than 100 brackets"),
    ],
)
def test_an_unreadable_query_is_refused_with_its_place(
    dataset: LocalDataset, text: str, line: int, column: int, says: str
) -> None:
    with pytest.raises(QueryRefused) as refused:
        dataset.ask(text)
    assert (refused.value.line, refused.value.column) == (line, column)
    assert says in str(refused.value)


@pytest.mark.parametrize("graph", ["not an iri", "http://kg.test/<x>", ""])
def test_a_graph_name_that_is_no_iri_is_refused(dataset: LocalDataset, graph: str) -> None:
    with pytest.raises(QueryRefused, match="A graph is named by an absolute IRI"):
        dataset.answer(Question("ASK {}", (graph,)), {Kind.BOOLEAN: RESULT_FORMATS[0]})


SERVICES = [
    "SELECT * { SERVICE <%s> { ?s ?p ?o } }",
    "SELECT * { service<%s>{ ?s ?p ?o } }",
    "ASK { SERVICE SILENT <%s> { ?s ?p ?o } }",
    "ASK { SeRvIcE\tsilent\n<%s> { ?s ?p ?o } }",
    "SELECT * { SERVICE # <http://elsewhere/>\n <%s> { ?s ?p ?o } }",
    "PREFIX x: <%s> SELECT * { SERVICE x: { ?s ?p ?o } }",
    "PREFIX : <%s> SELECT * { SERVICE:{ ?s ?p ?o } }",
    "BASE <%s> SELECT * { SERVICE <> { ?s ?p ?o } }",
    "SELECT * { VALUES ?e { <%s> } SERVICE ?e { ?s ?p ?o } }",
    "SELECT * { SERVICE?e { ?s ?p ?o } VALUES ?e { <%s> } }",
    "SELECT * { { SELECT * { OPTIONAL { SERVICE <%s> { ?s ?p ?o } } } } }",
    "SELECT * { FILTER NOT EXISTS { SERVICE <%s> { ?s ?p ?o } } }",
    "SELECT * { BIND(1 AS ?a) FILTER(?a<'>' || EXISTS { SERVICE <%s> {} } || 1 = 'x') }",
    "CONSTRUCT { ?s ?p ?o } WHERE { GRAPH ?g { SERVICE <%s> { ?s ?p ?o } } }",
    "DESCRIBE ?s { SERVICE <%s> { ?s ?p ?o } }",
    "SELECT * { ?service ?p 'service' . SERVICE <%s> { ?s ?p ?o } }",
    'SELECT * { ?s ?p \'it\'\'s\' ; ?q """a"b""" . SERVICE <%s> { ?s ?p ?o } }',
]


@pytest.mark.parametrize("text", SERVICES)
def test_service_is_refused_however_it_is_written(dataset: LocalDataset, text: str) -> None:
    with pytest.raises((FederationRefused, QueryRefused)) as refused:
        dataset.answer(Question(text % NOBODY_LISTENS), dict.fromkeys(Kind, RESULT_FORMATS[0]))
    assert "''" in text or "KG_FEDERATION" in str(refused.value)


@pytest.mark.parametrize(
    "text",
    [
        "ASK { FILTER('military service' != 'SERVICE <http://a/> { }') }",
        "ASK { OPTIONAL { ?service ?p ?o } } # SERVICE <http://a/> {}",
        "PREFIX service: <http://service/> ASK { OPTIONAL { service:Service a <http://a/SERVICE> } }",
        "ASK { FILTER(lang('service'@service) = 'service') }",
    ],
)
def test_the_word_service_is_free_outside_the_keyword(dataset: LocalDataset, text: str) -> None:
    assert dataset.ask(text) is True


def test_the_escaped_keyword_is_no_keyword(dataset: LocalDataset) -> None:
    with pytest.raises(QueryRefused):
        dataset.select(f"SELECT * {{ \\u0053ERVICE <{NOBODY_LISTENS}> {{ ?s ?p ?o }} }}")


QUOTES = (" <'>", "'", '"', "'''", "#", "\n", "\\", " < ", "x:")
WORDS = ("SERVICE", "service", " <http://127.0.0.1:9/>", "OPTIONAL", "EXISTS ", "GRAPH ?g ", " FILTER(1 ")
MARKS = (" { ", " } ", " {} ", " ?a ", "1", ".", ";", ")", " || ")
PIECES = st.sampled_from((*QUOTES, *WORDS, *MARKS))


@given(st.lists(PIECES, max_size=12).map("".join))
def test_no_text_that_the_guard_lets_pass_reaches_an_endpoint(inner: str) -> None:
    text = f"SELECT * {{ {inner} }}"
    store = Store()

    def parsed(query: str) -> object:
        try:
            return store.query(query)
        except SyntaxError as error:
            raise QueryRefused(str(error)) from error

    try:
        check(text, parsed)
    except (FederationRefused, QueryRefused):
        return
    try:
        results = store.query(text)
    except SyntaxError:
        return
    assert len(list(results)) <= 1, "an OSError above would mean that the engine asked an endpoint"


def test_an_allowed_endpoint_is_asked_and_no_other(dataset: LocalDataset) -> None:
    open_to = LocalDataset(dataset._versions, base=BASE, federation=[NOBODY_LISTENS])
    with pytest.raises(StoreUnavailable):
        open_to.select(f"SELECT * {{ SERVICE <{NOBODY_LISTENS}> {{ ?s ?p ?o }} }}")
    for other in ("http://127.0.0.1:9/other", "http://127.0.0.1:99/"):
        with pytest.raises(FederationRefused, match=r"no other endpoint than http://127\.0\.0\.1:9/"):
            open_to.select(f"SELECT * {{ SERVICE <{other}> {{ ?s ?p ?o }} }}")


def test_a_new_version_is_answered_from_as_soon_as_it_is_published(publish: Publish, tmp_path: Path) -> None:
    dataset = LocalDataset(Versions(tmp_path), base=BASE)
    seen = []
    for number in (1, 2):
        publish(tmp_path, [Quad(SONG, MET, Literal(number), LETTER)])
        seen.append((dataset.version(), dataset.select("SELECT ?n { ?s ?p ?n }").rows))
    assert seen == [("1", ({"n": Literal(1)},)), ("2", ({"n": Literal(2)},))]


def test_a_roll_back_is_answered_from_as_well(publish: Publish, tmp_path: Path) -> None:
    for number in (1, 2):
        versions = publish(tmp_path, [Quad(SONG, MET, Literal(number), LETTER)])
    dataset = LocalDataset(versions, base=BASE)
    assert dataset.ask("ASK { ?s ?p 2 }")
    versions.rollback(1)
    assert dataset.ask("ASK { ?s ?p 1 }")


def test_an_older_version_is_answered_from_when_asked_for(publish: Publish, tmp_path: Path) -> None:
    for number in (1, 2, 3):
        versions = publish(tmp_path, [Quad(SONG, MET, Literal(number), LETTER)])
    dataset, wanted = LocalDataset(versions, base=BASE), {Kind.SOLUTIONS: RESULT_FORMATS[2]}
    asked = [Question("SELECT ?n { ?s ?p ?n }", version=number) for number in (1, 2, 3, None, 1)]
    answers = [b"".join(dataset.answer(question, wanted).blocks) for question in asked]
    assert answers == [b"n\r\n%d\r\n" % number for number in (1, 2, 3, 3, 1)]
    with pytest.raises(UnknownVersion, match="has no version 4"):
        dataset.answer(Question("ASK {}", version=4), wanted)


def test_an_answer_is_written_while_it_is_computed(dataset: LocalDataset) -> None:
    class Full:
        taken = 0

        def write(self, data: bytes) -> int:
            self.taken += len(data)
            if self.taken > 100_000:
                raise BrokenPipeError
            return len(data)

        def flush(self) -> None:
            raise AssertionError("the answer cannot have come to its end")

    text = f"SELECT * {{ {' '.join(f'?a{n} ?b{n} ?c{n} .' for n in range(40))} }}"
    begun = dataset.evaluation(Question(text), {Kind.SOLUTIONS: RESULT_FORMATS[0]})
    with pytest.raises(StoreUnavailable):
        begun.write(Full())


def test_nothing_published_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(NothingPublished, match="kg build"):
        LocalDataset(Versions(tmp_path), base=BASE).ask("ASK {}")


def test_a_damaged_version_is_a_fault_of_ours_with_a_remedy(publish: Publish, tmp_path: Path) -> None:
    versions = publish(tmp_path, [Quad(SONG, MET, YEAR, LETTER)])
    shutil.rmtree(versions.path(versions.served()))
    with pytest.raises(DamagedVersion, match="kg rollback"):
        LocalDataset(versions, base=BASE).ask("ASK {}")
