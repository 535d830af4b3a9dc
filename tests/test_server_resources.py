"""Linked data: every IRI leads to data and to a page, which say the same and cite their sentences."""

import pytest
from flask.testing import FlaskClient
from lxml import html
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse
from werkzeug.test import TestResponse

from kg.dataset import GRAPH_FORMATS, Format
from kg.terms import compact, term
from tests.conftest import EXAMPLE

BASE = "http://kg.test/"
BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
REBELLION = "event/rebellion-of-zhang-jue"
THINGS = [
    *("person/zhang-jue", "person/emperor-gaozong-of-song", "polity/song", "people/khitan"),
    *("force/eastern-army", "place/kaifeng", REBELLION, "event/alliance-at-sea"),
    *("era/xuanhe", "term/chanyuan-tribute", "assessment/coward", "document/zhang-jue"),
    *(
        "attestation/aaaaaaaaaaaaaaaaaaaa",
        "activity/extraction-by-hand",
        "graph/authority",
        "graph/zhang-jue",
    ),
]


def thing(path: str) -> NamedNode:
    """The IRI of one of the things."""
    return NamedNode(f"{BASE}id/{path}")


def triples(response: TestResponse, form: Format = GRAPH_FORMATS[0]) -> set[Triple]:
    """What a response says."""
    assert response.status_code == 200, response.text
    return {quad.triple for quad in parse(response.data, format=RdfFormat.from_media_type(form.media_type))}


def subjects(said: set[Triple], predicate: str, value: NamedNode) -> set[object]:
    """What has this value of a property."""
    return {each.subject for each in said if (each.predicate, each.object) == (term(predicate), value)}


def page(site: FlaskClient, path: str) -> html.HtmlElement:
    """A page as a browser reads it."""
    response = site.get(path, headers=BROWSER)
    assert (response.status_code, response.content_type) == (200, "text/html; charset=utf-8"), path
    return html.fromstring(response.data.decode())


def one_of_each(site: FlaskClient) -> list[str]:
    """A claim and a passage, whose names only the graph knows."""
    said = triples(site.get(f"/data/{REBELLION}.nt"), GRAPH_FORMATS[1])
    classes = {term("cy:Claim"), term("cy:Passage")}
    found = {each.object: each.subject for each in sorted(said, key=str) if each.object in classes}
    return [str(subject.value).removeprefix(f"{BASE}id/") for subject in found.values()]


@pytest.mark.parametrize("path", THINGS)
def test_every_kind_of_thing_leads_to_its_page_and_to_its_data(site: FlaskClient, path: str) -> None:
    for accept, place in (("text/html", "page"), ("text/turtle", "data"), ("*/*", "data")):
        response = site.get(f"/id/{path}", headers={"Accept": accept})
        assert (response.status_code, response.headers["Location"]) == (303, f"/{place}/{path}")
        assert "Accept" in response.headers["Vary"]
    assert len(triples(site.get(f"/data/{path}"))) > 4
    assert page(site, f"/page/{path}").find(".//h1").text


def test_claims_and_passages_dereference_as_well(site: FlaskClient) -> None:
    for path in one_of_each(site):
        assert thing(path) in {each.subject for each in triples(site.get(f"/data/{path}"))}
        content = page(site, f"/page/{path}")
        assert content.findall(".//section//figure[@class='quotation']") != []


@pytest.mark.parametrize(
    ("accept", "location"),
    [
        (BROWSER["Accept"], "/page/person/zhang-jue"),
        ("application/rdf+xml, application/rss;q=0.5, */*;q=0.1", "/data/person/zhang-jue"),
        ("application/ld+json, text/html;q=0.9", "/data/person/zhang-jue"),
        ("text/html;q=0.2, application/n-quads", "/data/person/zhang-jue"),
        ("application/xhtml+xml", "/page/person/zhang-jue"),
        ("", "/data/person/zhang-jue"),
    ],
)
def test_where_a_303_leads_follows_accept(site: FlaskClient, accept: str, location: str) -> None:
    assert site.get("/id/person/zhang-jue", headers={"Accept": accept}).headers["Location"] == location


def test_where_a_303_leads_follows_a_named_format_first(site: FlaskClient) -> None:
    response = site.get("/id/person/zhang-jue?format=jsonld", headers=BROWSER)
    assert response.headers["Location"] == "/data/person/zhang-jue.jsonld"


