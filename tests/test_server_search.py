"""The search as readers, programs and browsers' search bars meet it."""

import csv
from io import StringIO
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from lxml import etree, html
from pyoxigraph import RdfFormat, parse

from kg.search import Found
from kg.settings import Settings
from kg.versions import Versions
from server.app import create_app

BASE = "http://kg.test/"
ZHANG = {
    "iri": "http://kg.test/id/person/zhang-jue",
    "name": "Zhang Jue",
    "chinese": "張覺",
    "fit": "exact",
    "classes": ["cy:Person"],
    "page": "http://kg.test/page/person/zhang-jue",
}
OPENSEARCH = {"os": "http://a9.com/-/spec/opensearch/1.1/"}
HOSTILE = [
    "",
    " ",
    "'\"<script>alert(1)</script>",
    "(a+)+$",
    "\x00\x07",
    "%",
    "\u202e",
    "☃" * 200,
    "AND OR NOT",
    "🐉",
]


@pytest.fixture(scope="module")
def site(example: Versions) -> FlaskClient:
    """A client of the service whose index is there."""
    site = create_app(Settings(data=example.folder, base=BASE)).test_client()
    for _ in range(100):
        if found(site, "Zhang Jue")["complete"]:
            return site
    raise TimeoutError("the index was not made")


def found(site: FlaskClient, typed: str) -> dict[str, Any]:
    answer: dict[str, Any] = site.get(f"/search.json?q={quote(typed)}").get_json()
    return answer


def page(site: FlaskClient, path: str, language: str = "en") -> html.HtmlElement:
    headers = {"Accept": "text/html", "Accept-Language": language}
    return html.fromstring(site.get(path, headers=headers).data.decode())


def words(node: html.HtmlElement) -> str:
    return " ".join(node.text_content().split())


@pytest.mark.parametrize(
    ("typed", "matched"),
    [
        ("Zhang Jue", "Zhang Jue"),
        ("张觉", "张觉"),
        ("張瑴", "張瑴"),
        ("Chang Chüeh", "Chang Chüeh"),
        ("zhangjue", "Zhang Jue"),
    ],
)
def test_a_program_is_told_of_the_thing_and_which_name_fits(
    site: FlaskClient, typed: str, matched: str
) -> None:
    first = found(site, typed)["things"][0]
    assert {name: value for name, value in first.items() if name != "facts"} == ZHANG | {"matched": matched}
    assert first["facts"] > 10


def test_passages_are_told_with_their_place_and_marks(site: FlaskClient) -> None:
    passage = found(site, "silver silk")["passages"][0]
    text = (Path(__file__).parent / "cases/queries/documents/sworn-oaths.txt").read_text(encoding="utf-8")
    assert passage["text"] == text[passage["start"] : passage["end"]]
    assert [passage["text"][start:end] for start, end in passage["marks"]] == ["silver", "silk"]
    assert (passage["title"], passage["page"]) == ("Sworn Oaths", "http://kg.test/documents/sworn-oaths")


def test_the_table_holds_the_things(site: FlaskClient) -> None:
    rows = [*csv.DictReader(StringIO(site.get("/search.csv?q=Song").data.decode()))]
    things = found(site, "Song")["things"]
    assert [row["iri"] for row in rows] == [thing["iri"] for thing in things]
    assert rows[0]["classes"] == "cy:Dynasty"


def test_the_triples_name_the_things(site: FlaskClient) -> None:
    response = site.get("/search?q=Zhang+Jue", headers={"Accept": "text/turtle"})
    subjects = {str(each.subject) for each in parse(response.data, format=RdfFormat.TURTLE)}
    assert subjects == {f"<{each['iri']}>" for each in found(site, "Zhang Jue")["things"]}


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("", "application/json"),
        ("*/*", "application/json"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "text/html"),
        ("text/csv", "text/csv"),
        ("application/rdf+xml", "application/rdf+xml"),
        ("application/ld+json, text/html;q=0.5", "application/ld+json"),
    ],
)
def test_the_format_is_negotiated(site: FlaskClient, accept: str, media_type: str) -> None:
    assert site.get("/search?q=Song", headers={"Accept": accept}).mimetype == media_type


def test_things_stand_under_the_heading_of_their_class(site: FlaskClient) -> None:
    content = page(site, "/search?q=Song")
    groups = {
        words(group.find(".//h3")): [words(each.find("a")) for each in group.iterfind(".//li")]
        for group in content.iterfind(".//section[@class='things']/section")
    }
    assert next(iter(groups)) == "States"
    assert groups["States"][:2] == ["Song dynasty", "Southern Song dynasty"]
    assert "Emperor Huizong of Song" in groups["Persons"]


def test_the_words_looked_for_are_marked_and_lead_into_the_text(site: FlaskClient) -> None:
    figure = page(site, "/search?q=silver").find(".//figure")
    assert [each.text for each in figure.iterfind(".//mark")] == ["silver"]
    assert (
        figure.find(".//cite/a").get("href")
        == "/documents/sworn-oaths#:~:text=silver%20and%20silk.%20Both%20rulers%20called%20each%20other"
    )


def test_a_page_without_words_shows_the_form_and_the_lists(site: FlaskClient) -> None:
    content = page(site, "/search")
    assert content.find(".//form[@role='search']").get("action") == "/search"
    lists = [link.get("href") for link in content.iterfind(".//ul[@class='shelf']//a")]
    assert lists[0] == "/things/treaties"


