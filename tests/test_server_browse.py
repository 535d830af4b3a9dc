"""Ways in for readers: the documents as texts."""

from flask.testing import FlaskClient
from lxml import html

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
