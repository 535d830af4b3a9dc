"""The graph as a whole, published: its description, its files, the list of its pages."""

import gzip
import json
from base64 import b64decode
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient
from lxml import etree, html
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, Triple, parse
from werkzeug.test import TestResponse

from kg import deposit, rdf, shacl
from kg.settings import Settings
from kg.terms import term
from kg.versions import Versions
from server.app import create_app
from server.config import service_for
from server.publishing.sitemap import sitemap_page
from tests.conftest import BASE, Publish

SHAPES = shacl.Shapes.load(Path(__file__).resolve().parent / "cases" / "dcat-ap")
VOID = "http://rdfs.org/ns/void#"
ME = f"{BASE}.well-known/void#dataset"
FORMATS = {
    "ttl": ("text/turtle", RdfFormat.TURTLE),
    "nt": ("application/n-triples", RdfFormat.N_TRIPLES),
    "jsonld": ("application/ld+json", RdfFormat.JSON_LD),
    "rdf": ("application/rdf+xml", RdfFormat.RDF_XML),
    "trig": ("application/trig", RdfFormat.TRIG),
    "nq": ("application/n-quads", RdfFormat.N_QUADS),
}
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
COUNTS = {
    "void:triples": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
    "void:entities": "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }",
    "void:distinctSubjects": "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }",
    "void:distinctObjects": "SELECT (COUNT(DISTINCT ?o) AS ?n) { ?s ?p ?o }",
    "void:classes": "SELECT (COUNT(DISTINCT ?c) AS ?n) { ?s a ?c }",
    "void:properties": "SELECT (COUNT(DISTINCT ?p) AS ?n) { ?s ?p ?o }",
}
CLASSES = "SELECT ?c (COUNT(DISTINCT ?s) AS ?n) { ?s a ?c } GROUP BY ?c"
PROPERTIES = (
    "SELECT ?p (COUNT(*) AS ?n) (COUNT(DISTINCT ?s) AS ?ns) (COUNT(DISTINCT ?o) AS ?no) "
    "{ ?s ?p ?o } GROUP BY ?p"
)


def got(site: FlaskClient, path: str, accept: str = "text/turtle", **headers: str) -> TestResponse:
    """A response with all its bytes, its file closed."""
    with site.get(path, headers={"Accept": accept, **headers}) as response:
        response.get_data()
        return response


def said(site: FlaskClient, path: str = "/.well-known/void") -> set[Triple]:
    """What is said at an address, as triples."""
    response = got(site, path)
    assert response.status_code == 200, response.data[:300]
    return {quad.triple for quad in parse(response.data, format=RdfFormat.TURTLE)}


def asked(site: FlaskClient, query: str) -> list[tuple[str, ...]]:
    """The rows of an answer of the endpoint."""
    body = json.loads(site.get("/sparql", query_string={"query": query, "format": "json"}).data)
    names = body["head"]["vars"]
    return [tuple(row[name]["value"] for name in names) for row in body["results"]["bindings"]]


def void(name: str) -> NamedNode:
    return NamedNode(VOID + name.removeprefix("void:"))


def values(triples: set[Triple], subject: str, *names: str) -> tuple[str, ...]:
    """One value of each of these properties of a subject."""
    by_property = {each.predicate: each.object for each in triples if each.subject == NamedNode(subject)}
    return tuple(by_property[void(name)].value for name in names)


def parts(triples: set[Triple], name: str) -> list[str]:
    """The partitions of the dataset of one sort."""
    return [each.object.value for each in triples if each.predicate == void(name)]


@pytest.mark.parametrize("name", COUNTS)
def test_what_is_counted_is_what_the_endpoint_counts(site: FlaskClient, name: str) -> None:
    assert asked(site, COUNTS[name]) == [values(said(site), ME, name)]


def test_every_class_is_there_with_its_count_and_no_other(site: FlaskClient) -> None:
    triples = said(site)
    found = [values(triples, each, "class", "entities") for each in parts(triples, "classPartition")]
    assert sorted(found) == sorted(asked(site, CLASSES))


def test_every_property_is_there_with_its_counts_and_no_other(site: FlaskClient) -> None:
    triples = said(site)
    names = ("property", "triples", "distinctSubjects", "distinctObjects")
    found = [values(triples, each, *names) for each in parts(triples, "propertyPartition")]
    assert sorted(found) == sorted(asked(site, PROPERTIES))


