"""The Graph Store Protocol: graphs by name and at their own address, conditions, and what is not done."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from kg.dataset import GRAPH_FORMATS, Format
from kg.dataset.local import RDF
from kg.tokens import Scope
from tests.conftest import BASE
from tests.curating import TURTLE, A, B, Desk, desk, numbers

pytestmark = pytest.mark.slow

NAMED = "/graphs?graph=urn:g"
DIRECT = "/graphs/people/song.ttl"
ONTOLOGY = f"/graphs?graph={BASE}id/graph/ontology"
ONE, TWO = "<urn:a> <urn:b> 1 .", "<urn:a> <urn:b> 2 ."


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Desk]:
    """A service to write to."""
    with desk(tmp_path / "data") as made:
        yield made


@pytest.fixture(scope="module")
def refusing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A service to which nothing is written."""
    with desk(tmp_path_factory.mktemp("refusing") / "data") as made:
        yield made


@pytest.mark.parametrize("path", [NAMED, DIRECT])
def test_a_graph_is_put_replaced_and_deleted(store: Desk, path: str) -> None:
    made, replaced = store.put(path, ONE), store.put(path, TWO)
    assert (made.status_code, made.headers["Location"]) == (201, path)
    assert (replaced.status_code, "Location" in replaced.headers) == (204, False)
    assert (store.get(path), store.get("/graphs?default")) == (numbers(2), numbers(2))
    assert store.client.delete(path, headers=store.bearing()).status_code == 204
    assert store.client.get(path).status_code == 404
    assert store.client.delete(path, headers=store.bearing()).status_code == 404


@pytest.mark.parametrize("path", [NAMED, DIRECT])
def test_what_is_posted_is_added(store: Desk, path: str) -> None:
    posted = [
        store.client.post(path, data=each, content_type=TURTLE, headers=store.bearing())
        for each in (ONE, TWO, TWO, "")
    ]
    assert [each.status_code for each in posted] == [201, 204, 204, 204]
    assert store.get(path) == numbers(1, 2)


def test_a_graph_at_its_own_address_bears_its_name(store: Desk) -> None:
    store.put(DIRECT, "<> <#p> <other> .")
    iri = f"{BASE}graphs/people/song.ttl"
    expected = Triple(NamedNode(iri), NamedNode(f"{iri}#p"), NamedNode(f"{BASE}graphs/people/other"))
    assert store.get(DIRECT) == store.get(f"/graphs?graph={iri}") == {expected}


def test_a_post_to_the_store_makes_a_graph(store: Desk) -> None:
    response = store.client.post("/graphs", data=ONE, content_type=TURTLE, headers=store.bearing())
    address = response.headers["Location"]
    assert (response.status_code, bool(re.fullmatch(r"/graphs/[0-9a-f]{20}", address))) == (201, True)
    assert store.get(address) == numbers(1)


def test_files_of_a_form_are_added_together(store: Desk) -> None:
    files = {
        "one.ttl": (b"@prefix x: <urn:> . x:a x:b 1 .", TURTLE),
        "two.nt": (
            b'<urn:a> <urn:b> "2"^^<http://www.w3.org/2001/XMLSchema#integer> .',
            "application/n-triples",
        ),
    }
    boundary = "frontier"
    body = b"".join(
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"; filename="{name}"\r\n'
        f"Content-Type: {kind}\r\n\r\n".encode()
        + content
        + b"\r\n"
        for name, (content, kind) in files.items()
    )
    response = store.client.post(
        NAMED,
        data=body + f"--{boundary}--\r\n".encode(),
        content_type=f"multipart/form-data; boundary={boundary}",
        headers=store.bearing(),
    )
    assert (response.status_code, store.get(NAMED)) == (201, numbers(1, 2))


def test_what_is_posted_to_the_default_graph_is_curation(store: Desk) -> None:
    response = store.client.post("/graphs?default", data=ONE, content_type=TURTLE, headers=store.bearing())
    assert response.status_code == 204
    assert store.get(f"/graphs?graph={BASE}id/graph/curation") == store.get("/graphs?default") == numbers(1)


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
def test_the_default_graph_is_neither_replaced_nor_deleted(refusing: Desk, method: str) -> None:
    response = refusing.client.open(
        "/graphs?default", method=method, data=ONE, content_type=TURTLE, headers=refusing.bearing()
    )
    assert (response.status_code, response.get_json()["fault"]) == (403, "DefaultGraphKept")
    assert "merge of the named graphs" in response.get_json()["detail"]


@pytest.mark.parametrize("form", GRAPH_FORMATS, ids=lambda form: form.name)
def test_a_graph_comes_in_every_format(site: FlaskClient, form: Format) -> None:
    by_header = site.get(ONTOLOGY, headers={"Accept": form.media_type})
    by_name = site.get(f"{ONTOLOGY}&format={form.name}")
    assert (by_header.status_code, by_header.content_type) == (200, form.content_type)
    assert by_name.data == by_header.data
    triples = {quad.triple for quad in parse(by_header.data, format=RDF[form.name])}
    plain = site.get(ONTOLOGY, headers={"Accept": "application/n-triples"}).data
    assert triples == {quad.triple for quad in parse(plain, format=RdfFormat.N_TRIPLES)}


