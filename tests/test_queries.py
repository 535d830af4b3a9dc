"""The saved questions: each reads, explains itself, and answers the small example graph as expected."""

import csv
import re
from collections import defaultdict
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from pyoxigraph import Literal, NamedNode

from kg import queries
from kg.dataset import GRAPH_FORMATS, RESULT_FORMATS, Kind, LocalDataset, Question
from kg.errors import BadParameter, BadQueryFile, UnknownQuery
from kg.queries import Parameter, Query
from kg.settings import Settings
from kg.terms import term
from kg.versions import Versions

BASE = "http://kg.test/"
XSD = "http://www.w3.org/2001/XMLSchema#"
CASES = Path(__file__).resolve().parent / "cases" / "queries"
FORMATS = {Kind.SOLUTIONS: RESULT_FORMATS[2], Kind.TRIPLES: GRAPH_FORMATS[1]}
HAN = re.compile("[\u4e00-\u9fff]")
QUESTIONS = queries.all()
REAL = "http://localhost:8080/"
CORPUS = CASES.parent.parent.parent / "corpus"


@pytest.fixture(scope="module")
def dataset(example: Versions) -> LocalDataset:
    """The small example graph."""
    return LocalDataset(example, base=BASE)


def asked_with() -> dict[str, dict[str, str]]:
    """What the example graph is asked with where the defaults ask about the real one."""
    values: dict[str, dict[str, str]] = defaultdict(dict)
    with (CASES / "asked.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            values[row["question"]][row["parameter"]] = row["value"]
    return values


def answer(dataset: LocalDataset, text: str) -> list[list[list[str]]]:
    """The answer as rows of cells; a cell of several values is a sorted list, as engines list them freely."""
    given = dataset.answer(Question(text), FORMATS)
    return table(b"".join(given.blocks).decode(), given.kind)


def table(text: str, kind: Kind) -> list[list[list[str]]]:
    """CSV as rows of cells of values, and triples, which have no order, as rows of one cell."""
    if kind is Kind.TRIPLES:
        return [[[line]] for line in sorted(set(text.splitlines()))]
    return [[sorted(cell.split(" | ")) for cell in row] for row in csv.reader(text.splitlines())]


def expected(question: Query) -> list[list[list[str]]]:
    """What stands in the folder of expected answers."""
    (path,) = (CASES / "expected").glob(f"{question.name}.*")
    kind = Kind.SOLUTIONS if path.suffix == ".csv" else Kind.TRIPLES
    return table(path.read_text(encoding="utf-8"), kind)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_a_question_is_answered_as_expected(dataset: LocalDataset, question: Query) -> None:
    given = question.terms(asked_with()[question.name], BASE)
    assert answer(dataset, question.bound(given)) == expected(question)
    assert len(expected(question)) > 1, "an expected answer without rows tests nothing"


def test_every_expected_answer_belongs_to_a_question() -> None:
    names = {question.name for question in QUESTIONS}
    assert {path.stem for path in (CASES / "expected").iterdir()} == names
    assert asked_with().keys() <= names


def chinese(question: Query) -> list[str]:
    """All that a question says in Chinese."""
    descriptions = (each.description_zh for each in question.parameters)
    return [question.title_zh, question.question_zh, question.explanation_zh, *descriptions]


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_a_question_explains_itself(question: Query) -> None:
    unexplained = [
        what
        for what, there in {
            "a first line that ends in a question mark": question.question.endswith("?"),
            "a title in English": question.title,
            "a title in Chinese": question.title_zh,
            "an explanation": question.explanation.endswith("."),
            "a description of each parameter": all(each.description for each in question.parameters),
            "question@zh-Hant that ends in a question mark": question.question_zh.endswith("？"),
            "explanation@zh-Hant": question.explanation_zh.endswith("。"),
            "description@zh-Hant of each parameter": all(each.description_zh for each in question.parameters),
            "Chinese that is Chinese": all(map(HAN.search, chinese(question))),
        }.items()
        if not there
    ]
    assert unexplained == []


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_the_file_as_it_stands_asks_with_its_defaults(dataset: LocalDataset, question: Query) -> None:
    defaults = question.terms({}, BASE)
    assert answer(dataset, question.text) == answer(dataset, question.bound(defaults))


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_a_question_declares_the_prefixes_that_it_uses_so_that_any_engine_runs_it(question: Query) -> None:
    from rdflib.plugins.sparql import prepareQuery

    prepareQuery(question.text, base=BASE)


def test_a_question_is_found_by_name() -> None:
    assert queries.load("treaties-broken").title_zh == "背盟"


def test_an_unknown_question_is_answered_with_near_names() -> None:
    with pytest.raises(
        UnknownQuery, match=r"No question is named 'treaty-broken'\. Known: treaties-broken"
    ) as refused:
        queries.load("treaty-broken")
    assert refused.value.near[0] == "treaties-broken"


@pytest.mark.parametrize("name", ["", "../pyproject", "betrayals.rq", "/etc/passwd", "x" * 10_000])
def test_a_name_never_becomes_a_path(name: str) -> None:
    with pytest.raises(UnknownQuery):
        queries.load(name)


@pytest.mark.parametrize(
    ("datatype", "given", "expected"),
    [
        ("iri", "id/person/yue-fei", NamedNode(f"{BASE}id/person/yue-fei")),
        ("iri", "http://example.org/岳飛", NamedNode("http://example.org/岳飛")),
        ("iri", "cy:served", term("cy:served")),
        ("iri", " ", None),
        ("string", 'a "quoted" word', Literal('a "quoted" word')),
        ("year", "1005", Literal(1005)),
        ("year", "0755", Literal(755)),
        ("integer", "30", Literal(30)),
        ("date", "1126-01-09", Literal("1126-01-09", datatype=NamedNode(f"{XSD}date"))),
        ("decimal", "0.75", Literal("0.75", datatype=NamedNode(f"{XSD}decimal"))),
    ],
)
def test_a_value_is_read_as_a_term_of_its_type(
    datatype: queries.Datatype, given: str, expected: queries.Bound
) -> None:
    assert Parameter("what", datatype, "", "a thing").read(given, BASE) == expected


@pytest.mark.parametrize(
    ("datatype", "given", "rule"),
    [
        ("iri", "yue fei", "it must be an IRI such as"),
        ("iri", "http://a/> } #", "it must be an IRI such as"),
        ("iri", "id/person/> } #", "it must be an IRI such as"),
        ("string", "two\nlines", "it must be a line of up to 1000 characters"),
        ("string", "x" * 1001, "it must be a line of up to 1000 characters"),
        ("year", "MCXXVI", "it must be a year of up to four digits"),
        ("year", "1126) } #", "it must be a year of up to four digits"),
        ("year", "١١٢٦", "it must be a year of up to four digits"),
        ("integer", "1.5", "it must be a whole number"),
        ("date", "1126", "it must be a day such as 1126-01-09"),
        ("decimal", "much", "it must be a number such as 0.75"),
    ],
)
def test_a_value_of_another_type_is_refused_with_the_rule(
    datatype: queries.Datatype, given: str, rule: str
) -> None:
    with pytest.raises(BadParameter, match=rule) as refused:
        Parameter("what", datatype, "", "a thing").read(given, BASE)
    assert repr(given[:80]) in str(refused.value)


def test_an_unknown_parameter_is_refused_with_the_known_ones() -> None:
    says = r"has no parameter 'form'\. It takes: from, to\. Perhaps 'from' is meant\."
    with pytest.raises(BadParameter, match=says) as refused:
        queries.load("betrayals").terms({"form": "1100"}, BASE)
    assert refused.value.parameter == "form"


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_a_question_knows_what_its_answer_is_made_of(dataset: LocalDataset, question: Query) -> None:
    assert dataset.answer(Question(question.text), FORMATS).kind is question.kind


@pytest.mark.parametrize(
    ("parameter", "kind"), [(("life", 0), "person"), (("disagreements", 0), "event"), (("evidence", 1), "")]
)
def test_a_parameter_knows_what_kind_of_thing_it_asks_about(parameter: tuple[str, int], kind: str) -> None:
    name, place = parameter
    assert queries.load(name).parameters[place].kind == kind


def written(folder: Path, text: str) -> Path:
    """A query file with this text."""
    path = folder / "asked.rq"
    path.write_text(text, encoding="utf-8")
    return path


HEAD = "# What?\n# ---\n# parameters:\n#   one: {datatype: string, default: a, description: a word}\n# ---\n"


def test_bound_values_are_terms_wherever_the_data_block_stands(tmp_path: Path) -> None:
    block = '  VALUES (?one) { ("a") }\n'
    query = queries.read(written(tmp_path, f"{HEAD}ASK {{\n{block}}}\n# VALUES (?one) again\n"))
    value = Literal('") } \\1 {')
    assert (
        query.bound({"one": value})
        == f"{HEAD}ASK {{\n  VALUES (?one) {{ ({value}) }}\n}}\n# VALUES (?one) again\n"
    )
    assert "(UNDEF)" in query.bound({})


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (f"{HEAD}ASK {{}}\n", r"no line VALUES \(\?one\)"),
        (HEAD.replace("string", "colour"), "is of type 'colour'; known types are iri, string, year"),
        ("# What?\n# ---\n# a: [\n# ---\nASK {}\n", "front matter is not YAML"),
    ],
)
def test_a_file_that_is_no_question_is_refused(tmp_path: Path, text: str, fault: str) -> None:
    with pytest.raises(BadQueryFile, match=fault):
        queries.read(written(tmp_path, text))


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> LocalDataset:
    """The graph of the repository's own corpus, built as `kg build` builds it."""
    from kg.pipeline import build

    settings = Settings(data=tmp_path_factory.mktemp("corpus"))
    build(CORPUS, settings, progress=lambda _: None)
    return LocalDataset(Versions(settings.data), base=REAL)


def corpus_rows() -> list[tuple[str, str, str]]:
    """Question, what it is asked with, and cells that one row of the answer holds."""
    with (CASES / "corpus.csv").open(encoding="utf-8", newline="") as file:
        return [(row["question"], row["given"], row["cells"]) for row in csv.DictReader(file)]


@pytest.mark.slow
@pytest.mark.parametrize(("name", "given", "cells"), corpus_rows())
def test_the_corpus_answers_what_a_historian_asks(
    published: LocalDataset, name: str, given: str, cells: str
) -> None:
    question = queries.load(name)
    rows = answer(published, question.bound(question.terms(dict(parse_qsl(given)), REAL)))
    found = [{value.removeprefix(REAL) for cell in row for value in cell} for row in rows[1:]]
    wanted = {cell for cell in cells.split(" & ") if cell}
    assert any(wanted <= row for row in found), found
