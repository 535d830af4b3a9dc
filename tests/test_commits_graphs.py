"""Graph Store operations, and what is taken as their payload."""

import pytest

from kg.commits.payload import depth
from kg.commits.work import Delete, Payload, Post, Put, Work
from kg.errors import ChanyuanError, QueryRefused, UnknownGraph, UnreadablePayload, UnsupportedPayload
from tests.writing import BASE, carry_out, expected, filled, merge, named, stated

pytestmark = pytest.mark.slow

G = f"{BASE}g"


def turtle(text: str) -> Payload:
    return Payload(f"@prefix : <{BASE}> . {text}{' .' if text else ''}".encode(), "text/turtle", G)


@pytest.mark.parametrize(
    ("before", "work", "after"),
    [
        ("", Put(G, turtle(":a :b 1")), ":g { :a :b 1 }"),
        (
            ":g { :a :b 1, 2 } :h { :a :b 1 }",
            Put(G, turtle(":a :b 2, 3")),
            ":g { :a :b 2, 3 } :h { :a :b 1 }",
        ),
        (":g { :a :b 1 }", Put(G, turtle("")), ""),
        (":g { :a :b 1 }", Put(G, turtle("[] :b [ :c 1.50 ]")), ":g { [] :b [ :c 1.5 ] }"),
        ("", Put(G, turtle("<> <#b> <c>")), ":g { :g <g#b> :c }"),
        (":g { :a :b 1 }", Post(G, turtle(":a :b 1, 2")), ":g { :a :b 1, 2 }"),
        (":g { [] :b 1 }", Post(G, turtle("[] :b 1")), ":g { [] :b 1 . [] :b 1 }"),
        (":g { :a :b 1 }", Post(G, turtle("")), ":g { :a :b 1 }"),
        (":g { :a :b 1 }", Post(None, turtle(":a :b 1, 2")), ":g { :a :b 1 } curation { :a :b 1, 2 }"),
        (":g { :a :b 1 } :h { :a :b 1 }", Delete(G), ":h { :a :b 1 }"),
    ],
)
def test_a_graph_is_put_extended_and_deleted(before: str, work: Work, after: str) -> None:
    store = filled(before)
    carry_out(store, work)
    assert named(store) == expected(after)
    assert merge(store) == stated(store)


def test_a_graph_that_is_not_there_cannot_be_deleted() -> None:
    with pytest.raises(UnknownGraph, match=f"There is no graph <{G}>"):
        carry_out(filled(""), Delete(G))


@pytest.mark.parametrize("graph", ["g", "http://a b/", "http://x/<script>", ""])
def test_a_graph_is_named_by_an_absolute_iri(graph: str) -> None:
    with pytest.raises(QueryRefused, match="A graph is named by an absolute IRI"):
        carry_out(filled(""), Put(graph, turtle(":a :b 1")))


TRIPLE = f"<{BASE}a> <{BASE}b> <{BASE}c> ."
XML = """<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:x="http://kg.test/">
<r:Description r:about="http://kg.test/a"><x:b r:resource="http://kg.test/c"/></r:Description></r:RDF>"""
BODIES = [
    ("text/turtle", TRIPLE),
    ("application/n-triples", TRIPLE),
    ("application/n-quads", TRIPLE),
    ("application/trig", TRIPLE),
    ("application/rdf+xml", XML),
    ("application/ld+json", '{"@id": "http://kg.test/a", "http://kg.test/b": {"@id": "http://kg.test/c"}}'),
]


@pytest.mark.parametrize(("media_type", "body"), BODIES)
def test_every_format_of_rdf_is_read(media_type: str, body: str) -> None:
    store = filled("")
    carry_out(store, Put(G, Payload(body.encode(), media_type)))
    assert named(store) == expected(":g { :a :b :c }")


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
JSON = "application/ld+json"
FAULTS = [
    ("application/rdf+xml", f"<?xml version='1.0'?>{BOMB}<r/>", "with a <!DOCTYPE is not read"),
    ("application/rdf+xml", f"{BOMB.lower()}<r/>", "with a <!DOCTYPE is not read"),
    ("application/rdf+xml", "<rdf:RDF", "cannot be read as application/rdf"),
    ("application/ld+json", "[" * 5_000 + "]" * 5_000, "nests more than 200 brackets"),
    ("application/ld+json", '{"a":' * 5_000 + "1" + "}" * 5_000, "nests more than 200 brackets"),
    (JSON, '{"@context": "http://127.0.0.1:9/", "a": 1}', "cannot be read as"),
    (JSON, '{"@context": {"@import": "http://127.0.0.1:9/"}}', "cannot be read as"),
    ("application/ld+json", '{"@id": ', "cannot be read as"),
    ("text/turtle", "<urn:a> <urn:b> ", "cannot be read as text/turtle"),
    ("text/turtle", "<a> <b> <c> .", "cannot be read as text/turtle"),
    ("application/n-quads", "<urn:a> <urn:b> <urn:c> <urn:d> .", "cannot be read as application/n-quads"),
    ("application/trig", "<urn:a> { <urn:b> <urn:c> <urn:d> }", "cannot be read as application/trig"),
]


@pytest.mark.parametrize(("media_type", "body", "fault"), FAULTS)
def test_what_is_not_rdf_or_could_do_harm_is_not_read(media_type: str, body: str, fault: str) -> None:
    store = filled(":g { :a :b 1 }")
    with pytest.raises(UnreadablePayload, match=fault):
        carry_out(store, Post(G, Payload(body.encode(), media_type)))
    assert named(store) == expected(":g { :a :b 1 }")


@pytest.mark.parametrize("body", [b"\xff\xfe<\x00r\x00/\x00>\x00", b"\x80\x81", b"\x00"])
@pytest.mark.parametrize("media_type", [media_type for media_type, _ in BODIES])
def test_bytes_that_are_no_text_are_refused(media_type: str, body: bytes) -> None:
    with pytest.raises(UnreadablePayload):
        carry_out(filled(""), Post(G, Payload(body, media_type)))


@pytest.mark.parametrize("media_type", ["", "application/pdf", "multipart/form-data", "text/html"])
def test_another_format_is_refused_with_those_that_are_read(media_type: str) -> None:
    with pytest.raises(UnsupportedPayload, match="send one of text/turtle"):
        carry_out(filled(""), Post(G, Payload(b"", media_type)))


def test_triples_within_triples_without_end_are_refused() -> None:
    body = "<urn:a> <urn:b> " + "<<( <urn:a> <urn:b> " * 5_000 + "<urn:c>" + " )>>" * 5_000 + " ."
    with pytest.raises(ChanyuanError):
        carry_out(filled(""), Post(G, Payload(body.encode(), "text/turtle")))


@pytest.mark.parametrize(
    ("body", "deep"), [("", 0), ("[]", 1), ('{"[[[": "{\\"["}', 1), ('[{"a": [1]}, {"b": []}]', 3)]
)
def test_the_depth_of_json_counts_brackets_outside_strings(body: str, deep: int) -> None:
    assert depth(body.encode()) == deep


def test_large_payloads_are_spelled_as_the_store_spells_them() -> None:
    body = "".join(f"<urn:s{number}> <urn:p> {number}.50 .\n" for number in range(20_100))
    store = filled("")
    revision = carry_out(store, Put(G, Payload(body.encode(), "text/turtle")))
    assert revision.changes[G].added == 20_100
    again = carry_out(store, Put(G, Payload(body.encode(), "text/turtle")))
    assert again.changes == {}
    assert len(merge(store)) == 20_100
