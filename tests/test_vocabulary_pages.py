"""The vocabulary and the shapes as documentation: complete, true of the data, and the same for programs."""

import re
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from lxml import html
from pyoxigraph import NamedNode, RdfFormat, parse
from rdflib import Graph
from rdflib.compare import isomorphic

from kg import queries
from kg.dataset import GRAPH_FORMATS, Format
from kg.dataset.local import RDF
from kg.resources import folder
from kg.settings import Settings
from kg.shacl.shape import read_all
from kg.shacl.source import Source
from kg.terms import PREFIXES, term
from kg.versions import Versions
from server.app import create_app
from server.vocabulary.demands import compacted
from server.vocabulary.written import examples, shapes

pytestmark = pytest.mark.slow

CY, CYS = PREFIXES["cy"], PREFIXES["cys"]
FILES = sorted(folder("shapes").glob("*.ttl"))


def page(site: FlaskClient, path: str, language: str = "en") -> html.HtmlElement:
    headers = {"Accept": "text/html", "Accept-Language": language}
    response = site.get(path, headers=headers)
    assert response.status_code == 200
    return html.fromstring(response.data.decode())


def words(node: html.HtmlElement) -> str:
    return " ".join(node.text_content().split())


def rows(content: html.HtmlElement, anchor: str) -> dict[str, str]:
    """What the page says of a term, by heading."""
    listed = content.get_element_by_id(anchor).iterfind("dl/div")
    return {words(each.find("dt")): words(each.find("dd")) for each in listed}


@pytest.fixture(scope="module")
def ontology(site: FlaskClient) -> html.HtmlElement:
    return page(site, "/ontology")


@pytest.fixture(scope="module")
def rules(site: FlaskClient) -> html.HtmlElement:
    return page(site, "/shapes")


def shape_names() -> Iterator[str]:
    kinds = {term("sh:NodeShape"), term("sh:PropertyShape")}
    for file in FILES:
        for triple in parse(path=file, format=RdfFormat.TURTLE):
            if triple.predicate == term("rdf:type") and triple.object in kinds:
                assert isinstance(triple.subject, NamedNode)
                yield triple.subject.value.removeprefix(CYS)


def test_a_term_is_told_with_what_stands_around_it(ontology: html.HtmlElement) -> None:
    section = ontology.get_element_by_id("Battle")
    assert words(section.find("h3")) == "battle 會戰 cy:Battle"
    said = rows(ontology, "Battle")
    assert said["Under"] == "campaign"
    assert "BattleShape" in said["In shapes"]
    assert rows(ontology, "Campaign")["Above"] == "battle, siege"
    assert "attacker" in rows(ontology, "Campaign")["Has"]


def test_a_property_is_told_with_its_ends_and_statements_of_the_graph(ontology: html.HtmlElement) -> None:
    said = rows(ontology, "rulerOf")
    assert said["Said of"] == "person"
    assert "polity" in said["Its values are"]
    number, _, statements = said["Used"].partition(" · ")
    assert (number, *statements.split("; ")) == (
        "2",
        "Emperor Huizong of Song cy:rulerOf Song dynasty",
        "Emperor Gaozong of Song cy:rulerOf Southern Song dynasty",
    )


def test_a_value_is_told_under_its_class(ontology: html.HtmlElement) -> None:
    assert rows(ontology, "Rebellion")["Value of"] == "kind of betrayal"
    assert "rebellion" in rows(ontology, "BetrayalKind")["Values"]


def test_counts_are_those_of_the_graph(site: FlaskClient, ontology: html.HtmlElement) -> None:
    for name in ("Person", "Claim", "Treaty"):
        query = f"SELECT (COUNT(DISTINCT ?x) AS ?n) {{ ?x a cy:{name} }}"
        told = site.get(f"/sparql?query={query}&format=csv".replace(" ", "+")).data.decode().split()[1]
        assert rows(ontology, name)["Used"].partition(" ")[0] == told
    assert rows(ontology, "unnamedParty")["Used"] == "0"
    told = re.match(r"0, (\d+) with those under it", rows(ontology, "Agent")["Used"])
    query = "SELECT (COUNT(DISTINCT ?x) AS ?n) { ?x a/rdfs:subClassOf* cy:Agent }".replace(" ", "+")
    assert told
    assert told[1] == site.get(f"/sparql?query={quote(query, safe='+')}&format=csv").data.decode().split()[1]


