"""The shapes as data: every rule has words for curators, an example that keeps it and one that breaks it."""

import json
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, parse

from kg.model import Finding
from kg.rdf import file_quads
from kg.resources import folder
from kg.shacl import Shapes, findings, report
from kg.shacl.source import Source
from kg.terms import CY, PREFIXES, term

BASE = "http://localhost:8080/"
CASES = Path(__file__).resolve().parent / "cases" / "shapes"
COMMON = folder("shapes") / "common.ttl"
ONTOLOGY = folder("ontology") / "chanyuan.ttl"
FILES = sorted(folder("shapes").glob("*.ttl"))
CLASSES = sorted(file.stem for file in FILES if file != COMMON)
DESIGN_4 = """
agent polity dynasty person people force place event treaty campaign battle siege betrayal term document
passage claim decision assessment era attestation
"""


@pytest.fixture(scope="module")
def ours() -> Shapes:
    """The shapes of this project."""
    return Shapes.load()


@cache
def triples(path: Path, base: str = BASE) -> frozenset[Quad]:
    """The triples of a Turtle file, as quads of the default graph."""
    found = parse(path=path, format=RdfFormat.TURTLE, base_iri=base)
    return frozenset(Quad(each.subject, each.predicate, each.object) for each in found)


def filled(*files: Path) -> Store:
    store = Store()
    store.extend(quad for file in files for quad in triples(file))
    return store


def short(words: str) -> str:
    return words.replace(BASE, "").replace(CY, "cy:")


def told(found: Iterable[Finding]) -> list[dict[str, str]]:
    return [
        {
            "focus": short(each.focus),
            "path": short(each.path),
            "value": short(each.value),
            "message": each.message,
        }
        for each in found
    ]


def fits(message: str, words: str) -> bool:
    """Whether some words are the message with its placeholders filled."""
    parts = re.split(r"\{[?$]\w+\}", message)
    return re.fullmatch(".*".join(map(re.escape, parts)), words, re.DOTALL) is not None


def messages(*files: Path) -> set[str]:
    source = Source.of_files(files)
    nodes = source.subjects(["sh:message"])
    return {
        each.value
        for node in nodes
        for each in source.values(node, "sh:message")
        if isinstance(each, Literal)
    }


def broken(name: str) -> list[Finding]:
    shapes = Shapes.load(folder("shapes") / f"{name}.ttl", COMMON)
    return findings(filled(CASES / name / "violating.ttl", ONTOLOGY), shapes)


def test_every_class_of_the_design_has_a_file_of_shapes() -> None:
    assert sorted(DESIGN_4.split()) == CLASSES


def test_every_class_has_its_examples() -> None:
    wanted = {"conforming.ttl", "violating.ttl", "expected.json"}
    assert {case.name: {file.name for file in case.iterdir()} for case in CASES.iterdir()} == dict.fromkeys(
        CLASSES, wanted
    )


@pytest.mark.parametrize("name", CLASSES)
def test_the_conforming_example_conforms_to_all_shapes(name: str, ours: Shapes) -> None:
    assert findings(filled(CASES / name / "conforming.ttl", ONTOLOGY), ours) == []


@pytest.mark.parametrize("name", CLASSES)
def test_the_violating_example_is_told_what_is_wrong_with_it(name: str) -> None:
    assert told(broken(name)) == json.loads((CASES / name / "expected.json").read_text("utf-8"))


IN_GRAPHS = "in the graph of {?document}"
"""What only a store with named graphs can tell, and so no example in Turtle."""


@pytest.mark.parametrize("name", CLASSES)
def test_the_violating_example_breaks_every_rule_of_its_file(name: str) -> None:
    heard = {each.message for each in broken(name)}
    rules = {each for each in messages(folder("shapes") / f"{name}.ttl") if IN_GRAPHS not in each}
    assert {rule for rule in rules if not any(fits(rule, words) for words in heard)} == set()


def test_both_engines_find_the_same_in_all_violating_examples(ours: Shapes) -> None:
    classes = {
        quad for quad in triples(ONTOLOGY) if quad.predicate in {term("rdf:type"), term("rdfs:subClassOf")}
    }
    store = Store()
    store.extend(classes)
    for name in CLASSES:
        store.extend(triples(CASES / name / "violating.ttl", f"http://{name}.example/"))
    data = store.dump(format=RdfFormat.N_TRIPLES, from_graph=next(iter(classes)).graph_name)
    assert data is not None
    told_by_full = {without_words(each) for each in report(data, data_type="nt").findings}
    assert {without_words(each) for each in findings(store, ours)} == told_by_full


