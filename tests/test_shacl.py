"""The fast engine: what it compiles, what it refuses, and whom it looks at."""

from collections.abc import Iterable
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, Store, parse

from kg.errors import UnsupportedShape
from kg.model import Finding
from kg.shacl import Shapes, findings
from kg.terms import PREFIXES

BASE = "http://localhost:8080/"
EX = "http://example.org/"
HEAD = (
    "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in PREFIXES.items())
    + f"@prefix ex: <{EX}> .\n"
)


def shapes(tmp_path: Path, body: str, *, target: str = "sh:targetClass ex:Thing") -> Shapes:
    file = tmp_path / "shapes.ttl"
    file.write_text(f"{HEAD}ex:Shape a sh:NodeShape ; {target} ; {body} .", encoding="utf-8")
    return Shapes.load(file)


def store(turtle: str) -> Store:
    filled = Store()
    filled.extend(
        Quad(*each) for each in parse((HEAD + turtle).encode(), format=RdfFormat.TURTLE, base_iri=EX)
    )
    return filled


def brief(found: Iterable[Finding]) -> list[tuple[str, str]]:
    """Focus and constraint of each finding, by local name."""
    return [(local(each.focus), local(each.constraint).removesuffix("ConstraintComponent")) for each in found]


def local(name: str) -> str:
    return name.strip("<>").rpartition("/")[2].rpartition("#")[2]


COMPONENTS = {
    "sh:property [ sh:path ex:p ; sh:minCount 1 ]": ("MinCount", "ex:p 1", ""),
    "sh:property [ sh:path ex:p ; sh:minCount 2 ]": ("MinCount", "ex:p 1 , 2", "ex:p 1"),
    "sh:property [ sh:path ex:p ; sh:maxCount 0 ]": ("MaxCount", "", "ex:p 1"),
    "sh:property [ sh:path ex:p ; sh:maxCount 1 ]": ("MaxCount", "ex:p 1", "ex:p 1 , 2"),
    "sh:property [ sh:path ex:p ; sh:hasValue 1 ]": ("HasValue", "ex:p 1 , 2", "ex:p 2"),
    "sh:property [ sh:path ex:p ; sh:class ex:Thing ]": ("Class", "ex:p ex:bad", "ex:p ex:other"),
    "sh:property [ sh:path ex:p ; sh:datatype xsd:date ]": (
        "Datatype",
        'ex:p "1126-03-05"^^xsd:date',
        'ex:p "1126-13-05"^^xsd:date',
    ),
    "sh:property [ sh:path ex:p ; sh:datatype xsd:string ]": ("Datatype", 'ex:p "a"', 'ex:p "a"@en'),
    "sh:property [ sh:path ex:p ; sh:nodeKind sh:IRI ]": ("NodeKind", "ex:p ex:x", 'ex:p "x"'),
    "sh:property [ sh:path ex:p ; sh:nodeKind sh:IRIOrLiteral ]": ("NodeKind", "ex:p ex:x", "ex:p [ ]"),
    "sh:property [ sh:path ex:p ; sh:in ( 1 ex:x ) ]": ("In", "ex:p ex:x", "ex:p 2"),
    'sh:property [ sh:path ex:p ; sh:pattern "^a.c$" ]': ("Pattern", 'ex:p "abc"', 'ex:p "abcd"'),
    'sh:property [ sh:path ex:p ; sh:pattern "^A" ; sh:flags "i" ]': ("Pattern", 'ex:p "abc"', 'ex:p "b"'),
    "sh:property [ sh:path ex:p ; sh:minLength 2 ]": ("MinLength", 'ex:p "遼金"', 'ex:p "金"'),
    "sh:property [ sh:path ex:p ; sh:maxLength 1 ]": ("MaxLength", 'ex:p "金"', 'ex:p "遼金"'),
    'sh:property [ sh:path ex:p ; sh:languageIn ( "zh-Hant" ) ]': (
        "LanguageIn",
        'ex:p "金"@zh-Hant',
        'ex:p "金"@zh',
    ),
    "sh:property [ sh:path ex:p ; sh:minInclusive 1 ]": ("MinInclusive", "ex:p 1", "ex:p 0"),
    "sh:property [ sh:path ex:p ; sh:maxInclusive 1 ]": ("MaxInclusive", "ex:p 1", "ex:p 2"),
    "sh:property [ sh:path ex:p ; sh:minExclusive 1 ]": ("MinExclusive", "ex:p 2", "ex:p 1"),
    "sh:property [ sh:path ex:p ; sh:maxExclusive 1 ]": ("MaxExclusive", "ex:p 0", 'ex:p "none"'),
    "sh:property [ sh:path ex:p ; sh:lessThan ex:q ]": ("LessThan", "ex:p 1 ; ex:q 2", "ex:p 2 ; ex:q 2"),
    "sh:property [ sh:path ex:p ; sh:lessThanOrEquals ex:q ]": (
        "LessThanOrEquals",
        "ex:p 2 ; ex:q 2",
        "ex:p 3 ; ex:q 2",
    ),
    "sh:property [ sh:path ex:p ; sh:disjoint ex:q ]": ("Disjoint", "ex:p 1 ; ex:q 2", "ex:p 2 ; ex:q 2"),
    "sh:property [ sh:path ex:p ; sh:or ( [ sh:in ( 1 ) ] [ sh:in ( 2 ) ] ) ]": ("Or", "ex:p 2", "ex:p 3"),
    "sh:property [ sh:path ex:p ; sh:and ( [ sh:minInclusive 1 ] [ sh:maxInclusive 2 ] ) ]": (
        "And",
        "ex:p 2",
        "ex:p 3",
    ),
    "sh:property [ sh:path ex:p ; sh:not [ sh:in ( 1 ) ] ]": ("Not", "ex:p 2", "ex:p 1"),
    "sh:property [ sh:path ex:p ; sh:node [ sh:property [ sh:path ex:q ; sh:minCount 1 ] ] ]": (
        "Node",
        "ex:p [ ex:q 1 ]",
        "ex:p [ ex:r 1 ]",
    ),
    "sh:not [ sh:property [ sh:path ex:p ; sh:hasValue 1 ] ]": ("Not", "ex:p 2", "ex:p 1"),
    "sh:property [ sh:path [ sh:inversePath ex:p ] ; sh:minCount 1 ]": ("MinCount", "ex:p ex:bad", ""),
    "sh:property [ sh:path ( ex:p ex:q ) ; sh:maxCount 1 ]": (
        "MaxCount",
        "ex:p [ ex:q 1 ]",
        "ex:p [ ex:q 1 , 2 ]",
    ),
    "sh:property [ sh:path [ sh:alternativePath ( ex:p ex:q ) ] ; sh:minCount 1 ]": (
        "MinCount",
        "ex:q 1",
        "ex:r 1",
    ),
    "sh:property [ sh:path [ sh:oneOrMorePath ex:p ] ; sh:maxCount 1 ]": (
        "MaxCount",
        "ex:p 1",
        "ex:p [ ex:p 2 ]",
    ),
    "sh:property [ sh:path [ sh:zeroOrMorePath ex:p ] ; sh:maxCount 1 ]": ("MaxCount", "", "ex:p 2"),
    "sh:property [ sh:path [ sh:zeroOrOnePath ex:p ] ; sh:maxCount 1 ]": ("MaxCount", "", "ex:p 2"),
}


