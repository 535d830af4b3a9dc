"""The Service Description: in every format, of what there is, and true."""

import pytest
from flask.testing import FlaskClient
from pyoxigraph import Literal, NamedNode, Triple, parse

from kg.dataset import GRAPH_FORMATS, RESULT_FORMATS, Format
from kg.dataset.local import RDF
from kg.settings import Settings
from kg.terms import term
from kg.versions import Versions
from server.app import create_app
from tests.conftest import BASE

SD = "http://www.w3.org/ns/sparql-service-description#"
NAME, GRAPH, FEATURE = (NamedNode(SD + each) for each in ("name", "graph", "feature"))
SIZE = NamedNode("http://rdfs.org/ns/void#triples")


def described(site: FlaskClient, path: str = "/sparql", form: Format = GRAPH_FORMATS[1]) -> set[Triple]:
    """The description in a format."""
    response = site.get(path, headers={"Accept": form.media_type})
    assert (response.status_code, response.content_type) == (200, form.content_type)
    return {quad.triple for quad in parse(response.data, format=RDF[form.name])}


def objects(triples: set[Triple], predicate: NamedNode) -> set[str]:
    """The names of what a predicate leads to."""
    found = (each.object for each in triples if each.predicate == predicate)
    return {each.value.rpartition("#")[2] for each in found if isinstance(each, NamedNode)}


@pytest.mark.parametrize("form", GRAPH_FORMATS, ids=lambda form: form.name)
def test_the_description_says_the_same_in_every_format(site: FlaskClient, form: Format) -> None:
    assert described(site, form=form) == described(site)


def test_a_program_that_does_not_say_what_it_takes_gets_turtle(site: FlaskClient) -> None:
    assert site.get("/sparql").content_type == "text/turtle; charset=utf-8"
    assert site.get("/sparql?format=nt").content_type == "application/n-triples"


def test_a_table_holds_no_description(site: FlaskClient) -> None:
    assert site.get("/sparql?format=csv").status_code == 406
    assert site.get("/sparql", headers={"Accept": "text/csv"}).status_code == 406


def test_a_browser_gets_the_form(site: FlaskClient) -> None:
    assert site.get("/sparql", headers={"Accept": "text/html, */*;q=0.1"}).mimetype == "text/html"


def test_it_names_the_endpoint_its_languages_and_its_features(site: FlaskClient) -> None:
    triples = described(site)
    service = NamedNode(f"{BASE}sparql#service")
    assert Triple(service, term("rdf:type"), NamedNode(f"{SD}Service")) in triples
    assert Triple(service, NamedNode(f"{SD}endpoint"), NamedNode(f"{BASE}sparql")) in triples
    languages = objects(triples, NamedNode(f"{SD}supportedLanguage"))
    assert languages == {"SPARQL10Query", "SPARQL11Query", "SPARQL11Update"}
    assert objects(triples, FEATURE) == {"UnionDefaultGraph"}
    formats = objects(triples, NamedNode(f"{SD}resultFormat"))
    assert len(formats) == len(RESULT_FORMATS) + len(GRAPH_FORMATS)


def test_federation_is_claimed_where_some_endpoint_may_be_asked(example: Versions) -> None:
    settings = Settings(data=example.folder, base=BASE, federation="https://query.wikidata.org/sparql")
    triples = described(create_app(settings).test_client())
    assert objects(triples, FEATURE) == {"UnionDefaultGraph", "BasicFederatedQuery"}


def test_it_counts_every_graph(site: FlaskClient, example: Versions) -> None:
    triples = described(site)
    names = {each.object for each in triples if each.predicate == NAME}
    assert names == {each.object for each in triples if each.predicate == GRAPH}
    sizes: dict[object, object] = {each.subject: each.object for each in triples if each.predicate == SIZE}
    counts = {NamedNode(name): Literal(count) for name, count in example.served().counts.items()}
    assert sizes == counts
    assert names == {*counts}


def test_every_graph_that_it_names_is_there_with_as_many_triples(site: FlaskClient) -> None:
    triples = described(site)
    for each in triples:
        if each.predicate == SIZE and isinstance(each.subject, NamedNode):
            asked = {"default-graph-uri": each.subject.value, "format": "json"}
            query = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
            answer = site.get("/sparql", query_string={"query": query, **asked}).get_json()
            assert f'"{answer["results"]["bindings"][0]["n"]["value"]}"' in str(each.object)


def test_the_default_graph_holds_what_every_named_graph_does(site: FlaskClient) -> None:
    query = "ASK { GRAPH ?g { ?s ?p ?o } FILTER NOT EXISTS { ?s ?p ?o } }"
    assert site.get("/sparql", query_string={"query": query}).get_json()["boolean"] is False
