"""What is kept in front of the application: never another version's, never too much, and the same bytes."""

import os
from pathlib import Path
from urllib.parse import urlencode

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from kg.versions import Versions
from server.cache import Cache
from server.front import Reply
from tests.conftest import BASE, Publish
from tests.fronts import Site
from tests.pools import children, soon

pytestmark = pytest.mark.slow

GRAPH = f"{BASE}id/graph/authority"
VALUE = "SELECT ?o { <urn:s> <urn:p> ?o }"
FORM, DIRECT = "application/x-www-form-urlencoded", "application/sparql-query"
CSV = {"Accept": "text/csv"}


def value(text: str) -> list[Quad]:
    """A graph that says one thing."""
    return [Quad(NamedNode("urn:s"), NamedNode("urn:p"), Literal(text), NamedNode(GRAPH))]


def asking(query: str, **more: str) -> str:
    return f"/sparql?{urlencode({'query': query, **more})}"


@pytest.fixture
def versions(tmp_path: Path, publish: Publish) -> Versions:
    return publish(tmp_path, value("first"))


@pytest.fixture(scope="module")
def site(example: Versions) -> Site:
    return Site(example)


@pytest.fixture(scope="module")
def bare(example: Versions) -> Site:
    return Site(example, quick=False)


def test_what_is_published_or_rolled_back_is_answered_at_once(versions: Versions, publish: Publish) -> None:
    site, seen = Site(versions), []

    def look() -> None:
        answers = [site.ask(asking(VALUE), headers=CSV) for _ in range(3)]
        assert len({(answer.body, answer.headers["etag"]) for answer in answers}) == 1
        seen.append((answers[0].body.split()[1].decode(), answers[0].headers["etag"]))

    look()
    publish(versions.folder, value("second"))
    look()
    versions.rollback(1)
    look()
    versions.rollback(2)
    look()
    assert [text for text, _ in seen] == ["first", "second", "first", "second"]
    assert seen[0][1] != seen[1][1]
    assert seen[:2] == seen[2:]


def test_a_client_that_has_the_answer_of_another_version_gets_the_new_one(
    versions: Versions, publish: Publish
) -> None:
    site = Site(versions)
    old = site.ask(asking(VALUE), headers=CSV).headers["etag"]
    assert site.ask(asking(VALUE), headers={**CSV, "If-None-Match": old}).status == 304
    publish(versions.folder, value("second"))
    new = site.ask(asking(VALUE), headers={**CSV, "If-None-Match": old})
    assert (new.status, b"second" in new.body) == (200, True)


@pytest.mark.parametrize(
    ("target", "headers"),
    [
        (asking("SELECT * { ?s a cy:Treaty }"), CSV),
        (asking("SELECT * { ?s a cy:Treaty }"), {"Accept": "application/sparql-results+xml"}),
        (asking("SELECT * { ?s a cy:Treaty }", format="tsv"), {}),
        (asking("SELECT * { ?s a cy:Treaty }", timeout="3"), {"Accept": "application/json"}),
        (asking("SELECT * { ?s a cy:Treaty }", **{"default-graph-uri": GRAPH}), {}),
        (asking("SELECT * { ?s a cy:Treaty }", **{"named-graph-uri": GRAPH}), {}),
        (asking("SELECT * { ?s ?p ?o }"), {"Accept-Encoding": "gzip"}),
        (asking("SELECT * { ?s ?p ?o }"), {"Accept-Encoding": "zstd"}),
        (asking("CONSTRUCT WHERE { ?s a cy:Treaty }"), {}),
        (asking("ASK {}", format="csv"), {}),
        ("/page/person/zhang-jue", {"Accept": "text/html", "Accept-Encoding": "gzip"}),
        ("/data/person/zhang-jue.ttl", {}),
        ("/static/style.css", {"Accept-Encoding": "zstd"}),
        ("/documents", {}),
    ],
)
def test_bytes_and_headers_are_the_same_kept_quick_and_slow(
    site: Site, bare: Site, target: str, headers: dict[str, str]
) -> None:
    slow, first, second = (each.ask(target, headers=headers) for each in (bare, site, site))
    assert (slow.status, slow.plain, dict(slow.lasting)) == (first.status, first.plain, dict(first.lasting))
    assert (first.body, first.lasting) == (second.body, second.lasting)


QUERY = "SELECT ?s { ?s a cy:Treaty } ORDER BY ?s"


