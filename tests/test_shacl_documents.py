"""Documents before the shapes: held against themselves and the authority file, not against each other."""

import time
from dataclasses import replace

import pytest
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Store, Triple

from kg.model import Claim, Document, Ref, Value
from kg.rdf import file_quads, graph, iri, quads
from kg.resources import folder
from kg.shacl import Shapes, findings
from kg.terms import PREFIXES, term

pytestmark = pytest.mark.slow

BASE = "http://localhost:8080/"
Node = NamedNode | BlankNode | Literal | Triple
TEXT = "Yue Fei led an army of Song in 1140. Yue Fei died in 1142. He sailed to Guangzhou in 1160."
LETTER = Document("letter", TEXT, (), "A letter", "a" * 64)
ANNALS = replace(LETTER, id="annals", title="Annals", sha256="b" * 64)
YUE_FEI = Ref("person", "yue-fei")
STRANGER = Ref("person", "li-nobody")


@pytest.fixture(scope="module")
def ours() -> Shapes:
    """The shapes of this project."""
    return Shapes.load()


@pytest.fixture(scope="module")
def ground() -> list[Quad]:
    """The ontology and the authority file."""
    authority = sorted((folder("ontology") / "authority").glob("*.ttl"))
    known = [quad for file in authority for quad in file_quads(file, "authority", BASE)]
    words = [quad for file in folder("ontology").glob("*.ttl") for quad in file_quads(file, "ontology", BASE)]
    return known + words


def said(document: Document, subject: Ref, **facts: Ref | Value | str) -> list[Claim]:
    words = (document.passage(0, 7),)
    return [
        Claim(subject, f"cy:{name}" if name != "type" else "rdf:type", value, words, "test", 0.9)
        for name, value in facts.items()
    ]


def day(words: str) -> Value:
    return Value(words, "xsd:date")


def merged(ground: list[Quad], *documents: list[Quad]) -> Store:
    everything = [*ground, *(quad for each in documents for quad in each)]
    filled = Store()
    filled.extend(everything)
    filled.extend({Quad(each.subject, each.predicate, each.object, DefaultGraph()) for each in everything})
    return filled


def spelled(document: Document, *claims: list[Claim], rejected: tuple[str, ...] = ()) -> list[Quad]:
    return quads(document, [each for some in claims for each in some], base=BASE, rejected=rejected)


def complaints(filled: Store, ours: Shapes, document: Document) -> list[str]:
    return [each.message for each in findings(filled, ours, focus_graph=graph(document.id, BASE))]


def battle(document: Document, leader: Ref, **when: str) -> list[Claim]:
    event = Ref("event", "sailing")
    name = Claim(
        event, "skos:prefLabel", Value("Sailing", language="en"), (document.passage(0, 7),), "test", 0.9
    )
    dates = {name: day(each) for name, each in when.items()}
    return [
        name,
        *said(document, event, type="cy:Battle", commander=leader, **dates),
        *said(document, leader, type="cy:Person"),
    ]


def named(document: Document, who: Ref) -> list[Claim]:
    return [
        Claim(
            who, "skos:prefLabel", Value("Li Nobody", language="en"), (document.passage(0, 7),), "test", 0.9
        )
    ]


def test_a_sound_document_conforms(ground: list[Quad], ours: Shapes) -> None:
    letter = spelled(LETTER, battle(LETTER, YUE_FEI, earliest="1140-01-01", latest="1140-12-31"))
    assert complaints(merged(ground, letter), ours, LETTER) == []


def test_a_document_is_held_against_the_authority_file(ground: list[Quad], ours: Shapes) -> None:
    letter = spelled(LETTER, battle(LETTER, YUE_FEI, earliest="1160-01-01"))
    (complaint,) = complaints(merged(ground, letter), ours, LETTER)
    assert complaint.startswith("person/yue-fei died by 1142-")
    assert "acts in event/sailing, which begins on 1160-01-01" in complaint


def test_a_document_is_held_against_itself(ground: list[Quad], ours: Shapes) -> None:
    life = [*named(LETTER, STRANGER), *said(LETTER, STRANGER, deathLatest=day("1142-12-31"))]
    letter = spelled(LETTER, life, battle(LETTER, STRANGER, earliest="1160-01-01"))
    (complaint,) = complaints(merged(ground, letter), ours, LETTER)
    assert complaint.startswith("person/li-nobody died by 1142-12-31, but acts in event/sailing")


