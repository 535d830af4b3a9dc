"""Whatever goes wrong has one shape: a problem for programs, a page for browsers, and the right status."""

import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from pyoxigraph import Literal, NamedNode, Quad

from kg.settings import Settings
from kg.versions import Versions
from server.app import create_app

BASE = "http://kg.test/"
HTML = {"Accept": "text/html"}
KEYS = {"type", "title", "status", "detail", "instance", "fault"}

Publish = Callable[[Path, Iterable[Quad]], Versions]


@dataclass(frozen=True)
class Fault:
    """A request that is refused, and how."""

    method: str
    path: str
    status: int
    says: str
    accept: str = ""
    body: bytes = b""
    type: str = "application/x-www-form-urlencoded"


FAULTS = [
    Fault("GET", "/sparql?query=SELECT", 400, "cannot be read at line 1"),
    Fault("GET", "/queries/betrayals?from=then", 400, "it must be a year of up to four digits"),
    Fault("GET", "/sparql?query=ASK{SERVICE<http://a/>{}}", 403, "KG_FEDERATION"),
    Fault("GET", "/nowhere", 404, "There is nothing at '/nowhere'"),
    Fault("GET", "/id/person/nobody", 404, "The graph knows nothing called 'person/nobody'"),
    Fault("GET", "/queries/nothing", 404, "No question is named 'nothing'"),
    Fault("GET", "/documents/nothing", 404, "No document is called 'nothing'"),
    Fault("DELETE", "/sparql", 405, "DELETE is not done here"),
    Fault("PUT", "/id/person/zhang-jue", 405, "PUT is not done here"),
    Fault("GET", "/sparql?query=ASK{}", 406, "application/sparql-results+json", accept="text/turtle"),
    Fault("GET", "/data/person/zhang-jue", 406, "text/turtle", accept="image/png"),
    Fault("GET", "/ontology?format=pdf", 406, "'pdf' is not served here"),
    Fault("POST", "/sparql", 413, "longer than the 1000000 bytes", body=b"x" * 1_000_001),
    Fault("POST", "/sparql", 415, "'text/plain' is not read here", body=b"ASK {}", type="text/plain"),
]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault.status} {fault.path[:30]}")
def test_a_fault_is_told_as_a_problem(site: FlaskClient, fault: Fault) -> None:
    headers = {"Accept": fault.accept} if fault.accept else {}
    sent = {"data": fault.body, "content_type": fault.type} if fault.body else {}
    response = site.open(fault.path, method=fault.method, headers=headers, **sent)  # type: ignore[arg-type]  # bytes and str
    problem = response.get_json()
    assert (response.status_code, response.content_type) == (fault.status, "application/problem+json")
    assert problem.keys() >= KEYS
    assert (problem["status"], problem["type"]) == (fault.status, "about:blank")
    assert fault.says in problem["detail"]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/sparql?query=SELECT", 400),
        ("/nowhere", 404),
        ("/id/person/nobody", 404),
        ("/queries/betrayals?from=x", 400),
    ],
)
def test_a_browser_gets_a_page_instead(site: FlaskClient, path: str, status: int) -> None:
    response = site.get(path, headers=HTML)
    assert (response.status_code, response.content_type) == (status, "text/html; charset=utf-8")
    assert "<h1>" in response.text


def test_a_refusal_tells_programs_where_and_what_else(site: FlaskClient) -> None:
    places = site.get("/sparql?query=ASK%20%7B%0A%3Fs").get_json()
    assert (places["line"], places["column"], places["fault"]) == (2, 3, "QueryRefused")
    offers = site.get("/data/person/zhang-jue", headers={"Accept": "image/png"}).get_json()["offers"]
    assert offers[:2] == ["text/turtle", "application/n-triples"]
    assert site.get("/id/person/zhang-jui").get_json()["near"][0] == "/page/person/zhang-jue"


def test_a_405_lists_what_is_allowed(site: FlaskClient) -> None:
    allowed = {each.strip() for each in site.delete("/sparql").headers["Allow"].split(",")}
    assert allowed == {"GET", "HEAD", "OPTIONS", "POST"}


@pytest.fixture
def broken(publish: Publish, tmp_path: Path) -> FlaskClient:
    """A service whose store was damaged after it was published."""
    quad = Quad(NamedNode(f"{BASE}id/a/b"), NamedNode(f"{BASE}p"), Literal(1), NamedNode(f"{BASE}id/graph/g"))
    versions = publish(tmp_path, [quad])
    shutil.rmtree(versions.path(versions.served()))
    return create_app(Settings(data=tmp_path, base=BASE)).test_client()


PATHS = ["/id/a/b", "/data/a/b.ttl", "/page/a/b", "/documents/b", "/queries/betrayals", "/sparql?query=ASK{}"]


@pytest.mark.parametrize("path", [*PATHS, "/", "/health", "/ontology"])
def test_a_broken_store_is_our_fault_and_never_a_404(broken: FlaskClient, path: str) -> None:
    problem = broken.get(path).get_json()
    assert (problem["status"], problem["fault"]) == (500, "DamagedVersion")
    assert "kg rollback" in problem["detail"]


@pytest.mark.parametrize("path", [*PATHS, "/", "/health", "/ontology"])
def test_nothing_published_is_unavailable_with_what_to_do(tmp_path: Path, path: str) -> None:
    empty = create_app(Settings(data=tmp_path, base=BASE)).test_client()
    problem = empty.get(path).get_json()
    assert (problem["status"], problem["fault"]) == (503, "NothingPublished")
    assert "kg build" in problem["detail"]


def test_what_nobody_foresaw_is_a_500_that_tells_nothing_of_our_inside(
    example: Versions,
) -> None:
    app = create_app(Settings(data=example.folder, base=BASE))
    app.add_url_rule("/fails", view_func=lambda: str(1 // 0))
    problem = app.test_client().get("/fails").get_json()
    assert (problem["status"], problem["fault"]) == (500, "Unforeseen")
    assert "division" not in str(problem)


HOSTILE = [
    "..",
    "../../etc/passwd",
    "%00",
    "a%00b",
    "x" * 10_000,
    "<script>alert(1)</script>",
    "%3Cscript%3E",
    "a b",
]
HOSTILE += [
    "%ff%fe",
    "a%0d%0aSet-Cookie:x=1",
    "{{7*7}}",
    "'\"><img src=x>",
    "岳飛",
    "%2e%2e%2f",
    "zhang-jue/",
    "a\\b",
]


@pytest.mark.parametrize(
    "place", ["/id/person/", "/page/person/", "/data/person/", "/documents/", "/queries/", "/"]
)
@pytest.mark.parametrize("name", HOSTILE, ids=lambda name: name[:20])
def test_a_hostile_path_is_a_clean_4xx(site: FlaskClient, place: str, name: str) -> None:
    for accept in ("text/html", "application/json"):
        response = site.get(place + name, headers={"Accept": accept})
        assert 400 <= response.status_code < 500, response.status
        assert "<script>" not in response.text
        assert "<img" not in response.text
        assert len(response.data) < 10_000
        assert "Set-Cookie" not in response.headers
