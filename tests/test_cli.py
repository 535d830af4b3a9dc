"""The command line as its users meet it: what it prints, and with which code it ends."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, parse
from rdflib import SH, Graph

from kg import rdf
from kg.cli import COMMANDS, main
from kg.settings import explained
from kg.versions import Versions

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parent.parent


def kg(*arguments: str | Path, given: str | None = None, **environment: str) -> Result:
    """A command in this process; an exception that no user should see is one for the test as well."""
    result = CliRunner(env=environment).invoke(main, [*map(str, arguments)], input=given)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


@dataclass(frozen=True)
class Place:
    """A copy of the corpus, and a data folder in which it is published."""

    corpus: Path
    data: Path

    def copy(self, folder: Path) -> "Place":
        shutil.copytree(self.corpus, folder / "corpus")
        shutil.copytree(self.data, folder / "data", symlinks=True)
        return Place(folder / "corpus", folder / "data")


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """The two articles, published once for all tests of this module that only read."""
    folder = tmp_path_factory.mktemp("articles")
    shutil.copytree(ROOT / "corpus", folder / "corpus")
    result = kg("build", folder / "corpus", "--data", folder / "data")
    assert result.exit_code == 0, result.output
    return Place(folder / "corpus", folder / "data")


def test_the_help_page_lists_commands_and_settings() -> None:
    page = " ".join(kg("--help").output.split())
    listed = [f"{name} {text}" for name, text in COMMANDS.items()]
    listed += [name for name, _, _ in explained()]
    assert [each for each in listed if each not in page] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_page_says_of_each_command_what_its_own_does(name: str) -> None:
    command = main.get_command(None, name)  # type: ignore[arg-type]  # the context is not looked at
    assert command is not None
    assert (command.help or "").startswith(COMMANDS[name])
    assert kg(name, "--help").exit_code == 0


def test_commands_that_read_no_documents_do_without_the_parser() -> None:
    script = (  # but for publish, whose HTTP client brings rich
        "import sys\nfrom importlib import import_module\nfrom kg.cli import COMMANDS\n"
        "for name in COMMANDS.keys() - {'publish'}: import_module(f'kg.cli.{name}')\n"
        "print([name for name in ('spacy', 'rdflib', 'flask', 'rich') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    assert done.stdout == "[]\n"


def test_an_unknown_command_is_wrong_use() -> None:
    assert kg("publsh").exit_code == 2


def test_a_bad_setting_is_said_in_a_line() -> None:
    result = kg("versions", KG_BASE="localhost")
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert result.stderr.startswith("kg: KG_BASE is 'localhost'; it must be an http or https IRI ending in /")


@pytest.mark.parametrize(
    "arguments",
    [
        ("versions",),
        ("query", "betrayals"),
        ("export",),
        ("export", "--format", "annotations", "--document", "a"),
        ("validate",),
    ],
)
def test_where_nothing_is_published_every_command_says_what_to_do(
    tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    result = kg(*arguments, "--data", tmp_path)
    assert result.exit_code == 2
    assert result.stderr == (
        f"kg: {tmp_path} holds no version yet; make one with `kg build CORPUS`, "
        "or an empty one with `kg new`.\n"
    )


def test_a_new_folder_serves_an_empty_version(tmp_path: Path) -> None:
    assert kg("new", "--data", tmp_path).output == (
        f"Version 1 in {tmp_path} is empty; fill it with `kg build CORPUS`.\n"
    )
    assert kg("query", "-", "--data", tmp_path, given="ASK { ?s ?p ?o }").output == "no\n"


def test_an_empty_version_does_not_hide_a_full_one(tmp_path: Path) -> None:
    kg("new", "--data", tmp_path)
    result = kg("new", "--data", tmp_path)
    assert (result.exit_code, result.stderr) == (
        2,
        f"kg: {tmp_path} serves version 1 already; build on it, or name another with --data.\n",
    )


def test_a_build_says_what_it_did(articles: Place, tmp_path: Path) -> None:
    place = articles.copy(tmp_path)
    result = kg("build", place.corpus, "--data", place.data)
    version = Versions(place.data).served()
    assert result.exit_code == 0
    assert result.stdout == (
        f"Nothing new; version 1 is served: {version.quads} quads in {len(version.graphs)} graphs.\n"
        "Documents: 0 read, 2 reused, 0 removed, 0 held back.\n"
    )


def test_a_build_without_a_corpus_is_wrong_use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = kg("build")
    assert result.exit_code == 2
    assert "There is no folder corpus here; name the folder of the documents." in result.stderr


def test_unreadable_documents_are_named_each_in_a_line(articles: Place, tmp_path: Path) -> None:
    place = articles.copy(tmp_path)
    (place.corpus / "empty.txt").write_bytes(b"")
    (place.corpus / "image.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    result = kg("build", place.corpus, "--data", place.data)
    lines = [line for line in result.stderr.splitlines() if line.startswith("kg: ")]
    assert (result.exit_code, result.stdout, len(lines)) == (2, "", 3)
    assert "empty.txt" in lines[0]
    assert "image.txt" in lines[1]
    assert lines[2] == "kg: Nothing was published; version 1 is served as before."


NAMES = """
SELECT ?claim WHERE {
  GRAPH ?graph { ?claim rdf:predicate skos:prefLabel ; rdf:subject ?event . ?event a cy:Betrayal }
}
"""


def rejected(claims: str) -> Iterator[str]:
    for number, claim in enumerate(claims.split()[1:]):
        yield (
            f"<id/decision/{number}> a <https://w3id.org/chanyuan/ontology#Decision> ;\n"
            f"  <https://w3id.org/chanyuan/ontology#onClaim> <{claim}> ;\n"
            "  <https://w3id.org/chanyuan/ontology#verdict> <https://w3id.org/chanyuan/ontology#Rejected> ;\n"
            '  <http://purl.org/dc/terms/creator> "a test" ;\n'
            '  <http://purl.org/dc/terms/created> "2026-01-01"^^<http://www.w3.org/2001/XMLSchema#date> ;\n'
            '  <http://purl.org/dc/terms/description> "to see what happens" .\n'
        )


def test_a_document_that_is_held_back_is_told_with_its_findings(articles: Place, tmp_path: Path) -> None:
    place = articles.copy(tmp_path)
    claims = kg("query", "-", "--format", "csv", "--data", place.data, given=NAMES).stdout
    (place.corpus / "decisions.ttl").write_text("".join(rejected(claims)))
    result = kg("build", place.corpus, "--data", place.data)
    assert result.exit_code == 1
    assert result.stdout.startswith("Version 2 is served: ")
    assert "Held back: fragile-peace-song-jin, for " in result.stdout
    assert (
        "This has no name. Give it a skos:prefLabel with a language.\n    fragile-peace-song-jin, "
        in result.stdout
    )


def test_versions_are_listed_and_an_older_one_is_served_again(articles: Place, tmp_path: Path) -> None:
    place = articles.copy(tmp_path)
    (place.corpus / "fragile-peace-song-jin.txt").unlink()
    (place.corpus / "fragile-peace-song-jin.toml").unlink()
    kg("build", place.corpus, "--data", place.data)
    assert [line[:6] for line in kg("versions", "--data", place.data).stdout.splitlines()] == [
        "     1",
        "*    2",
    ]
    assert kg("rollback", "1", "--data", place.data).stdout.startswith("Version 1 is served: 2 read, ")
    assert [line[:6] for line in kg("versions", "--data", place.data).stdout.splitlines()] == [
        "*    1",
        "     2",
    ]


def test_rolling_back_to_nowhere_is_refused(articles: Place) -> None:
    result = kg("rollback", "7", "--data", articles.data)
    assert (result.exit_code, result.stderr) == (2, f"kg: {articles.data} has no version 7. Versions: 1.\n")


@pytest.mark.parametrize(
    ("query", "form", "answer"),
    [
        ("ASK {}", "table", "yes\n"),
        ("ASK {}", "json", '{"head":{},"boolean":true}'),
        ("SELECT ?x { VALUES ?x { 1 2 } }", "csv", "x\r\n1\r\n2\r\n"),
        ('SELECT ?x ?y { VALUES (?x ?y) { ("澶淵" <urn:a>) (UNDEF cy:Treaty) } }', "table", None),
        ("CONSTRUCT { <urn:a> <urn:b> 1 } {}", "nt", None),
    ],
)
def test_a_question_is_answered_in_the_format_asked_for(
    articles: Place, query: str, form: str, answer: str | None
) -> None:
    expected = {
        "table": "x     y\n澶淵  urn:a\n      cy:Treaty\n(2 rows)\n",
        "nt": '<urn:a> <urn:b> "1"^^<http://www.w3.org/2001/XMLSchema#integer> .\n',
    }
    assert kg("query", "-", "--format", form, "--data", articles.data, given=query).stdout_bytes.decode() == (
        answer or expected[form]
    )


def test_a_question_is_asked_from_a_file(articles: Place, tmp_path: Path) -> None:
    file = tmp_path / "count.rq"
    file.write_text("# How many documents are there?\nSELECT (COUNT(*) AS ?n) { ?document a cy:Document }")
    assert kg("query", file, "--data", articles.data).stdout == "n\n2\n(1 row)\n"


def test_a_question_is_asked_by_its_name_with_values_for_its_parameters(articles: Place) -> None:
    result = kg("query", "betrayals", "-p", "from=1800", "-p", "to=1900", "--data", articles.data)
    assert result.stdout.endswith("\n(0 rows)\n")


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("betrayls",), "kg: No question is named 'betrayls'. Known: betrayals"),
        (
            ("betrayals", "-p", "from"),
            "kg: 'from' gives no value; write it as NAME=VALUE, for example from=1100.",
        ),
        (("betrayals", "-p", "form=1100"), "kg: The question betrayals has no parameter 'form'."),
        (("betrayals", "-p", "from=long ago"), "kg: from is 'long ago'; it must be a year"),
        (("betrayals", "--version", "9"), "has no version 9. Versions: 1."),
    ],
)
def test_what_cannot_be_asked_is_said_in_a_line(
    articles: Place, arguments: tuple[str, ...], complaint: str
) -> None:
    result = kg("query", *arguments, "--data", articles.data)
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert complaint in result.stderr


def quads(content: bytes, form: RdfFormat) -> set[Quad]:
    return set(parse(content, format=form))


def test_named_graphs_are_exported_alike_in_every_format_that_has_them(articles: Place) -> None:
    store = Versions(articles.data).open(Versions(articles.data).served())
    stated = {quad for quad in store if quad.graph_name != DefaultGraph()}
    formats = {"nquads": RdfFormat.N_QUADS, "trig": RdfFormat.TRIG, "jsonld": RdfFormat.JSON_LD}
    exported = {
        form: quads(kg("export", "--format", form, "--data", articles.data).stdout_bytes, reader)
        for form, reader in formats.items()
    }
    assert exported == dict.fromkeys(formats, stated)


def test_turtle_has_the_merge(articles: Place) -> None:
    store = Versions(articles.data).open(Versions(articles.data).served())
    merge = set(store.quads_for_pattern(None, None, None, DefaultGraph()))
    exported = kg("export", "--format", "turtle", "--data", articles.data).stdout_bytes
    assert quads(exported, RdfFormat.TURTLE) == merge


@pytest.mark.parametrize("form", ["nquads", "trig", "turtle", "jsonld"])
def test_an_export_is_the_same_bytes_every_time(articles: Place, form: str) -> None:
    command: list[str | Path] = [
        Path(sys.executable).with_name("kg"),
        "export",
        "--format",
        form,
        "--data",
        articles.data,
    ]
    first, second = (subprocess.run(command, check=True, capture_output=True).stdout for _ in range(2))
    assert first == second


@pytest.mark.slow
def test_the_same_corpus_gives_the_same_bytes_whatever_the_seed_and_the_number_of_processes(
    tmp_path: Path,
) -> None:
    program = str(Path(sys.executable).with_name("kg"))
    exported = set()
    for seed, jobs in (("1", "1"), ("2", "2")):
        environment = os.environ | {"PYTHONHASHSEED": seed, "KG_JOBS": jobs, "KG_DATA": str(tmp_path / seed)}
        subprocess.run(
            [program, "build", str(ROOT / "corpus")], check=True, capture_output=True, env=environment
        )
        export = [program, "export"]
        exported.add(subprocess.run(export, check=True, capture_output=True, env=environment).stdout)
    assert len(exported) == 1


@pytest.mark.parametrize(
    "name", ["fragile-peace-song-jin", "http://localhost:8080/id/graph/fragile-peace-song-jin"]
)
def test_one_graph_is_exported_by_name_or_iri(articles: Place, tmp_path: Path, name: str) -> None:
    file = tmp_path / "graph.nq"
    kg("export", "--graph", name, "-o", file, "--data", articles.data)
    version = Versions(articles.data).served()
    graph = "http://localhost:8080/id/graph/fragile-peace-song-jin"
    lines = file.read_bytes().splitlines()
    assert lines == sorted(lines)
    assert len(lines) == version.counts[graph]
    assert {quad.graph_name for quad in quads(file.read_bytes(), RdfFormat.N_QUADS)} == {NamedNode(graph)}


def test_annotations_are_exported_by_document(articles: Place) -> None:
    result = kg(
        "export", "--format", "annotations", "--document", "fragile-peace-song-jin", "--data", articles.data
    )
    written = json.loads(result.stdout)
    text = (articles.corpus / "fragile-peace-song-jin.txt").read_text(encoding="utf-8")
    assert [*written] == ["doc", "entities", "events", "facts"]
    assert all(text[event["start"] : event["end"]] == event["trigger_quote"] for event in written["events"])


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("--graph", "fragile-peace"), "has no graph 'fragile-peace'. Near it: fragile-peace-song-jin."),
        (("--format", "annotations"), "Annotations are of one document; name it with --document."),
        (("--format", "annotations", "--document", "poem"), "has no graph 'poem'."),
        (("--version", "3"), "has no version 3. Versions: 1."),
    ],
)
def test_what_is_not_there_is_not_exported(
    articles: Place, arguments: tuple[str, ...], complaint: str
) -> None:
    result = kg("export", *arguments, "--data", articles.data)
    assert (result.exit_code, result.stdout) == (2, "")
    assert complaint in result.stderr


@pytest.mark.parametrize(
    ("option", "complaint"),
    [
        (("--jobs", "-1"), "-1 is not in the range x>=0."),
        (("--reader", "oracle"), "'oracle' is not one of 'rules', 'llm'."),
        (("--cluster", "nowhere"), "No Dask scheduler answers at 'nowhere'"),
    ],
)
def test_a_way_of_reading_that_is_none_is_refused(
    tmp_path: Path, option: tuple[str, str], complaint: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.pipeline.cluster._PATIENCE", 1)
    (tmp_path / "rebel.txt").write_text(REBEL, encoding="utf-8")
    result = kg("build", tmp_path, "--data", tmp_path / "data", *option)
    assert (result.exit_code, complaint in result.stderr) == (2, True)


REBEL = "In 982 Li Jiqian rebelled against the Song. He did not besiege Kaifeng.\n"


def test_a_document_is_shown_with_its_claims_and_their_reasons(tmp_path: Path) -> None:
    (tmp_path / "rebel.txt").write_text(REBEL, encoding="utf-8")
    lines = kg("extract", tmp_path / "rebel.txt").stdout.splitlines()
    assert lines[0] == "0–43  In 982 Li Jiqian rebelled against the Song."
    place = lines.index("    event/rebellion-li-jiqian-song-982 cy:betrayer person/li-jiqian")
    assert lines[place + 1].startswith("      by rebels (frame in betrayal.toml, line ")
    assert lines[-1].endswith(" claims)")


def test_one_is_told_why_a_sentence_gave_nothing(tmp_path: Path) -> None:
    (tmp_path / "rebel.txt").write_text(REBEL, encoding="utf-8")
    result = kg("extract", tmp_path / "rebel.txt", "--why", "did  not besiege")
    lines = result.stdout.splitlines()
    assert [*lines[:3], lines[-1]] == [
        "44–71  He did not besiege Kaifeng.",
        "  names    “Kaifeng” is the place Kaifeng",
        "  refers   “He” is Li Jiqian",
        "  claims   0 of events and facts, 3 of names",
    ]
    assert lines[3].endswith("but the text says that it did not happen (negated)")


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("--why", "besiged Kaifeng"), "No sentence of rebel holds 'besiged Kaifeng'; copy some words"),
        (("--why", "besiege", "--format", "nquads"), "--why tells in words; leave --format out."),
    ],
)
def test_a_question_that_cannot_be_answered_says_why(
    tmp_path: Path, arguments: tuple[str, ...], complaint: str
) -> None:
    (tmp_path / "rebel.txt").write_text(REBEL, encoding="utf-8")
    result = kg("extract", tmp_path / "rebel.txt", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert complaint in result.stderr


def test_a_document_is_extracted_without_being_published(articles: Place, tmp_path: Path) -> None:
    place = articles.copy(tmp_path)
    (place.corpus / "decisions.ttl").unlink()
    kg("build", place.corpus, "--data", place.data)
    file = place.corpus / "fragile-peace-song-jin.txt"
    result = kg("extract", file)
    assert "person/zhang-jue" in result.stdout
    as_quads = quads(kg("extract", file, "--format", "nquads").stdout_bytes, RdfFormat.N_QUADS)
    published = quads(
        kg("export", "--graph", "fragile-peace-song-jin", "--data", place.data).stdout_bytes,
        RdfFormat.N_QUADS,
    )
    base = "http://localhost:8080/"
    assert {quad for quad in as_quads if rdf.is_thing(quad.subject, base)} == {
        quad for quad in published if rdf.is_thing(quad.subject, base)
    }


def test_the_published_version_conforms(articles: Place) -> None:
    result = kg("validate", "--data", articles.data)
    assert (result.exit_code, result.stdout) == (0, "0 violations, 0 remarks.\n")


def test_a_file_that_breaks_the_shapes_is_told_with_exit_code_1() -> None:
    result = kg("validate", ROOT / "tests" / "cases" / "shapes" / "person" / "violating.ttl")
    assert result.exit_code == 1
    assert "violations, " in result.stdout


def test_the_report_of_a_file_can_be_had_as_a_graph() -> None:
    broken = ROOT / "tests" / "cases" / "shapes" / "person" / "violating.ttl"
    shapes = ROOT / "shapes" / "person.ttl"
    result = kg(
        "validate", "--format", "turtle", "--shapes", shapes, "--shapes", shapes.parent / "common.ttl", broken
    )
    report = Graph().parse(data=result.stdout, format="turtle")
    assert [str(said) for said in report.objects(None, SH.conforms)] == ["false"]
    assert result.exit_code == 1
