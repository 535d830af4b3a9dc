"""What constraints read: no predicate is overlooked, and none looks further than changes are followed."""

from collections.abc import Iterator

import pytest
from pyoxigraph import NamedNode
from rdflib import URIRef, Variable
from rdflib.paths import AlternativePath, InvPath, MulPath, Path, SequencePath
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.algebra import traverse
from rdflib.term import Node

from kg.shacl import Reads, Shapes
from kg.shacl.checks import Check
from kg.shacl.shape import Target
from kg.terms import term

pytestmark = pytest.mark.slow

Pattern = tuple[Node, Node | Path, Node]
EVIDENCE = [URIRef(term(name).value) for name in ("rdf:subject", "rdf:predicate", "rdf:object", "cy:passage")]
BETWEEN = [
    (check, each.targets)
    for each in Shapes.load().between_documents().checks
    for check in each.queries
    if {target.node for target in each.targets}.isdisjoint(
        map(term, ("cy:Claim", "cy:Passage", "cy:Document", "cy:Attestation", "cy:Decision"))
    )
]


def patterns(check: Check) -> list[Pattern]:
    """The triple patterns of a query as another library understands them."""
    found: list[Pattern] = []

    def _collect(part: object) -> None:
        triples = getattr(part, "triples", None) or []
        flat = [node for each in triples for node in each]  # some lists hold several triples in one row
        found.extend(in_threes(flat))

    head = check.before.partition("SELECT")[0]
    traverse(prepareQuery(f"{head} SELECT ?this WHERE {{ {check.after}").algebra, visitPost=_collect)
    return found


def in_threes(nodes: list[Node]) -> Iterator[Pattern]:
    """Subject, predicate and object, again and again."""
    yield from zip(nodes[::3], nodes[1::3], nodes[2::3], strict=True)


def predicates(path: Node | Path) -> Iterator[URIRef]:
    """The predicates of a path."""
    match path:
        case URIRef():
            yield path
        case AlternativePath() | SequencePath():
            for each in path.args:
                yield from predicates(each)
        case InvPath():
            yield from predicates(path.arg)
        case MulPath():
            yield from predicates(path.path)


def about(check: Check, targets: tuple[Target, ...]) -> str:
    """A constraint in a few words."""
    return f"{check.shape.name.rpartition('#')[2]} {check.message[:40]} {targets[0].node.value}"


@pytest.mark.parametrize(("check", "targets"), BETWEEN, ids=lambda _: "")
def test_no_predicate_of_a_constraint_is_overlooked(check: Check, targets: tuple[Target, ...]) -> None:
    reads = Reads.of(check.before, check.after, targets)
    named = {NamedNode(each) for _, path, _ in patterns(check) for each in predicates(path)}
    assert reads.predicates is not None, about(check, targets)
    assert named - {term("rdfs:subClassOf")} <= reads.predicates, about(check, targets)


@pytest.mark.parametrize(("check", "targets"), BETWEEN, ids=lambda _: "")
def test_no_constraint_between_documents_looks_further_than_one_step(
    check: Check, targets: tuple[Target, ...]
) -> None:
    reads = Reads.of(check.before, check.after, targets)
    this, found = Variable("this"), patterns(check)
    evidence = {subject for subject, path, _ in found if path in EVIDENCE}
    near = {this} | {end for one, _, other in found for end in (one, other) if this in (one, other)}
    far = [
        (subject, path, value)
        for subject, path, value in found
        if subject not in near | evidence
        and value != this
        and not {NamedNode(each) for each in predicates(path)} <= reads.repeated
    ]
    assert far == [], f"{about(check, targets)}: write it another way, or let kg.merge.reach follow further"


def test_no_constraint_between_documents_reads_everything() -> None:
    shapes = Shapes.load().between_documents()
    assert [each for each in shapes.reads() if None in (each.predicates, each.claimed)] == []


def test_a_variable_predicate_may_be_any() -> None:
    assert Reads.of("", "$this ?path ?value . FILTER (?path != <urn:p>)").predicates is None


def test_who_claims_a_statement_is_known_by_the_predicate_of_the_claim() -> None:
    head = "PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> PREFIX ex: <urn:>"
    claims = "FILTER NOT EXISTS { ?claim rdf:subject $this ; rdf:predicate ex:p ; rdf:object ?value }"
    assert Reads.of(head, f"$this ex:p ?value {claims}").claimed == frozenset({NamedNode("urn:p")})
    assert Reads.of(head, "$this ex:p ?value . ?claim rdf:subject $this").claimed is None
    assert Reads.of(head, "?claim rdf:predicate ?any ; rdf:subject $this").claimed is None
    assert Reads.of(head, "$this rdf:subject ?value ; rdf:predicate ?any").claimed == frozenset()


def test_a_path_that_repeats_is_told_from_classes_above_each_other() -> None:
    head = "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> PREFIX ex: <urn:>"
    body = "$this ex:p+ ?one . ?one (<urn:q>)* ?other . ?other a/rdfs:subClassOf* ex:Class"
    assert Reads.of(head, body).repeated == frozenset({NamedNode("urn:p"), NamedNode("urn:q")})