def test_links_to_another_site_are_a_linkset(site: FlaskClient) -> None:
    triples = said(site)
    (linkset,) = parts(triples, "subset")
    target, count = values(triples, linkset, "objectsTarget", "triples")
    assert (values(triples, target, "uriSpace"), count) == (("https://cbdb.fas.harvard.edu/",), "1")


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("path", ["/.well-known/void", "/"])
def test_every_format_says_the_same_by_accept_and_by_parameter(
    site: FlaskClient, path: str, form: str
) -> None:
    media_type, rdf_format = FORMATS[form]
    for response in (got(site, path, media_type), got(site, f"{path}?format={form}", "text/html")):
        assert (response.status_code, response.mimetype) == (200, media_type)
        assert {quad.triple for quad in parse(response.data, format=rdf_format)} == said(site)


def test_a_browser_gets_the_first_page_and_is_led_to_the_page_of_the_dumps(site: FlaskClient) -> None:
    assert site.get("/", headers=BROWSER).mimetype == "text/html"
    assert site.get("/").mimetype == "text/html"
    response = site.get("/.well-known/void", headers=BROWSER)
    assert (response.status_code, response.headers["Location"]) == (303, "/dumps/")


def test_the_description_lasts_as_long_as_the_version(site: FlaskClient) -> None:
    response = got(site, "/.well-known/void")
    again = got(site, "/.well-known/void", **{"If-None-Match": response.headers["ETag"]})
    assert response.headers["Last-Modified"]
    assert response.headers["ETag"] == again.headers["ETag"]
    assert got(site, "/.well-known/void", "application/n-triples").headers["ETag"] != response.headers["ETag"]


NEEDED = ("foaf/0.1/name", "terms/description", "dcat#accessURL", "dcat#endpointURL", "terms/license")


def complaints(triples: set[Triple]) -> list[str]:
    """What the rules of DCAT-AP have against some triples."""
    store = Store()
    store.extend(Quad(*each) for each in triples)
    return [f"{each.focus} {each.path}" for each in shacl.findings(store, SHAPES)]


@pytest.mark.parametrize("paths", [("/.well-known/void",), ("/.well-known/void", "/dumps/")], ids=len)
def test_the_description_is_dcat_ap(site: FlaskClient, paths: tuple[str, ...]) -> None:
    triples = set[Triple]().union(*(said(site, path) for path in paths))
    classes = ("Catalog", "Dataset", "DataService", "Distribution")
    kinds = [each.object.value for each in triples if each.predicate == term("rdf:type")]
    assert [kinds.count(f"http://www.w3.org/ns/dcat#{each}") for each in classes] == [1, 1, 1, 5]
    assert complaints(triples) == []


@pytest.mark.parametrize("missing", NEEDED)
def test_what_dcat_ap_wants_is_missed_when_it_is_not_there(site: FlaskClient, missing: str) -> None:
    assert complaints({each for each in said(site) if not each.predicate.value.endswith(missing)})


def test_the_publisher_and_the_licence_are_those_of_the_settings(example: Versions) -> None:
    licence = "https://creativecommons.org/publicdomain/zero/1.0/"
    settings = Settings(data=example.folder, base=BASE, publisher="Institute of Oaths", licence=licence)
    triples = said(create_app(settings).test_client())
    assert {each.object for each in triples if each.predicate == term("foaf:name")} == {
        Literal("Institute of Oaths")
    }
    assert {each.object for each in triples if each.predicate == term("dcterms:license")} == {
        NamedNode(licence)
    }


def test_every_address_of_ours_in_the_description_answers(site: FlaskClient) -> None:
    predicates = {"accessURL", "downloadURL", "endpointURL", "endpointDescription", "landingPage", "dataDump"}
    predicates |= {"openSearchDescription"}
    found = {
        each.object.value
        for each in said(site)
        if each.predicate.value.replace("#", "/").rpartition("/")[2] in predicates
    }
    assert len(found) == 9
    for address in found:
        with site.get(address.removeprefix(BASE.rstrip("/"))) as response:
            assert response.status_code == 200, address


def files(site: FlaskClient) -> list[tuple[str, str]]:
    """The files on the page with the digests beside them."""
    content = html.fromstring(site.get("/dumps/", headers=BROWSER).data.decode())
    return [
        (row.find("th/a").get("href"), row.findtext("td[@class='digest']/code"))
        for row in content.iterfind(".//tbody/tr")
        if row.find("th/a") is not None and row.find("td[@class='digest']") is not None
    ]


def test_the_page_of_the_dumps_leads_to_each_file_with_its_digest(site: FlaskClient) -> None:
    found = files(site)
    assert [name for name, _ in found] == [
        f"/dumps/chanyuan-1.{end}" for end in ("nq.gz", "nq.zst", "trig.gz", "trig.zst")
    ]
    for path, digest in found:
        response = got(site, path)
        assert sha256(response.data).hexdigest() == digest
        assert response.headers["Content-Length"] == str(len(response.data))


