"""How claims and their evidence are spelled: by content alone, in any order, verbatim."""

import random
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, parse

from kg import rdf
from kg.errors import BadGraphFile, UngroundedClaim
from kg.model import Claim, Document, Ref, Value
from kg.terms import term

BASE = "http://localhost:8080/"
LETTER = Document("letter", "Song 宋 and Liao swore peace in 1005.", (), "A Letter", "0" * 64)
SONG, LIAO = Ref("polity", "song"), Ref("polity", "liao")
OATH = Ref("event", "oath")


def party(of: Ref, *spans: tuple[int, int], confidence: float = 0.9) -> Claim:
    return Claim(OATH, "cy:party", of, tuple(LETTER.passage(*span) for span in spans), "swear", confidence)


def asserted(quads: list[Quad], subject: Ref) -> set[tuple[NamedNode, object]]:
    return {(each.predicate, each.object) for each in quads if each.subject == rdf.iri(subject, BASE)}


objects = st.one_of(
    st.builds(Ref, st.sampled_from(["polity", "person"]), st.sampled_from(["song", "liao", "xia"])),
    st.builds(Value, st.text(st.characters(exclude_categories=["Cs"]), max_size=8)),
    st.builds(Value, st.sampled_from(["宋", "Song"]), language=st.sampled_from(["zh-Hant", "en"])),
    st.sampled_from(["cy:Border", "cy:Tribute"]),
)
passages = st.tuples(st.integers(0, 20), st.integers(21, len(LETTER.text))).map(
    lambda span: LETTER.passage(*span)
)
claims = st.builds(
    Claim,
    subject=st.builds(Ref, st.just("event"), st.sampled_from(["oath", "war"])),
    predicate=st.sampled_from(["cy:party", "cy:termKind", "skos:prefLabel"]),
    object=objects,
    passages=st.lists(passages, min_size=1, max_size=3).map(tuple),
    rule=st.sampled_from(["swear", "fight"]),
    confidence=st.sampled_from([0.5, 0.75, 1.0]),
    resolution=st.sampled_from(["", '"they" are the Song']),
)