@pytest.mark.parametrize(
    ("path", "accept", "status"),
    [
        ("/graphs", "", 400),
        (f"{ONTOLOGY}&default", "", 400),
        (f"{ONTOLOGY}&graph=urn:x", "", 400),
        ("/graphs?graph=", "", 400),
        ("/graphs?graph=not/absolute", "", 400),
        ("/graphs?graph=http://a%20b/", "", 400),
        ("/graphs?graph=%FF", "", 400),
        ("/graphs?graph=urn:none", "", 404),
        ("/graphs/none", "", 404),
        (f"{ONTOLOGY}&version=9", "", 404),
        (f"{ONTOLOGY}&version=x", "", 400),
        (ONTOLOGY, "image/png", 406),
        (ONTOLOGY, "text/turtle;q=0, */*", 200),
    ],
)
def test_a_graph_is_had_or_the_reason_is_told(site: FlaskClient, path: str, accept: str, status: int) -> None:
    assert site.get(path, headers={"Accept": accept}).status_code == status


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        (b"<urn:a> <urn:b> ", TURTLE, 400),
        (b"<rdf:RDF", "application/rdf+xml", 400),
        (b'<!DOCTYPE x [<!ENTITY e "e">]><x/>', "application/rdf+xml", 400),
        (b'{"@id": ', "application/ld+json", 400),
        (b"[" * 5000, "application/ld+json", 400),
        (b"<urn:a> <urn:b> 1 .", None, 415),
        (b"<urn:a> <urn:b> 1 .", "image/png", 415),
        (ONE.encode("utf-16"), "text/turtle; charset=utf-16", 415),
        (b"", "multipart/form-data; boundary=x", 400),
        (f"<{BASE}id/claim/x> a <https://w3id.org/chanyuan/ontology#Claim> .".encode(), TURTLE, 422),
    ],
)
def test_what_cannot_be_taken_leaves_everything_as_it_was(
    refusing: Desk, body: bytes, content_type: str | None, status: int
) -> None:
    for method in ("PUT", "POST"):
        response = refusing.client.open(
            NAMED, method=method, data=body, content_type=content_type, headers=refusing.bearing()
        )
        told = (response.status_code, response.content_type)
        assert told == (status, "application/problem+json"), response.text
    assert refusing.versions.current_number() == 1


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE"])
@pytest.mark.parametrize("path", [NAMED, DIRECT])
def test_who_shows_no_token_writes_no_graph(refusing: Desk, path: str, method: str) -> None:
    response = refusing.client.open(path, method=method, data=ONE, content_type=TURTLE)
    assert (response.status_code, "WWW-Authenticate" in response.headers) == (401, True)


def test_what_is_not_done_is_answered_with_what_is(site: FlaskClient) -> None:
    response = site.patch(ONTOLOGY, data="INSERT DATA {}", content_type="application/sparql-update")
    allowed = {each.strip() for each in response.headers["Allow"].split(",")}
    assert (response.status_code, allowed) == (405, {"GET", "HEAD", "OPTIONS", "PUT", "POST", "DELETE"})


def test_a_head_tells_what_a_get_would(site: FlaskClient) -> None:
    got, head = site.get(ONTOLOGY), site.head(ONTOLOGY)
    names = ("Content-Type", "ETag")
    assert (head.status_code, head.data) == (200, b"")
    assert [head.headers[name] for name in names] == [got.headers[name] for name in names]


def test_a_graph_has_a_tag_for_each_format_which_changes_with_it_alone(store: Desk) -> None:
    store.put(NAMED, ONE)
    turtle = store.client.get(NAMED, headers={"Accept": TURTLE}).headers["ETag"]
    triples = store.client.get(NAMED, headers={"Accept": "application/n-triples"}).headers["ETag"]
    store.put("/graphs?graph=urn:other", TWO)
    known = store.client.get(NAMED, headers={"Accept": TURTLE, "If-None-Match": turtle})
    assert (turtle == triples, known.status_code, known.data) == (False, 304, b"")
    store.put(NAMED, TWO)
    assert store.client.get(NAMED, headers={"Accept": TURTLE, "If-None-Match": turtle}).status_code == 200


def test_a_writer_can_say_how_the_graph_was(store: Desk) -> None:
    store.put(NAMED, ONE)
    tag = store.client.get(NAMED).headers["ETag"]
    store.put("/graphs?graph=urn:other", TWO)
    assert store.put(NAMED, TWO, If_Match='"another"').status_code == 412
    assert store.put(NAMED, TWO, If_Match=tag).status_code == 204
    assert store.put(NAMED, ONE, If_Match=tag).status_code == 412
    assert store.put(NAMED, ONE, If_None_Match="*").status_code == 412
    assert store.put("/graphs?graph=urn:new", ONE, If_Match="*").status_code == 412
    assert store.put("/graphs?graph=urn:new", ONE, If_None_Match="*").status_code == 201


def test_blank_nodes_of_two_posts_are_two(store: Desk) -> None:
    for _ in range(2):
        store.client.post(NAMED, data="[] <urn:b> 1 .", content_type=TURTLE, headers=store.bearing())
    found = store.get(NAMED)
    assert ({each.predicate for each in found}, {each.object for each in found}) == ({B}, {Literal(1)})
    assert len({each.subject for each in found} - {A}) == 2


def test_who_may_write_may_send_more_than_others(store: Desk) -> None:
    body = b"# " + b"x" * 1_200_000 + b"\n" + ONE.encode()
    anybody = store.client.put(NAMED, data=body, content_type=TURTLE)
    reader = store.client.put(NAMED, data=body, content_type=TURTLE, headers=store.bearing(Scope.READ))
    writer = store.client.put(NAMED, data=body, content_type=TURTLE, headers=store.bearing())
    assert [each.status_code for each in (anybody, reader, writer)] == [413, 413, 201]
    assert store.get(NAMED) == numbers(1)