def test_the_digests_are_a_file_that_sha256sum_reads(site: FlaskClient) -> None:
    lines = site.get("/dumps/chanyuan-1.sha256").data.decode().splitlines()
    assert [line.split("  ") for line in lines] == [
        [digest, path.removeprefix("/dumps/")] for path, digest in files(site)
    ]


def test_sizes_and_digests_are_told_to_programs_as_well(site: FlaskClient) -> None:
    triples = said(site, "/dumps/")
    digests = {each.object.value for each in triples if each.predicate.value.endswith("#checksumValue")}
    sizes = {each.object.value for each in triples if each.predicate.value.endswith("#byteSize")}
    assert digests == {digest for _, digest in files(site)}
    assert sizes == {str(len(got(site, path).data)) for path, _ in files(site)}


def test_a_dump_is_the_graph(site: FlaskClient, example: Versions) -> None:
    body = gzip.decompress(got(site, "/dumps/chanyuan-1.nq.gz").data)
    assert len(body.splitlines()) == example.served().quads
    assert {quad.graph_name.value for quad in parse(body, format=RdfFormat.N_QUADS)} == set(
        example.served().graphs
    )


def test_a_dump_never_changes_and_says_so(site: FlaskClient) -> None:
    with site.head("/dumps/chanyuan-1.trig.gz") as response:
        assert response.get_data() == b""
    whole = got(site, "/dumps/chanyuan-1.trig.gz")
    digest = sha256(whole.data)
    assert response.headers["ETag"] == f'"{digest.hexdigest()}"'
    assert b64decode(response.headers["Repr-Digest"].removeprefix("sha-256=:").rstrip(":")) == digest.digest()
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response.content_type == "application/gzip"
    assert response.headers["Content-Length"] == whole.headers["Content-Length"]
    known = got(site, "/dumps/chanyuan-1.trig.gz", **{"If-None-Match": response.headers["ETag"]})
    assert known.status_code == 304


@pytest.mark.parametrize(
    ("asked_for", "part"),
    [("bytes=0-9", slice(10)), ("bytes=100-", slice(100, None)), ("bytes=-7", slice(-7, None))],
)
def test_a_part_of_a_dump_is_had_by_its_range(site: FlaskClient, asked_for: str, part: slice) -> None:
    whole = got(site, "/dumps/chanyuan-1.nq.zst").data
    response = got(site, "/dumps/chanyuan-1.nq.zst", Range=asked_for)
    assert (response.status_code, response.data) == (206, whole[part])
    assert response.headers["Content-Range"].endswith(f"/{len(whole)}")


def test_a_range_beyond_the_end_is_refused_and_one_of_another_file_gives_the_whole(site: FlaskClient) -> None:
    beyond = got(site, "/dumps/chanyuan-1.nq.zst", Range="bytes=99999999-")
    other = got(site, "/dumps/chanyuan-1.nq.zst", Range="bytes=0-9", **{"If-Range": '"another"'})
    assert (beyond.status_code, other.status_code) == (416, 200)


@pytest.mark.parametrize("name", ["nq.gz", "trig.zst"])
def test_the_newest_dump_is_had_at_an_address_that_stays(site: FlaskClient, name: str) -> None:
    response = site.get(f"/dumps/latest.{name}")
    assert (response.status_code, response.headers["Location"]) == (303, f"/dumps/chanyuan-1.{name}")


@pytest.mark.parametrize(
    "name",
    [
        "chanyuan-2.nq.gz",
        "chanyuan-1.ttl.gz",
        "chanyuan-1.nq.xz",
        "latest.ttl.gz",
        "dumps.json",
        "chanyuan-7.sha256",
        "..%2Fstatistics.json",
    ],
)
def test_what_is_no_dump_is_a_404_that_says_which_there_are(site: FlaskClient, name: str) -> None:
    response = site.get(f"/dumps/{name}")
    assert response.status_code == 404
    assert "/" in name or "%" in name or response.get_json()["near"] == ["/dumps/"]


def test_dumps_of_former_versions_stay_while_new_ones_are_made(publish: Publish, tmp_path: Path) -> None:
    quad = Quad(NamedNode(f"{BASE}id/person/x"), term("rdf:type"), term("cy:Person"), rdf.graph("a", BASE))
    for number in (1, 2):
        versions = publish(tmp_path, [replace_subject(quad, number)])
        deposit.make(versions, versions.served(), ["statistics", "dumps"])
    site = create_app(Settings(data=tmp_path, base=BASE)).test_client()
    assert [path for path, _ in files(site)][::4] == ["/dumps/chanyuan-2.nq.gz", "/dumps/chanyuan-1.nq.gz"]
    assert b"person/x1" in gzip.decompress(got(site, "/dumps/chanyuan-1.nq.gz").data)


def replace_subject(quad: Quad, number: int) -> Quad:
    """The same of another thing."""
    return Quad(NamedNode(f"{quad.subject.value}{number}"), quad.predicate, quad.object, quad.graph_name)