def test_when_nothing_is_found_the_page_says_what_else_to_do(site: FlaskClient) -> None:
    content = page(site, "/search?q=Xerxes")
    assert words(content.find(".//p[@class='lede']")) == (
        "Nothing here is called “Xerxes”, and no document has these words."
    )
    assert "/things/persons" in {link.get("href") for link in content.iterfind(".//a")}


def test_the_page_speaks_the_readers_language(site: FlaskClient) -> None:
    content = page(site, "/search?q=Song", "zh-TW")
    assert content.find(".//h1").text == "搜尋"
    assert words(content.find(".//section[@class='things']/section/h3")) == "政權"
    assert words(content.find(".//section[@class='things']/section//li")) == "宋朝 Song dynasty 又稱 Song"


@pytest.mark.parametrize("typed", HOSTILE)
@pytest.mark.parametrize("path", ["/search", "/search.json", "/search.csv", "/search.ttl", "/search/suggest"])
def test_whatever_is_typed_is_answered_cleanly(site: FlaskClient, path: str, typed: str) -> None:
    response = site.get(f"{path}?q={quote(typed)}", headers={"Accept": "text/html, */*;q=0.1"})
    assert response.status_code == 200
    assert b"<script>alert" not in response.data


@pytest.mark.parametrize(
    ("query", "fault"),
    [("q=" + "a" * 10_000, "10000 characters"), ("q=a&q=b", "2 times"), ("q=%FF", "UTF-8")],
)
@pytest.mark.parametrize("path", ["/search.json", "/search/suggest"])
def test_what_cannot_be_looked_for_is_refused_with_the_rule(
    site: FlaskClient, path: str, query: str, fault: str
) -> None:
    response = site.get(f"{path}?{query}", headers={"Accept": "application/json"})
    assert response.status_code == 400
    assert fault in response.get_json()["detail"]


def test_suggestions_are_as_opensearch_has_them(site: FlaskClient) -> None:
    response = site.get("/search/suggest?q=zhang")
    typed, names, told, addresses = response.get_json()
    assert response.content_type == "application/x-suggestions+json"
    assert (typed, names[0], told[0], addresses[0]) == ("zhang", "Zhang Jue", "張覺", ZHANG["page"])
    assert len(names) == len(told) == len(addresses) <= 8
    _, names, told, addresses = site.get("/search/suggest?q=zhang&lang=zh-Hant").get_json()
    assert (names[0], told[0], addresses[0]) == ("張覺", "Zhang Jue", ZHANG["page"])


def test_a_browser_finds_out_how_to_search_here(site: FlaskClient) -> None:
    link = page(site, "/").find(".//link[@rel='search']")
    assert (link.get("type"), link.get("href")) == (
        "application/opensearchdescription+xml",
        "/opensearch.xml",
    )
    response = site.get(link.get("href"))
    assert response.content_type == "application/opensearchdescription+xml"
    described = etree.fromstring(response.data)
    for url in described.iterfind("os:Url", OPENSEARCH):
        address = url.get("template").removeprefix("http://kg.test").replace("{searchTerms}", "Song")
        answer = site.get(
            address, headers={"Accept": "*/*"} if "json" in url.get("type") else {"Accept": url.get("type")}
        )
        assert (answer.status_code, answer.mimetype) == (200, url.get("type"))


def test_under_a_path_addresses_have_it(example: Versions) -> None:
    site = create_app(Settings(data=example.folder, base="http://kg.test/kg/")).test_client()
    described = etree.fromstring(site.get("/kg/opensearch.xml?lang=zh-Hant").data)
    assert {url.get("template").partition("?")[0] for url in described.iterfind("os:Url", OPENSEARCH)} == {
        f"http://kg.test/kg/{name}" for name in ("search", "search.json", "search/suggest", "opensearch.xml")
    }


def test_an_answer_lasts_as_long_as_its_version(site: FlaskClient) -> None:
    first = site.get("/search.json?q=Song")
    again = site.get("/search.json?q=Song", headers={"If-None-Match": first.headers["ETag"]})
    assert (first.status_code, again.headers["ETag"]) == (200, first.headers["ETag"])
    assert first.headers["Last-Modified"]


class _Late:
    """An index whose time is always up."""

    def search(self, _typed: str) -> Found:
        return Found(cut_short=True)


def test_what_was_cut_short_does_not_last(example: Versions, monkeypatch: pytest.MonkeyPatch) -> None:
    site = create_app(Settings(data=example.folder, base=BASE)).test_client()
    monkeypatch.setattr("kg.search.apart.Desk.reader", lambda *_, **__: _Late())
    answer = site.get("/search.json?q=Zhang")
    assert (answer.get_json()["complete"], "ETag" in answer.headers) == (False, False)
    assert "in time" in words(page(site, "/search?q=Zhang"))


def test_while_there_is_no_index_whole_names_are_found_and_the_answer_does_not_last(
    example: Versions, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = create_app(Settings(data=example.folder, base=BASE)).test_client()
    monkeypatch.setattr("kg.search.apart.Desk.reader", lambda *_, **__: None)
    answer = site.get("/search.json?q=zhang++jue")
    assert [each["iri"] for each in answer.get_json()["things"]] == [ZHANG["iri"]]
    assert answer.get_json()["complete"] is False
    assert "ETag" not in answer.headers
    assert "being indexed" in words(page(site, "/search?q=Zhang+Jue"))
    assert site.get("/search/suggest?q=zhang").get_json() == ["zhang", [], [], []]
