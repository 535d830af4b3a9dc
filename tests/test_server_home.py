"""The first page: what there is in numbers and a picture, and ways in of every kind."""

import os
from collections.abc import Iterable, Iterator

import pytest
from flask.testing import FlaskClient
from lxml import html
from pyoxigraph import Literal, NamedNode, Quad

from kg import queries, rdf
from kg.settings import Settings
from kg.terms import term
from kg.versions import Versions
from server.app import create_app
from tests.conftest import BASE, Publish
from tests.fronts import Site
from tests.pools import children

CHINESE = "zh-TW"


def page(site: FlaskClient, language: str = "en") -> html.HtmlElement:
    """The first page as a browser reads it in a language."""
    response = site.get("/", headers={"Accept": "text/html", "Accept-Language": language})
    assert response.status_code == 200
    return html.fromstring(response.data.decode())


def plain(node: html.HtmlElement) -> str:
    """The words of an element, spaces evened out."""
    return " ".join(node.text_content().split())


def shelves(content: html.HtmlElement) -> dict[str, list[str]]:
    """The headings of the shelves, and what stands on each."""
    return {
        plain(section.find("h2")): [plain(each) for each in section.iterfind(".//li")]
        for section in content.iterfind(".//div[@class='shelves']/section")
    }


def test_it_says_how_much_there_is(site: FlaskClient) -> None:
    assert plain(page(site).find(".//p[@class='extent']")) == (
        "188 claims, read in 3 documents · 3 treaties · 4 betrayals · 3 campaigns, battles, sieges · "
        "6 persons · 4 dynasties and states · 9 places"
    )


def test_it_leads_to_things_of_every_sort_in_the_order_of_time(site: FlaskClient) -> None:
    found = shelves(page(site))
    assert [*found] == [
        "Treaties 3",
        "Betrayals 4",
        "Campaigns, battles, sieges 3",
        "Persons 6",
        "Dynasties and states 4",
        "Places 9",
        "Documents 3",
        "Ask your own",
    ]
    assert found["Treaties 3"] == ["Chanyuan Treaty 1005", "Alliance at Sea 1120", "Treaty of Shaoxing 1141"]


def test_it_leads_to_documents_questions_and_to_the_search(site: FlaskClient) -> None:
    content = page(site)
    links = {link.get("href") for link in content.iterfind(".//main//a")}
    asked = links & {f"/queries/{question.name}" for question in queries.all()}
    every = content.find(".//section[@aria-labelledby='questions']/p/a")
    assert (len(asked), every.get("href"), plain(every)) == (
        8,
        "/queries",
        f"All {len(queries.all())} questions",
    )
    assert links >= {"/documents/zhang-jue", "/page/event/chanyuan-treaty", "/page/person/zhang-jue"}
    assert content.find(".//main//form[@role='search']").get("action") == "/search"


def test_it_is_told_in_the_readers_language(site: FlaskClient) -> None:
    content = page(site, CHINESE)
    assert plain(content.find(".//h1")) == "盟誓、背約與記憶"
    assert [*shelves(content)][:3] == ["盟約 3", "背叛 4", "戰事 3"]
    assert "張覺 Zhang Jue" in shelves(content)["人物 6"]
    assert "Zhang Jue 張覺" in shelves(page(site))["Persons 6"]


def drawings(content: html.HtmlElement) -> list[html.HtmlElement]:
    """The picture as wide screens and as narrow ones have it."""
    return list(content.iterfind(".//figure[@class='story']//svg"))


def ties(content: html.HtmlElement, kind: str) -> dict[str, tuple[str, str]]:
    """The events of a kind in the picture, with the states from which and to which they lead."""
    svg = drawings(content)[0]
    lanes = {float(text.get("y")) - 4.5: text.text for text in svg.xpath("./a/text")}
    return dict(_ties(svg, kind, lanes))


def _ties(svg: html.HtmlElement, kind: str, lanes: dict[float, str]) -> Iterator[tuple[str, tuple[str, str]]]:
    for each in svg.xpath(f"./a[@class='{kind}']"):
        line = each.find("line")
        if line is not None:
            yield each.get("aria-label"), (lanes[float(line.get("y1"))], lanes[float(line.get("y2"))])


def test_the_picture_ties_parties_of_treaties_and_points_from_who_turned_to_whom(site: FlaskClient) -> None:
    content = page(site)
    assert ties(content, "treaty") == {
        "Chanyuan Treaty, 1005": ("Liao dynasty", "Song dynasty"),
        "Alliance at Sea, 1120": ("Jin dynasty", "Song dynasty"),
        "Treaty of Shaoxing, 1141": ("Jin dynasty", "Southern Song dynasty"),
    }
    assert ties(content, "betrayal") == {
        "Rebellion of Zhang Jue, 1123": ("Jin dynasty", "Liao dynasty"),
        "Jin turns on Song, 1125": ("Jin dynasty", "Song dynasty"),
    }