@pytest.mark.parametrize("name", ["claim", "event", "treaty"])
def test_a_curator_may_check_a_file_alone(name: str) -> None:
    assert report(CASES / name / "conforming.ttl").findings == ()


def without_words(finding: Finding) -> tuple[str, ...]:
    """What both engines agree on; they render terms in messages differently."""
    return finding.focus, finding.path, finding.value, finding.shape, finding.constraint, finding.severity


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_shape_says_what_it_is(file: Path) -> None:
    source = Source.of_files([file])
    named = [node for node in source.subjects(["rdf:type"]) if isinstance(node, NamedNode)]
    shapes = [
        node
        for node in named
        if {term("sh:NodeShape"), term("sh:PropertyShape")} & set(source.values(node, "rdf:type"))
    ]
    dumb = [
        node.value
        for node in shapes
        if not source.text(node, "rdfs:label") or not source.text(node, "rdfs:comment")
    ]
    assert dumb == []


def test_every_message_is_a_sentence_that_shows_a_way_out() -> None:
    assert [each for each in sorted(messages(*FILES)) if not is_advice(each)] == []


def is_advice(message: str) -> bool:
    """At least two sentences, a complaint and a remedy, without the words of the machine."""
    sentences = re.split(r"(?<=\.) ", message)
    starts = all(re.match(r"[A-Z{]|cy:", each) for each in sentences)
    return (
        len(sentences) >= 2
        and starts
        and message.endswith(".")
        and "sh:" not in message
        and "NodeShape" not in message
    )


def test_every_constraint_has_a_message_of_its_own() -> None:
    source = Source.of_files(FILES)
    silent = [
        str(node)
        for node in source.subjects(["sh:sparql", "sh:property"])
        for each in (*source.values(node, "sh:sparql"), *source.values(node, "sh:property"))
        if not source.text(each, "sh:message")
    ]
    assert silent == []


def test_every_term_in_the_shapes_and_their_examples_is_defined() -> None:
    defined = {quad.subject.value for quad in triples(ONTOLOGY) if isinstance(quad.subject, NamedNode)}
    files = [*FILES, *CASES.glob("*/*.ttl")]
    used = {
        (name, file.name) for file in files for name in re.findall(r"\bcy:(\w+)", file.read_text("utf-8"))
    }
    deliberate = {"governs"}
    assert {
        (name, file) for name, file in used if CY + name not in defined and name not in deliberate
    } == set()


def test_every_prefix_that_the_shapes_declare_is_ours() -> None:
    source = Source.of_files([COMMON])
    declared = {
        source.text(node, "sh:prefix"): source.text(node, "sh:namespace")
        for node in source.subjects(["sh:prefix"])
    }
    assert declared == {prefix: PREFIXES[prefix] for prefix in declared}


def test_the_ontology_and_the_authority_file_conform(ours: Shapes) -> None:
    store = Store()
    for file in sorted(folder("ontology").rglob("*.ttl")):
        store.extend(
            Quad(each.subject, each.predicate, each.object) for each in file_quads(file, "any", BASE)
        )
    assert findings(store, ours) == []


EDTF = {
    "1126": True,
    "0936": True,
    "-0221": True,
    "1126-03": True,
    "1126-03-05": True,
    "1126-21": True,
    "1126-XX": True,
    "112X": True,
    "11XX": True,
    "1126~": True,
    "1126-03?": True,
    "1126%": True,
    "1126/1127": True,
    "1126-12/1127-01-09": True,
    "1126/..": True,
    "../1126": True,
    "1126/": True,
    "Y-17000": True,
    "936": False,
    "1126-3": False,
    "1126-13": False,
    "1126-03-32": False,
    "about 1126": False,
    "1126-1127": False,
    "1126/1127/1128": False,
    "": False,
}


@pytest.mark.parametrize(("date", "good"), EDTF.items())
def test_a_date_is_edtf_or_a_violation(ours: Shapes, date: str, *, good: bool) -> None:
    store = filled(ONTOLOGY)
    event = NamedNode(BASE + "id/event/some")
    store.extend(
        [
            Quad(event, term("rdf:type"), term("cy:Event")),
            Quad(event, term("skos:prefLabel"), Literal("Some event", language="en")),
            Quad(event, term("dcterms:source"), Literal("Song shi")),
            Quad(event, term("cy:earliest"), Literal("1126-01-01", datatype=term("xsd:date"))),
            Quad(event, term("cy:date"), Literal(date)),
        ]
    )
    assert (findings(store, ours) == []) is good
