"""The full validator: whole reports, and data or shapes that try to do harm."""

import http.server
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from kg.errors import RefusedShapes, UnreadableGraph, ValidationTimeout
from kg.model import Finding
from kg.shacl import report
from kg.terms import PREFIXES

pytestmark = pytest.mark.slow

EX = "http://example.org/"
SH = PREFIXES["sh"]
HEAD = (
    "".join(f"@prefix {prefix}: <{PREFIXES[prefix]}> .\n" for prefix in ("sh", "xsd"))
    + f"@prefix ex: <{EX}> .\n"
)
SHAPES = f"""{HEAD}
ex:Shape a sh:NodeShape ; sh:targetClass ex:Thing ;
    sh:property [
        sh:path ( ex:p [ sh:inversePath ex:q ] ) ; sh:nodeKind sh:IRI ; sh:message "Not a thing."
    ] ;
    sh:property [ sh:path ex:number ; sh:maxInclusive 1.5 ; sh:severity sh:Warning ] .
""".encode()
DATA = f"""{HEAD}
ex:a a ex:Thing ; ex:p ex:b ; ex:number 2.50 . [] ex:q ex:b .
""".encode()
SOUND = f"{HEAD} ex:a a ex:Thing ; ex:number 1.50 .".encode()


def test_a_report_has_the_results_as_values() -> None:
    found = report(DATA, SHAPES)
    first, second = found.findings
    assert found.conforms is False
    assert first == Finding(
        f"<{EX}a>",
        f"(<{EX}p>/^<{EX}q>)",
        first.value,
        "Not a thing.",
        f"<{EX}Shape>",
        f"<{SH}NodeKindConstraintComponent>",
    )
    assert (second.path, second.severity) == (f"<{EX}number>", "Warning")


def test_a_report_in_turtle_keeps_the_terms_of_the_data() -> None:
    turtle = report(DATA, SHAPES).turtle
    values = {
        str(each.object)
        for each in parse(turtle.encode(), format=RdfFormat.TURTLE)
        if each.predicate.value == f"{SH}value"
    }
    assert '"2.50"^^<http://www.w3.org/2001/XMLSchema#decimal>' in values
    assert turtle.startswith("@prefix ")
    assert "sh:conforms false" in turtle or 'sh:conforms "false"' in turtle


def test_a_report_is_the_same_text_each_time() -> None:
    assert report(DATA, SHAPES).turtle == report(DATA, SHAPES).turtle


def test_data_that_conforms_has_an_empty_report() -> None:
    found = report(SOUND, SHAPES)
    assert (found.conforms, found.findings) == (True, ())


