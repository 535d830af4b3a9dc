"""A small graph made for the views, published and served, and ways to read what is drawn."""

from pathlib import Path

from flask.testing import FlaskClient
from hypothesis import settings
from lxml import html

from kg import rdf
from kg.resources import folder
from kg.settings import Settings
from server.app import create_app
from tests.conftest import BASE, Publish

GRAPH = Path(__file__).resolve().parent / "cases" / "views" / "graph.ttl"
SVG = {"svg": "http://www.w3.org/2000/svg"}

UNHURRIED = settings(deadline=None, max_examples=40)
"""For properties: whatever the machine is busy with."""


def served(publish: Publish, data: Path, graph: Path = GRAPH) -> FlaskClient:
    """A client of the service over a graph and the vocabulary."""
    quads = rdf.file_quads(graph, "authority", BASE)
    quads += rdf.file_quads(folder("ontology") / "chanyuan.ttl", "ontology", BASE)
    publish(data, quads)
    return create_app(Settings(data=data, base=BASE)).test_client()


def page(site: FlaskClient, path: str, language: str = "") -> html.HtmlElement:
    """A page as a browser reads it."""
    response = site.get(path, headers={"Accept": "text/html", "Accept-Language": language})
    assert response.status_code == 200, response.data.decode()
    return html.fromstring(response.data.decode())


def text(element: html.HtmlElement) -> str:
    """What a reader reads, spaces evened out."""
    return " ".join(element.text_content().split())


def texts(content: html.HtmlElement, path: str) -> list[str]:
    """The text of each element on an XPath."""
    return [text(each) for each in content.xpath(path)]


def table(content: html.HtmlElement) -> list[list[str]]:
    """The rows of the table."""
    return [[text(cell) for cell in row.iterfind("td")] for row in content.iterfind(".//tbody/tr")]
