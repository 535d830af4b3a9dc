"""The list of the documents: what each names and says, in every order."""

import csv

import pytest
from flask.testing import FlaskClient
from lxml import html

from kg import rdf
from kg.model import Document
from kg.settings import Settings
from server.app import create_app
from server.reading.listing import SORTS
from tests.conftest import BASE, Publish

YEARS = ["1123", "1123–1163", "1005–1141"]
LISTED = [
    ("/documents/zhang-jue", "A Life of Zhang Jue", "biography"),
    ("/documents/border-annals", "Border Annals", "chronicle"),
    ("/documents/sworn-oaths", "Sworn Oaths", "article"),
]


def page(site: FlaskClient, query: str = "") -> html.HtmlElement:
    response = site.get(f"/documents{query}", headers={"Accept": "text/html"})
    assert response.status_code == 200
    return html.fromstring(response.data.decode())


def rows(content: html.HtmlElement) -> list[list[str]]:
    """The table as it is read."""
    return [[cell.text_content().strip() for cell in row] for row in content.iterfind(".//tbody/tr")]


def asked(site: FlaskClient, query: str) -> str:
    """The one number that an answer holds."""
    body = site.get("/sparql", query_string={"query": query, "format": "csv"}).data.decode()
    return body.splitlines()[1]


def test_every_document_is_listed_with_its_years_and_what_it_names_and_says(site: FlaskClient) -> None:
    content = page(site)
    headings = [each.text_content() for each in content.iterfind(".//thead//th")]
    layers = ["Persons", "States and peoples", "Places", "Events"]
    assert headings == ["Title", "Kind", "Years", *layers, "Claims"]
    hrefs = [each.get("href") for each in content.iterfind(".//tbody//a")]
    assert [(href, *row[:2]) for href, row in zip(hrefs, rows(content), strict=True)] == LISTED
    assert [row[2] for row in rows(content)] == YEARS


@pytest.mark.parametrize("place", range(3))
def test_the_counts_are_those_of_the_graph(site: FlaskClient, place: int) -> None:
    row = rows(page(site))[place]
    name = ("zhang-jue", "border-annals", "sworn-oaths")[place]
    document = f"<id/document/{name}>"
    persons = (
        f"SELECT (COUNT(DISTINCT ?t) AS ?n) {{ ?c rdf:subject {document} ; rdf:predicate cy:mentions ; "
        "rdf:object ?t FILTER(CONTAINS(STR(?t), '/id/person/')) }"
    )
    claims = (
        f"SELECT (COUNT(DISTINCT ?c) AS ?n) {{ ?p cy:document {document} . ?c cy:passage ?p ; "
        "rdf:predicate ?r FILTER(?r != cy:mentions) }"
    )
    assert (row[3], row[7]) == (asked(site, persons), asked(site, claims))


@pytest.mark.parametrize("sort", SORTS)
def test_the_list_comes_in_every_order_and_says_in_which(site: FlaskClient, sort: str) -> None:
    content, place = page(site, f"?sort={sort}"), SORTS.index(sort)
    column = [row[place] for row in rows(content)]
    assert column == (sorted(column) if place < 3 else sorted(column, key=int, reverse=True))
    (heading,) = content.iterfind(".//th[@aria-sort]")
    assert heading.find("a").get("href") == f"/documents?sort={sort}"
    assert heading.get("aria-sort") == ("ascending" if place < 3 else "descending")


def test_the_list_is_had_as_a_table(site: FlaskClient) -> None:
    response = site.get("/documents.csv?sort=claims")
    again = site.get("/documents?sort=claims", headers={"Accept": "text/csv"})
    header, *body = csv.reader(response.data.decode().splitlines())
    assert (response.content_type, again.data) == ("text/csv; charset=utf-8", response.data)
    assert header == [
        *("name", "title", "type", "language", "from", "to"),
        *("persons", "states", "places", "events", "claims"),
    ]
    assert [[row[1], row[-1]] for row in body] == [
        [row[0], row[-1]] for row in rows(page(site, "?sort=claims"))
    ]


@pytest.mark.parametrize(
    ("query", "status", "detail"),
    [
        ("?sort=colour", 400, "sort is 'colour'; it must be one of title, type, years,"),
        ("?page=2", 404, "The list of documents has no page 2; the last is 1."),
        ("?page=two", 400, "The page is 'two'; give its number."),
    ],
)
def test_what_cannot_be_listed_is_refused(site: FlaskClient, query: str, status: int, detail: str) -> None:
    response = site.get(f"/documents{query}")
    assert (response.status_code, response.get_json()["detail"][: len(detail)]) == (status, detail)


def test_many_documents_come_in_pages(
    publish: Publish, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("server.reading.listing._LONGEST", 2)
    texts = [Document(f"d{at}", "Words.", (), title=f"Letter {at}", sha256="0" * 64) for at in range(5)]
    quads = [quad for text in texts for quad in rdf.quads(text, [], base=BASE)]
    versions = publish(tmp_path_factory.mktemp("many"), quads)
    site = create_app(Settings(data=versions.folder, base=BASE)).test_client()
    found, address = [], "/documents?sort=title&page=1"
    while address:
        content = html.fromstring(site.get(address, headers={"Accept": "text/html"}).data.decode())
        found += [row[0] for row in rows(content)]
        following = content.find(".//a[@rel='next']")
        address = following.get("href") if following is not None else ""
    assert found == [f"Letter {at}" for at in range(5)]
    assert page(site, "?page=2").find(".//a[@rel='prev']").get("href") == "/documents?sort=title&page=1"
