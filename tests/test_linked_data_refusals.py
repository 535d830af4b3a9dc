"""What is not there, or not so: told with its reason and what to do, whatever the address looks like."""

from itertools import product
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, parse

from kg import rdf
from kg.dataset import GRAPH_FORMATS, Format
from kg.settings import Settings
from kg.terms import PREFIXES, term
from server.app import create_app
from tests.conftest import BASE, Publish
from tests.linked_data import BROWSER, address, iri, triples, world

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """A client of the service over the second of two versions."""
    versions = world(tmp_path_factory.mktemp("world"))
    return create_app(Settings(data=versions.folder, base=BASE)).test_client()


@pytest.mark.parametrize("form", GRAPH_FORMATS, ids=lambda form: form.name)
def test_a_client_that_accepts_no_format_of_ours_is_told_which_there_are(
    site: FlaskClient, form: Format
) -> None:
    for place in ("id", "data"):
        response = site.get(
            address(place, "place/kaifeng"), headers={"Accept": "image/png, application/pdf;q=0.5"}
        )
        assert response.status_code == 406
        assert form.media_type in response.json["offers"]


@pytest.mark.parametrize(
    ("path", "near"),
    [
        ("person/zhang-jeu", "/page/person/zhang-jue"),
        ("place/kaifong", "/page/place/kaifeng"),
        ("person/kaifeng", "/page/place/kaifeng"),
        ("person/張覺", "/page/person/zhang-jue"),
        ("person/Chang Chüeh", "/page/person/zhang-jue"),
        ("place/Bianjing", "/page/place/kaifeng"),
        ("person/zhang_jue", "/page/person/zhang-jue"),
        ("battle/alliance-at-sea", "/page/event/alliance-at-sea"),
    ],
)
def test_who_asks_for_nothing_is_shown_what_is_called_so(site: FlaskClient, path: str, near: str) -> None:
    for place in ("id", "data", "page"):
        response = site.get(address(place, path))
        assert (response.status_code, response.json["near"][0]) == (404, near)


def test_what_a_former_version_had_is_gone_and_leads_there(site: FlaskClient) -> None:
    for place in ("id", "data", "page"):
        response = site.get(f"/{place}/person/wang-xi")
        told = response.json
        assert (response.status_code, told["fault"], told["version"]) == (410, "FormerThing", 1)
        assert told["former"] == "/page/person/wang-xi?version=1"
    page = site.get("/page/person/wang-xi", headers={"Accept": BROWSER})
    assert (page.status_code, b'href="/page/person/wang-xi?version=1"' in page.data) == (410, True)


def test_a_former_version_is_read_at_its_own_address(site: FlaskClient) -> None:
    response = site.get("/data/person/wang-xi.nt?version=1")
    said = Triple(iri("person/wang-xi"), term("cy:served"), iri("polity/song"))
    assert (said in triples(response), "Memento-Datetime" in response.headers) == (True, True)
    assert site.get("/page/person/wang-xi?version=1").status_code == 200
    assert site.get("/data/place/st.petersburg?version=1").status_code == 404
    assert site.get("/data/place/kaifeng?version=99").status_code == 404


def test_a_thing_of_the_first_version_is_not_called_gone_where_it_never_was(site: FlaskClient) -> None:
    assert site.get("/id/person/wang-xii").status_code == 404


@pytest.mark.parametrize("page", ["0", "-1", "2", "x", "", "1.5", "9" * 40])
def test_a_page_that_there_is_not_is_refused_with_the_last_one(site: FlaskClient, page: str) -> None:
    response = site.get(f"/data/place/kaifeng?page={page}")
    assert (response.status_code, "give a number from 1 to 1" in response.json["detail"]) == (400, True)


HOSTILE = [
    *(
        "..",
        "%2e%2e%2f%2e%2e%2fetc%2fpasswd",
        "..%5c..%5cwindows",
        "%00",
        "a%00b",
        "%ff%fe",
        "%",
        "%zz",
        "%25",
    ),
    *(
        "x" * 10_000,
        "岳" * 2_000,
        "<script>alert(1)</script>",
        "%3Cscript%3Ealert(1)%3C/script%3E",
        "a b",
        "a%0d%0aX: y",
    ),
    *(
        "'",
        '"',
        "%22%3E%3Cimg%20src=x%3E",
        "{}",
        "|",
        "^",
        "`",
        "\\",
        "%5c",
        "a>b",
        "a%3e%20.%20%3Cb",
        "\u202e",
        "#",
        "?",
    ),
    *(
        ".ttl",
        ".html",
        "..ttl",
        "x.ttl.ttl",
        ".",
        "x.",
        "%2ettl",
        "x;y=1",
        "x//y",
        "~",
        "😀",
        "%f0%9f%98%80",
        "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
    ),
]


@pytest.mark.parametrize(
    "kind", ["person", "query", "version", "graph", "%00", "x" * 3000], ids=lambda kind: kind[:9]
)
@pytest.mark.parametrize("name", HOSTILE, ids=lambda name: ascii(name)[:20])
def test_a_hostile_name_is_a_clean_refusal(site: FlaskClient, kind: str, name: str) -> None:
    for place, accept in product(("id", "data", "page"), ("text/html", "application/json")):
        response = site.get(f"/{place}/{kind}/{name}", headers={"Accept": accept})
        assert (400 <= response.status_code < 500, len(response.data) < 10_000) == (True, True)
        assert b"<script>alert" not in response.data
        assert not {"x", "X"} & set(response.headers.keys())


def test_what_rdf_xml_cannot_say_is_refused_and_said_in_all_other_formats(site: FlaskClient) -> None:
    odd = Triple(iri("place/odd"), NamedNode("http://example.org/has?n=1"), Literal("one"))
    for form in GRAPH_FORMATS:
        response = site.get(f"/data/place/odd.{form.name}")
        if form.name == "rdf":
            assert (response.status_code, response.json["fault"]) == (406, "FormatRefused")
        else:
            assert odd in triples(response)


UNNAMED = """
@prefix ex: <http://example.org/> .
<id/place/here> rdfs:label "Here" ;
  ex:note [ ex:says "two" ; ex:of [ ex:says "three" ; ex:of [ ex:says "four" ] ] ] .
[ ex:says "from outside" ; cy:locatedIn <id/place/here> ; skos:prefLabel "Nothing"@en ] .
[ a cy:Claim ; rdf:subject <id/place/here> ; rdf:predicate cy:locatedIn ; rdf:object <id/place/there> ;
  cy:passage <id/passage/none> ] .
"""


def test_what_has_no_name_is_described_with_what_speaks_of_it(publish: Publish, tmp_path: Path) -> None:
    graph = rdf.graph("unnamed", BASE)
    prefixes = "".join(f"@prefix {name}: <{namespace}> .\n" for name, namespace in PREFIXES.items())
    said = parse((prefixes + UNNAMED).encode(), format=RdfFormat.TURTLE, base_iri=BASE)
    versions = publish(tmp_path, (Quad(*each.triple, graph) for each in said))
    client = create_app(Settings(data=versions.folder, base=BASE)).test_client()
    told = triples(client.get("/data/place/here"))
    words = {each.object.value for each in told if each.predicate == NamedNode("http://example.org/says")}
    assert words == {"two", "three", "four", "from outside"}
    places = {path: client.get(f"/page/{path}").status_code for path in ("place/here", "place/there")}
    assert places == {"place/here": 200, "place/there": 200}
    assert [client.get(f"/id/{path}").status_code for path in ("place/Nothing", "passage/none")] == [404, 303]
    assert client.get("/page/passage/none").status_code == 200
