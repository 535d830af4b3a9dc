"""A document to read: every form of it has the words where the graph says that they are."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from lxml import etree, html
from pyoxigraph import NamedNode, RdfFormat, parse

from kg import rdf
from kg.model import Claim, Document, Ref, Value
from kg.resources import folder
from kg.settings import Settings
from kg.terms import compact, term
from server.app import create_app
from server.reading.layers import DATED
from server.reading.text import Text
from tests.conftest import BASE, Publish

pytestmark = pytest.mark.slow

DOCUMENTS = Path(__file__).resolve().parent / "cases" / "queries" / "documents"
NAMES = sorted(file.stem for file in DOCUMENTS.glob("*.txt"))
SCHEMA = etree.RelaxNG(file=str(Path(__file__).resolve().parent / "cases" / "tei" / "document.rng"))
TEI = "{http://www.tei-c.org/ns/1.0}"
XML = "{http://www.w3.org/XML/1998/namespace}"

MARKED = ("persName", "placeName", "orgName", "rs", "date")

OVERLAPPING = (
    "The Oath\n\n"
    "The oath of Chanyuan held for long; then Zhang Jue broke it in May 1123.\n"
    "A <tag> & a \u000c sign.\n\n"
    "盟約\n\n"
    "宋與遼盟於澶淵。\n"
)
WOVEN = [
    ("event/oath", "oath of Chanyuan"),
    ("place/chanyuan", "Chanyuan"),
    ("person/zhang-jue", "Zhang Jue"),
    ("polity/song", "宋"),
    ("person/tag", "<tag>"),
]
STATED = [
    ("event/oath", "cy:ledTo", Ref("event", "war"), "The oath of Chanyuan held for long; then Zhang Jue"),
    ("person/zhang-jue", "cy:served", Ref("polity", "song"), "then Zhang Jue broke it in May 1123."),
    ("event/war", "cy:date", Value("1123-05"), "May 1123"),
    ("person/zhang-jue", "rdf:type", "cy:Person", "Zhang Jue"),
    ("person/zhang-jue", "skos:prefLabel", Value("Zhang Jue", language="en"), "Zhang Jue"),
    ("person/zhang-jue", "cy:heldOffice", Value("keeper of the \u000c sign"), "a \u000c sign"),
    ("polity/song", "cy:attacker", Ref("polity", "liao"), "宋與遼"),
]


@pytest.fixture(scope="module")
def woven(publish: Publish, tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """A site with one document whose passages and names overlap in every way, with signs that XML has not."""
    document = Document(
        "oath", OVERLAPPING, (), title="The Oath", sha256="0" * 64, licence="https://example.org/licence"
    )
    claims = [
        _claim(document, "document/oath", "cy:mentions", Ref.parse(thing), words) for thing, words in WOVEN
    ]
    claims += [_claim(document, *stated) for stated in STATED]
    quads = rdf.quads(document, claims, base=BASE)
    versions = publish(tmp_path_factory.mktemp("woven"), quads)
    return create_app(Settings(data=versions.folder, base=BASE)).test_client()


def _claim(document: Document, subject: str, predicate: str, value: Ref | Value | str, words: str) -> Claim:
    start = document.text.index(words)
    passage = document.passage(start, start + len(words))
    return Claim(Ref.parse(subject), predicate, value, (passage,), "test", 0.9)


def served(site: FlaskClient, path: str, accept: str = "text/html") -> bytes:
    response = site.get(path, headers={"Accept": accept})
    assert response.status_code == 200, (path, response.data[:300])
    return response.data


def page(site: FlaskClient, path: str) -> html.HtmlElement:
    return html.fromstring(served(site, path).decode())


def words(element: html.HtmlElement) -> str:
    """What is read there, spaces evened out."""
    return " ".join(element.text_content().split())


def body(site: FlaskClient, name: str) -> etree._Element:
    found = etree.fromstring(served(site, f"/documents/{name}.tei")).find(f".//{TEI}body")
    assert found is not None
    return found


def written(name: str) -> str:
    return (DOCUMENTS / f"{name}.txt").read_text(encoding="utf-8")


def cited(site: FlaskClient, name: str) -> set[tuple[int, int]]:
    """Where the passages of a document are that claims rest on, as the endpoint tells."""
    query = (
        f"SELECT DISTINCT ?s ?e {{ ?p cy:document <id/document/{name}> ; cy:start ?s ; cy:end ?e . "
        "?c cy:passage ?p }"
    )
    rows = json.loads(site.get("/sparql", query_string={"query": query}).data)["results"]["bindings"]
    return {(int(row["s"]["value"]), int(row["e"]["value"])) for row in rows}


def annotations(site: FlaskClient, name: str) -> list[dict[str, Any]]:
    """Every annotation of a document, page by page from the first to the last."""
    collection = json.loads(served(site, f"/documents/{name}.jsonld"))
    items, address = [], collection["first"]
    while address:
        page = json.loads(served(site, address.removeprefix("http://kg.test")))
        assert page["startIndex"] == len(items)
        items += page["items"]
        address = page.get("next")
    assert len(items) == collection["total"]
    return items


def whole(passage: html.HtmlElement) -> str:
    """The words of a passage; the rest of one that another cuts across stands right after that."""
    words, note = str(passage.text_content()), passage.get("id").replace("char=", "#note=")
    after = passage.getparent().getnext() if passage.getparent() is not None else None
    if passage.find(f"a[@href='{note}']") is None and after is not None and "rest" in after.get("class", ""):
        words += str(after.text_content())
    return words


def selector(annotation: dict[str, Any], kind: str) -> dict[str, Any]:
    (found,) = (each for each in annotation["target"]["selector"] if each["type"] == kind)
    return dict(found)


def offsets(element: etree._Element, at: int = 0) -> Iterator[tuple[etree._Element, int, int]]:
    """Every element with where its words begin and end."""
    start = at
    at += len(element.text or "")
    for child in element:
        for found in offsets(child, at):
            yield found
        at = found[2] + len(child.tail or "")
    yield element, start, at


@pytest.mark.parametrize("name", NAMES)
def test_plain_text_is_the_document_to_the_letter(site: FlaskClient, name: str) -> None:
    response = site.get(f"/documents/{name}.txt")
    assert (response.content_type, response.data.decode()) == ("text/plain; charset=utf-8", written(name))


@pytest.mark.parametrize("name", NAMES)
def test_the_page_has_the_words_of_every_line(site: FlaskClient, name: str) -> None:
    content = page(site, f"/documents/{name}")
    lines = [content.find(".//h1"), *content.iterfind(".//div[@class='words']/*")]
    assert [each.text_content() for each in lines] == [
        line.strip() for line in written(name).split("\n") if line.strip()
    ]


@pytest.mark.parametrize("name", NAMES)
def test_tei_has_the_words_of_the_document_to_the_letter(site: FlaskClient, name: str) -> None:
    assert "".join(body(site, name).itertext()) == written(name)


@pytest.mark.parametrize("name", NAMES)
def test_every_anchor_of_the_page_stands_at_the_words_that_it_names(site: FlaskClient, name: str) -> None:
    content, text = page(site, f"/documents/{name}"), written(name)
    anchors = [each for each in content.iterfind(".//article//*[@id]") if each.get("id").startswith("char=")]
    assert len(anchors) > 5
    assert len({each.get("id") for each in anchors}) == len(anchors)
    for each in anchors:
        start, end = map(int, each.get("id").removeprefix("char=").split(","))
        assert whole(each) == text[start:end]


@pytest.mark.parametrize("name", NAMES)
def test_every_passage_of_tei_holds_the_words_that_its_name_counts(site: FlaskClient, name: str) -> None:
    found = [each for each in offsets(body(site, name)) if each[0].get(f"{XML}id")]
    assert len(found) > 5
    for element, start, end in found:
        identifier = element.get(f"{XML}id", "")
        assert identifier.partition(".")[0] == f"c{start}-{end}"


@pytest.mark.parametrize("name", NAMES)
def test_every_annotation_quotes_the_words_at_its_place(site: FlaskClient, name: str) -> None:
    text = written(name)
    for each in annotations(site, name):
        place, quote = selector(each, "TextPositionSelector"), selector(each, "TextQuoteSelector")
        assert quote["exact"] == text[place["start"] : place["end"]]
        assert text[: place["start"]].endswith(quote.get("prefix", ""))
        assert text[place["end"] :].startswith(quote.get("suffix", ""))
        assert each["target"]["source"]["id"] == f"http://kg.test/documents/{name}.txt"


@pytest.mark.parametrize("name", NAMES)
def test_every_passage_of_the_graph_is_in_every_form(site: FlaskClient, name: str) -> None:
    spans = cited(site, name)
    content = page(site, f"/documents/{name}")
    anchors = {each.get("id") for each in content.iterfind(".//article//*[@id]")}
    identified = {each.get(f"{XML}id") for each in body(site, name).iter()}
    places = [selector(each, "TextPositionSelector") for each in annotations(site, name)]
    assert {f"char={start},{end}" for start, end in spans} - anchors == set()
    assert {f"c{start}-{end}" for start, end in spans} - identified == set()
    assert {(place["start"], place["end"]) for place in places} == spans


def faults(document: bytes) -> list[str]:
    """What is not as TEI wants it, as far as we use TEI; every link within the document leads somewhere."""
    tree = etree.fromstring(document)
    identified = {each.get(f"{XML}id") for each in tree.iter()}
    links = [each.get(name, "") for each in tree.iter() for name in ("prev", "next", "source")]
    lost = [each for each in links if each.startswith("#") and each[1:] not in identified]
    SCHEMA.validate(tree)
    return [*(str(each.message) for each in SCHEMA.error_log), *lost]


@pytest.mark.parametrize("name", NAMES)
def test_tei_is_valid(site: FlaskClient, name: str) -> None:
    assert faults(served(site, f"/documents/{name}.tei")) == []


def test_tei_is_valid_whatever_overlaps(woven: FlaskClient) -> None:
    document = served(woven, "/documents/oath.tei")
    assert faults(document) == []
    assert faults(document.replace(b'next="#c46-82_2"', b'next="#c9-9"')) == ["#c9-9"]
    assert faults(document.replace(b"<persName ref=", b"<persName key=")) != []


def test_a_name_that_a_curator_rejected_is_not_marked(publish: Publish, tmp_path: Path) -> None:
    document = Document("oath", OVERLAPPING, (), title="The Oath", sha256="0" * 64)
    claims = [
        _claim(document, "document/oath", "cy:mentions", Ref.parse(thing), words) for thing, words in WOVEN
    ]
    quads = [
        each
        for each in rdf.quads(document, claims, base=BASE)
        if (each.predicate, each.object) != (term("cy:mentions"), NamedNode(f"{BASE}id/place/chanyuan"))
    ]
    versions = publish(tmp_path, quads)
    content = page(create_app(Settings(data=versions.folder, base=BASE)).test_client(), "/documents/oath")
    marked = {each.get("href") for each in content.iterfind(".//div[@class='words']//a[@title]")}
    assert marked == {f"/page/{thing}" for thing, _ in WOVEN if thing != "place/chanyuan"}


def test_names_are_marked_by_layer_and_lead_to_the_thing(site: FlaskClient) -> None:
    marks = page(site, "/documents/sworn-oaths").iterfind(".//div[@class='words']//a[@title]")
    assert [(each.text, each.get("href"), each.get("class"), each.get("title")) for each in marks][:4] == [
        ("Song", "/page/polity/song", "mark states", "Song dynasty"),
        ("Liao", "/page/polity/liao", "mark states", "Liao dynasty"),
        ("oath", "/page/event/chanyuan-treaty", "mark events", "Chanyuan Treaty"),
        ("Chanzhou", "/page/place/chanzhou", "mark places", "Chanzhou"),
    ]


def test_a_sentence_on_a_things_page_leads_to_its_exact_place(site: FlaskClient) -> None:
    cited = {
        link.get("href")
        for thing in ("event/rebellion-of-zhang-jue", "person/guo-yaoshi", "event/siege-of-kaifeng")
        for link in page(site, f"/page/{thing}").iterfind(".//figcaption//a")
        if link.get("href").startswith("/documents/")
    }
    anchors = {
        f"/documents/{name}#{node.get('id')}"
        for name in NAMES
        for node in page(site, f"/documents/{name}").iterfind(".//article//*[@id]")
    }
    assert len(cited) > 5
    assert cited - anchors == set()


@pytest.mark.parametrize(
    ("query", "classes"),
    [
        ("", {"persons", "states", "places", "events", "dates", "claims"}),
        ("?layers=persons,places", {"persons", "places"}),
        ("?layers=persons&layers=places", {"persons", "places"}),
        ("?layers=&layers=claims", {"claims"}),
        ("?layers=", set()),
    ],
)
def test_only_the_layers_that_are_wanted_are_marked(
    woven: FlaskClient, query: str, classes: set[str]
) -> None:
    content = page(woven, f"/documents/oath{query}")
    words = [*content.iterfind(".//h1"), *content.iterfind(".//div[@class='words']")]
    marked = {
        name for each in words for node in each.iterfind(".//*[@class]") for name in node.get("class").split()
    }
    assert marked - {"mark", "nested", "note", "passage", "rest"} == classes
    checked = {each.get("value") for each in content.iterfind(".//input[@checked]")}
    assert checked == classes


def test_anchors_stay_when_nothing_is_marked(woven: FlaskClient) -> None:
    anchors = [
        {each.get("id") for each in page(woven, f"/documents/oath{query}").iterfind(".//article//*[@id]")}
        for query in ("", "?layers=")
    ]
    wanted = {each for each in anchors[0] if each.startswith("char=")}
    assert len(wanted) == 10
    assert wanted - anchors[1] == set()


def test_an_unknown_layer_is_refused_with_those_there_are(woven: FlaskClient) -> None:
    response = woven.get("/documents/oath?layers=persons,colours")
    assert (response.status_code, response.get_json()["detail"]) == (
        400,
        "There is no layer 'colours'; the layers are claims, dates, events, persons, places, states.",
    )


def test_a_name_within_a_name_keeps_both(woven: FlaskClient) -> None:
    marks = page(woven, "/documents/oath").iterfind(".//p//a[@title]")
    assert [(each.text, each.get("href"), each.get("title")) for each in marks][:2] == [
        ("oath of ", "/page/event/oath", "oath"),
        ("Chanyuan", "/page/place/chanyuan", "chanyuan; also oath"),
    ]


def test_a_passage_that_crosses_another_comes_in_parts(woven: FlaskClient) -> None:
    content = page(woven, "/documents/oath")
    crossing = OVERLAPPING.index("then Zhang Jue"), OVERLAPPING.index(" it in May") + len(" it in May 1123.")
    first = content.get_element_by_id(f"char={crossing[0]},{crossing[1]}")
    rest = content.find(".//span[@class='passage claims rest']")
    assert first.text_content() + rest.text_content() == OVERLAPPING[slice(*crossing)]
    assert rest.get("id") is None
    assert [each.get("href") for each in rest.iterfind("a[@class='note']")] == [
        f"#note={crossing[0]},{crossing[1]}"
    ]


def test_parts_of_a_passage_lead_to_each_other_in_tei(woven: FlaskClient) -> None:
    parts = [each for each in body(woven, "oath").iter(f"{TEI}seg") if each.get("prev") or each.get("next")]
    assert [(each.get(f"{XML}id"), each.get("prev"), each.get("next")) for each in parts] == [
        ("c46-82", None, "#c46-82_2"),
        ("c46-82_2", "#c46-82", None),
    ]
    assert "".join("".join(each.itertext()) for each in parts) == OVERLAPPING[46:82]


def test_tei_names_what_is_named_and_when_it_was(woven: FlaskClient) -> None:
    found = [
        (etree.QName(each).localname, each.get("ref") or each.get("corresp"), "".join(each.itertext()))
        for each in body(woven, "oath").iter(
            *(TEI + name for name in ("persName", "placeName", "orgName", "rs", "date"))
        )
    ]
    assert found == [
        ("rs", f"{BASE}id/event/oath", "oath of Chanyuan"),
        ("placeName", f"{BASE}id/place/chanyuan", "Chanyuan"),
        ("persName", f"{BASE}id/person/zhang-jue", "Zhang Jue"),
        ("date", f"{BASE}id/event/war", "May 1123"),
        ("persName", f"{BASE}id/person/tag", "<tag>"),
        ("orgName", f"{BASE}id/polity/song", "宋"),
    ]


def test_a_sign_that_xml_cannot_hold_keeps_its_place(woven: FlaskClient) -> None:
    assert "".join(body(woven, "oath").itertext()) == OVERLAPPING.replace(
        "\u000c", "\N{REPLACEMENT CHARACTER}"
    )


def test_tei_tells_each_claim_with_the_passage_that_it_rests_on(woven: FlaskClient) -> None:
    document = etree.fromstring(served(woven, "/documents/oath.tei"))
    identified = {each.get(f"{XML}id") for each in document.iter()}
    relations = [*document.iter(f"{TEI}relation")]
    assert {each.get("source", "").removeprefix("#") for each in relations} - identified == set()
    assert [
        (each.get("name"), each.get("active"), each.get("passive"), each.findtext(f"{TEI}desc"))
        for each in relations
        if each.get("name") in {"cy:date", "cy:ledTo"}
    ] == [
        ("cy:ledTo", f"{BASE}id/event/oath", f"{BASE}id/event/war", None),
        ("cy:date", f"{BASE}id/event/war", None, "1123-05"),
    ]


def test_every_section_has_its_own_summary(woven: FlaskClient) -> None:
    margins = page(woven, "/documents/oath").iterfind(".//aside[@class='margin']")
    summaries = [
        {
            each.findtext("dt"): [words(item) for item in each.iterfind(".//li")]
            for each in margin.iterfind("dl/div")
        }
        for margin in margins
    ]
    assert summaries == [
        {
            "Persons": ["Zhang Jue", "tag"],
            "Places": ["chanyuan"],
            "Events": ["oath"],
            "Dates": ["May 1123: war"],
        },
        {"States and peoples": ["song"]},
    ]


def test_the_margin_tells_the_claims_and_leads_to_their_words(woven: FlaskClient) -> None:
    notes = page(woven, "/documents/oath").iterfind(".//aside//ol/li")
    told = [(note.find("a").get("href"), words(note.find("ul"))) for note in notes]
    assert told == [
        ("#char=10,60", "oath ledTo war"),
        ("#char=46,82", "Zhang Jue served song"),
        ("#char=73,81", "war date May 1123"),
        ("#char=93,101", "Zhang Jue heldOffice keeper of the sign"),
        ("#char=108,111", "song attacker liao"),
    ]


NEGOTIATED = [
    ("text/html,application/xhtml+xml,*/*;q=0.8", "", "text/html; charset=utf-8"),
    ("", "", "text/html; charset=utf-8"),
    ("application/tei+xml", "", "application/tei+xml; charset=utf-8"),
    ("application/xml;q=0.9, text/plain;q=0.1", "", "application/xml; charset=utf-8"),
    ("text/plain", "", "text/plain; charset=utf-8"),
    ("application/ld+json", "", 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'),
    (
        'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"',
        "",
        'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"',
    ),
    ("text/html", "?format=txt", "text/plain; charset=utf-8"),
    ("text/html", ".tei", "application/tei+xml; charset=utf-8"),
    ("text/plain", ".html", "text/html; charset=utf-8"),
]


@pytest.mark.parametrize(("accept", "more", "content_type"), NEGOTIATED)
def test_the_form_is_chosen_by_accept_suffix_or_parameter(
    site: FlaskClient, accept: str, more: str, content_type: str
) -> None:
    headers = {"Accept": accept} if accept else {}
    response = site.get(f"/documents/sworn-oaths{more}", headers=headers)
    assert (response.status_code, response.content_type) == (200, content_type)


@pytest.mark.parametrize(
    ("path", "accept", "status"),
    [
        ("/documents/no-such", "text/html", 404),
        ("/documents/no-such.tei", "", 404),
        ("/documents/sworn-oaths", "image/png", 406),
        ("/documents/sworn-oaths?format=docx", "", 406),
        ("/documents/sworn-oaths.jsonld?page=99", "", 404),
        ("/documents/sworn-oaths.jsonld?page=-1", "", 400),
        ("/documents/sworn-oaths.jsonld?page=one", "", 400),
    ],
)
def test_what_is_not_there_is_a_clean_4xx(site: FlaskClient, path: str, accept: str, status: int) -> None:
    response = site.get(path, headers={"Accept": accept} if accept else {})
    assert response.status_code == status


def test_a_name_that_is_nearly_a_documents_leads_to_it(site: FlaskClient) -> None:
    told = site.get("/documents/sworn-oath").get_json()
    assert told["detail"] == "No document is called 'sworn-oath'; the list of documents has all of them."
    assert told["near"] == ["/documents/sworn-oaths"]


def test_the_other_forms_are_linked_in_headers_and_on_the_page(site: FlaskClient) -> None:
    home = "/documents/sworn-oaths"
    link = site.get(home, headers={"Accept": "text/html"}).headers["Link"]
    assert link.split(", ") == [
        f'<{home}.tei>; rel="alternate"; type="application/tei+xml"',
        f'<{home}.jsonld>; rel="alternate"; type="application/ld+json"',
        f'<{home}.txt>; rel="alternate"; type="text/plain"',
        '<http://kg.test/id/document/sworn-oaths>; rel="cite-as"',
        '</page/document/sworn-oaths>; rel="collection"; type="text/html"',
    ]
    content = page(site, home)
    alternates = {each.get("href") for each in content.iterfind(".//link[@rel='alternate']")}
    shown = {each.get("href") for each in content.iterfind(".//article/footer//a")}
    data = {f"/data/document/sworn-oaths.{form}" for form in ("ttl", "nt", "jsonld", "rdf", "trig", "nq")}
    assert shown == {f"{home}.tei", f"{home}.jsonld", f"{home}.txt", *data}
    assert shown <= alternates


def test_annotations_come_in_pages(woven: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("server.reading.annotations._LONGEST", 5)
    assert len(annotations(woven, "oath")) == len(WOVEN) + len(STATED)
    last = json.loads(served(woven, "/documents/oath.jsonld?page=2"))
    assert (last["startIndex"], len(last["items"]), "next" in last) == (10, 2, False)
    assert last["prev"] == "http://kg.test/documents/oath.jsonld?page=1"


def test_an_annotation_of_a_name_and_one_of_a_claim(woven: FlaskClient) -> None:
    found = annotations(woven, "oath")
    names = [each for each in found if each["motivation"] == "identifying"]
    told = [each for each in found if each["motivation"] == "describing"]
    assert names[1]["body"] == {
        "type": "SpecificResource",
        "source": f"{BASE}id/place/chanyuan",
        "purpose": "identifying",
    }
    assert told[0]["body"][1]["value"] == "oath · ledTo · war"
    assert all(each["id"].startswith(f"{BASE}id/claim/") for each in found)


def test_every_property_that_the_vocabulary_says_holds_a_date_is_known_as_one() -> None:
    stated = parse(path=folder("ontology") / "chanyuan.ttl", format=RdfFormat.TURTLE)
    edtf = {
        compact(each.subject.value)
        for each in stated
        if each.predicate == term("rdfs:comment")
        and each.object.language == "en"
        and "EDTF" in each.object.value
    }
    assert edtf == DATED


def test_names_come_in_the_readers_language() -> None:
    text = Text("a", "http://kg.test/id/document/a", "A", "", names={"x": {"en": "Song", "zh-hant": "宋"}})
    assert (text.called("x"), text.called("http://kg.test/id/person/yue-fei")) == ("Song", "yue-fei")


def test_what_has_no_name_is_called_by_its_class(publish: Publish, tmp_path: Path) -> None:
    document = Document("oath", "They swore an oath of silk.", (), title="", sha256="0" * 64)
    claims = [
        _claim(document, "term/b337", "rdf:type", "cy:Term", "oath of silk"),
        _claim(document, "event/e1", "cy:term", Ref("term", "b337"), "They swore an oath of silk."),
    ]
    quads = rdf.quads(document, claims, base=BASE)
    quads += rdf.file_quads(folder("ontology") / "chanyuan.ttl", "ontology", BASE)
    versions = publish(tmp_path, quads)
    site = create_app(Settings(data=versions.folder, base=BASE)).test_client()
    for language, told in (("en", "e1 term term of a treaty"), ("zh-Hant", "e1 條款 條款")):
        content = page(site, f"/documents/oath?lang={language}")
        assert [words(each) for each in content.iterfind(".//aside//ol/li/ul/li")] == [told]
