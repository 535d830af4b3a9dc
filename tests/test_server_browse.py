"""Ways in for readers: the documents as texts."""

from pathlib import Path

from flask.testing import FlaskClient
from lxml import html

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
