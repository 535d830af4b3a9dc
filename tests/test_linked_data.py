"""Every rule of dereferencing, on every kind of thing."""

import re
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from pyoxigraph import DefaultGraph, Literal, NamedNode, Triple, parse

from kg.dataset import GRAPH_FORMATS
from kg.resources import folder
from kg.settings import Settings
from kg.terms import term
from kg.versions import Versions
from server.app import create_app
from tests.conftest import BASE
from tests.linked_data import (
    BROWSER,
    IN_GRAPHS,
    OF_SERVICE,
    address,
    iri,
    leads,
    named,
    triples,
    values,
    world,
)

pytestmark = pytest.mark.slow

THINGS = (*IN_GRAPHS, *OF_SERVICE)
PAGES = {"query/life": "/queries/life", "query/tribute": "/queries/tribute"} | {
    f"version/{number}": f"/versions/{number}" for number in (1, 2)
}
JENA = (
    "text/turtle,application/n-triples;q=0.9,application/ld+json;q=0.8,application/rdf+xml;q=0.7,"
    "application/n-quads,application/trig;q=0.9,*/*;q=0.3"
)
RAPPER = "application/rdf+xml, text/rdf+n3;q=0.9, text/turtle;q=0.6, text/html;q=0.2, */*;q=0.1"
RDF4J = "application/rdf+xml;q=0.8, text/turtle, application/trig;q=0.9, */*;q=0.01"
RDFLIB = "application/rdf+xml, */*;q=0.1"
COMUNICA = (
    "application/n-quads,application/trig;q=0.95,application/ld+json;q=0.9,application/n-triples;q=0.8,"
    "text/turtle;q=0.6,application/rdf+xml;q=0.5,text/n3;q=0.35,application/xml;q=0.3,text/html;q=0.2"
)
DESCRIBED = (
    *("rdf:type", "foaf:primaryTopic", "dcterms:license", "dcterms:modified", "owl:versionInfo"),
    *("dcterms:hasFormat", "void:inDataset"),
)
SUFFIXES = {**{each.name: each.media_type for each in GRAPH_FORMATS}, "html": "text/html"}


@pytest.fixture(scope="module")
def versions(tmp_path_factory: pytest.TempPathFactory) -> Versions:
    """Two versions of a graph with a thing of every kind."""
    return world(tmp_path_factory.mktemp("world"))


@pytest.fixture(scope="module")
def site(versions: Versions) -> FlaskClient:
    """A client of the service over the second version."""
    return create_app(Settings(data=versions.folder, base=BASE)).test_client()


@pytest.fixture(scope="module")
def merge(versions: Versions) -> frozenset[Triple]:
    """All that the graph says, asked of nobody but the store."""
    store = versions.open(versions.served())
    return frozenset(quad.triple for quad in store.quads_for_pattern(None, None, None, DefaultGraph()))


def asked(path: str) -> str:
    """The path at which an IRI is dereferenced as it stands: what is encoded in it stays so."""
    return f"/id/{quote(path, safe='/%')}"


@pytest.mark.parametrize("path", THINGS)
@pytest.mark.parametrize(
    ("accept", "place"),
    [
        (BROWSER, "page"),
        ("text/html", "page"),
        ("text/html;q=0.9, text/turtle;q=0.3", "page"),
        *((each, "data") for each in (JENA, RAPPER, RDF4J, RDFLIB, COMUNICA)),
        *((each.media_type, "data") for each in GRAPH_FORMATS),
        ("*/*", "data"),
        ("", "data"),
        ("text/*", "data"),
        ("application/*;q=0.2, text/html;q=0.1", "data"),
        ("text/html;q=0, */*;q=0.1", "data"),
    ],
)
def test_a_thing_leads_to_its_page_or_to_its_data(
    site: FlaskClient, path: str, accept: str, place: str
) -> None:
    response = site.get(asked(path), headers={"Accept": accept})
    location = PAGES.get(path, address("page", path)) if place == "page" else address("data", path)
    assert (response.status_code, response.headers["Location"]) == (303, location)
    assert {"Accept", "Accept-Language"} <= set(response.vary)
    assert "text/turtle" in dict(leads(response.headers["Link"])["describedby"]).values()


