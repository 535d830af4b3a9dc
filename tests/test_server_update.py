"""Updates over the web: from bearers alone, as versions, whole or not at all."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode

import pytest

from kg.tokens import Scope
from tests.conftest import BASE
from tests.curating import FORM, UPDATE, Desk, desk, numbers

pytestmark = pytest.mark.slow

INSERT = "INSERT DATA { <urn:a> <urn:b> 1 }"
HOME = f"{BASE}id/graph/curation"


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Desk]:
    """A service to write to."""
    with desk(tmp_path / "data") as made:
        yield made


@pytest.fixture(scope="module")
def refusing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A service to which nothing is written."""
    with desk(tmp_path_factory.mktemp("refusing") / "data") as made:
        yield made


def test_an_update_makes_a_version_by_who_sent_it(site: Desk) -> None:
    response = site.update(INSERT)
    made = site.versions.served()
    assert (response.status_code, response.data) == (204, b"")
    assert response.headers["Location"] == f"/versions/{made.number}" == "/versions/2"
    assert response.headers["ETag"] == f'"2-{made.hash[:8]}"'
    assert response.headers["Link"] == '</versions/2>; rel="latest-version"'
    assert (made.author, made.message, made.changes) == ("writer", INSERT, {HOME: (1, 0)})
    assert site.get("/graphs?default") == numbers(1)


def test_what_changed_is_told_to_who_asks_for_json(site: Desk) -> None:
    response = site.update(INSERT, Accept="application/json")
    again = site.update(INSERT, Accept="application/json")
    changes = [{"graph": HOME, "added": 1, "removed": 0}]
    assert response.get_json() == {"version": 2, "changed": True, "changes": changes}
    assert again.get_json() == {"version": 2, "changed": False, "changes": []}


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (INSERT, UPDATE),
        (INSERT, f"{UPDATE}; charset=utf-8"),
        (urlencode({"update": INSERT}), FORM),
    ],
)
def test_every_way_of_the_protocol_writes(site: Desk, body: str, content_type: str) -> None:
    response = site.client.post(
        "/sparql?message=because", data=body, content_type=content_type, headers=site.bearing()
    )
    assert (response.status_code, site.get("/graphs?default")) == (204, numbers(1))
    assert site.versions.served().message == "because"


@pytest.mark.parametrize("in_form", [True, False])
def test_the_protocol_gives_an_update_its_graphs(site: Desk, in_form: bool) -> None:  # noqa: FBT001
    site.update("INSERT DATA { GRAPH <urn:g> { <urn:a> <urn:b> 1 } GRAPH <urn:h> { <urn:a> <urn:b> 2 } }")
    update = "INSERT { GRAPH <urn:t> { ?s ?p ?o } } WHERE { ?s ?p ?o }"
    using = {"using-graph-uri": "urn:h"}
    body = urlencode({"update": update, **using}) if in_form else update
    path = "/sparql" if in_form else f"/sparql?{urlencode(using)}"
    content_type = FORM if in_form else UPDATE
    site.client.post(path, data=body, content_type=content_type, headers=site.bearing())
    assert site.get("/graphs?graph=urn:t") == numbers(2)


@pytest.mark.parametrize(
    ("authorization", "status", "challenge"),
    [
        (None, 401, 'Bearer realm="Chanyuan"'),
        ("Basic YTpi", 401, 'Bearer realm="Chanyuan"'),
        ("Bearer", 401, 'Bearer realm="Chanyuan"'),
        ("Bearer kg_wrong", 401, 'Bearer realm="Chanyuan", error="invalid_token"'),
        ("Bearer \x80\xff", 401, 'Bearer realm="Chanyuan", error="invalid_token"'),
        ("read", 403, None),
    ],
)
def test_who_may_not_write_is_told_why(
    refusing: Desk, authorization: str | None, status: int, challenge: str | None
) -> None:
    headers = {"Authorization": authorization} if authorization else {}
    if authorization == "read":
        headers = refusing.bearing(Scope.READ)
    response = refusing.client.post("/sparql", data=INSERT, content_type=UPDATE, headers=headers)
    told = (response.status_code, response.headers.get("WWW-Authenticate"), response.content_type)
    assert told == (status, challenge, "application/problem+json")
    assert refusing.versions.current_number() == 1


