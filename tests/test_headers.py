"""What responses say beside their bodies, on every route that people and programs use."""

import pytest

from kg.versions import Versions
from tests.fronts import Site

pytestmark = pytest.mark.slow

ROUTES = {
    "/": "text/html",
    "/sparql": "text/html",
    "/sparql?query=ASK{}": "application/sparql-results+json",
    "/sparql?query=SELECT*{?s+?p+?o}": "text/csv",
    "/id/person/zhang-jue": "text/turtle",
    "/data/person/zhang-jue": "text/turtle",
    "/page/person/zhang-jue": "text/html",
    "/data/place/kaifeng.jsonld": "application/ld+json",
    "/data/place/kaifeng?page=1": "application/n-triples",
    "/data/query/life": "application/rdf+xml",
    "/data/version/1": "application/trig",
    "/page/claim/si4vozydquoeaz3g3dia": "text/html",
    "/page/place/kaifeng?version=1": "text/html",
    "/documents": "text/html",
    "/queries": "application/json",
    "/ontology": "text/turtle",
    "/openapi.json": "application/json",
    "/static/style.css": "text/css",
    "/nothing/here": "application/problem+json",
    "/sparql?query=junk": "application/problem+json",
}
PASSING = {"/sparql", "/id/person/zhang-jue", "/nothing/here", "/sparql?query=junk"}
LASTING = [path for path in ROUTES if path not in PASSING]


@pytest.fixture(scope="module")
def site(example: Versions) -> Site:
    return Site(example)


@pytest.mark.parametrize("path", ROUTES)
@pytest.mark.parametrize("accepted", ["", "gzip", "zstd"])
def test_head_says_what_get_says(site: Site, path: str, accepted: str) -> None:
    headers = {"Accept": ROUTES[path], "Accept-Encoding": accepted}
    get, head = (site.ask(path, method=method, headers=headers) for method in ("GET", "HEAD"))
    assert (head.status, head.lasting, head.body) == (get.status, get.lasting, b"")
    # RFC 9110 §9.3.2: a length that is known only at the end of a stream may be left out.
    lengths = {each.headers.get("content-length") for each in (get, head)} - {None}
    assert len(lengths) <= 1
    assert lengths or path.startswith("/sparql")


@pytest.mark.parametrize("path", ROUTES)
def test_caches_and_pages_of_others_are_told_what_they_may_do(site: Site, path: str) -> None:
    got = site.ask(path, headers={"Accept": ROUTES[path], "Origin": "http://app.example"}).headers
    assert {"Accept", "Accept-Encoding"} <= set(got["vary"].split(", "))
    assert "no-cache" in got["cache-control"]
    assert got["access-control-allow-origin"] == "*"
    assert {"ETag", "Link", "X-Request-Id"} <= set(got["access-control-expose-headers"].split(", "))
    assert "access-control-allow-credentials" not in got


@pytest.mark.parametrize("path", ROUTES)
def test_a_browser_may_ask_from_anywhere(site: Site, path: str) -> None:
    got = site.ask(path, method="OPTIONS", headers={"Access-Control-Request-Method": "GET"})
    if path == "/nothing/here":
        assert got.status == 404
        return
    assert (got.status, got.body) == (200, b"")
    assert {"GET", "HEAD"} <= set(got.headers["access-control-allow-methods"].split(", "))
    assert {"Authorization", "Content-Type"} <= set(got.headers["access-control-allow-headers"].split(", "))


@pytest.mark.parametrize("path", LASTING)
@pytest.mark.parametrize("accepted", ["", "gzip", "zstd"])
def test_who_has_a_representation_is_spared_it(site: Site, path: str, accepted: str) -> None:
    headers = {"Accept": ROUTES[path], "Accept-Encoding": accepted}
    got = site.ask(path, headers=headers)
    for _ in range(2):
        again = site.ask(path, headers={**headers, "If-None-Match": got.headers["etag"]})
        assert (again.status, again.body, again.headers["etag"]) == (304, b"", got.headers["etag"])
        assert (again.headers["vary"], "content-type" in again.headers) == (got.headers["vary"], False)
    assert site.ask(path, headers={**headers, "If-None-Match": '"other"'}).body == got.body


@pytest.mark.parametrize("path", LASTING)
def test_each_coding_has_a_tag_of_its_own(site: Site, path: str) -> None:
    forced = ("identity", "gzip, identity;q=0", "zstd, identity;q=0")
    got = [site.ask(path, headers={"Accept": ROUTES[path], "Accept-Encoding": each}) for each in forced]
    assert len({each.headers["etag"] for each in got}) == 3
    assert [each.headers.get("content-encoding") for each in got] == [None, "gzip", "zstd"]
    assert len({each.plain for each in got}) == 1


@pytest.mark.parametrize("path", [path for path in LASTING if not path.startswith("/static")])
def test_what_depends_on_the_version_was_last_modified_with_it(
    site: Site, example: Versions, path: str
) -> None:
    got = site.ask(path, headers={"Accept": ROUTES[path]})
    assert got.headers["last-modified"] == example.served().time.strftime("%a, %d %b %Y %H:%M:%S GMT")