def test_files_are_validated_together(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_bytes(DATA)
    (tmp_path / "b.nt").write_text(
        f'<{EX}c> <{EX}number> "1" .\n<{EX}c> <{PREFIXES["rdf"]}type> <{EX}Thing> .\n'
    )
    (tmp_path / "shapes.ttl").write_bytes(SHAPES)
    found = report([tmp_path / "a.ttl", tmp_path / "b.nt"], tmp_path / "shapes.ttl")
    assert {each.focus for each in found.findings} == {f"<{EX}a>", f"<{EX}c>"}


RDF, DECIMAL = PREFIXES["rdf"], f"{PREFIXES['xsd']}decimal"
SPELLINGS = {
    "nt": f'<{EX}a> <{RDF}type> <{EX}Thing> .\n<{EX}a> <{EX}number> "2.50"^^<{DECIMAL}> .\n',
    "nquads": f'<{EX}a> <{RDF}type> <{EX}Thing> <{EX}g> .\n<{EX}a> <{EX}number> "2.50"^^<{DECIMAL}> .\n',
    "trig": f"{HEAD} ex:g {{ ex:a a ex:Thing }} ex:a ex:number 2.50 .",
    "json-ld": f"""{{
        "@id": "{EX}a", "@type": "{EX}Thing", "{EX}number": {{"@value": "2.50", "@type": "{DECIMAL}"}}
    }}""",
    "xml": f"""<r:RDF xmlns:r="{RDF}" xmlns:e="{EX}"><e:Thing r:about="{EX}a">
        <e:number r:datatype="{DECIMAL}">2.50</e:number>
    </e:Thing></r:RDF>""",
}


@pytest.mark.parametrize("kind", SPELLINGS)
def test_every_spelling_of_rdf_is_read_with_all_its_graphs(kind: str) -> None:
    (found,) = report(SPELLINGS[kind].encode(), SHAPES, data_type=kind).findings
    assert (found.focus, found.severity) == (f"<{EX}a>", "Warning")


def shape(constraint: str) -> bytes:
    return f"{HEAD} ex:Shape a sh:NodeShape ; sh:targetClass ex:Thing ; {constraint} .".encode()


def test_a_pattern_that_never_ends_is_stopped() -> None:
    endless = shape('sh:property [ sh:path ex:words ; sh:pattern "^(a+)+$" ]')
    data = f'{HEAD} ex:a a ex:Thing ; ex:words "{"a" * 40}!" .'.encode()
    with pytest.raises(ValidationTimeout, match="took longer than 2 seconds; validate less"):
        report(data, endless, seconds=2)


def test_shapes_that_cannot_be_used_are_refused() -> None:
    with pytest.raises(RefusedShapes, match="cannot be used: Expected SelectQuery"):
        report(SOUND, shape("sh:sparql [ sh:select 'SELECT $this WHERE { $this' ]"))
    with pytest.raises(RefusedShapes, match="cannot be used"):
        report(SOUND, shape("sh:property [ sh:minCount 1 ]"))


UNREADABLE = {
    "turtle": (b"this is no Turtle", "graph.turtle cannot be read as turtle"),
    "xml": (
        b"<!DOCTYPE r [<!ENTITY a 'aaa'>]><r>&a;</r>",
        "graph.xml has a <!DOCTYPE, which may expand without end",
    ),
    "json-ld": (
        b'{"@context": "http://127.0.0.1:9/context", "p": 1}',
        "graph.json-ld cannot be read as json-ld",
    ),
    "csv": (b"a,b", "graph.csv ends in '.csv'; it must end in one of turtle, ttl"),
    "nt": (b"\xff\xfe", "graph.nt cannot be read as nt"),
}


@pytest.mark.parametrize("kind", UNREADABLE)
def test_data_that_cannot_be_read_is_refused_with_the_reason(kind: str) -> None:
    data, words = UNREADABLE[kind]
    with pytest.raises(UnreadableGraph) as refused:
        report(data, SHAPES, data_type=kind)
    assert words in str(refused.value)


@pytest.fixture
def visited() -> Iterator[tuple[str, list[str]]]:
    """The address of a server of our own, and what it is asked for."""
    asked: list[str] = []

    class Answer(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *_: object) -> None:
            """Keep the test's output clean."""

    with http.server.HTTPServer(("127.0.0.1", 0), Answer) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", asked
        server.shutdown()


REACHING = {
    "SERVICE": "SELECT $this WHERE { SERVICE <ADDRESS/sparql> { ?a ?b ?c } }",
    "FROM": "SELECT $this FROM <ADDRESS/graph> WHERE { $this ?b ?c }",
}


@pytest.mark.parametrize("query", REACHING)
def test_a_query_in_shapes_reaches_nothing_on_the_network(query: str, visited: tuple[str, list[str]]) -> None:
    address, asked = visited
    with pytest.raises(RefusedShapes):
        report(SOUND, shape(f"sh:sparql [ sh:select '{REACHING[query].replace('ADDRESS', address)}' ]"))
    assert asked == []


def test_remote_contexts_and_imports_are_not_fetched(visited: tuple[str, list[str]]) -> None:
    address, asked = visited
    with pytest.raises(UnreadableGraph):
        report(f'{{"@context": "{address}/context", "p": 1}}'.encode(), SHAPES, data_type="json-ld")
    imports = f"<{EX}> <{PREFIXES['owl']}imports> <{address}/ontology> .".encode()
    assert report(SOUND + imports, SHAPES + imports).conforms
    assert asked == []


def test_a_query_in_shapes_reads_no_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret.ttl"
    secret.write_text(f"<{EX}a> <{EX}secret> 'secret' .")
    query = "SELECT $this ?value FROM <FILE> WHERE { $this <http://example.org/secret> ?value }"
    with pytest.raises(RefusedShapes):
        report(SOUND, shape(f'sh:sparql [ sh:select "{query.replace("FILE", secret.as_uri())}" ]'))


def test_a_nesting_too_deep_is_a_refusal_and_no_crash_of_ours() -> None:
    deep = ('{"p":' * 5000 + "1" + "}" * 5000).encode()
    with pytest.raises((UnreadableGraph, RefusedShapes, ValidationTimeout)):
        report(deep, SHAPES, data_type="json-ld")


@pytest.mark.slow
def test_the_suite_of_the_w3c_passes_but_for_one_optional_case(shared: Path, tmp_path: Path) -> None:
    (tmp_path / "ours.py").write_text(
        "from pathlib import Path\nfrom kg.shacl import report\n"
        "def validate(data, shapes):\n    return report(Path(data), Path(shapes)).turtle\n"
    )
    suite = [sys.executable, str(shared / "conformance" / "shacl_suite.py"), "--callable", "ours:validate"]
    done = subprocess.run(suite, capture_output=True, text=True, cwd=tmp_path, check=False)
    failed = [line.split()[1] for line in done.stdout.splitlines() if line.startswith("FAIL")]
    assert (failed, done.stdout.splitlines()[-1]) == (
        ["sparql:pre-binding/shapesGraph-001"],
        "119 passed, 1 failed, 0 skipped",
    )
