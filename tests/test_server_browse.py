"""Ways in for readers: the first page, the documents as texts, the saved questions as forms."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient
from lxml import html

from kg import queries

DOCUMENTS = Path(__file__).resolve().parent / "cases" / "queries" / "documents"
HTML = {"Accept": "text/html"}


def page(site: FlaskClient, path: str) -> html.HtmlElement:
    """A page as a browser reads it."""
    response = site.get(path, headers=HTML)
    assert response.status_code == 200, path
    return html.fromstring(response.data.decode())


def words(content: html.HtmlElement, path: str) -> list[str]:
    """The text of every element on a path, spaces evened out."""
    return [" ".join(node.text_content().split()) for node in content.iterfind(path)]


def test_the_first_page_says_how_much_there_is(site: FlaskClient) -> None:
    content = page(site, "/")
    counts = zip(
        words(content, ".//dl[@class='counts']//dt"),
        words(content, ".//dl[@class='counts']//dd"),
        strict=True,
    )
    numbers = ("3", "188", "3", "4", "6", "9")
    names = ("documents", "claims", "treaties", "betrayals", "persons", "places")
    assert list(counts) == list(zip(names, numbers, strict=True))


def test_the_first_page_leads_to_things_in_order_of_time_to_documents_and_to_every_question(
    site: FlaskClient,
) -> None:
    content = page(site, "/")
    shelves = [words(section, ".//li") for section in content.iterfind(".//div[@class='shelves']/section")]
    assert shelves[0] == ["Chanyuan Treaty 1005", "Alliance at Sea 1120", "Treaty of Shaoxing 1141"]
    links = {link.get("href") for link in content.iterfind(".//main//a")}
    assert links >= {f"/queries/{question.name}" for question in queries.all()}
    assert links >= {"/documents/zhang-jue", "/page/event/chanyuan-treaty", "/page/person/zhang-jue"}


def test_the_documents_are_listed_with_what_they_say(site: FlaskClient) -> None:
    assert words(page(site, "/documents"), ".//main//li")[0].startswith("A Life of Zhang Jue biography, ")


def test_a_document_is_its_text_word_for_word(site: FlaskClient) -> None:
    body = page(site, "/documents/sworn-oaths").find(".//article/div")
    written = (DOCUMENTS / "sworn-oaths.txt").read_text(encoding="utf-8").splitlines()
    assert [each.text_content() for each in body.iterfind("p")] == [line for line in written[1:] if line]


def test_a_document_leads_from_each_name_to_the_thing(site: FlaskClient) -> None:
    mentions = page(site, "/documents/sworn-oaths").iterfind(".//a[@class='mention']")
    assert [(each.text, each.get("href"), each.get("title")) for each in mentions][:5] == [
        ("Song", "/page/polity/song", "Song dynasty"),
        ("Liao", "/page/polity/liao", "Liao dynasty"),
        ("oath", "/page/event/chanyuan-treaty", "Chanyuan Treaty"),
        ("Chanzhou", "/page/place/chanzhou", "Chanzhou"),
        ("Song", "/page/polity/song", "Song dynasty"),
    ]


def test_every_sentence_that_is_cited_has_an_anchor_in_its_document(site: FlaskClient) -> None:
    cited = {
        link.get("href")
        for thing in ("event/rebellion-of-zhang-jue", "person/guo-yaoshi", "event/siege-of-kaifeng")
        for link in page(site, f"/page/{thing}").iterfind(".//figcaption/cite/a")
    }
    anchors = {
        f"/documents/{name}#{node.get('id')}"
        for name in ("border-annals", "zhang-jue")
        for node in page(site, f"/documents/{name}").iterfind(".//article//span[@id]")
    }
    assert len(cited) > 5
    assert cited - anchors == set()


def test_the_list_of_questions_has_them_all(site: FlaskClient) -> None:
    asked = words(page(site, "/queries"), ".//dl/div/dt")
    assert asked == [question.question for question in queries.all()]


@pytest.mark.parametrize("question", queries.all(), ids=lambda question: question.name)
def test_every_question_has_a_form_with_its_parameters_and_their_defaults(
    site: FlaskClient, question: queries.Query
) -> None:
    content = page(site, f"/queries/{question.name}")
    assert words(content, ".//h1") == [question.question]
    fields = dict(content.forms[0].fields) if content.forms else {}
    assert fields == {parameter.name: parameter.default for parameter in question.parameters}


def test_a_question_is_answered_with_the_values_of_its_form(site: FlaskClient) -> None:
    content = page(site, "/queries/campaigns?from=1160&to=1170")
    assert words(content, ".//thead//th")[:4] == ["campaign", "kind", "date", "attackers"]
    assert [words(row, "td")[:3] for row in content.iterfind(".//tbody/tr")] == [
        ["Expedition of 1163", "campaign", "1163"]
    ]
    assert dict(content.forms[0].fields) == {"from": "1160", "to": "1170"}


def test_a_thing_in_an_answer_is_called_by_its_name_and_links_to_its_page(site: FlaskClient) -> None:
    link = page(site, "/queries/treaties-broken").find(".//tbody//a")
    assert (link.text, link.get("href")) == ("Alliance at Sea", "/page/event/alliance-at-sea")


@pytest.mark.parametrize(
    ("accept", "query", "content_type"),
    [
        ("text/csv", "", "text/csv; charset=utf-8"),
        ("text/html", "?format=json", "application/sparql-results+json"),
        ("*/*", "", "application/sparql-results+json"),
        ("application/sparql-results+xml", "?from=1100", "application/sparql-results+xml"),
    ],
)
def test_a_program_gets_the_answer_alone_at_the_same_address(
    site: FlaskClient, accept: str, query: str, content_type: str
) -> None:
    response = site.get(f"/queries/campaigns{query}", headers={"Accept": accept})
    assert (response.status_code, response.content_type) == (200, content_type)


def test_the_downloads_of_a_question_ask_with_the_same_values(site: FlaskClient) -> None:
    content = page(site, "/queries/events-at-place?place=id/place/hebei&from=1123&to=1123")
    csv = next(
        link.get("href") for link in content.iterfind(".//p[@class='downloads']/a") if link.text == "CSV"
    )
    assert len(site.get(csv).text.splitlines()) == 1 + len(content.findall(".//tbody/tr"))


def test_a_question_opens_in_the_endpoints_form(site: FlaskClient) -> None:
    link = page(site, "/queries/life").find(".//details//a").get("href")
    assert "http://kg.test/id/person/zhang-jue" in page(site, link).forms[0].fields["query"]