def told(events: Iterable[tuple[str, str, dict[str, str]]]) -> Iterator[Quad]:
    """States a, b and c, and events between them: a class, a day, and who had which part."""
    graph = rdf.graph("authority", BASE)
    for name, began in (("a", "0900"), ("b", "1000"), ("c", "1050")):
        state = NamedNode(f"{BASE}id/polity/{name}")
        yield Quad(state, term("rdf:type"), term("cy:Polity"), graph)
        yield Quad(state, term("rdfs:label"), Literal(name.upper(), language="en"), graph)
        yield Quad(state, term("cy:inceptionEarliest"), day(f"{began}-01-01"), graph)
    part = Quad(
        NamedNode(f"{BASE}id/polity/part"), term("dcterms:isPartOf"), NamedNode(f"{BASE}id/polity/a"), graph
    )
    yield part
    yield Quad(part.subject, term("rdf:type"), term("cy:Polity"), graph)
    for number, (kind, when, parts) in enumerate(events):
        event = NamedNode(f"{BASE}id/event/{number}")
        yield Quad(event, term("rdf:type"), term(f"cy:{kind}"), graph)
        yield Quad(event, term("rdfs:label"), Literal(f"E{number}", language="en"), graph)
        yield Quad(event, term("cy:earliest"), day(when), graph)
        for role, state in parts.items():
            yield Quad(event, term(f"cy:{role}"), NamedNode(f"{BASE}id/polity/{state}"), graph)


def day(text: str) -> Literal:
    """A day as the graph says it."""
    return Literal(text, datatype=term("xsd:date"))


@pytest.fixture(scope="module")
def drama(tmp_path_factory: pytest.TempPathFactory, publish: Publish) -> FlaskClient:
    """A client of a graph of betrayals between three states."""
    events = (
        ("Betrayal", "1100-01-01", {"betrayer": "a", "betrayed": "b", "beneficiary": "c"}),
        ("Betrayal", "1101-01-01", {"betrayed": "b", "beneficiary": "c"}),
        ("Betrayal", "1102-01-01", {"betrayed": "b"}),
        ("Betrayal", "1103-01-01", {"betrayer": "part", "betrayed": "c"}),
        ("Treaty", "1104-01-01", {"party": "a"}),
    )
    versions = publish(tmp_path_factory.mktemp("drama"), [*told(events), *_ontology()])
    return create_app(Settings(data=versions.folder, base=BASE)).test_client()


def _ontology() -> Iterator[Quad]:
    graph = rdf.graph("ontology", BASE)
    yield Quad(term("cy:Polity"), term("rdfs:label"), Literal("polity", language="en"), graph)


def test_a_betrayal_leads_to_the_betrayed_or_from_there_to_who_gained(drama: FlaskClient) -> None:
    content = page(drama)
    assert ties(content, "betrayal") == {
        "E0, 1100": ("A", "B"),
        "E1, 1101": ("B", "C"),
        "E3, 1103": ("A", "C"),
    }
    assert len(drawings(content)[0].xpath(".//*[@class='alone']")) == 1


def test_states_stand_from_the_oldest_down_and_years_from_left_to_right(drama: FlaskClient) -> None:
    svg = page(drama).find(".//figure[@class='story']//svg")
    assert [text.text for text in svg.xpath("./a/text")] == ["A", "B", "C"]
    xs = [float(text.get("x")) for text in svg.xpath("./text[@class='tick']")]
    assert (xs, len(xs) > 2) == (sorted(xs), True)


def test_every_width_of_screen_has_the_same_picture_in_as_much_room_as_there_is(drama: FlaskClient) -> None:
    found = drawings(page(drama))
    linked = [sorted(each.get("href") for each in svg.iterfind("a")) for svg in found]
    widths = [int(svg.get("width")) for svg in found]
    rights = [max(float(line.get("x2")) for line in svg.iter("line")) for svg in found]
    assert (widths, linked[1:]) == ([1140, 700, 320], linked[:1] * 2)
    assert all(right <= width for right, width in zip(rights, widths, strict=True))


def test_a_graph_without_treaties_has_no_picture(
    tmp_path_factory: pytest.TempPathFactory, publish: Publish
) -> None:
    versions = publish(tmp_path_factory.mktemp("bare"), _ontology())
    bare = create_app(Settings(data=versions.folder, base=BASE)).test_client()
    assert page(bare).find(".//figure") is None


@pytest.mark.slow
@pytest.mark.parametrize("accepted", ["en", CHINESE])
def test_it_is_put_together_once_for_a_version_and_a_language(example: Versions, accepted: str) -> None:
    """As it is served: each request has a view of its own of the version; nothing is kept in front."""
    site, headers = Site(example, cache=0), {"Accept": "text/html", "Accept-Language": accepted}
    first = site.ask("/", headers=headers)
    site.dataset.close()
    before = set(children(os.getpid()))
    assert (site.ask("/", headers=headers).plain, set(children(os.getpid())) <= before) == (first.plain, True)