@pytest.mark.parametrize("path", THINGS)
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_suffix_or_a_parameter_names_the_format_whatever_accept_says(
    site: FlaskClient, path: str, suffix: str
) -> None:
    page = f"{PAGES[path]}?format=html" if path in PAGES else address("page", path)
    place = page if suffix == "html" else address("data", path, f".{suffix}")
    for given in (f"{asked(path)}.{suffix}", f"{asked(path)}?format={suffix}"):
        response = site.get(given, headers={"Accept": "image/png"})
        assert (response.status_code, response.headers["Location"]) == (303, place)
    for given in (address("data", path, f".{suffix}"), address("data", path, f"?format={suffix}")):
        response = site.get(given, follow_redirects=True)
        assert (response.status_code, response.mimetype) == (200, SUFFIXES[suffix])


@pytest.mark.parametrize("path", THINGS)
def test_all_formats_say_the_same_and_say_where_they_are(site: FlaskClient, path: str) -> None:
    first = triples(site.get(address("data", path, ".nt")))
    for form in GRAPH_FORMATS:
        named_so = site.get(address("data", path, f".{form.name}"))
        negotiated = site.get(address("data", path), headers={"Accept": form.media_type})
        assert named_so.content_type == negotiated.content_type == form.content_type
        assert triples(named_so) == triples(negotiated) == first
        for each in (named_so, negotiated):
            assert each.headers["Content-Location"] == address("data", path, f".{form.name}")


@pytest.mark.parametrize("path", IN_GRAPHS)
def test_the_data_hold_all_facts_from_and_to_the_thing(
    site: FlaskClient, merge: frozenset[Triple], path: str
) -> None:
    said, me = triples(site.get(address("data", path))), iri(path)
    about = {term("rdf:subject"), term("rdf:object")}
    assert {each for each in merge if each.subject == me} - said == set()
    assert {each for each in merge if each.object == me and each.predicate not in about} - said == set()


@pytest.mark.parametrize("path", IN_GRAPHS)
def test_the_data_hold_the_claims_with_all_that_they_cite(
    site: FlaskClient, merge: frozenset[Triple], path: str
) -> None:
    said, me = triples(site.get(address("data", path))), iri(path)
    facts = {each for each in said if me in (each.subject, each.object)}
    stated = {each.subject for each in merge if each.predicate == term("rdf:subject") and each.object == me}
    cited = {each.object for each in merge if each.subject in stated and each.predicate == term("cy:passage")}
    parts = {
        each.object for each in merge if each.subject in cited and each.predicate == term("oa:hasSelector")
    }
    documents = {
        each.object for each in merge if each.subject in cited and each.predicate == term("cy:document")
    }
    whole = {each for each in merge if each.subject in stated | cited | parts}
    titles = {each for each in merge if each.subject in documents and each.predicate == term("dcterms:title")}
    assert (bool(facts) or path.startswith("graph/"), (whole | titles) - said) == (True, set())


@pytest.mark.parametrize("path", IN_GRAPHS)
def test_the_data_name_everything_that_they_mention(
    site: FlaskClient, merge: frozenset[Triple], path: str
) -> None:
    said = triples(site.get(address("data", path)))
    names = {each for each in merge if each.predicate == term("rdfs:label") and each.subject in named(said)}
    assert names - said == set()