@pytest.mark.parametrize("form", GRAPH_FORMATS, ids=lambda form: form.name)
@pytest.mark.parametrize("path", [REBELLION, "place/kaifeng"])
def test_all_formats_say_the_same(site: FlaskClient, path: str, form: Format) -> None:
    by_suffix = site.get(f"/data/{path}.{form.name}")
    by_header = site.get(f"/data/{path}", headers={"Accept": form.media_type})
    assert by_suffix.content_type == by_header.content_type == form.content_type
    assert by_suffix.headers["Content-Location"] == f"/data/{path}.{form.name}"
    said = triples(by_suffix, form)
    assert said == triples(by_header, form) == triples(site.get(f"/data/{path}.ttl"))


def test_the_data_hold_facts_both_ways_with_claims_passages_documents_and_labels(site: FlaskClient) -> None:
    said = triples(site.get("/data/person/zhang-jue"))
    me, document = thing("person/zhang-jue"), thing("document/zhang-jue")
    claims = subjects(said, "rdf:predicate", term("cy:served"))
    passages = {
        each.object for each in said if each.subject in claims and each.predicate == term("cy:passage")
    }
    expected = {
        Triple(me, term("cy:killedBy"), thing("polity/song")),
        Triple(thing(REBELLION), term("cy:betrayer"), me),
        Triple(document, term("cy:mentions"), me),
        Triple(thing("polity/song"), term("rdfs:label"), Literal("Song dynasty", language="en")),
        Triple(document, term("rdfs:label"), Literal("A Life of Zhang Jue", language="en")),
        Triple(term("cy:served"), term("rdfs:label"), Literal("served", language="en")),
        Triple(NamedNode(f"{BASE}data/person/zhang-jue"), term("foaf:primaryTopic"), me),
        *(Triple(each, term("cy:document"), document) for each in passages if isinstance(each, NamedNode)),
    }
    assert (len(claims), len(passages), expected - said) == (2, 1, set())


def test_the_selectors_of_passages_are_described_where_they_are_cited(site: FlaskClient) -> None:
    said = triples(site.get(f"/data/{REBELLION}"))
    selectors = {each.object for each in said if each.predicate == term("oa:hasSelector")}
    assert selectors == {
        each.subject for each in said if each.predicate in {term("oa:exact"), term("oa:start")}
    }


def test_what_a_fragment_names_is_described_where_it_dereferences(site: FlaskClient) -> None:
    said = triples(site.get("/data/place/kaifeng"))
    named = {each.object for each in said if each.predicate == term("geo:hasGeometry")}
    assert named == {each.subject for each in said if each.predicate == term("geo:asWKT")}


def rdfa(content: html.HtmlElement) -> set[Triple]:
    """The facts about its thing that a page holds in RDFa."""
    article = content.find(".//article")
    me, found = NamedNode(article.get("resource")), set()
    for node in article.iterfind(".//*[@property]"):
        words, language = node.get("content") or node.text_content(), node.get("lang")
        datatype = NamedNode(node.get("datatype", "http://www.w3.org/2001/XMLSchema#string"))
        literal = Literal(words, language=language) if language else Literal(words, datatype=datatype)
        value = NamedNode(node.get("resource")) if node.get("resource") else literal
        found |= {Triple(me, NamedNode(iri), value) for iri in node.get("property").split()}
    return found


@pytest.mark.parametrize("path", [path for path in THINGS if not path.startswith(("document/", "graph/"))])
def test_page_and_turtle_state_the_same_facts(site: FlaskClient, path: str) -> None:
    told = {each for each in triples(site.get(f"/data/{path}")) if each.subject == thing(path)}
    assert rdfa(page(site, f"/page/{path}")) == told


def test_the_json_ld_of_a_page_states_the_same_facts_too(site: FlaskClient) -> None:
    script = page(site, f"/page/{REBELLION}").find(".//script[@type='application/ld+json']")
    told = {each for each in triples(site.get(f"/data/{REBELLION}")) if each.subject == thing(REBELLION)}
    assert {quad.triple for quad in parse(script.text, format=RdfFormat.JSON_LD)} == told


def quotations(content: html.HtmlElement, predicate: str) -> list[tuple[str, list[str], str]]:
    """Sentence, marked words and document of what one property's values rest on."""
    path = f".//dd[*[@property='{term(predicate).value}']]//figure"
    return [
        (
            figure.find("blockquote").text_content().strip(),
            [mark.text for mark in figure.iterfind(".//mark")],
            figure.find(".//cite/a").get("href"),
        )
        for figure in content.xpath(path)
    ]