@pytest.mark.parametrize(("constraint", "example"), COMPONENTS.items())
def test_a_constraint_tells_bad_from_good(
    tmp_path: Path, constraint: str, example: tuple[str, str, str]
) -> None:
    component, good, bad = example
    data = store(f"ex:bad a ex:Thing ; {bad} .")
    assert brief(findings(data, shapes(tmp_path, constraint))) == [("bad", component)]
    data = store(f"ex:bad a ex:Thing ; {good} .")
    assert findings(data, shapes(tmp_path, constraint)) == []


REFUSED = {
    "sh:closed true": "sh:closed is not compiled",
    "sh:property [ sh:path ex:p ; sh:qualifiedMinCount 1 ]": "sh:qualifiedMinCount is not compiled",
    "sh:property [ sh:path ex:p ; sh:property [ sh:path ex:q ] ]": "nests sh:property in a path",
    "sh:not [ sh:sparql [ sh:select 'SELECT $this WHERE { }' ] ]": "nests sh:sparql in a logical constraint",
    "sh:not [ sh:property [ sh:path ex:p ; sh:minCount 2 ] ]": "may say some (1) or none (0)",
    "sh:sparql [ sh:select 'ASK { ?this ?p ?o }' ]": "must be SELECT, variables, WHERE and one group",
    "sh:property [ sh:path [ sh:path ex:p ] ; sh:minCount 1 ]": "is no property path",
    "sh:property [ sh:path ex:p ; sh:minCount 1 , 2 ; sh:class [ ] ]": "stands where an IRI must",
}


@pytest.mark.parametrize(("constraint", "words"), REFUSED.items())
def test_what_is_not_compiled_is_refused_by_name(tmp_path: Path, constraint: str, words: str) -> None:
    with pytest.raises(UnsupportedShape) as refused:
        shapes(tmp_path, constraint)
    assert words in str(refused.value)


