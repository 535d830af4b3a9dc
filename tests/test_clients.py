"""Clients that know nothing of us, against a running service: they ask, dereference and follow links."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

import pandas as pd
import pytest
import rdflib
import SPARQLWrapper
from pyoxigraph import NamedNode, RdfFormat, parse
from rdflib.plugins.stores.sparqlstore import SPARQLStore

from kg.dataset import GRAPH_FORMATS, Format
from kg.terms import CY
from tests.linked_data import world
from tests.serving import free_port, serving

pytestmark = pytest.mark.slow

CLIENTS: Final = Path(__file__).resolve().parent / "clients"
OLD_WAYS: Final = pytest.mark.filterwarnings("ignore:(Dataset|ConjunctiveGraph)[. ]:DeprecationWarning")
"""rdflib's own parsers still use what rdflib has deprecated."""
PREFIXES: Final = (
    f"PREFIX cy: <{CY}> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
    "PREFIX skos: <http://www.w3.org/2004/02/skos/core#> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> "
)
"""Strangers do not know that ours need no declaration."""


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the example graph is served, which is also where its IRIs say that it is."""
    with at_home(tmp_path_factory.mktemp("clients"), "") as address:
        yield address


@contextmanager
def at_home(data: Path, path: str) -> Iterator[str]:
    """A graph with a thing of every kind, served where its IRIs lead."""
    port = free_port()
    address = f"http://127.0.0.1:{port}/{path}"
    with serving(world(data, address), address, timeout=20, port=port):
        yield address


def ask(base: str, query: str, form: str) -> SPARQLWrapper.QueryResult:
    """What SPARQLWrapper gets for a query in one of its formats."""
    client = SPARQLWrapper.SPARQLWrapper(f"{base}sparql")
    client.setQuery(PREFIXES + query)
    client.setReturnFormat(form)
    client.setOnlyConneg(True)
    return client.query()


@pytest.mark.parametrize(
    ("method", "way"),
    [
        (SPARQLWrapper.GET, SPARQLWrapper.URLENCODED),
        (SPARQLWrapper.POST, SPARQLWrapper.URLENCODED),
        (SPARQLWrapper.POST, SPARQLWrapper.POSTDIRECTLY),
    ],
)
def test_sparqlwrapper_gets_a_table(base: str, method: str, way: str) -> None:
    client = SPARQLWrapper.SPARQLWrapper(f"{base}sparql", returnFormat=SPARQLWrapper.JSON)
    client.setMethod(method)
    client.setRequestMethod(way)
    client.setQuery(f"{PREFIXES} SELECT ?name {{ <{base}id/place/kaifeng> rdfs:label ?name }}")
    found = client.queryAndConvert()
    assert found["results"]["bindings"] == [
        {"name": {"type": "literal", "value": "Kaifeng", "xml:lang": "en"}}
    ]


@pytest.mark.parametrize(
    ("form", "beginning"),
    [
        (SPARQLWrapper.XML, b"<?xml"),
        (SPARQLWrapper.JSON, b'{"head"'),
        (SPARQLWrapper.CSV, b"name"),
        (SPARQLWrapper.TSV, b"?name"),
    ],
)
def test_sparqlwrapper_gets_a_table_in_each_of_its_formats(base: str, form: str, beginning: bytes) -> None:
    query = f"SELECT ?name {{ <{base}id/place/kaifeng> rdfs:label ?name }}"
    body = ask(base, query, form).response.read()
    assert (body.startswith(beginning), b"Kaifeng" in body) == (True, True)


@OLD_WAYS
@pytest.mark.parametrize(
    ("form", "spoken"),
    [
        (SPARQLWrapper.TURTLE, "turtle"),
        (SPARQLWrapper.RDFXML, "xml"),
        (SPARQLWrapper.JSONLD, "json-ld"),
        (SPARQLWrapper.N3, "turtle"),
    ],
)
def test_sparqlwrapper_gets_a_graph_in_each_of_its_formats(base: str, form: str, spoken: str) -> None:
    place = rdflib.URIRef(f"{base}id/place/kaifeng")
    query = f"CONSTRUCT {{ <{place}> cy:locatedIn ?where }} {{ <{place}> cy:locatedIn ?where }}"
    graph = rdflib.Graph().parse(ask(base, query, form).response.read(), format=spoken)
    assert set(graph) == {(place, rdflib.URIRef(f"{CY}locatedIn"), rdflib.URIRef(f"{base}id/place/henan"))}


def test_sparqlwrapper_gets_a_yes_or_no(base: str) -> None:
    assert ask(base, "ASK { ?treaty a cy:Treaty }", SPARQLWrapper.JSON).convert()["boolean"] is True


def test_sparqlwrapper_is_told_what_is_wrong_with_a_query(base: str) -> None:
    with pytest.raises(SPARQLWrapper.SPARQLExceptions.QueryBadFormed, match="QueryRefused"):
        ask(base, "SELECT", SPARQLWrapper.JSON)


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_rdflib_takes_the_service_for_a_store(base: str, method: str) -> None:
    graph = rdflib.Graph(SPARQLStore(f"{base}sparql", method=method), identifier=rdflib.URIRef(f"{base}none"))
    store = rdflib.Graph(SPARQLStore(f"{base}sparql", method=method, context_aware=False))
    kaifeng, located = rdflib.URIRef(f"{base}id/place/kaifeng"), rdflib.URIRef(f"{CY}locatedIn")
    assert list(store.objects(kaifeng, located)) == [rdflib.URIRef(f"{base}id/place/henan")]
    assert [str(row.name) for row in store.query(f"SELECT ?name {{ <{kaifeng}> rdfs:label ?name }}")] == [
        "Kaifeng"
    ]
    assert (len(store) > 1000, len(graph)) == (True, 0)


@OLD_WAYS
@pytest.mark.parametrize("form", [None, "turtle", "xml", "json-ld", "nt", "trig"])
@pytest.mark.parametrize("path", ["person/zhang-jue", "place/kaifeng", "event/alliance-at-sea"])
def test_rdflib_parses_an_iri_whatever_format_it_asks_for(base: str, path: str, form: str | None) -> None:
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(f"{base}id/{path}", format=form)
    ours = rdflib.Graph().parse(f"{base}data/{path}.nt")
    assert len(ours) > 20
    assert {each[:3] for each in dataset.quads()} == set(ours)


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("person/岳飛", "岳飛"),
        ("person/%E5%B2%B3%E9%A3%9B", "岳飛"),
        ("place/%E6%B2%B3%E5%8D%97", "%E6%B2%B3%E5%8D%97"),
        ("place/河南", "%E6%B2%B3%E5%8D%97"),
        ("person/o'neill(1600)~x", "o'neill(1600)~x"),
    ],
)
def test_rdflib_parses_an_iri_in_any_script(base: str, path: str, name: str) -> None:
    graph = rdflib.Graph().parse(f"{base}id/{path}")
    me = rdflib.URIRef(f"{base}id/{path.partition('/')[0]}/{name}")
    assert len(list(graph.objects(me, rdflib.RDFS.label))) == 1


def test_pandas_reads_numbers_dates_and_words_as_what_they_are(base: str) -> None:
    query = f"""{PREFIXES}
      SELECT ?place ?name ?lat (STRLEN(?name) AS ?letters) (BOUND(?lat) AS ?known) ?day {{
      ?place a cy:Place ; skos:prefLabel ?name . FILTER(LANG(?name) = "en")
      OPTIONAL {{ ?place <http://www.w3.org/2003/01/geo/wgs84_pos#lat> ?lat }}
      BIND("1127-01-09"^^xsd:date AS ?day) }} ORDER BY ?name"""
    table = pd.read_csv(f"{base}sparql?{urlencode({'query': query, 'format': 'csv'})}", parse_dates=["day"])
    assert {name: kind.kind for name, kind in table.dtypes.items()} == {
        "place": "O",
        "name": "O",
        "lat": "f",
        "letters": "i",
        "known": "b",
        "day": "M",
    }
    kaifeng = table.set_index("name").loc["Kaifeng"]
    assert (kaifeng.lat, kaifeng.letters, bool(kaifeng.known)) == (34.7855, 7, True)
    assert (str(kaifeng.day.date()), kaifeng.place) == ("1127-01-09", f"{base}id/place/kaifeng")
    assert table.loc[~table.known, "lat"].isna().all()


def test_pandas_reads_a_saved_question(base: str) -> None:
    table = pd.read_csv(f"{base}queries/tribute.csv")
    assert list(table[["payerName", "payeeName"]].itertuples(index=False, name=None)) == [
        ("Song dynasty", "Liao dynasty"),
        ("Southern Song dynasty", "Jin dynasty"),
    ]


def comunica(way: str, source: str, query: str) -> list[dict[str, str]]:
    """The solutions that Comunica finds, as a client of an endpoint or following links from an IRI."""
    if not (CLIENTS / "node_modules" / ".installed").exists():
        pytest.skip("needs Comunica: make clients")
    arguments = ["node", str(CLIENTS / "ask.js"), way, source, PREFIXES + query]
    done = subprocess.run(arguments, capture_output=True, text=True, timeout=300, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    rows = json.loads(done.stdout)["results"]["bindings"]
    return [{name: term["value"] for name, term in row.items()} for row in rows]


def test_comunica_asks_the_endpoint(base: str) -> None:
    query = "SELECT ?event ?name { ?event a cy:Treaty ; cy:party ?party . ?party skos:prefLabel ?name }"
    ours = ask(base, query, SPARQLWrapper.JSON).convert()["results"]["bindings"]
    expected = [{name: term["value"] for name, term in row.items()} for row in ours]
    found = comunica("sparql", f"{base}sparql", query)
    assert (len(found) > 2, sorted(map(str, found))) == (True, sorted(map(str, expected)))


def test_comunica_finds_by_following_links_what_is_two_things_away(base: str) -> None:
    query = f"""SELECT DISTINCT ?name {{ <{base}id/place/kaifeng> cy:locatedIn ?circuit .
      ?town cy:locatedIn ?circuit ; skos:prefLabel ?name }}"""
    found = comunica("traverse", f"{base}id/place/kaifeng", query)
    assert {row["name"] for row in found} == {"Kaifeng", "開封", "Chanzhou", "Honan"}


def test_comunica_reaches_the_words_that_a_fact_rests_on_by_following_links(base: str) -> None:
    query = f"""SELECT DISTINCT ?words ?title {{
      ?claim <http://www.w3.org/1999/02/22-rdf-syntax-ns#subject> <{base}id/person/zhang-jue> ;
        <http://www.w3.org/1999/02/22-rdf-syntax-ns#predicate> cy:heldOffice ; cy:passage ?passage .
      ?passage cy:exact ?words ; cy:document ?document . ?document rdfs:label ?title }}"""
    ours = ask(base, query, SPARQLWrapper.JSON).convert()["results"]["bindings"]
    expected = [{name: term["value"] for name, term in row.items()} for row in ours]
    assert comunica("traverse", f"{base}id/person/zhang-jue", query) == expected != []


@pytest.mark.parametrize("path", ["person/zhang-jue", "place/kaifeng", "document/zhang-jue"])
def test_rapper_gets_rdf_from_an_iri_whatever_it_thinks_of_accept(base: str, path: str) -> None:
    if not shutil.which("rapper"):
        pytest.skip("needs rapper, of Debian's raptor2-utils: .ci/packages")
    done = subprocess.run(
        ["rapper", "-q", "-g", "-o", "ntriples", f"{base}id/{path}"],
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    theirs = {quad.triple for quad in parse(done.stdout, format=RdfFormat.N_TRIPLES)}
    ours = rdflib.Graph().parse(f"{base}data/{path}.nt")
    assert (len(theirs), NamedNode(f"{base}id/{path}") in {each.subject for each in theirs}) == (
        len(ours),
        True,
    )


@pytest.mark.parametrize("form", GRAPH_FORMATS, ids=lambda form: form.name)
def test_curl_follows_a_redirect_to_what_it_accepts(base: str, form: Format) -> None:
    if not shutil.which("curl"):
        pytest.skip("needs curl")
    arguments = [
        "curl",
        "-sL",
        "-w",
        "%{stderr}%{http_code} %{content_type}",
        "-H",
        f"Accept: {form.media_type}",
    ]
    done = subprocess.run(
        [*arguments, f"{base}id/place/kaifeng"], capture_output=True, timeout=60, check=True
    )
    assert done.stderr.decode() == f"200 {form.content_type}"
    assert b"Kaifeng" in done.stdout


def test_under_a_path_of_a_host_everything_is_where_its_iri_leads(tmp_path: Path) -> None:
    with at_home(tmp_path, "history/of/song/") as base:
        graph = rdflib.Graph().parse(f"{base}id/person/岳飛")
        assert len(list(graph.objects(rdflib.URIRef(f"{base}id/person/岳飛"), rdflib.RDFS.label))) == 1
        assert ask(base, f"ASK {{ <{base}id/place/kaifeng> a cy:Place }}", SPARQLWrapper.JSON).convert()[
            "boolean"
        ]
        documents = rdflib.Graph().parse(f"{base}data/place/kaifeng.ttl").subjects(rdflib.FOAF.primaryTopic)
        assert [str(each) for each in documents] == [f"{base}data/place/kaifeng"]
        void = rdflib.Graph().parse(f"{base}.well-known/void", format="turtle")
        assert (
            rdflib.URIRef(f"{base}.well-known/void#dataset"),
            rdflib.RDF.type,
            rdflib.VOID.Dataset,
        ) in void