def paragraph(document: str, words: str) -> str:
    """The line of a document that has these words."""
    text = (EXAMPLE / "documents" / f"{document}.txt").read_text(encoding="utf-8")
    return next(line for line in text.splitlines() if words in line)


def test_each_fact_opens_its_sentence_marked_in_its_paragraph_and_leads_to_its_document(
    site: FlaskClient,
) -> None:
    content = page(site, f"/page/{REBELLION}")
    june = paragraph("border-annals", "In June Zhang Jue of Pingzhou rose against the Jin")
    may = paragraph("zhang-jue", "In May 1123 he rebelled against the Jin")
    assert quotations(content, "cy:betrayed") == [
        (june, ["rose", "Jin"], "/documents/border-annals#char=21,118"),
        (may, ["rebelled", "Jin"], "/documents/zhang-jue#char=131,204"),
    ]
    assert {each.getparent().tag for each in content.iterfind(".//dd//figure")} == {"details"}


@pytest.mark.parametrize("path", THINGS[:8])
def test_every_fact_read_in_a_document_shows_a_sentence(site: FlaskClient, path: str) -> None:
    said, content = triples(site.get(f"/data/{path}")), page(site, f"/page/{path}")
    cited = {each.subject for each in said if each.predicate == term("cy:passage")}
    claims = subjects(said, "rdf:subject", thing(path)) & cited
    claimed = {
        each.object for each in said if each.subject in claims and each.predicate == term("rdf:predicate")
    }
    names = {term("skos:prefLabel"), term("skos:altLabel")}
    curies = {compact(each.value) for each in claimed - names if isinstance(each, NamedNode)}
    assert [each for each in sorted(curies) if not quotations(content, each)] == []


def test_a_literal_is_marked_in_its_sentence(site: FlaskClient) -> None:
    ((_, marked, _),) = quotations(page(site, "/page/person/zhang-jue"), "cy:heldOffice")
    assert marked == ["commissioner"]


def test_sources_that_differ_stand_side_by_side(site: FlaskClient) -> None:
    content = page(site, f"/page/{REBELLION}")
    tables = {
        table.find("caption").text_content().strip(): [
            (head.text, cell.text_content().strip())
            for head, cell in zip(table.iterfind(".//th"), table.iterfind(".//td"), strict=True)
        ]
        for table in content.iterfind(".//section[@aria-labelledby='differences']//table")
    }
    assert tables == {
        "date": [("A Life of Zhang Jue", "May 1123"), ("Border Annals", "June 1123")],
        "beneficiary": [("Border Annals", "Liao dynasty"), ("A Life of Zhang Jue", "Song dynasty")],
    }


def test_the_authority_file_is_named_as_the_source_of_its_facts(site: FlaskClient) -> None:
    content = page(site, "/page/person/zhang-jue")
    named = {each.text for each in content.iterfind(".//p[@class='source']")}
    tagged = {each.text for each in content.iterfind(".//dd//span[@class='tag']")}
    assert named == {"Authority file: general knowledge (unverified)"}
    assert "authority file" in tagged


def test_page_and_data_name_each_other(site: FlaskClient) -> None:
    content = page(site, "/page/place/kaifeng")
    links = {link.get("type"): link.get("href") for link in content.iterfind(".//link[@rel='alternate']")}
    links.pop("text/html")
    assert links == {form.media_type: f"/data/place/kaifeng.{form.name}" for form in GRAPH_FORMATS}
    header = site.get("/data/place/kaifeng").headers["Link"]
    assert '</page/place/kaifeng>; rel="alternate"; type="text/html"' in header
    assert '</id/place/kaifeng>; rel="describes"' in header


@pytest.mark.parametrize(
    "path", ["/page/person/zhang-jue", "/documents/zhang-jue", "/", "/queries/life", "/sparql"]
)
def test_nothing_loads_from_another_host(site: FlaskClient, path: str) -> None:
    content = page(site, path)
    loaded = [node.get("src") or node.get("href") for node in content.iterfind(".//link")]
    loaded += [node.get("src") for node in content.iterfind(".//*[@src]")]
    assert [address for address in loaded if not address.startswith("/")] == []
    assert content.findall(".//*[@style]") == []
    assert "default-src 'none'" in site.get(path, headers=BROWSER).headers["Content-Security-Policy"]
