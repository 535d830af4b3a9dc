"""The network: which ties there are, that all who are drawn can be told apart, and what programs get."""

import csv
import json
from io import StringIO
from itertools import combinations
from math import hypot
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import networkx as nx
import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from server.views.happenings import Happening
from server.views.network.drawing import MOST, area, drawn
from server.views.network.layout import HEIGHT, WIDTH, most_tied, stands
from server.views.network.page import near
from server.views.network.ties import RELATIONS, Agent, Tie, relation_name
from server.views.wish import Wish
from tests.conftest import Publish
from tests.views import UNHURRIED, page, served, table, texts

pytestmark = pytest.mark.slow

AGENTS = [
    Agent(f"agent/{n:03}", f"Agent number {n}", "Dynasty" if n % 5 == 0 else "Person") for n in range(130)
]
TIES = st.lists(
    st.tuples(st.sampled_from(RELATIONS), st.integers(0, 40), st.integers(0, 40), st.integers(0, 4)),
    min_size=1,
    max_size=80,
    unique_by=lambda row: row[:3],
).map(lambda rows: [tie(relation, a, b, count) for relation, a, b, count in rows if a != b])


@pytest.fixture(scope="module")
def site(publish: Publish, tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    return served(publish, tmp_path_factory.mktemp("views"))


def tie(relation: str, source: int, target: int, events: int = 0) -> Tie:
    happened = tuple(Happening(f"event/{n}", "Event", f"Event {n}", (), None) for n in range(events))
    return Tie(relation, AGENTS[source], AGENTS[target], happened)


@given(TIES)
@UNHURRIED
def test_everybody_stands_once_inside_and_apart_from_all_others(found: list[Tie]) -> None:
    placed = stands(found)
    assert [each.agent for each in placed] == sorted(
        {end for each in found for end in (each.source, each.target)}
    )
    for one in placed:
        assert one.radius <= one.x <= WIDTH - one.radius
        assert one.radius <= one.y <= HEIGHT - one.radius
    for one, other in combinations(placed, 2):
        assert hypot(one.x - other.x, one.y - other.y) >= one.radius + other.radius


@given(TIES)
@UNHURRIED
def test_each_tie_is_drawn_once_and_names_cover_nothing(found: list[Tie]) -> None:
    drawing = drawn(found)
    assert sorted((bow.tie for bow in drawing.bows), key=lambda each: each.order) == sorted(
        found, key=lambda each: each.order
    )
    named = [area(sign) for sign in drawing.signs if sign.label]
    for one, other in combinations(named, 2):
        assert one[2] < other[0] or other[2] < one[0] or one[3] < other[1] or other[3] < one[1]
    assert all(name[0] >= 0 and name[2] <= WIDTH and name[1] >= 0 and name[3] <= HEIGHT for name in named)
    for bow in drawing.bows:
        assert all(
            -40 <= x <= WIDTH + 40 and -40 <= y <= HEIGHT + 40 for x, y in (bow.start, bow.middle, bow.end)
        )


@given(TIES, st.randoms())
@UNHURRIED
def test_the_same_ties_are_always_drawn_alike(found: list[Tie], random: object) -> None:
    shuffled = [*found]
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis gives a random.Random
    assert stands(shuffled) == stands(found)


def test_ties_between_the_same_two_do_not_lie_on_each_other() -> None:
    found = [tie("betrayed", 1, 2), tie("betrayed", 2, 1), tie("served", 1, 2), tie("treaty", 1, 2)]
    middles = {(round(bow.middle[0]), round(bow.middle[1])) for bow in drawn(found).bows}
    assert len(middles) == 4


def test_of_many_those_are_drawn_whose_ties_say_most() -> None:
    found = [tie("served", n, 0) for n in range(1, 130)] + [tie("betrayed", 129, 128)]
    assert most_tied(found, 3) == [AGENTS[0], AGENTS[128], AGENTS[129]]
    drawing = drawn(found)
    assert (len(drawing.signs), len(drawing.bows)) == (MOST, MOST)
    assert {AGENTS[0], AGENTS[128], AGENTS[129]} <= {sign.stand.agent for sign in drawing.signs}


def test_nothing_and_nobody_can_be_drawn() -> None:
    drawing = drawn([])
    assert (drawing.bows, drawing.signs) == ((), ())


def test_a_neighbourhood_is_whom_one_is_tied_to_and_the_ties_among_those() -> None:
    found = [
        tie("served", 1, 2),
        tie("served", 3, 2),
        tie("betrayed", 1, 3),
        tie("served", 4, 3),
        tie("kin", 4, 5),
    ]
    around = Wish("network", more={"of": "agent/001"})
    assert near(found, around, "") == found[:3]
    assert near(found, Wish("network", more={"of": "agent/999"}), "") == []
    assert near(found, Wish("network"), "") == found


def test_every_relation_has_a_name() -> None:
    assert len({relation_name(each) for each in RELATIONS}) == len(RELATIONS)


EXPECTED = [
    ["Emperor Huizong", "betrayed", "Jin dynasty", "", "Harbouring of Zhang Jue"],
    ["Zhang Jue", "betrayed", "Jin dynasty", "c. May 1123", "Rebellion of Zhang Jue"],
    [
        "Jin dynasty",
        "attacked",
        "Song dynasty",
        "November 1125 – March 1126 … 31 January – 5 March 1126",
        "Invasion of 1125, Fall of Yanjing, Siege of Kaifeng",
    ],
    ["Jin dynasty", "swore a treaty with", "Song dynasty", "1118–1123", "Alliance at Sea"],
    ["Jin dynasty", "swore a treaty with", "Southern Song", "1141", "Peace of Shaoxing"],
    [
        "Liao dynasty",
        "swore a treaty with",
        "Song dynasty",
        "1005; 19 January – 24 January 1005",
        "Chanyuan Treaty",
    ],
    ["Emperor Gaozong", "ruled", "Southern Song", "", ""],
    ["Emperor Huizong", "ruled", "Song dynasty", "", ""],
    ["Zhang Jue", "served", "Liao dynasty", "", ""],
    ["Emperor Gaozong", "kin of", "Emperor Huizong", "", ""],
]


def test_the_page_draws_the_ties_and_tells_them_in_a_table(site: FlaskClient) -> None:
    content = page(site, "/network")
    assert table(content) == EXPECTED
    assert len(content.xpath("//*[contains(@class, 'tie ') and @data-source]")) == len(EXPECTED)
    assert sorted(texts(content, "//a[contains(@class, 'agent')]/title")) == [
        "Emperor Gaozong",
        "Emperor Huizong",
        "Jin dynasty",
        "Liao dynasty",
        "Song dynasty",
        "Southern Song",
        "Zhang Jue",
    ]
    assert texts(content, "//figcaption")[0].startswith("10 ties. Of a person's service")


@pytest.mark.parametrize(
    ("asked", "rows"),
    [
        ("kind=betrayed", EXPECTED[:2]),
        ("kind=served&kind=kin", EXPECTED[8:]),
        ("kind=war", []),
        ("kind=treaty&from=1100&to=1130", EXPECTED[3:4]),
        ("kind=served&from=1130", []),
        ("kind=ruled&from=1130", EXPECTED[6:8]),
        ("of=id/person/zhang-jue", [EXPECTED[1], EXPECTED[8]]),
        ("of=http://kg.test/id/person/gaozong&kind=kin", EXPECTED[9:]),
        ("of=id/person/nobody", []),
    ],
)
def test_relations_years_and_a_centre_narrow_what_is_shown(
    site: FlaskClient, asked: str, rows: list[list[str]]
) -> None:
    content = page(site, f"/network?{asked}")
    assert table(content) == rows
    assert len(content.xpath("//*[contains(@class, 'tie ') and @data-source]")) == len(rows)


def test_states_in_the_same_war_are_told_so_where_nobody_says_who_attacked(
    publish: Publish, tmp_path: Path
) -> None:
    graph = tmp_path / "graph.ttl"
    graph.write_text(
        "@prefix cy: <https://w3id.org/chanyuan/ontology#> .\n"
        "<id/polity/a> a cy:Dynasty . <id/polity/b> a cy:Polity . <id/person/c> a cy:Person .\n"
        "<id/event/x> a cy:Battle ; cy:participant <id/polity/a> , <id/polity/b> , <id/person/c> .\n"
        "<id/event/y> a cy:Siege ; cy:participant <id/polity/a> , <id/polity/b> ;\n"
        "  cy:attacker <id/polity/a> ; cy:defender <id/polity/b> .\n"
    )
    client = served(publish, tmp_path / "data", graph)
    assert table(page(client, "/network")) == [
        ["a", "attacked", "b", "", "y"],
        ["a", "in the same war as", "b", "", "x"],
    ]
    assert table(page(client, "/network?kind=war")) == [["a", "in the same war as", "b", "", "x"]]


def test_the_form_offers_everybody_and_remembers_who_was_chosen(site: FlaskClient) -> None:
    content = page(site, "/network?of=id/person/zhang-jue&kind=served")
    assert content.xpath("//select[@name='of']/option[@selected]/@value") == ["id/person/zhang-jue"]
    assert content.xpath("//input[@name='kind'][@checked]/@value") == ["served"]
    assert len(content.xpath("//a[contains(@class, 'centre')]")) == 1


def test_programs_get_the_ties_as_csv_json_and_graphml(site: FlaskClient) -> None:
    rows = list(csv.DictReader(StringIO(site.get("/network.csv?kind=betrayed&from=1120&to=1125").text)))
    assert rows[1] == {
        "source": "http://kg.test/id/person/zhang-jue",
        "sourceName": "Zhang Jue",
        "relation": "betrayed",
        "target": "http://kg.test/id/polity/jin",
        "targetName": "Jin dynasty",
        "dates": "1123-05~",
        "events": "http://kg.test/id/event/rebellion",
    }
    told = site.get("/network", headers={"Accept": "application/json"})
    assert told.content_type == "application/json"
    assert {len(told.json["nodes"]), len(told.json["links"])} == {7, 10}
    assert told.json["links"][0] == {
        "source": "http://kg.test/id/person/huizong",
        "target": "http://kg.test/id/polity/jin",
        "relation": "betrayed",
        "weight": 4,
        "events": [
            {"id": "http://kg.test/id/event/harbouring", "name": "Harbouring of Zhang Jue", "date": ""}
        ],
    }
    response = site.get("/network.graphml")
    assert response.content_type == "application/graphml+xml"
    graph = nx.parse_graphml(response.text, force_multigraph=True)
    assert {each["id"] for each in told.json["nodes"]} == set(graph.nodes)
    assert sorted((a, b, about["relation"]) for a, b, about in graph.edges(data=True)) == sorted(
        (each["source"], each["target"], each["relation"]) for each in told.json["links"]
    )
    assert graph.nodes["http://kg.test/id/polity/jin"] == {"name": "Jin dynasty", "kind": "Dynasty"}


def test_the_query_is_the_one_that_was_run(site: FlaskClient) -> None:
    linked = page(site, "/network?from=1100").xpath(
        "//p[@class='downloads']/a[contains(@href, 'sparql')]/@href"
    )
    query = parse_qs(urlsplit(linked[0]).query)["query"][0]
    answer = site.post("/sparql", data={"query": query}, headers={"Accept": "application/json"}).json
    relations = {row["relation"]["value"] for row in answer["results"]["bindings"]}
    assert relations == {"betrayed", "fought", "treaty", "ruled", "served", "kin"}


def test_a_relation_that_is_none_is_said(site: FlaskClient) -> None:
    response = site.get("/network?kind=Treaty")
    assert response.status_code == 400
    assert json.loads(response.text)["detail"].startswith(
        "kind is 'Treaty'; it must be one of betrayed, fought"
    )


def test_the_page_says_how_much_of_the_ties_is_drawn(publish: Publish, tmp_path: Path) -> None:
    graph = tmp_path / "graph.ttl"
    served_by = "\n".join(
        f"<id/person/p{n}> a cy:Person ; cy:served <id/polity/s> ." for n in range(MOST + 10)
    )
    prefix = "@prefix cy: <https://w3id.org/chanyuan/ontology#> .\n<id/polity/s> a cy:Dynasty .\n"
    graph.write_text(prefix + served_by)
    content = page(served(publish, tmp_path / "data", graph), "/network")
    told = f"{MOST + 10} ties; {MOST - 1} are drawn, those among the {MOST} of whom they say most"
    assert texts(content, "//figcaption")[0].startswith(told)
    assert len(content.xpath("//*[contains(@class, 'tie ') and @data-source]")) == MOST - 1
