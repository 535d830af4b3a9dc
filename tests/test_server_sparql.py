"""The endpoint: the three ways of asking, every format, and a form for browsers."""

import csv
import io
from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient
from lxml import html
from pyoxigraph import QueryResultsFormat, QuerySolutions, RdfFormat, parse, parse_query_results

from kg.dataset import GRAPH_FORMATS, RESULT_FORMATS, Format

FORM, DIRECT = "application/x-www-form-urlencoded", "application/sparql-query"
SELECT = 'SELECT ("Ünï ☃ 𝄞 +&=" AS ?x) {}'
ASK = "ASK {}"
CONSTRUCT = "CONSTRUCT { <s> a cy:Person } WHERE {}"
JSON = {"Accept": "application/sparql-results+json"}
FACT = ("http://kg.test/s", "https://w3id.org/chanyuan/ontology#Person")


def value(body: bytes) -> str:
    """The one value in a JSON table."""
    results = parse_query_results(body, format=QueryResultsFormat.JSON)
    assert isinstance(results, QuerySolutions)
    return "".join(str(solution["x"].value) for solution in results)


@pytest.mark.parametrize(
    ("method", "params", "body", "content_type"),
    [
        ("GET", {"query": SELECT}, None, None),
        ("POST", {}, urlencode({"query": SELECT}), FORM),
        ("POST", {}, urlencode({"query": SELECT}), f"{FORM}; charset=UTF-8"),
        ("POST", {}, SELECT, DIRECT),
        ("POST", {}, SELECT, f"{DIRECT}; charset=utf-8"),
        ("POST", {}, SELECT, "Application/SPARQL-Query"),
    ],
)
def test_every_way_of_the_protocol_asks_the_same(
    site: FlaskClient, method: str, params: dict[str, str], body: str | None, content_type: str | None
) -> None:
    data = body.encode() if body else None
    response = site.open(
        "/sparql", method=method, query_string=params, data=data, content_type=content_type, headers=JSON
    )
    assert (response.status_code, value(response.data)) == (200, "Ünï ☃ 𝄞 +&=")


@pytest.mark.parametrize("form", RESULT_FORMATS, ids=lambda form: form.name)
@pytest.mark.parametrize("query", [SELECT, ASK], ids=["select", "ask"])
def test_a_table_or_a_boolean_comes_in_every_format_by_header_and_by_name(
    site: FlaskClient, form: Format, query: str
) -> None:
    by_header = site.get("/sparql", query_string={"query": query}, headers={"Accept": form.media_type})
    by_name = site.get("/sparql", query_string={"query": query, "format": form.name})
    assert (by_header.status_code, by_header.content_type) == (200, form.content_type)
    assert (by_name.data, by_name.content_type) == (by_header.data, by_header.content_type)
    assert ("true" if query == ASK else "☃") in by_header.text


@pytest.mark.parametrize("form", GRAPH_FORMATS, ids=lambda form: form.name)
def test_triples_come_in_every_format_by_header_and_by_name(site: FlaskClient, form: Format) -> None:
    by_header = site.get("/sparql", query_string={"query": CONSTRUCT}, headers={"Accept": form.media_type})
    by_name = site.get("/sparql", query_string={"query": CONSTRUCT, "format": form.name})
    assert (by_header.content_type, by_name.content_type) == (form.content_type, form.content_type)
    for response in (by_header, by_name):
        (quad,) = parse(response.data, format=RdfFormat.from_media_type(form.media_type))
        assert (quad.subject.value, quad.object.value) == FACT


@pytest.mark.parametrize(
    ("query", "content_type"),
    [(ASK, "application/sparql-results+json"), (CONSTRUCT, "text/turtle; charset=utf-8")],
)
def test_without_a_wish_each_kind_has_its_own_format(
    site: FlaskClient, query: str, content_type: str
) -> None:
    assert site.get("/sparql", query_string={"query": query}).content_type == content_type


@pytest.mark.parametrize(
    ("path", "body", "content_type", "status"),
    [
        ("/sparql?query=ASK{}&query=ASK{}", None, None, 400),
        ("/sparql?query=", None, None, 400),
        ("/sparql?update=CLEAR+ALL", None, None, 400),
        ("/sparql", b"query=ASK{}&update=CLEAR+ALL", FORM, 400),
        ("/sparql", b"foo=bar", FORM, 400),
        ("/sparql?query=INSERT+DATA+{<a:a><b:b>1}", None, None, 400),
        ("/sparql", b"CLEAR ALL", DIRECT, 400),
        ("/sparql?query=%FF%FE", None, None, 400),
        ("/sparql", b"query=%FF", FORM, 400),
        ("/sparql", b"ASK {} # \xff", DIRECT, 400),
        ("/sparql", "ASK {}".encode("utf-16"), f"{DIRECT}; charset=UTF-16", 415),
        ("/sparql", b"ASK {}", None, 415),
        ("/sparql", b"ASK {}", "text/plain", 415),
        ("/sparql", b"CLEAR ALL", "application/sparql-update", 401),
        ("/sparql?query=ASK{}&default-graph-uri=none", None, None, 400),
        ("/sparql?query=ASK{}&format=ttl", None, None, 406),
        ("/sparql?query=ASK{}&format=pdf", None, None, 406),
    ],
)
def test_a_request_that_breaks_the_protocol_is_refused(
    site: FlaskClient, path: str, body: bytes | None, content_type: str | None, status: int
) -> None:
    method = "GET" if body is None else "POST"
    response = site.open(path, method=method, data=body, content_type=content_type)
    assert (response.status_code, response.content_type) == (status, "application/problem+json")