def test_every_question_that_uses_a_term_is_named_there(ontology: html.HtmlElement) -> None:
    for query in queries.all():
        for name in set(re.findall(r"\bcy:(\w+)", query.text)):
            section = ontology.get_element_by_id(name)
            links = {link.get("href") for link in section.iterfind(".//a")}
            assert f"/queries/{query.name}" in links


@pytest.mark.parametrize("path", ["/ontology", "/shapes"])
def test_every_link_within_the_pages_finds_its_anchor(site: FlaskClient, path: str) -> None:
    pages = {each: page(site, each) for each in ("/ontology", "/shapes")}
    anchors = {
        each: {node.get("id") for node in content.iter() if node.get("id")} for each, content in pages.items()
    }
    for link in pages[path].iterfind(".//a[@href]"):
        target, _, anchor = link.get("href").partition("#")
        if anchor and (target or path) in anchors:
            assert anchor in anchors[target or path], link.get("href")


def test_the_trees_name_every_term_once_for_each_that_it_is_under(ontology: html.HtmlElement) -> None:
    named = [link.get("href")[1:] for link in ontology.iterfind(".//nav[@class='trees']//li/a")]
    defined = {section.get("id") for section in ontology.iterfind(".//section[@class='defined']")}
    assert set(named) == defined
    battle = next(
        link for link in ontology.iterfind(".//nav[@class='trees']//li/a") if link.get("href") == "#Battle"
    )
    assert words(battle.getparent().getparent().getparent().find("a")) == "campaign"


def test_the_picture_has_every_class_of_things_and_leads_to_it(ontology: html.HtmlElement) -> None:
    drawn = {link.get("href")[1:] for link in ontology.iterfind(".//figure//svg/a")}
    assert {"Agent", "Dynasty", "Treaty", "Battle", "Place", "Claim", "participant", "party"} <= drawn
    assert "BetrayalKind" not in drawn
    titles = {each.text for each in ontology.iterfind(".//figure//a/title")}
    assert "party → agent" in titles


def test_the_pages_speak_chinese(site: FlaskClient) -> None:
    content = page(site, "/ontology", "zh-Hant")
    assert words(content.get_element_by_id("Battle").find("h3")).startswith("會戰 battle")
    assert rows(content, "Battle")["上位"] == "戰役"
    assert "約束" in words(page(site, "/shapes", "zh").find(".//h1"))


def test_every_shape_is_told_under_its_anchor(rules: html.HtmlElement) -> None:
    told = {section.get("id") for section in rules.iterfind(".//section[@class='defined shape']")}
    assert told == set(shape_names())
    for name in told:
        section = rules.get_element_by_id(name)
        assert words(section.find("p"))
        assert section.findall("ol/li")


def test_every_message_is_told_with_its_severity(rules: html.HtmlElement) -> None:
    written = {
        triple.object.value
        for file in FILES
        for triple in parse(path=file, format=RdfFormat.TURTLE)
        if triple.predicate == term("sh:message")
    }
    messages = rules.findall(".//p[@class='message']")
    mild = {words(each) for each in rules.iterfind(".//span[@class='severity']")}
    told = {re.sub(r" (Warning|Info)$", "", words(each)) for each in messages}
    assert told == {re.sub(r"\{[?$](\w+)\}", r"\1", " ".join(message.split())) for message in written}
    assert mild <= {"Warning", "Info"}


def test_what_a_report_fills_in_is_set_apart_in_a_message(rules: html.HtmlElement) -> None:
    named = {each.text for each in rules.iterfind(".//p[@class='message']/var")}
    assert (named > {"this", "value"}, any("{?" in words(each) for each in rules.iter("p"))) == (True, False)