@pytest.mark.slow
def test_dumps_are_made_when_somebody_asks_for_them(publish: Publish, tmp_path: Path) -> None:
    quad = Quad(NamedNode(f"{BASE}id/person/x"), term("rdf:type"), term("cy:Person"), rdf.graph("a", BASE))
    publish(tmp_path, [quad])
    site = create_app(Settings(data=tmp_path, base=BASE)).test_client()
    while (response := got(site, "/dumps/chanyuan-1.nq.gz")).status_code == 503:
        assert response.headers["Retry-After"] == "10"
    assert gzip.decompress(response.data) == f"{quad} .\n".encode()


def places(site: FlaskClient, path: str) -> list[tuple[str, str]]:
    """The addresses of a sitemap with their times."""
    root = etree.fromstring(site.get(path).data)
    return [(each.findtext(f"{SITEMAP}loc", ""), each.findtext(f"{SITEMAP}lastmod", "")) for each in root]


def test_the_sitemap_lists_each_page_once_with_a_time(site: FlaskClient) -> None:
    found = places(site, "/sitemap.xml")
    assert site.get("/sitemap.xml").content_type == "application/xml"
    assert len({place for place, _ in found}) == len(found) > 50
    assert all(datetime.fromisoformat(time).tzinfo for _, time in found)
    wanted = {BASE, f"{BASE}documents/zhang-jue", f"{BASE}page/person/zhang-jue"}
    assert wanted <= {place for place, _ in found}


@pytest.mark.slow
def test_every_page_of_the_sitemap_is_there(site: FlaskClient) -> None:
    for place, _ in places(site, "/sitemap.xml"):
        response = site.get(place.removeprefix(BASE.rstrip("/")), headers=BROWSER)
        assert (response.status_code, response.mimetype) == (200, "text/html"), place


def test_a_long_sitemap_comes_in_parts(site: FlaskClient, example: Versions) -> None:
    service = service_for(Settings(data=example.folder, base=BASE))
    with site.application.test_request_context():
        index = sitemap_page(service, longest=40)
        numbers = range(1, len(index.parts) + 1)
        pages = [each for number in numbers for each in sitemap_page(service, number, longest=40).pages]
        whole = sitemap_page(service)
    assert [each.place for each in index.parts] == [f"{BASE}sitemap-{number}.xml" for number in numbers]
    assert (tuple(pages), index.pages, whole.parts) == (whole.pages, (), ())


def test_a_part_that_is_not_there_is_a_404(site: FlaskClient) -> None:
    assert places(site, "/sitemap-1.xml") == places(site, "/sitemap.xml")
    assert site.get("/sitemap-2.xml").status_code == 404


def test_crawlers_are_told_of_the_sitemap_and_kept_from_the_endpoint(site: FlaskClient) -> None:
    assert site.get("/robots.txt").data.decode().splitlines()[1:] == [
        "User-agent: *",
        "Disallow: /sparql?",
        "Disallow: /graphs?",
        "Disallow: /*version=",
        f"Sitemap: {BASE}sitemap.xml",
    ]


UNDER = "https://example.org/kg/"


@pytest.mark.parametrize("path", ["/.well-known/void", "/dumps/"])
def test_under_a_path_every_address_of_ours_begins_with_the_base(example: Versions, path: str) -> None:
    site = create_app(Settings(data=example.folder, base=UNDER)).test_client()
    nodes = {each for triple in said(site, f"/kg{path}") for each in triple if isinstance(each, NamedNode)}
    ours = {each.value for each in nodes if urlsplit(each.value).netloc == "example.org"}
    assert len(ours) > 5
    assert [each for each in ours if not each.startswith(UNDER)] == []
    content = html.fromstring(site.get("/kg/dumps/", headers=BROWSER).data.decode())
    hrefs = [each.get("href") for each in content.iterfind(".//*[@href]")]
    assert [
        each
        for each in hrefs
        if not each.startswith(("/kg/", "https://", "http://www.", "http://purl.org/", "#"))
    ] == []
    assert all(each.startswith(UNDER) for each, _ in places(site, "/kg/sitemap.xml")[:30])
    assert site.get("/kg/dumps").headers["Location"] == "/kg/dumps/"
    assert f"Sitemap: {UNDER}sitemap.xml" in site.get("/kg/robots.txt").data.decode()


def test_the_description_is_the_same_in_every_language(site: FlaskClient) -> None:
    assert said(site, "/.well-known/void?lang=zh-Hant") == said(site)


def test_settings_refuse_a_licence_that_is_no_iri() -> None:
    with pytest.raises(Exception, match=r"KG_LICENCE is 'CC BY'; it must be the http or https IRI"):
        replace(Settings(), licence="CC BY")