def test_a_compressed_body_is_not_opened(site: FlaskClient) -> None:
    response = site.post("/sparql", data=b"x", content_type=DIRECT, headers={"Content-Encoding": "gzip"})
    assert response.status_code == 415


def test_the_protocols_dataset_is_taken_from_address_and_form(site: FlaskClient) -> None:
    graph = {"default-graph-uri": "http://kg.test/id/graph/authority"}
    query = {"query": "ASK { ?claim a cy:Claim }"}
    asked = [
        site.get("/sparql", query_string=query),
        site.get("/sparql", query_string=query | graph),
        site.post("/sparql", data=query | graph),
    ]
    assert [response.get_json(force=True)["boolean"] for response in asked] == [True, False, False]


def test_head_tells_what_get_would(site: FlaskClient) -> None:
    get = site.get("/sparql", query_string={"query": ASK})
    head = site.head("/sparql", query_string={"query": ASK})
    assert (head.status_code, head.content_type, head.data) == (200, get.content_type, b"")


def test_pages_of_others_may_ask(site: FlaskClient) -> None:
    answer = site.get("/sparql", query_string={"query": ASK}, headers={"Origin": "http://app.example"})
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in answer.headers
    preflight = site.options("/sparql", headers={"Access-Control-Request-Method": "POST"})
    assert preflight.status_code == 200
    assert "POST" in preflight.headers["Access-Control-Allow-Methods"]
    assert "Content-Type" in preflight.headers["Access-Control-Allow-Headers"]


@pytest.mark.parametrize(
    "path", ["/sparql?query=ASK{}", "/id/person/zhang-jue", "/data/person/zhang-jue", "/"]
)
def test_caches_are_told_that_accept_matters(site: FlaskClient, path: str) -> None:
    assert "Accept" in site.get(path).headers["Vary"]


def page(site: FlaskClient, **params: str) -> tuple[int, html.HtmlElement]:
    """Status and content of the endpoint as a browser sees it."""
    response = site.get("/sparql", query_string=params, headers={"Accept": "text/html"})
    return response.status_code, html.fromstring(response.text)


def cells(content: html.HtmlElement) -> list[str]:
    """The cells of the table on a page."""
    return [cell.text_content().strip() for cell in content.iterfind(".//td")]


def test_a_browser_gets_a_form_that_needs_no_script(site: FlaskClient) -> None:
    status, content = page(site)
    assert status == 200
    (form,) = content.xpath("//main//form")
    assert (form.method, form.action, sorted(form.fields)) == ("GET", "/sparql", ["format", "query"])


def test_a_browser_sees_solutions_as_a_table_with_links(site: FlaskClient) -> None:
    query = "SELECT ?t ?n { ?t a cy:Treaty ; rdfs:label ?n } ORDER BY ?n LIMIT 1"
    status, content = page(site, query=query)
    assert (status, cells(content)) == (200, ["event/alliance-at-sea", "Alliance at Sea"])
    assert [link.get("href") for link in content.iterfind(".//td/a")] == ["/page/event/alliance-at-sea"]
    assert content.get_element_by_id("form").fields["query"].strip() == query


def test_a_browser_sees_a_boolean_and_triples_too(site: FlaskClient) -> None:
    assert page(site, query=ASK)[1].find(".//p[@class='truth']").text == "Yes"
    assert "a cy:Person" in page(site, query=CONSTRUCT)[1].find(".//pre").text_content()


@pytest.mark.parametrize(
    ("fields", "status", "says"), [({"query": ASK}, 200, "Yes"), ({"foo": "bar"}, 400, "carries 0 queries")]
)
def test_a_browser_may_post_a_query_that_is_too_long_for_an_address(
    site: FlaskClient, fields: dict[str, str], status: int, says: str
) -> None:
    response = site.post("/sparql", data=fields, headers={"Accept": "text/html"})
    assert (response.status_code, says in response.text) == (status, True)


def test_a_browser_keeps_its_query_beside_the_complaint(site: FlaskClient) -> None:
    status, content = page(site, query="SELECT * {")
    assert status == 400
    assert "line 1, column 11" in content.find(".//section[@role='alert']").text_content()
    assert content.get_element_by_id("form").fields["query"].strip() == "SELECT * {"


def test_markup_in_data_stays_text(site: FlaskClient) -> None:
    _, content = page(site, query="SELECT ('<script>alert(1)</script>' AS ?x) {} # </textarea><script>")
    inline = content.xpath("//script[not(@src) and not(@type='application/ld+json')]")
    assert (cells(content), inline) == (["<script>alert(1)</script>"], [])


def test_the_page_links_the_answer_in_every_format(site: FlaskClient) -> None:
    _, content = page(site, query=SELECT)
    links = [link.get("href") for link in content.iterfind(".//section//p[@class='downloads']/a")]
    answers = [site.get(link) for link in links]
    assert [answer.content_type for answer in answers] == [form.content_type for form in RESULT_FORMATS]
    assert list(csv.reader(io.StringIO(answers[2].text))) == [["x"], ["Ünï ☃ 𝄞 +&="]]