def test_every_representation_has_a_tag_of_its_own(site: Site) -> None:
    asked = [
        (asking(QUERY), {}),
        (asking(QUERY), CSV),
        (asking(QUERY), {"Accept": "application/json"}),
        (asking(QUERY, format="tsv"), {}),
        (asking(QUERY + " LIMIT 1"), {}),
        (asking(QUERY, **{"default-graph-uri": GRAPH}), {}),
        (asking(QUERY, **{"named-graph-uri": GRAPH}), {}),
        (asking(QUERY), {"Accept-Encoding": "identity;q=0, gzip"}),
        (asking(QUERY), {"Accept-Encoding": "identity;q=0, zstd"}),
    ]
    for _ in range(2):
        assert len({site.ask(target, headers=headers).headers["etag"] for target, headers in asked}) == len(
            asked
        )


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (urlencode({"query": QUERY}), FORM),
        (QUERY, DIRECT),
        (urlencode({"query": QUERY, "timeout": "9"}), FORM),
    ],
)
def test_the_same_question_has_one_answer_however_it_is_sent(
    site: Site, body: str, content_type: str
) -> None:
    got = site.ask(asking(QUERY), headers=CSV)
    posted = site.ask(
        "/sparql", method="POST", headers={**CSV, "Content-Type": content_type}, body=body.encode()
    )
    assert (posted.status, posted.body, posted.lasting) == (200, got.body, got.lasting)


def test_what_is_kept_needs_no_query_process(example: Versions) -> None:
    before = set(children(os.getpid()))
    site = Site(example)
    first = site.ask(asking(QUERY))
    site.dataset.close()
    assert soon(lambda: set(children(os.getpid())) <= before)
    assert site.ask(asking(QUERY)).body == first.body
    assert set(children(os.getpid())) <= before


@pytest.mark.parametrize("cache", [0, 2000])
def test_a_cache_of_nothing_keeps_nothing(example: Versions, cache: int) -> None:
    site = Site(example, cache=cache)
    assert site.ask(asking(QUERY)).body == site.ask(asking(QUERY)).body
    site.dataset.close()
    before = len(children(os.getpid()))
    site.ask(asking(QUERY))
    assert len(children(os.getpid())) > before


@pytest.mark.parametrize(
    "query",
    ["SELECT (RAND() AS ?x) {}", "SELECT (struuid() AS ?x) {}", "SELECT (\\u0052AND() AS ?x) {}"],
)
def test_what_may_be_another_answer_next_time_is_not_kept(site: Site, query: str) -> None:
    one, other = (site.ask(asking(query), headers=CSV) for _ in range(2))
    assert one.body != other.body
    assert "etag" not in one.headers


def test_refusals_are_not_kept_and_tell_what_the_application_tells(site: Site, bare: Site) -> None:
    for target in (
        asking("SELECT {"),
        asking("ASK {}", format="pdf"),
        asking("ASK {}", version="99"),
        "/nowhere",
    ):
        one, other, slow = site.ask(target), site.ask(target), bare.ask(target)
        assert one.status == other.status == slow.status >= 400
        assert one.lasting == slow.lasting
        assert one.headers["x-request-id"].encode() in one.body
        assert other.headers["x-request-id"].encode() in other.body
        assert "etag" not in one.headers


def test_who_shows_a_token_is_answered_by_the_application(site: Site) -> None:
    entered = len(site.entered)
    site.ask(asking(QUERY), headers={"Authorization": "Bearer none"})
    site.ask(asking(QUERY), headers={"Authorization": "Bearer none"})
    assert len(site.entered) == entered + 2


def test_short_answers_and_what_is_kept_do_not_enter_the_application(example: Versions) -> None:
    site = Site(example)
    site.ask(asking("ASK {}"))  # starts the processes
    for target in (
        asking(QUERY),
        asking(QUERY),
        asking("SELECT * { ?s ?p ?o } LIMIT 10"),
        "/documents",
        "/documents",
    ):
        site.ask(target)
    assert site.entered == ["/sparql", "/documents"]


def test_a_long_answer_is_kept_too_when_it_was_streamed_to_its_end(example: Versions) -> None:
    site = Site(example, cache=1 << 26)
    everything = asking("SELECT * { ?s ?p ?o . ?a ?b ?c } LIMIT 20000", format="csv")
    first, second = site.ask(everything), site.ask(everything)
    assert (first.body, first.headers["etag"]) == (second.body, second.headers["etag"])
    assert (len(first.parts) > 1, len(second.parts), second.headers["content-length"]) == (
        True,
        1,
        str(len(first.body)),
    )


@pytest.mark.parametrize("size", [10_000, 100_000, 1_000_000])
def test_memory_is_bounded_whatever_is_kept(size: int) -> None:
    cache = Cache(size)
    for number in range(3000):
        cache.put(number, Reply(200, [], bytes(number)))
    kept = [reply for number in range(3000) if (reply := cache.get(number))]
    assert sum(len(reply.body) + 1024 for reply in kept) <= size
    assert all(len(reply.body) <= cache.largest for reply in kept)


def test_what_was_not_asked_for_longest_goes_first() -> None:
    cache = Cache(12_000)
    for name in "abcdefghijk":
        cache.put(name, Reply(200, [], name.encode()))
    cache.get("a")
    cache.put("l", Reply(200, [], b"l"))
    assert [name for name in "abcdefghijkl" if cache.get(name)] == list("acdefghijkl")


def test_what_is_kept_again_takes_its_room_once() -> None:
    cache = Cache(12_000)
    for number in range(100):
        cache.put("same", Reply(200, [], bytes([number])))
    for name in "abcdefgh":
        cache.put(name, Reply(200, [], b""))
    assert cache.get("same") == Reply(200, [], bytes([99]))