@pytest.mark.parametrize("path", THINGS)
def test_the_data_describe_the_document_that_they_are(
    site: FlaskClient, versions: Versions, path: str
) -> None:
    said, me = triples(site.get(address("data", path))), NamedNode(BASE[:-1] + address("data", path))
    version = versions.served()
    described = {name: values(said, me, name) for name in DESCRIBED}
    assert described == {
        "rdf:type": [term("foaf:Document").value],
        "foaf:primaryTopic": [iri(path).value],
        "void:inDataset": [f"{BASE}.well-known/void#dataset"],
        "dcterms:license": ["https://creativecommons.org/licenses/by-sa/4.0/"],
        "dcterms:modified": [version.time.isoformat()],
        "owl:versionInfo": ["2"],
        "dcterms:hasFormat": [BASE[:-1] + PAGES.get(path, address("page", path))],
    }
    pointing = NamedNode(f"{me.value}#pointing")
    about = {term("rdf:subject"), term("rdf:object")}
    to_it = {each for each in said if each.object == iri(path) and each.predicate not in about}
    to_it -= {Triple(me, term("foaf:primaryTopic"), iri(path))}
    assert values(said, pointing, "void:triples") == [str(len(to_it))]


@pytest.mark.parametrize("path", THINGS)
def test_the_data_lead_on(site: FlaskClient, path: str) -> None:
    found = leads(site.get(address("data", path, ".ttl")).headers["Link"])
    page = PAGES.get(path, address("page", path))
    assert found == {
        "alternate": [
            *((address("data", path, f".{each.name}"), each.media_type) for each in GRAPH_FORMATS),
            (page, "text/html"),
        ],
        "describes": [(address("id", path), "")],
        "canonical": [(BASE[:-1] + address("data", path), "")],
        "type": [("https://schema.org/Dataset", "")],
        "license": [("https://creativecommons.org/licenses/by-sa/4.0/", "")],
        "collection": [("/", "text/html"), ("/.well-known/void", "text/turtle")],
    }


@pytest.mark.parametrize("path", IN_GRAPHS)
def test_a_page_leads_on(site: FlaskClient, path: str) -> None:
    response = site.get(address("page", path))
    assert response.status_code == 200
    data = [(address("data", path, f".{each.name}"), each.media_type) for each in GRAPH_FORMATS]
    text = path.removeprefix("document/")
    assert leads(response.headers["Link"]) == {
        "alternate": data,
        "describedby": data,
        "cite-as": [(BASE[:-1] + address("id", path), "")],
        "canonical": [(BASE[:-1] + address("page", path), "")],
        "type": [("https://schema.org/AboutPage", "")],
        "license": [("https://creativecommons.org/licenses/by-sa/4.0/", "")],
        "collection": [("/", "text/html"), ("/.well-known/void", "text/turtle")],
        **({"item": [(f"/documents/{text}", "text/html")]} if text != path else {}),
    }


@pytest.mark.parametrize("path", THINGS)
def test_wherever_a_response_leads_there_is_something(site: FlaskClient, path: str) -> None:
    headers = [site.get(address(place, path)).headers.get("Link", "") for place in ("id", "data", "page")]
    ours = {
        target.removeprefix(BASE[:-1])
        for header in headers
        for targets in leads(header).values()
        for target, _ in targets
        if target.startswith(("/", BASE))
    }
    assert len(ours) > 7
    assert {each: site.get(each, follow_redirects=True).status_code for each in ours} == dict.fromkeys(
        ours, 200
    )


@pytest.mark.parametrize("path", THINGS)
def test_each_representation_has_a_tag_of_its_own(site: FlaskClient, path: str) -> None:
    got = [site.get(address("data", path, f".{each.name}")) for each in GRAPH_FORMATS]
    got += [site.get(address("data", path), headers={"Accept": each.media_type}) for each in GRAPH_FORMATS]
    tags = [each.headers["ETag"] for each in got]
    assert len(set(tags)) == len(tags)
    assert {each.headers["Last-Modified"] for each in got} == {got[0].headers["Last-Modified"]}
    assert {each.headers["Access-Control-Allow-Origin"] for each in got} == {"*"}


