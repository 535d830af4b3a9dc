"""Older versions in every part: pages, lists, views, search and texts as they were, with links that stay."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient
from lxml import html
from werkzeug.http import http_date

from kg import rdf
from kg.settings import Settings
from kg.versions import Versions
from server.app import create_app
from tests.conftest import BASE, published_example
from tests.linked_data import BROWSER

pytestmark = pytest.mark.slow

PAGE = {"Accept": BROWSER}
PAGES = (
    *(
        "/",
        "/things",
        "/things/persons",
        "/things/events?kind=cy:Betrayal",
        "/documents",
        "/search?q=Zhang+Jue",
    ),
    *("/documents/zhang-jue", "/documents/zhang-jue?layers=persons", "/page/person/zhang-jue"),
    *("/timeline", "/map", "/network", "/queries", "/queries/life", "/ontology", "/sparql"),
)
"""A page of each part."""
DATA = (
    *("/things.json", "/things/persons.csv", "/things/persons.ttl", "/documents.csv", "/timeline.csv"),
    *("/map.geojson", "/network.json", "/network.graphml", "/search.json?q=Zhang+Jue", "/queries/life.csv"),
    *("/documents/zhang-jue.tei", "/documents/zhang-jue.txt", "/data/person/zhang-jue.nt"),
    *("/ontology.ttl", "/search/suggest?q=zhang", "/graphs?default"),
)
OF_ALL_VERSIONS = (
    "/versions",
    "/dumps",
    "/static",
    "/openapi",
    "/context",
    "/.well-known",
    "/opensearch",
    "/id/",
)
"""What addresses begin with of which there are no older ones."""


@pytest.fixture(scope="module")
def versions(tmp_path_factory: pytest.TempPathFactory) -> Versions:
    """Two versions: the second lacks a document that the first one has."""
    made = published_example(tmp_path_factory.mktemp("older"), BASE)
    with made.writing(BASE, purpose="test") as staging:
        staging.drop(rdf.graph("zhang-jue", BASE))
        made.publish(staging, message="without a document")
    return made


@pytest.fixture(scope="module")
def site(versions: Versions) -> FlaskClient:
    """A client of the service over both."""
    return create_app(Settings(data=versions.folder, base=BASE)).test_client()


def older(path: str, number: int = 1) -> str:
    """The address of the same in an older version."""
    return f"{path}{'&' if '?' in path else '?'}version={number}"


def long_ago(versions: Versions) -> dict[str, str]:
    """The header that asks for the first version."""
    return {"Accept-Datetime": http_date(versions.version(1).time - timedelta(days=1))}


def led(site: FlaskClient, path: str) -> list[str]:
    """Where the page at an address leads on this site."""
    page = html.fromstring(site.get(path, headers=PAGE).text)
    found = [*page.xpath("//a/@href"), *page.xpath("//*[local-name()='a']/@href")]
    return sorted({each for each in found if each.startswith("/")})


def version_of(address: str) -> list[str]:
    """The version that an address names."""
    return parse_qs(urlsplit(address).query).get("version", [])


@pytest.mark.parametrize("path", PAGES)
def test_a_page_of_an_older_version_leads_on_within_it(site: FlaskClient, path: str) -> None:
    links = [each for each in led(site, older(path)) if not each.startswith(OF_ALL_VERSIONS)]
    assert len(links) > 8
    astray = [each for each in links if version_of(each) != ["1"]]
    now = [each for each in astray if urlsplit(each).path == path.partition("?")[0]]
    assert astray == now, "only the link to the same page as it is now leads out"
    assert len(now) == 1


@pytest.mark.parametrize("path", PAGES)
def test_a_page_of_an_older_version_says_so_and_is_not_for_search_engines(
    site: FlaskClient, path: str
) -> None:
    response = site.get(older(path), headers=PAGE)
    page = html.fromstring(response.text)
    assert response.status_code == 200
    assert page.xpath("//main/p[@role='note']/a[1]/@href") == ["/versions/1"]
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
    now = html.fromstring(site.get("/things", headers=PAGE).text)
    assert now.xpath("//main/p[@role='note'] | //meta[@name='robots']") == []


@pytest.mark.parametrize("path", PAGES)
def test_every_form_of_an_older_page_keeps_to_its_version(site: FlaskClient, path: str) -> None:
    page = html.fromstring(site.get(f"{older(path)}&lang=zh-Hant", headers=PAGE).text)
    forms = page.xpath("//form[not(@method='post')]")
    kept = [each.xpath(".//input[@type='hidden' and @name='version']/@value") for each in forms]
    assert kept == [["1"]] * len(forms)
    assert {*page.xpath("//input/@data-suggest")} == {"/search/suggest?version=1"}


@pytest.mark.parametrize("path", [*PAGES, *DATA])
def test_what_is_read_of_an_older_version_is_a_memento(
    site: FlaskClient, versions: Versions, path: str
) -> None:
    time = http_date(versions.version(1).time)
    by_number = site.get(older(path), headers=PAGE)
    by_time = site.get(path, headers={**PAGE, **long_ago(versions)})
    for response in (by_number, by_time):
        assert (response.status_code, response.headers["Memento-Datetime"]) == (200, time)
    assert "Memento-Datetime" not in site.get("/things", headers=PAGE).headers
    assert "Accept-Datetime" in site.get("/things", headers=PAGE).headers["Vary"]


@pytest.mark.parametrize("path", [*PAGES, *DATA])
def test_a_version_that_is_none_is_not_found_and_one_that_is_no_number_is_refused(
    site: FlaskClient, path: str
) -> None:
    assert [site.get(older(path, number)).status_code for number in (9, -1)] == [404, 400]
    assert "Memento-Datetime" not in site.get(older(path, 9)).headers


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/things/persons.csv?document=document/zhang-jue", "Zhang Jue"),
        ("/timeline.csv", "fall-of-pingzhou"),
        ("/network.json", "fall-of-pingzhou"),
        ("/search.json?q=Fall+of+Pingzhou", "fall-of-pingzhou"),
        ("/documents.csv", "zhang-jue"),
        ("/queries/life.csv?person=id/person/zhang-jue", "rebelled"),
        ("/data/event/fall-of-pingzhou.nt", "Siege"),
    ],
)
def test_what_a_document_said_is_in_the_version_that_had_it_and_not_in_the_next(
    site: FlaskClient, path: str, words: str
) -> None:
    texts = [site.get(older(path, number)).text for number in (1, 2)]
    assert [words in each for each in texts] == [True, False]
    assert words not in site.get(path).text


def test_the_same_page_of_two_versions_has_two_entity_tags(site: FlaskClient, versions: Versions) -> None:
    asked = (long_ago(versions), {})
    tags = {site.get("/things", headers=each).headers["ETag"] for each in asked}
    assert len(tags) == 2
    modified = site.get("/things?version=1").headers["Last-Modified"]
    assert modified == http_date(versions.version(1).time)


def test_a_redirect_keeps_to_the_version_and_is_no_memento(site: FlaskClient) -> None:
    for accept, there in ((BROWSER, "/page/person/zhang-jue"), ("text/turtle", "/data/person/zhang-jue")):
        response = site.get("/id/person/zhang-jue?version=1", headers={"Accept": accept})
        assert (response.status_code, response.headers["Location"]) == (303, f"{there}?version=1")
        assert "Memento-Datetime" not in response.headers


def test_the_data_of_a_thing_say_the_same_of_themselves_in_every_version(site: FlaskClient) -> None:
    response = site.get("/data/person/zhang-jue.nt?version=1")
    assert response.headers["Content-Location"] == "/data/person/zhang-jue.nt?version=1"
    assert "version=1>" not in response.text
    assert f"<{BASE}data/person/zhang-jue>" in response.text


def test_a_document_that_a_former_version_had_is_gone_and_leads_there(site: FlaskClient) -> None:
    for suffix in ("", ".tei", ".jsonld", ".txt"):
        response = site.get(f"/documents/zhang-jue{suffix}")
        told = response.get_json()
        assert (response.status_code, told["fault"], told["version"]) == (410, "FormerThing", 1)
        assert told["former"] == "/documents/zhang-jue?version=1"
    page = html.fromstring(site.get("/documents/zhang-jue", headers=PAGE).text)
    assert "/documents/zhang-jue?version=1" in page.xpath("//main//a/@href")
    assert site.get("/documents/zhang-jue?version=1", headers=PAGE).status_code == 200


@pytest.mark.parametrize("path", ["/documents/zhang-yue", "/documents/zhang-yue?version=1"])
def test_a_document_that_never_was_is_not_found(site: FlaskClient, path: str) -> None:
    assert site.get(path).status_code == 404


def test_things_and_graphs_that_a_former_version_had_are_gone(site: FlaskClient) -> None:
    for path in ("graph/zhang-jue", "document/zhang-jue", "event/fall-of-pingzhou"):
        response = site.get(f"/id/{path}")
        assert (response.status_code, response.get_json()["former"]) == (410, f"/page/{path}?version=1")


def test_the_graph_store_has_no_such_graph_and_names_the_version_that_had_it(site: FlaskClient) -> None:
    graph = f"{BASE}id/graph/zhang-jue"
    response = site.get("/graphs", query_string={"graph": graph})
    assert response.status_code == 404
    assert f"Version 1 has it: /graphs?graph={graph}&version=1." in response.get_json()["detail"]
    assert site.get("/graphs", query_string={"graph": graph, "version": "1"}).status_code == 200


def test_the_page_of_a_version_leads_to_reading_it(site: FlaskClient) -> None:
    page = html.fromstring(site.get("/versions/1?lang=zh-Hant", headers=PAGE).text)
    assert "/?version=1&lang=zh-Hant" in page.xpath("//main//a/@href")
    assert "/versions/1?format=ttl&lang=zh-Hant" in page.xpath("//link/@href")


def test_crawlers_are_kept_from_older_versions(site: FlaskClient) -> None:
    assert "Disallow: /*version=" in site.get("/robots.txt").text.splitlines()


def test_from_an_older_first_page_every_way_leads_on(site: FlaskClient) -> None:
    addresses = [each for each in led(site, "/?version=1") if version_of(each) == ["1"]]
    addresses += [each for path in PAGES[1:6] for each in led(site, older(path)) if version_of(each) == ["1"]]
    statuses = {each: site.get(each.partition("#")[0], headers=PAGE).status_code for each in addresses}
    assert {each: status for each, status in statuses.items() if status not in {200, 303}} == {}
