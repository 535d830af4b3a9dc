"""The saved questions as an API: formats by header and by suffix, values bound and checked."""

from collections.abc import Callable, Iterable
from pathlib import Path
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse
from werkzeug.http import http_date

from kg import queries
from kg.dataset import GRAPH_FORMATS, RESULT_FORMATS, Format
from kg.settings import Settings
from kg.terms import PREFIXES
from kg.versions import Versions
from server.app import create_app
from server.negotiate import QUERY

JSON = "application/sparql-results+json"
QUESTIONS = queries.all()


@pytest.mark.parametrize("form", [*RESULT_FORMATS, QUERY], ids=lambda form: form.name)
@pytest.mark.parametrize("values", ["", "?from=1160&to="])
def test_an_answer_comes_in_every_format_by_header_by_suffix_and_by_name(
    site: FlaskClient, form: Format, values: str
) -> None:
    by_header = site.get(f"/queries/campaigns{values}", headers={"Accept": form.media_type})
    by_suffix = site.get(f"/queries/campaigns.{form.name}{values}", headers={"Accept": "text/html"})
    by_name = site.get(f"/queries/campaigns{values or '?'}&format={form.name}")
    assert (by_header.status_code, by_header.content_type) == (200, form.content_type)
    assert by_header.data == by_suffix.data == by_name.data
    assert by_header.content_type == by_suffix.content_type == by_name.content_type


@pytest.mark.parametrize("form", GRAPH_FORMATS, ids=lambda form: form.name)
def test_triples_come_in_every_format_of_rdf(site: FlaskClient, form: Format) -> None:
    response = site.get(f"/queries/network.{form.name}?from=1163&to=1163")
    assert (response.status_code, response.content_type) == (200, form.content_type)
    assert len(set(parse(response.data, format=RdfFormat.from_media_type(form.media_type)))) == 7


@pytest.mark.parametrize(
    ("accept", "content_type"),
    [
        ("", JSON),
        ("*/*", JSON),
        ("application/*", JSON),
        ("text/*", "text/csv; charset=utf-8"),
        ("text/csv;q=0.4, application/sparql-results+xml;q=0.5", "application/sparql-results+xml"),
        ("application/json", "application/json"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "text/html; charset=utf-8"),
        ("*/*, application/sparql-results+json;q=0", "application/sparql-results+xml"),
    ],
)
def test_the_format_is_negotiated(site: FlaskClient, accept: str, content_type: str) -> None:
    assert site.get("/queries/campaigns", headers={"Accept": accept}).content_type == content_type


@pytest.mark.parametrize(
    ("path", "accept", "offers"),
    [
        ("/queries/campaigns.pdf", "", "application/sparql-results+json"),
        ("/queries/campaigns.ttl", "", "application/sparql-results+json"),
        ("/queries/campaigns", "text/turtle", "application/sparql-results+json"),
        ("/queries/network", "text/csv", "text/turtle"),
        ("/queries/network.csv", "*/*", "text/turtle"),
        ("/queries.pdf", "", "application/json"),
        ("/queries", "text/csv", "application/json"),
    ],
)
def test_what_is_not_served_is_refused_with_what_is(
    site: FlaskClient, path: str, accept: str, offers: str
) -> None:
    problem = site.get(path, headers={"Accept": accept}).get_json()
    assert (problem["status"], problem["fault"], problem["offers"][0]) == (406, "NotServed", offers)


@pytest.mark.parametrize(
    ("values", "parameter", "says"),
    [
        ("from=then", "from", "from is 'then'; it must be a year of up to four digits, such as 1126."),
        ("form=1100", "form", "has no parameter 'form'. It takes: from, to. Perhaps 'from' is meant."),
        ("from=1&from=2", None, "The parameter 'from' is given 2 times, with '1' and '2'; give it once."),
        ("from=%FF", None, "The parameters are not percent-encoded UTF-8"),
        ("from=%00", "from", "it must be a year"),
        ("from=1126)%20}%20%23", "from", "from is '1126) } #'; it must be a year"),
    ],
)
@pytest.mark.parametrize("suffix", ["", ".csv", ".rq"])
def test_a_value_that_cannot_be_bound_is_refused_by_name(
    site: FlaskClient, suffix: str, values: str, parameter: str | None, says: str
) -> None:
    response = site.get(f"/queries/campaigns{suffix}?{values}")
    problem = response.get_json()
    assert (response.status_code, response.content_type) == (400, "application/problem+json")
    assert problem.get("parameter") == parameter
    assert says in problem["detail"]


def test_an_unknown_question_is_answered_with_the_addresses_of_near_ones(site: FlaskClient) -> None:
    response = site.get("/queries/treaty-broken.csv")
    assert response.status_code == 404
    assert response.get_json()["near"][0] == "/queries/treaties-broken"


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_the_text_of_a_question_is_served_as_it_is_written(
    site: FlaskClient, question: queries.Query
) -> None:
    response = site.get(f"/queries/{question.name}.rq")
    assert (response.text, response.content_type) == (question.text, "application/sparql-query")


