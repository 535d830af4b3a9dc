"""The quick look before the query: it spares questions, and never an answer."""

import random
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store, parse

from kg.resources import folder
from kg.shacl import Shapes, findings
from kg.shacl.focus import Focus
from tests.test_shacl import COMPONENTS, EX, shapes, store

pytestmark = pytest.mark.slow

CASES = sorted((Path(__file__).resolve().parent / "cases" / "shapes").glob("*/*.ttl"))
BASE = "http://localhost:8080/"


def asking_all(given: Shapes) -> Shapes:
    """The same shapes, of which every query is asked about every node."""
    return Shapes(
        tuple(
            replace(each, queries=tuple(replace(check, sieve=None, starts=()) for check in each.queries))
            for each in given.checks
        )
    )


def subjects(data: Store) -> list[NamedNode]:
    quads = data.quads_for_pattern(None, None, None, DefaultGraph())
    return [*{quad.subject for quad in quads if isinstance(quad.subject, NamedNode)}]


@pytest.fixture(scope="module")
def ours() -> Shapes:
    """The shapes of this project."""
    return Shapes.load()


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}-{case.stem}")
def test_the_examples_of_each_shape_are_told_apart_alike_with_a_sieve_and_without(
    ours: Shapes, case: Path
) -> None:
    data = Store()
    for file in (case, folder("ontology") / "chanyuan.ttl"):
        read = parse(path=file, format=RdfFormat.TURTLE, base_iri=BASE)
        data.extend(Quad(each.subject, each.predicate, each.object) for each in read)
    nodes = subjects(data)
    assert findings(data, ours, focus=Focus.on(data, nodes)) == findings(
        data, asking_all(ours), focus=Focus.on(data, nodes)
    )


LITERALS = [
    *(
        '"1"',
        '"1"@en',
        '"1"@EN-gb',
        '"a\\n"',
        '"abc"',
        '"abc\\n"',
        '"金"',
        '"遼金"@zh-Hant',
        '""',
        "1",
        "1.0",
    ),
    *("01", "-7", "1e0", "true", '"1"^^xsd:boolean', '"x"^^xsd:integer', '"1126-02-30"^^xsd:date'),
    *(
        '"1126-02-28"^^xsd:date',
        '"1126-12-31"^^xsd:date',
        '"1126-11-31"^^xsd:date',
        '"-0500-01-01"^^xsd:date',
    ),
    *('"1126"^^xsd:gYear', "ex:bad", "ex:x", '"99999999999999999999"^^xsd:integer', "[ ]"),
]


@pytest.mark.parametrize("constraint", COMPONENTS)
def test_whatever_value_a_property_has_the_sieve_hides_no_finding(tmp_path: Path, constraint: str) -> None:
    rules = shapes(tmp_path, constraint)
    dice = random.Random(constraint)  # noqa: S311  # examples, no secret
    several = [", ".join(dice.sample(LITERALS, 3)) for _ in range(20)]
    for predicate, value in product(("ex:p", "ex:q"), LITERALS + several):
        data = store(
            f"ex:bad a ex:Thing ; {predicate} {value} . ex:other a ex:Thing ; ex:p ex:bad ; ex:q 1 ."
        )
        nodes = subjects(data)
        assert findings(data, rules, focus=Focus.on(data, nodes)) == findings(
            data, asking_all(rules), focus=Focus.on(data, nodes)
        )


def test_nodes_that_surely_conform_are_asked_about_in_no_query(tmp_path: Path) -> None:
    rule = shapes(tmp_path, "sh:property [ sh:path ex:p ; sh:minCount 1 ; sh:datatype xsd:integer ]")
    data = store("ex:good a ex:Thing ; ex:p 1 . ex:bad a ex:Thing ; ex:q 1 . ex:odd a ex:Thing ; ex:p 01.0 .")
    focus = Focus.on(data, subjects(data))
    nodes = focus.nodes(rule.checks[0].targets)
    asked = {
        check.components: [each.value.removeprefix(EX) for each in check.doubtful(nodes, focus)]
        for check in rule.checks[0].queries
    }
    assert asked == {("MinCount",): ["bad"], ("Datatype",): ["odd"]}


def test_a_constraint_in_sparql_is_asked_about_nodes_that_it_can_begin_with(tmp_path: Path) -> None:
    select = "SELECT $this ?value WHERE { # why\n $this <urn:p>|<urn:q> ?value . FILTER(?value = $this) }"
    rule = shapes(tmp_path, f"sh:sparql [ sh:select '''{select}''' ]")
    data = store(
        "ex:a a ex:Thing ; <urn:p> 1 . ex:b a ex:Thing ; <urn:r> 1 . ex:c a ex:Thing ; <urn:q> ex:c ."
    )
    (check,) = rule.checks[0].queries
    focus = Focus.on(data, subjects(data))
    assert check.starts == (NamedNode("urn:p"), NamedNode("urn:q"))
    assert [
        each.value.removeprefix(EX) for each in check.doubtful(focus.nodes(rule.checks[0].targets), focus)
    ] == [
        "a",
        "c",
    ]
    assert [each.focus for each in findings(data, rule, focus=Focus.on(data, subjects(data)))] == [f"<{EX}c>"]


@pytest.mark.parametrize(
    "body",
    [
        "OPTIONAL { $this <urn:p> ?value }",
        "{ $this <urn:p> ?value } UNION { $this <urn:q> ?value }",
        "FILTER NOT EXISTS { $this <urn:p> ?value }",
        "$this <urn:p>* ?value",
        "$this ^<urn:p> ?value",
        "$this ?predicate ?value",
        "?value <urn:p> $this",
    ],
)
def test_a_constraint_that_begins_with_no_statement_of_its_node_is_asked_about_all(
    tmp_path: Path, body: str
) -> None:
    rule = shapes(tmp_path, f"sh:sparql [ sh:select 'SELECT $this ?value WHERE {{ {body} }}' ]")
    assert rule.checks[0].queries[0].starts == ()
