"""Lists with facets: what is on them, what choosing does, and that each state has an address."""

import csv
from io import StringIO
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient
from lxml import html
from pyoxigraph import RdfFormat, parse

from kg import rdf
from kg.settings import Settings
from kg.versions import Versions
from server.app import create_app
from tests.conftest import BASE, Publish

CASES = Path(__file__).resolve().parent / "cases" / "lists"
PREFIXES = """@prefix cy: <https://w3id.org/chanyuan/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory, publish: Publish) -> FlaskClient:
    """The service over a handful of things."""
    versions = publish(tmp_path_factory.mktemp("lists"), rdf.file_quads(CASES / "few.ttl", "authority", BASE))
    return create_app(Settings(data=versions.folder, base=BASE)).test_client()


def part(site: FlaskClient, name: str, **given: str | int | list[str]) -> dict[str, Any]:
    answer = site.get(f"/things/{name}.json?{urlencode(given, doseq=True)}")
    assert answer.status_code == 200, answer.data
    told: dict[str, Any] = answer.get_json()
    return told


def slugs(told: dict[str, Any]) -> list[str]:
    return [each["iri"].rpartition("/")[2] for each in told["things"]]


def page(site: FlaskClient, path: str, language: str = "en") -> html.HtmlElement:
    headers = {"Accept": "text/html", "Accept-Language": language}
    return html.fromstring(site.get(path, headers=headers).data.decode())


@pytest.mark.parametrize(
    ("name", "chosen", "expected"),
    [
        ("persons", {}, ["a", "b", "c", "d"]),
        ("persons", {"dynasty": "polity/song"}, ["a", "b"]),
        ("persons", {"dynasty": ["polity/song", "polity/liao"]}, ["a", "b", "c"]),
        ("persons", {"dynasty": "polity/song", "people": "people/khitan"}, ["b"]),
        ("persons", {"role": "cy:rulerOf"}, ["b"]),
        ("persons", {"role": "cy:attackingCommander"}, ["a"]),
        ("persons", {"role": ["cy:commander", "cy:attackingCommander"]}, ["a", "b"]),
        ("persons", {"from": 1051}, ["c"]),
        ("persons", {"from": 1050, "to": 1050}, ["a"]),
        ("persons", {"to": 1040}, ["a", "b"]),
        ("persons", {"from": 1100, "to": 1000}, []),
        ("persons", {"dynasty": "polity/nobody"}, []),
        ("persons", {"dynasty": "<script>"}, []),
        ("persons", {"sort": "date"}, ["a", "b", "c", "d"]),
        ("persons", {"sort": "told"}, ["b", "a", "c", "d"]),
        ("campaigns", {}, ["battle", "both", "siege"]),
        ("campaigns", {"kind": "cy:Siege"}, ["both", "siege"]),
        ("campaigns", {"person": "person/a"}, ["siege"]),
        ("campaigns", {"dynasty": "polity/song"}, ["siege"]),
        ("events", {"outcome": ""}, None),
        ("battles", {"outcome": "cy:AttackerVictory"}, ["battle"]),
        ("treaties", {}, []),
    ],
)
def test_choosing_leaves_what_has_all_of_it(
    small: FlaskClient, name: str, chosen: dict[str, Any], expected: list[str] | None
) -> None:
    if expected is None:
        assert small.get(f"/things/{name}.json?{urlencode(chosen)}").status_code == 400
    else:
        told = part(small, name, **chosen)
        assert (slugs(told), told["total"]) == (expected, len(expected))


def test_counts_follow_what_was_chosen_for_the_other_facets(small: FlaskClient) -> None:
    everything = part(small, "persons")["facets"]
    assert everything["dynasty"] == {"polity/song": 2, "polity/liao": 2}
    assert everything["people"] == {"people/han": 1, "people/khitan": 2}
    chosen = part(small, "persons", dynasty="polity/song")["facets"]
    assert chosen["dynasty"] == everything["dynasty"], "what one facet offers does not depend on itself"
    assert chosen["people"] == {"people/han": 1, "people/khitan": 1}
    late = part(small, "persons", **{"from": 1051})["facets"]
    assert (late["dynasty"], late["people"]) == ({"polity/liao": 1}, {"people/khitan": 1})


@pytest.mark.parametrize("name", ["persons", "campaigns", "polities", "documents", "events"])
def test_each_count_is_how_many_one_finds_by_choosing_it(site: FlaskClient, name: str) -> None:
    for facet, values in part(site, name)["facets"].items():
        for value, count in values.items():
            assert part(site, name, **{facet: value})["total"] == count


def test_years_are_told_of_who_has_any(small: FlaskClient) -> None:
    told = {each["iri"][-1]: (each["first"], each["last"]) for each in part(small, "persons")["things"]}
    assert told == {"a": (1000, 1050), "b": (1040, 1040), "c": (1120, 1120), "d": (None, None)}


def test_the_table_holds_everything_with_all_values(small: FlaskClient) -> None:
    rows = [*csv.reader(StringIO(small.get("/things/persons.csv?dynasty=polity/song").data.decode()))]
    served, ruled = ("https://w3id.org/chanyuan/ontology#" + each for each in ("served", "rulerOf"))
    assert rows[0][:7] == ["iri", "name", "chinese", "first", "last", "dynasty", "people"]
    assert rows[1][:6] == [f"{BASE}id/person/a", "Ann", "安", "1000", "1050", f"{BASE}id/polity/song"]
    assert rows[2][5] == f"{BASE}id/polity/liao | {BASE}id/polity/song"
    assert {served, ruled} <= {*rows[2][7].split(" | ")}
    assert len(rows) == 3


def test_the_triples_name_what_is_on_the_page(small: FlaskClient) -> None:
    response = small.get("/things/persons?dynasty=polity/song", headers={"Accept": "text/turtle"})
    assert {str(each.subject) for each in parse(response.data, format=RdfFormat.TURTLE)} == {
        f"<{BASE}id/person/a>",
        f"<{BASE}id/person/b>",
    }


def test_all_lists_are_told_with_how_much_is_on_them(small: FlaskClient) -> None:
    told = {each["name"]: each["count"] for each in small.get("/things.json").get_json()["lists"]}
    assert {name: count for name, count in told.items() if count} == {
        "battles": 2,
        "sieges": 2,
        "campaigns": 3,
        "persons": 4,
        "polities": 2,
        "peoples": 2,
        "events": 3,
    }
    links = [link.get("href") for link in page(small, "/things").iterfind(".//ul[@class='shelf']//a")]
    assert links == [f"/things/{name}" for name in told]


def test_every_link_of_a_facet_leads_to_as_many_things_as_it_says(site: FlaskClient) -> None:
    content = page(site, "/things/persons?role=cy:served")
    lines = content.findall(".//aside//li")
    assert len(lines) > 5
    for line in lines:
        if line.get("class") != "chosen":
            heading = page(site, line.find("a").get("href")).get_element_by_id("members").text_content()
            shown = int(line.find("span").text)
            facet = line.getparent().getparent().get("aria-labelledby")
            number = int(heading.split()[0])
            assert number == shown if facet != "facet-role" else number >= shown


def test_a_choice_is_shown_and_can_be_given_up(small: FlaskClient) -> None:
    content = page(small, "/things/persons?dynasty=polity/song&from=1000")
    chips = {each.text.strip(): each.get("href") for each in content.iterfind(".//ul[@class='chosen']//a")}
    assert chips == {
        "Dynasty: Song": "/things/persons?from=1000",
        "Years: 1000–": "/things/persons?dynasty=polity/song",
        "give up all": "/things/persons",
    }
    assert [each.find("a").text for each in content.iterfind(".//aside//li[@class='chosen']")] == ["Song"]


def test_the_form_for_years_keeps_what_was_chosen(small: FlaskClient) -> None:
    form = page(small, "/things/persons?dynasty=polity/song&sort=told&page=1&lang=zh-Hant").find(
        ".//aside//form"
    )
    hidden = [(each.get("name"), each.get("value")) for each in form.iterfind(".//input[@type='hidden']")]
    assert hidden == [("lang", "zh-Hant"), ("dynasty", "polity/song"), ("sort", "told")]


def test_the_years_are_drawn_and_each_period_leads_to_its_things(small: FlaskClient) -> None:
    bars = page(small, "/things/persons").findall(".//aside//svg/a")
    assert 2 <= len(bars) <= 25
    scale = page(small, "/things/persons").find(".//aside//p[@class='scale']").text_content().split()
    assert scale == [
        bars[0].get("aria-label")[: len(scale[0])],
        bars[-1].get("aria-label").split("–")[1].split(":")[0],
    ]
    lowest = [bar.find("rect[2]").get("height") for bar in bars if not bar.get("aria-label").endswith(": 0")]
    assert min(map(float, lowest)) >= 2
    for bar in bars:
        heading = page(small, bar.get("href")).get_element_by_id("members").text_content()
        count = bar.get("aria-label").rpartition(": ")[2]
        assert heading.split()[0] == count


def test_the_page_speaks_the_readers_language(small: FlaskClient) -> None:
    content = page(small, "/things/battles", "zh")
    assert content.find(".//h1").text == "會戰"
    values = [each.text for each in content.iterfind(".//aside//li/a")]
    assert "攻方勝" in values


@pytest.mark.parametrize(
    ("path", "status", "fault"),
    [
        ("persons?outcome=x", 400, "outcome"),
        ("persons?from=soon", 400, "soon"),
        ("persons?page=0", 400, "counted from 1"),
        ("persons?page=2", 404, "no page 2"),
        ("persons?page=1&page=2", 400, "2 times"),
        ("persons?sort=size", 400, "name, date, told"),
        ("persons?all=nothing", 400, "dynasty"),
        ("persons?dynasty=%FF", 400, "UTF-8"),
        ("nobody", 404, "persons"),
        ("persons.xls", 404, "persons.xls"),
        ("persons?format=xls", 406, "xls"),
    ],
)
def test_what_nobody_can_mean_is_refused_with_the_rule(
    small: FlaskClient, path: str, status: int, fault: str
) -> None:
    response = small.get(f"/things/{path}", headers={"Accept": "application/json"})
    assert (response.status_code, fault in response.get_json()["detail"]) == (status, True)


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory, publish: Publish) -> Versions:
    """A hundred and twenty persons of forty states."""
    folder = tmp_path_factory.mktemp("crowd")
    file = folder / "crowd.ttl"
    states = "".join(f'<id/polity/s{i}> a cy:Polity ; rdfs:label "State {i:02}"@en .\n' for i in range(40))
    persons = "".join(
        f'<id/person/p{i}> a cy:Person ; rdfs:label "Person {i:03}"@en ; cy:served <id/polity/s{i % 40}> .\n'
        for i in range(120)
    )
    file.write_text(PREFIXES + states + persons, encoding="utf-8")
    return publish(folder / "data", rdf.file_quads(file, "authority", BASE))


@pytest.fixture(scope="module")
def crowded(crowd: Versions) -> FlaskClient:
    return create_app(Settings(data=crowd.folder, base=BASE)).test_client()


def test_pages_follow_each_other_and_hold_each_thing_once(crowded: FlaskClient) -> None:
    seen, address = list[str](), "/things/persons"
    while address:
        content = page(crowded, address)
        seen += [link.get("href") for link in content.iterfind(".//tbody/tr/th/a")]
        following = content.find(".//nav[@class='pages']/a[@rel='next']")
        address = "" if following is None else following.get("href")
    assert seen == [f"/page/person/p{i}" for i in range(120)]
    assert (
        page(crowded, "/things/persons?page=2").find(".//head/link[@rel='prev']").get("href")
        == "/things/persons"
    )


def test_a_facet_of_many_values_shows_some_and_leads_to_all(crowded: FlaskClient) -> None:
    block = ".//section[@aria-labelledby='facet-dynasty']"
    some = page(crowded, "/things/persons?dynasty=polity/s33").find(block)
    names = [link.text for link in some.iterfind("ul/li/a")]
    assert len(names) == 9, "eight, and the one that is chosen"
    assert names[-1] == "State 33"
    whole = page(crowded, some.find("p/a").get("href")).find(block)
    assert len(whole.findall("ul/li")) == 40
    assert whole.find("p") is None


def test_a_new_version_has_new_lists(tmp_path_factory: pytest.TempPathFactory, publish: Publish) -> None:
    folder = tmp_path_factory.mktemp("growing")
    file, data = folder / "one.ttl", folder / "data"
    site = create_app(Settings(data=data, base=BASE)).test_client()
    totals = []
    for count in (1, 2):
        text = "".join(f'<id/person/p{i}> a cy:Person ; rdfs:label "P"@en .\n' for i in range(count))
        file.write_text(PREFIXES + text, encoding="utf-8")
        publish(data, rdf.file_quads(file, "authority", BASE))
        totals.append(part(site, "persons")["total"])
    assert totals == [1, 2]


def test_under_a_path_links_have_it(crowd: Versions) -> None:
    site = create_app(Settings(data=crowd.folder, base="http://kg.test/kg/")).test_client()
    content = page(site, "/kg/things/persons?dynasty=polity/s1")
    links = [link.get("href") for link in content.iterfind(".//*[@href]")]
    assert [link for link in links if not link.startswith(("/kg/", "#"))] == []