def test_a_query_that_does_not_parse_names_its_shape(tmp_path: Path) -> None:
    broken = shapes(tmp_path, "sh:sparql [ sh:select 'SELECT $this WHERE { $this ex:p }' ]")
    with pytest.raises(UnsupportedShape, match="/Shape> does not parse"):
        findings(store("ex:a a ex:Thing ."), broken)


def test_words_in_a_constraint_stay_words(tmp_path: Path) -> None:
    body = r'sh:property [ sh:path ex:p ; sh:in ( "\"} # ) UNION { ?this ?p ?o } \\" ) ]'
    good, bad = (
        store(f"ex:a a ex:Thing ; ex:p {words} .") for words in (r'"\"} # ) UNION { ?this ?p ?o } \\"', '"x"')
    )
    assert findings(good, shapes(tmp_path, body)) == []
    assert brief(findings(bad, shapes(tmp_path, body))) == [("a", "In")]


FAMILY = """
ex:Kind rdfs:subClassOf ex:Thing . ex:kind a ex:Kind . ex:thing a ex:Thing ; ex:p ex:other .
ex:other a ex:Other .
"""
TARGETS = {
    "sh:targetClass ex:Thing": ["kind", "thing"],
    "sh:targetClass ex:Thing , ex:Other": ["kind", "other", "thing"],
    "sh:targetNode ex:other , ex:absent": ["absent", "other"],
    "sh:targetSubjectsOf ex:p": ["thing"],
    "sh:targetObjectsOf ex:p": ["other"],
    "sh:targetSubjectsOf ex:p ; sh:targetClass ex:Other": ["other", "thing"],
}


@pytest.mark.parametrize(("target", "nodes"), TARGETS.items())
def test_a_target_chooses_its_nodes_with_those_of_classes_below(
    tmp_path: Path, target: str, nodes: list[str]
) -> None:
    data = store(FAMILY)
    picked = shapes(tmp_path, "sh:property [ sh:path ex:absent ; sh:minCount 1 ]", target=target)
    assert [focus for focus, _ in brief(findings(data, picked))] == nodes


@pytest.mark.parametrize(
    ("target", "nodes"),
    [(key, [each for each in nodes if each == "thing"]) for key, nodes in TARGETS.items()],
)
def test_a_focus_graph_narrows_every_target_to_what_it_speaks_of(
    tmp_path: Path, target: str, nodes: list[str]
) -> None:
    data = store(FAMILY)
    focus = NamedNode(EX + "graph")
    data.add(Quad(NamedNode(EX + "thing"), NamedNode(EX + "p"), NamedNode(EX + "thing"), focus))
    if "ObjectsOf" in target:
        nodes = ["thing"]
    picked = shapes(tmp_path, "sh:property [ sh:path ex:absent ; sh:minCount 1 ]", target=target)
    assert [node for node, _ in brief(findings(data, picked, focus_graph=focus))] == nodes


def test_a_message_says_what_its_variables_are_bound_to(tmp_path: Path) -> None:
    body = """sh:sparql [
        sh:message '{$this} says {?value} of {?thing} and {?nothing}.' ;
        sh:select 'SELECT $this ?value ?thing ?nothing WHERE { $this <urn:p> ?value ; <urn:q> ?thing }'
    ]"""
    data = store(f'ex:a a ex:Thing ; <urn:p> "words"@en ; <urn:q> <{BASE}id/person/yue-fei> .')
    assert [each.message for each in findings(data, shapes(tmp_path, body))] == [
        "http://example.org/a says words of person/yue-fei and ?."
    ]


def test_severity_and_deactivation_are_heeded(tmp_path: Path) -> None:
    body = (
        "sh:property [ sh:path ex:p ; sh:minCount 1 ; sh:severity sh:Warning ] , "
        "[ sh:path ex:q ; sh:minCount 1 ; sh:deactivated true ]"
    )
    assert [each.severity for each in findings(store("ex:a a ex:Thing ."), shapes(tmp_path, body))] == [
        "Warning"
    ]


def test_findings_are_in_the_same_order_however_the_store_was_filled(tmp_path: Path) -> None:
    rule = shapes(tmp_path, "sh:property [ sh:path ex:p ; sh:minCount 1 ; sh:message 'Missing.' ]")
    names = ["ex:b a ex:Thing .", "ex:a a ex:Thing .", "ex:c a ex:Thing ."]
    assert findings(store(" ".join(names)), rule) == findings(store(" ".join(reversed(names))), rule)
