"""What the service says about itself, and under which addresses it can stand."""

import subprocess
import sys

import pytest
from flask.testing import FlaskClient
from lxml import html
from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from kg.model import Ref
from kg.resources import folder
from kg.settings import Settings
from kg.versions import Versions
from server.app import create_app
from server.links import Links, UnknownThing

BASE = "http://kg.test/"
CY = "https://w3id.org/chanyuan/ontology#"


def test_health_tells_the_version_and_how_much_it_holds(site: FlaskClient, example: Versions) -> None:
    version = example.served()
    assert site.get("/health").get_json() == {
        "status": "ok",
        "version": 1,
        "time": version.time.isoformat(),
        "quads": version.quads,
        "graphs": 5,
        "held_back": [],
        "base": BASE,
    }


@pytest.mark.parametrize("path", ["/ontology", "/ontology.ttl", "/ontology?format=ttl"])
def test_the_vocabulary_is_served_as_it_is_written(site: FlaskClient, path: str) -> None:
    response = site.get(path, headers={"Accept": "text/turtle"})
    written = parse(path=folder("ontology") / "chanyuan.ttl", format=RdfFormat.TURTLE)
    assert response.content_type == "text/turtle; charset=utf-8"
    assert {_lowered(quad) for quad in parse(response.data, format=RdfFormat.TURTLE)} == set(
        map(_lowered, written)
    )


def _lowered(quad: Quad) -> str:
    """A triple as the store keeps it, language tags in lower case."""
    return str(quad.triple).replace("zh-Hant", "zh-hant")


def test_the_vocabularys_page_defines_every_term_under_its_anchor(site: FlaskClient) -> None:
    content = html.fromstring(site.get("/ontology", headers={"Accept": "text/html"}).data.decode())
    written = parse(path=folder("ontology") / "chanyuan.ttl", format=RdfFormat.TURTLE)
    terms = {quad.subject.value for quad in written if isinstance(quad.subject, NamedNode)}
    schemes = {"BetrayalKinds", "Outcomes", "TermKinds", "Verdicts", "PlaceKinds", "Genders"}
    anchors = {node.get("id") for node in content.iterfind(".//section[@class='defined']")}
    assert anchors == {iri.removeprefix(CY) for iri in terms if iri.startswith(CY)} - schemes
    defined = [section.find("p").text for section in content.iterfind(".//section[@class='defined']")]
    assert all(defined)


@pytest.mark.parametrize(
    ("base", "href"),
    [("http://kg.test/", "/page/person/zhang-jue"), ("http://kg.test/kg/", "/kg/page/person/zhang-jue")],
)
def test_an_iri_of_ours_leads_to_our_page_and_an_iri_of_others_to_themselves(base: str, href: str) -> None:
    links = Links.for_base(base)
    assert [
        links.href(iri)
        for iri in (
            f"{base}id/person/zhang-jue",
            f"{base}id/person/zhang-jue#name",
            f"{CY}rulerOf",
            "https://w3id.org/chanyuan/shapes#ClaimShape",
            "http://www.wikidata.org/entity/Q7462",
            "urn:isbn:1",
            f"{base}id/person",
        )
    ] == [
        href,
        f"{href}#name",
        f"{links.root}ontology#rulerOf",
        f"{links.root}shapes#ClaimShape",
        "http://www.wikidata.org/entity/Q7462",
        "",
        f"{base}id/person",
    ]


def test_an_iri_and_its_reference_are_two_ways_of_saying_one() -> None:
    links = Links.for_base(BASE)
    assert links.ref(links.iri(Ref("person", "岳飛")).value) == Ref("person", "岳飛")
    with pytest.raises(UnknownThing, match="is no part of an IRI"):
        links.iri(Ref("person", "a b"))


@pytest.mark.parametrize("path", ["/kg/", "/"])
def test_under_a_path_the_service_answers_behind_a_proxy_that_keeps_it_and_one_that_takes_it(
    example: Versions, path: str
) -> None:
    site = create_app(Settings(data=example.folder, base="http://kg.test/kg/")).test_client()
    content = html.fromstring(site.get(f"{path}queries", headers={"Accept": "text/html"}).data.decode())
    links = {node.get("href") for node in content.iterfind(".//*[@href]")}
    assert [link for link in links if not link.startswith(("/kg/", "#"))] == []
    with site.get(f"{path}static/style.css") as style:
        assert style.status_code == 200


def test_importing_the_service_leaves_the_parser_of_documents_alone() -> None:
    code = (
        "import sys, server.running; print([name for name in sys.modules if name.split('.')[0] == 'spacy'])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
