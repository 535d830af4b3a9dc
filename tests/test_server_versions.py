"""Versions on the web: who changed what, older ones asked by number and by time, and the way back."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from lxml import html
from pyoxigraph import RdfFormat, parse
from werkzeug.http import http_date
from werkzeug.test import TestResponse

from kg.commits import history
from kg.tokens import Scope
from server.dates import moment
from tests.conftest import BASE
from tests.curating import TURTLE, Desk, desk, numbers

pytestmark = pytest.mark.slow

ASK = {"query": "ASK { <urn:a> <urn:b> 1 }"}
PAGE = {"Accept": "text/html"}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A service with an empty version and one that says something."""
    with desk(tmp_path_factory.mktemp("versions") / "data") as made:
        made.update("INSERT DATA { <urn:a> <urn:b> 1 . GRAPH <urn:g> { <urn:a> <urn:b> 2 } }")
        yield made


def relations(response: TestResponse) -> dict[str, str]:
    """The links of a response by what they lead to."""
    links = (each.split(">; ", 1) for each in response.headers.getlist("Link"))
    return {said.split('"')[1]: target[1:] for target, said in links}


def test_the_list_of_versions_is_prov(site: Desk) -> None:
    assert site.get("/versions") == {*history(site.versions.all(), BASE)}
    assert site.get("/versions/2") == {*history([site.versions.version(2)], BASE)}


def test_the_list_shows_who_when_why_and_how_much(site: Desk) -> None:
    page = html.fromstring(site.client.get("/versions", headers=PAGE).text)
    rows = [
        [cell.text_content().strip() for cell in row.iterfind("td")] for row in page.iterfind(".//tbody/tr")
    ]
    second, first = reversed(site.versions.all())
    times = [moment(each.time) for each in (second, first)]
    assert rows == [
        ["2 (served)", times[0], "writer", second.message, "2", "0", "2"],
        ["1", times[1], first.author, "empty", "0", "0", "0"],
    ]


def test_a_version_shows_its_changes_graph_by_graph(site: Desk) -> None:
    page = html.fromstring(site.client.get("/versions/2", headers=PAGE).text)
    rows = [[cell.text_content() for cell in row.iterfind("td")] for row in page.iterfind(".//tbody/tr")]
    assert rows == [["graph/curation", "1", "0"], ["urn:g", "1", "0"]]
    links = [each.get("href", "") for each in page.iterfind(".//tbody//a")]
    assert [site.get(link) for link in links] == [numbers(1), numbers(2)]


@pytest.mark.parametrize("path", ["/versions/9", "/sparql?version=9&query=ASK{}", "/sparql?version=9"])
def test_a_version_that_is_none_is_not_found(site: Desk, path: str) -> None:
    response = site.client.get(path)
    assert (response.status_code, response.get_json()["fault"]) == (404, "UnknownVersion")
    assert response.get_json()["detail"] == "this service has no version 9. Versions: 1, 2."


@pytest.mark.parametrize("number", ["x", "-1", "1.0", "", "1&version=2", "99999999999"])
def test_a_version_is_named_by_one_number(site: Desk, number: str) -> None:
    assert site.client.get(f"/sparql?query=ASK{{}}&version={number}").status_code == 400


def test_an_older_version_is_asked_by_its_number(site: Desk) -> None:
    answers = [
        site.client.get("/sparql", query_string={**ASK, "format": "json", "version": number})
        for number in (1, 2)
    ]
    assert [each.get_json()["boolean"] for each in answers] == [False, True]
    times = [http_date(each.time) for each in site.versions.all()]
    assert [each.headers["Memento-Datetime"] for each in answers] == times


def test_a_version_in_a_form_is_heeded_as_well(site: Desk) -> None:
    answer = site.client.post("/sparql", data={**ASK, "version": "1"})
    assert answer.get_json()["boolean"] is False


@pytest.mark.parametrize(("shift", "number"), [(-1000, 1), (0, 2), (1000, 2)])
def test_a_time_asks_the_version_that_was_the_newest_then(site: Desk, shift: int, number: int) -> None:
    moment = http_date(site.versions.version(2).time + timedelta(days=shift))
    answer = site.client.get("/sparql", query_string=ASK, headers={"Accept-Datetime": moment})
    assert answer.get_json()["boolean"] is (number == 2)
    assert "Accept-Datetime" in answer.headers["Vary"]
    led = relations(answer)
    assert led["memento"].endswith(f"&version={number}")
    assert led["original timegate"].startswith(f"{BASE}sparql?query=ASK")
    assert led["timemap"] == f"{BASE}versions/timemap"


def test_a_time_that_is_none_is_refused(site: Desk) -> None:
    answer = site.client.get("/sparql", query_string=ASK, headers={"Accept-Datetime": "last year"})
    assert (answer.status_code, "Accept-Datetime is 'last year'" in answer.get_json()["detail"]) == (
        400,
        True,
    )


def test_a_graph_is_had_as_it_was(site: Desk) -> None:
    assert site.client.get("/graphs?graph=urn:g&version=1").status_code == 404
    answer = site.client.get("/graphs?default&version=1", headers={"Accept": TURTLE})
    assert {*parse(answer.data, format=RdfFormat.TURTLE)} == set()
    assert answer.headers["Memento-Datetime"] == http_date(site.versions.version(1).time)


def test_the_timemap_lists_every_version(site: Desk) -> None:
    response = site.client.get("/versions/timemap")
    first, second = (http_date(each.time) for each in site.versions.all())
    assert response.content_type == "application/link-format"
    assert response.text.splitlines() == [
        f'<{BASE}sparql>; rel="original timegate",',
        f'<{BASE}versions/timemap>; rel="self"; type="application/link-format",',
        f'<{BASE}sparql?version=1>; rel="first memento"; datetime="{first}",',
        f'<{BASE}sparql?version=2>; rel="last memento"; datetime="{second}"',
    ]


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Desk]:
    """A service of which no other test knows."""
    with desk(tmp_path / "data") as made:
        yield made


def test_who_administers_rolls_back(fresh: Desk) -> None:
    site = fresh
    site.update("INSERT DATA { <urn:a> <urn:b> 1 }")
    refused = [
        site.client.post("/versions/1/rollback", headers=headers).status_code
        for headers in ({}, site.bearing(Scope.WRITE))
    ]
    response = site.client.post("/versions/1/rollback", headers=site.bearing(Scope.ADMIN))
    assert (refused, response.status_code, response.headers["Location"]) == ([401, 403], 204, "/versions/1")
    assert (site.get("/graphs?default"), site.versions.current_number()) == (set(), 1)
    assert site.client.post("/versions/9/rollback", headers=site.bearing(Scope.ADMIN)).status_code == 404
    site.update("INSERT DATA { <urn:a> <urn:b> 3 }")
    assert (site.get("/graphs?default"), site.versions.served().parent) == (numbers(3), 1)


def test_a_long_list_goes_on_on_another_page(site: Desk) -> None:
    page = html.fromstring(site.client.get("/versions?before=2", headers=PAGE).text)
    assert [each.text_content() for each in page.iterfind(".//tbody/tr/td/a")] == ["1"]
    assert site.client.get("/versions?before=x", headers=PAGE).status_code == 400