def test_two_documents_may_disagree(ground: list[Quad], ours: Shapes) -> None:
    who = said(LETTER, STRANGER, type="cy:Person", deathLatest=day("1142-12-31"))
    letter = spelled(LETTER, who, named(LETTER, STRANGER))
    annals = spelled(ANNALS, battle(ANNALS, STRANGER, earliest="1160-01-01"), named(ANNALS, STRANGER))
    assert findings(merged(ground, letter, annals), ours) == []


def test_two_documents_may_date_one_event_differently(ground: list[Quad], ours: Shapes) -> None:
    letter = spelled(LETTER, battle(LETTER, YUE_FEI, earliest="1140-01-01", latest="1140-12-31"))
    annals = spelled(ANNALS, battle(ANNALS, YUE_FEI, earliest="1134-01-01", latest="1134-12-31"))
    assert findings(merged(ground, letter, annals), ours) == []


def test_a_ring_that_two_documents_close_is_a_disagreement(ground: list[Quad], ours: Shapes) -> None:
    other = Ref("person", "li-somebody")
    child = [*said(LETTER, STRANGER, type="cy:Person", childOf=other), *said(LETTER, other, type="cy:Person")]
    parent = [
        *said(ANNALS, other, type="cy:Person", childOf=STRANGER),
        *said(ANNALS, STRANGER, type="cy:Person"),
    ]
    names = [*named(LETTER, STRANGER), *named(LETTER, other)]
    letter, annals = spelled(LETTER, child, names), spelled(ANNALS, parent)
    assert findings(merged(ground, letter, annals), ours) == []
    alone = spelled(LETTER, child, names, said(LETTER, other, childOf=STRANGER))
    assert len(complaints(merged(ground, alone), ours, LETTER)) == 2


def test_a_fact_without_a_claim_is_a_violation_even_of_a_known_person(
    ground: list[Quad], ours: Shapes
) -> None:
    letter = spelled(LETTER, said(LETTER, YUE_FEI, type="cy:Person"))
    smuggled = Quad(
        iri(YUE_FEI, BASE),
        NamedNode(PREFIXES["cy"] + "served"),
        iri(Ref("polity", "liao"), BASE),
        graph("letter", BASE),
    )
    (complaint,) = complaints(merged(ground, [*letter, smuggled]), ours, LETTER)
    assert complaint.startswith("Nothing supports cy:served polity/liao in the graph of document/letter. ")


def test_a_passage_that_misquotes_is_a_violation(ground: list[Quad], ours: Shapes) -> None:
    letter = spelled(LETTER, said(LETTER, YUE_FEI, type="cy:Person"))
    (passage,) = {quad.subject for quad in letter if quad.object == term("cy:Passage")}
    misquoted = [Quad(each.subject, each.predicate, wrong(each.object), each.graph_name) for each in letter]
    name = str(passage)[1:-1].partition("/id/")[2]
    (complaint,) = complaints(merged(ground, misquoted), ours, LETTER)
    assert complaint.startswith('The document does not say "Yüe Fei" from 0 on. ')
    assert f"Take the words of passage {name} from the text again." in complaint


def wrong(value: Node) -> Node:
    return Literal("Yüe Fei") if value == Literal("Yue Fei") else value


LONG = "".join(chr(0x4E00 + number * 7919 % 20000) for number in range(1_000_000))


def test_thousands_of_passages_of_a_long_text_are_compared_in_a_second(ours: Shapes) -> None:
    book = Document("book", LONG, (), "A book", "c" * 64)
    starts = range(0, 999_000, 200)
    claims = [
        Claim(
            Ref("document", "book"),
            "cy:mentions",
            Ref("person", f"p{start}"),
            (book.passage(start, start + 60),),
            "test",
            0.9,
        )
        for start in starts
    ]
    filled = merged([], quads(book, claims, base=BASE))
    begun = time.process_time()
    only = Shapes(
        tuple(each for each in ours.checks if any("Document" in target.node.value for target in each.targets))
    )
    assert findings(filled, only, focus_graph=graph("book", BASE)) == []
    assert time.process_time() - begun < 10