@pytest.mark.parametrize(
    ("update", "status", "fault"),
    [
        ("INSERT DATA { <urn:a> <urn:b> }", 400, "QueryRefused"),
        ("SELECT * { ?s ?p ?o }", 400, "QueryRefused"),
        ("CLEAR ALL", 403, "ScopeTooNarrow"),
        ("CLEAR DEFAULT", 403, "DefaultGraphKept"),
        ("LOAD <http://127.0.0.1:9/>", 403, "FederationRefused"),
        (
            "INSERT { ?s ?p ?o } WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
            403,
            "FederationRefused",
        ),
        ("DROP GRAPH <urn:none>", 404, "UnknownGraph"),
        ("INSERT DATA { <id/claim/x> a cy:Claim }", 422, "WriteInvalid"),
    ],
)
def test_an_update_that_cannot_be_is_refused_whole(
    refusing: Desk, update: str, status: int, fault: str
) -> None:
    response = refusing.update(f"INSERT DATA {{ <urn:x> <urn:b> 1 }} ; {update}")
    told = response.get_json()
    assert (response.status_code, told["fault"]) == (status, fault)
    assert (refusing.versions.current_number(), refusing.get("/graphs?default")) == (1, set())


def test_a_fault_of_syntax_has_a_place(refusing: Desk) -> None:
    told = refusing.update("INSERT DATA {\n <urn:a> <urn:b> }").get_json()
    assert (told["line"], told["column"]) == (2, 18)


def test_what_breaks_the_shapes_is_told_finding_by_finding(refusing: Desk) -> None:
    findings = refusing.update("INSERT DATA { <id/claim/x> a cy:Claim }").get_json()["findings"]
    assert {each["focus"] for each in findings} == {f"<{BASE}id/claim/x>"}
    assert all(each["message"] and each["shape"] for each in findings)


def test_the_scope_admin_may_empty_everything(site: Desk) -> None:
    site.update(INSERT)
    assert site.update("DROP ALL", Scope.ADMIN).status_code == 204
    assert site.get("/graphs?default") == set()


@pytest.mark.parametrize(
    ("header", "value", "status"),
    [
        ("If_Match", "{tag}", 204),
        ("If_Match", 'W/"1-e3b0c442-of-some-answer"', 204),
        ("If_Match", '"0-none", {tag}', 204),
        ("If_Match", "*", 204),
        ("If_Match", '"7-1f0c33aa"', 412),
        ("If_None_Match", "*", 412),
        ("If_None_Match", '"7-1f0c33aa"', 204),
    ],
)
def test_a_writer_can_say_which_version_is_meant(site: Desk, header: str, value: str, status: int) -> None:
    served = site.versions.served()
    tag = f'"{served.number}-{served.hash[:8]}"'
    condition = {header: value.replace("{tag}", tag)}
    assert site.update(INSERT, **condition).status_code == status


def test_of_two_writers_who_mean_the_same_version_one_is_told_to_look_again(site: Desk) -> None:
    tag = site.update(INSERT).headers["ETag"]
    first, second = (site.update(f"INSERT DATA {{ <urn:a> <urn:b> {n} }}", If_Match=tag) for n in (2, 3))
    assert (first.status_code, second.status_code, second.get_json()["fault"]) == (204, 412, "Stale")
    assert site.get("/graphs?default") == numbers(1, 2)


def test_an_answer_after_a_write_is_of_the_new_version(site: Desk) -> None:
    asked = {"query": "ASK { <urn:a> <urn:b> 1 }", "format": "json"}
    before = site.client.get("/sparql", query_string=asked)
    site.update(INSERT)
    after = site.client.get("/sparql", query_string=asked)
    assert (before.get_json()["boolean"], after.get_json()["boolean"]) == (False, True)
    assert before.headers["ETag"] != after.headers["ETag"]


def test_writers_at_once_all_succeed_in_turn(site: Desk) -> None:
    def write(number: int) -> int:
        client = site.client.application.test_client()
        update = f"INSERT DATA {{ <urn:a> <urn:b> {number} }}"
        return client.post("/sparql", data=update, content_type=UPDATE, headers=site.bearing()).status_code

    with ThreadPoolExecutor(4) as writers:
        assert [*writers.map(write, range(4))] == [204] * 4
    assert (site.get("/graphs?default"), site.versions.current_number()) == (numbers(0, 1, 2, 3), 5)