@pytest.mark.parametrize(
    ("shape", "rule"),
    [
        ("BetrayalShape", "cy:breaks: of the class cy:Treaty"),
        ("BetrayalShape", "cy:unnamedBetrayed: written as xsd:boolean; one of true"),
        ("BetrayalShape", "cy:betrayer | cy:betrayed | cy:beneficiary: of the class cy:Agent"),
        (
            "PersonShape",
            "cy:commanded: either of the class cy:Force or of the class cy:Event",
        ),
        ("Named", "skos:prefLabel | rdfs:label: at least 1"),
        ("AgentShape", "cys:Named skos:prefLabel | rdfs:label: at least 1"),
    ],
)
def test_a_rule_is_told_in_words(rules: html.HtmlElement, shape: str, rule: str) -> None:
    told = [words(each) for each in rules.get_element_by_id(shape).iterfind(".//p[@class='rule']")]
    assert rule in told


def test_no_rule_is_told_by_its_parameter_alone(rules: html.HtmlElement) -> None:
    told = [words(each) for each in rules.iterfind(".//p[@class='rule']")]
    assert [each for each in told if "sh:" in each] == []


def test_a_shape_says_whom_it_looks_at(rules: html.HtmlElement) -> None:
    section = rules.get_element_by_id("SiegeShape")
    assert words(section.find("p[@class='targets']")) == "Looks at everything of the class cy:Siege."


def test_every_query_of_a_shape_is_shown_and_can_be_read(rules: html.HtmlElement) -> None:
    shown = rules.findall(".//li/details/pre")
    assert len(shown) == sum(file.read_text(encoding="utf-8").count("sh:select") for file in FILES)
    for each in shown:
        assert re.match(r"SELECT (DISTINCT )?\$this\b.*WHERE \{\n  \S", each.text_content())


def test_examples_are_shown_with_what_is_said_of_them(rules: html.HtmlElement) -> None:
    assert set(examples()) == {file.stem for file in FILES} - {"common"}
    section = rules.get_element_by_id("file-siege").getparent()
    conforming, violating = section.findall("details[@class='example']")
    assert "a cy:Siege" in conforming.find("pre").text_content()
    assert [words(each) for each in violating.iterfind("ul/li")] != []


def test_the_shapes_that_are_told_are_those_that_judge() -> None:
    judging = {shape.name for shape in read_all(Source.of_files(FILES))}
    assert {each.shape.name for each in shapes() if each.shape.targets} == judging


@pytest.mark.parametrize("form", GRAPH_FORMATS, ids=lambda form: form.name)
def test_programs_get_all_shapes_in_every_format(site: FlaskClient, form: Format) -> None:
    response = site.get(f"/shapes.{form.name}")
    there = [*parse(response.data, format=RDF[form.name])]
    written = [triple for file in FILES for triple in parse(path=file, format=RdfFormat.TURTLE)]
    assert len(there) == len(written)
    assert {str(each.predicate) for each in there} == {str(each.predicate) for each in written}


def test_the_turtle_of_the_shapes_is_theirs(site: FlaskClient) -> None:
    there, written = Graph().parse(data=site.get("/shapes.ttl").data, format="turtle"), Graph()
    for file in FILES:
        written.parse(file)
    assert isomorphic(there, written)


@pytest.mark.parametrize("path", ["/ontology", "/shapes"])
@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("text/turtle", "text/turtle"),
        ("application/rdf+xml", "application/rdf+xml"),
        ("text/html,*/*;q=0.8", "text/html"),
        ("*/*", "text/turtle"),
        ("application/ld+json;q=0.4, text/turtle;q=0.3", "application/ld+json"),
    ],
)
def test_the_format_is_negotiated(site: FlaskClient, path: str, accept: str, media_type: str) -> None:
    assert site.get(path, headers={"Accept": accept}).mimetype == media_type


def test_paths_are_told_with_short_names() -> None:
    one, other = f"<{CY}place>", f"<{CY}locatedIn>"
    assert [compacted(each) for each in (one, f"({one}|{other})", f"({one}/({other})*)", f"^{one}")] == [
        "cy:place",
        "cy:place | cy:locatedIn",
        "(cy:place/(cy:locatedIn)*)",
        "^cy:place",
    ]


def test_without_examples_beside_the_package_the_shapes_are_told_all_the_same(
    example: Versions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("server.vocabulary.rules.examples", dict)
    site = create_app(Settings(data=example.folder, base="http://kg.test/")).test_client()
    content = page(site, "/shapes")
    assert content.findall(".//details[@class='example']") == []
    assert content.findall(".//section[@class='defined shape']") != []