@given(st.lists(claims, max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_claims_never_matters(some: list[Claim], dice: random.Random) -> None:
    shuffled = [*some, *some[:2]]
    dice.shuffle(shuffled)
    assert rdf.quads(LETTER, some, base=BASE) == rdf.quads(LETTER, shuffled, base=BASE)


@given(st.lists(claims, max_size=6))
def test_every_passage_says_what_stands_between_its_offsets(some: list[Claim]) -> None:
    quads = rdf.quads(LETTER, some, base=BASE)
    cited = {passage for claim in some for passage in claim.passages}
    said = {
        passage: {
            name: value.value
            for name, value in asserted(quads, rdf.passage_ref(passage))
            if isinstance(value, Literal)
        }
        for passage in cited
    }
    assert all(
        values[term("cy:exact")] == LETTER.text[int(values[term("cy:start")]) : int(values[term("cy:end")])]
        for values in said.values()
    )
    assert {each.subject for each in quads if each.object == term("cy:Passage")} == {
        rdf.iri(rdf.passage_ref(passage), BASE) for passage in cited
    }


@given(st.lists(claims, max_size=6), st.sampled_from(["https://a.example/", "http://b.example/kg/"]))
def test_the_base_changes_the_beginning_of_iris_alone(some: list[Claim], base: str) -> None:
    here = rdf.n_quads(rdf.quads(LETTER, some, base=BASE))
    there = rdf.n_quads(rdf.quads(LETTER, some, base=base))
    assert sorted(there.replace(base.encode(), BASE.encode()).splitlines()) == here.splitlines()


@given(st.lists(claims, max_size=6))
def test_a_graph_survives_its_own_serialisation(some: list[Claim]) -> None:
    quads = rdf.quads(LETTER, some, base=BASE)
    assert set(parse(rdf.n_quads(quads), format=RdfFormat.N_QUADS)) == set(quads)


@given(st.lists(claims, max_size=6))
def test_all_quads_lie_in_the_graph_of_the_document(some: list[Claim]) -> None:
    names = {each.graph_name for each in rdf.quads(LETTER, some, base=BASE)}
    assert names == {rdf.graph("letter", BASE)}


def test_a_claim_is_named_after_what_is_said_and_by_whom() -> None:
    one, again = party(SONG, (0, 4)), party(SONG, (5, 6), confidence=0.1)
    assert rdf.claim_ref("letter", one) == rdf.claim_ref("letter", again)
    others = {
        rdf.claim_ref("letter", party(LIAO, (0, 4))),
        rdf.claim_ref("chronicle", one),
        rdf.claim_ref("letter", replace(one, object="polity/song")),
        rdf.claim_ref("letter", replace(one, object=Value("polity/song"))),
        rdf.claim_ref("letter", replace(one, object=Value("polity/song", language="en"))),
        rdf.claim_ref("letter", replace(one, predicate="cy:payer")),
    }
    assert len(others - {rdf.claim_ref("letter", one)}) == 6


def test_claims_of_one_statement_share_a_node_with_all_their_passages() -> None:
    quads = rdf.quads(LETTER, [party(SONG, (5, 6), confidence=0.4), party(SONG, (0, 4))], base=BASE)
    claim = rdf.claim_ref("letter", party(SONG, (0, 4)))
    cited = {rdf.iri(rdf.passage_ref(LETTER.passage(*span)), BASE) for span in ((0, 4), (5, 6))}
    assert asserted(quads, claim) == {
        (term("rdf:type"), term("cy:Claim")),
        (term("rdf:subject"), rdf.iri(OATH, BASE)),
        (term("rdf:predicate"), term("cy:party")),
        (term("rdf:object"), rdf.iri(SONG, BASE)),
        (term("cy:rule"), Literal("swear")),
        (term("cy:confidence"), Literal("0.90", datatype=term("xsd:decimal"))),
        (term("prov:wasGeneratedBy"), rdf.iri(Ref("activity", "extraction-by-hand"), BASE)),
        *((term("cy:passage"), each) for each in cited),
    }


def test_a_rejected_claim_stays_without_its_fact() -> None:
    claim = party(SONG, (0, 4))
    ref = rdf.claim_ref("letter", claim)
    before = rdf.quads(LETTER, [claim, party(LIAO, (11, 15))], base=BASE)
    after = rdf.quads(LETTER, [claim, party(LIAO, (11, 15))], base=BASE, rejected={ref.slug})
    fact = (rdf.iri(OATH, BASE), term("cy:party"), rdf.iri(SONG, BASE), rdf.graph("letter", BASE))
    assert set(before) - set(after) == {Quad(*fact)}
    assert set(after) <= set(before)


def test_a_name_is_a_label_for_generic_tools_too() -> None:
    name = Value("宋", language="zh-Hant")
    claim = Claim(SONG, "skos:prefLabel", name, (LETTER.passage(5, 6),), "name", 1.0)
    spelled = Literal("宋", language="zh-Hant")
    assert asserted(rdf.quads(LETTER, [claim], base=BASE), SONG) == {
        (term("skos:prefLabel"), spelled),
        (term("rdfs:label"), spelled),
    }


def test_a_document_is_described_with_its_text() -> None:
    quads = rdf.quads(
        replace(LETTER, source="https://example.org/letter", licence="by permission"), [], base=BASE
    )
    title = Literal("A Letter", language="en")
    assert asserted(quads, Ref("document", "letter")) == {
        (term("rdf:type"), term("cy:Document")),
        (term("rdfs:label"), title),
        (term("dcterms:title"), title),
        (term("dcterms:language"), Literal("en")),
        (term("dcterms:type"), Literal("article")),
        (term("dcterms:source"), NamedNode("https://example.org/letter")),
        (term("dcterms:license"), Literal("by permission")),
        (term("cy:sha256"), Literal("0" * 64)),
        (term("cy:mediaType"), Literal("text/plain")),
        (term("cy:text"), Literal(LETTER.text)),
    }


@pytest.mark.parametrize(
    ("source", "spelled"),
    [
        ("https://example.org/a", NamedNode("https://example.org/a")),
        ("urn:isbn:9780521243315", NamedNode("urn:isbn:9780521243315")),
        ("Cambridge History of China 6: 110", Literal("Cambridge History of China 6: 110")),
        ("https://example.org/a b", Literal("https://example.org/a b")),
        ("http://[broken", Literal("http://[broken")),
    ],
)
def test_a_source_is_an_iri_only_where_it_is_one(source: str, spelled: NamedNode | Literal) -> None:
    described = asserted(rdf.quads(replace(LETTER, source=source), [], base=BASE), Ref("document", "letter"))
    assert {value for name, value in described if name == term("dcterms:source")} == {spelled}


def test_words_that_do_not_stand_there_are_refused() -> None:
    claim = replace(party(SONG), passages=(replace(LETTER.passage(0, 4), exact="Sung"),))
    with pytest.raises(UngroundedClaim) as refusal:
        rdf.quads(LETTER, [claim], base=BASE)
    assert str(refusal.value) == (
        "event/oath cy:party rests on 'Sung', but letter says otherwise from 0 to 4; "
        "rule 'swear' must quote it."
    )


def test_a_claim_without_words_is_refused() -> None:
    with pytest.raises(UngroundedClaim, match=r"^event/oath cy:party cites nothing; rule 'swear' must\.$"):
        rdf.quads(LETTER, [party(SONG)], base=BASE)


def test_a_file_of_ours_is_read_against_the_base(tmp_path: Path) -> None:
    file = tmp_path / "places.ttl"
    file.write_text('<id/place/kaifeng> <http://www.w3.org/2000/01/rdf-schema#label> "Kaifeng"@en .')
    assert rdf.file_quads(file, "authority", "https://a.example/") == [
        Quad(
            NamedNode("https://a.example/id/place/kaifeng"),
            term("rdfs:label"),
            Literal("Kaifeng", language="en"),
            NamedNode("https://a.example/id/graph/authority"),
        )
    ]


@pytest.mark.parametrize(
    ("turtle", "complaint"),
    [
        (b"<a> <b> .", "is not Turtle"),
        (b'<a> <b> "\xff" .', "is not Turtle"),
        (
            b"<a> <http://b.example/> [] .",
            "says <http://b.example/> of or to a blank node; give every thing an IRI",
        ),
        (
            b"[] <http://b.example/> <c> .",
            "says <http://b.example/> of or to a blank node; give every thing an IRI",
        ),
    ],
)
def test_a_file_that_cannot_be_named_reliably_is_refused(
    tmp_path: Path, turtle: bytes, complaint: str
) -> None:
    file = tmp_path / "broken.ttl"
    file.write_bytes(turtle)
    with pytest.raises(BadGraphFile) as refusal:
        rdf.file_quads(file, "authority", BASE)
    assert complaint in str(refusal.value)
    assert str(file) in str(refusal.value)


def test_sorted_n_quads_do_not_depend_on_the_order_of_quads() -> None:
    quads = rdf.quads(LETTER, [party(SONG, (0, 4))], base=BASE)
    assert rdf.n_quads(quads) == rdf.n_quads(reversed(quads))
    assert all(each.graph_name != DefaultGraph() for each in quads)