@pytest.mark.parametrize("path", THINGS)
def test_names_are_read_as_they_are_written(site: FlaskClient, path: str) -> None:
    """In Unicode, percent-encoded, or with what an IRI need not encode left alone."""
    for written in (asked(path), f"/id/{path}", f"/id/{quote(path, safe='/%').lower()}"):
        response = site.get(written, headers={"Accept": "application/n-triples"}, follow_redirects=True)
        assert iri(path) in named(triples(response))


def test_a_saved_question_is_described_so_that_others_can_run_it(site: FlaskClient) -> None:
    said, me = triples(site.get("/data/query/tribute")), iri("query/tribute")
    text = values(said, me, "sh:select")[0]
    assert values(said, me, "rdf:type") == [
        term("sh:SPARQLExecutable").value,
        term("sh:SPARQLSelectExecutable").value,
    ]
    assert Triple(me, term("foaf:page"), NamedNode(f"{BASE}queries/tribute")) in said
    ours, theirs = (
        site.get("/queries/tribute.csv"),
        site.get("/sparql", query_string={"query": text, "format": "csv"}),
    )
    assert (theirs.status_code, theirs.data) == (200, ours.data)


def test_a_version_is_described_as_the_history_does(site: FlaskClient) -> None:
    said = triples(site.get("/data/version/2"))
    history = triples(site.get("/versions/2", headers={"Accept": "text/turtle"}))
    assert (history - said, len(history) > 10) == (set(), True)
    assert Triple(iri("version/2"), term("owl:sameAs"), NamedNode(f"{BASE}versions#2")) in said


def test_other_authorities_are_named(site: FlaskClient) -> None:
    said = triples(site.get(address("data", "person/岳飛")))
    assert values(said, iri("person/岳飛"), "owl:sameAs") == [
        "http://viaf.org/viaf/77110263",
        "http://www.wikidata.org/entity/Q334398",
    ]


@pytest.mark.parametrize(
    ("authority", "spelling", "fewest"),
    [
        ("Wikidata", r"http://www\.wikidata\.org/entity/Q\d+", 200),
        ("CBDB", r"https://cbdb\.fas\.harvard\.edu/cbdbapi/person\.php\?id=\d+", 100),
        ("VIAF", r"http://viaf\.org/viaf/\d+", 10),
        ("GeoNames", r"https://sws\.geonames\.org/\d+/", 30),
        ("TGAZ", r"http://maps\.cga\.harvard\.edu/tgaz/placename/hvd_\d+", 50),
    ],
)
def test_the_authority_file_knows_what_others_call_its_things(
    authority: str, spelling: str, fewest: int
) -> None:
    files = (folder("ontology") / "authority").glob("*.ttl")
    same = (term("owl:sameAs"), term("skos:closeMatch"))
    said = [quad.triple for file in files for quad in parse(path=file, base_iri=BASE)]
    others = {
        each.object.value for each in said if each.predicate in same and isinstance(each.object, NamedNode)
    }
    assert (authority, len([each for each in others if re.fullmatch(spelling, each)]) >= fewest) == (
        authority,
        True,
    )


def test_the_wording_of_a_fact_in_data_is_the_graphs_own(site: FlaskClient) -> None:
    """Language tags and datatypes come through in every format."""
    expected = {
        Triple(iri("place/kaifeng"), term("skos:prefLabel"), Literal("開封", language="zh-hant")),
        Triple(iri("place/kaifeng"), term("wgs84:lat"), Literal("34.7855", datatype=term("xsd:decimal"))),
    }
    for form in GRAPH_FORMATS:
        assert expected - triples(site.get(f"/data/place/kaifeng.{form.name}")) == set()


@pytest.mark.parametrize("language", ["en", "zh-Hant"])
def test_the_data_are_the_same_for_readers_of_every_language(site: FlaskClient, language: str) -> None:
    asked_for = site.get(f"/data/place/kaifeng.nt?lang={language}", headers={"Accept-Language": language})
    plain = site.get("/data/place/kaifeng.nt")
    assert triples(asked_for) == triples(plain)
    assert asked_for.headers["Link"] == plain.headers["Link"]