def test_with_values_the_text_has_them_bound_and_asks_the_same_elsewhere(site: FlaskClient) -> None:
    text = site.get("/queries/campaigns.rq?from=1160&to=").text
    assert "VALUES (?from ?to) { (1160 UNDEF) }" in text.replace(
        '"1160"^^<http://www.w3.org/2001/XMLSchema#integer>', "1160"
    )
    answers = [
        site.get("/queries/campaigns.csv?from=1160&to="),
        site.get(f"/sparql?query={quote(text)}&format=csv"),
    ]
    assert answers[0].data == answers[1].data


@pytest.mark.parametrize("thing", ["http://x/')(&*;#?song", "urn:x:%22%7D", "http://x/岳飛"])
def test_a_value_is_bound_as_a_term_whatever_characters_it_has(site: FlaskClient, thing: str) -> None:
    answer = site.get("/queries/names.csv", query_string={"thing": thing})
    assert (answer.status_code, len(answer.text.splitlines())) == (200, 1)
    assert f"(<{thing}>)" in site.get("/queries/names.rq", query_string={"thing": thing}).text


def test_the_list_tells_programs_every_question_with_its_parameters_and_addresses(
    site: FlaskClient,
) -> None:
    listed = site.get("/queries").get_json()["questions"]
    assert [each["name"] for each in listed] == [each.name for each in QUESTIONS]
    campaigns = next(each for each in listed if each["name"] == "campaigns")
    assert campaigns["title"] == {"en": "Campaigns in order", "zh": "戰事年表"}
    assert campaigns["parameters"][0] == {
        "name": "from",
        "datatype": "year",
        "default": "1100",
        "description": "first year that counts",
        "rule": "a year of up to four digits, such as 1126",
    }
    assert campaigns["href"] == "http://kg.test/queries/campaigns"
    assert campaigns["formats"]["text/csv"] == "http://kg.test/queries/campaigns.csv"


@pytest.mark.parametrize("path", ["/queries.json", "/queries?format=json", "/queries"])
def test_the_list_is_negotiated_like_all_else(site: FlaskClient, path: str) -> None:
    response = site.get(path, headers={"Accept": "application/json"})
    assert (response.status_code, response.content_type) == (200, "application/json")


@pytest.mark.parametrize("path", ["/queries", "/queries/campaigns", "/queries/campaigns.csv?from=1160"])
def test_head_tells_what_get_would(site: FlaskClient, path: str) -> None:
    get, head = site.get(path), site.head(path)
    assert (head.status_code, head.content_type, head.data) == (200, get.content_type, b"")


@pytest.mark.parametrize("path", ["/queries", "/queries/campaigns", "/queries/campaigns.csv"])
def test_pages_of_others_may_ask_and_caches_are_told_that_accept_matters(
    site: FlaskClient, path: str
) -> None:
    answer = site.get(path, headers={"Origin": "http://app.example"})
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Accept" in answer.headers["Vary"]
    preflight = site.options(path, headers={"Access-Control-Request-Method": "GET"})
    assert (preflight.status_code, preflight.headers["Access-Control-Allow-Methods"]) == (
        200,
        preflight.headers["Allow"],
    )
    assert site.post(path).status_code == 405


def test_an_older_version_is_asked_by_its_number_or_a_time(
    publish: Callable[[Path, Iterable[Quad]], Versions], tmp_path: Path
) -> None:
    graph, name = NamedNode("http://kg.test/id/graph/g"), NamedNode(PREFIXES["skos"] + "prefLabel")
    for told in ("Song", "Song dynasty"):
        quad = Quad(NamedNode("http://kg.test/id/polity/song"), name, Literal(told, language="en"), graph)
        publish(tmp_path, [quad])
    site = create_app(Settings(data=tmp_path, base="http://kg.test/")).test_client()
    path, then = "/queries/names.csv?thing=id/polity/song", http_date(Versions(tmp_path).all()[0].time)
    answers = [site.get(f"{path}&version=1"), site.get(path, headers={"Accept-Datetime": then})]
    assert [each.headers["Memento-Datetime"] for each in answers] == [then, then]
    page = site.get("/queries/names?thing=id/polity/song&version=1", headers={"Accept": "text/html"})
    assert ["dynasty" in each.text for each in (answers[0], site.get(path))] == [False, True]
    assert ">version 1</a> of the graph" in page.text
    assert "names.csv?thing=id/polity/song&amp;version=1" in page.text
    assert site.get(f"{path}&version=9").status_code == 404


def test_no_parameter_is_called_like_what_the_address_itself_means() -> None:
    names = {parameter.name for question in QUESTIONS for parameter in question.parameters}
    assert names & {"format", "suffix", "timeout", "version"} == set()
