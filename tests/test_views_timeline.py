"""The timeline: what stands in which lane, that nothing hides anything, and what can be asked of it."""

import csv
from io import StringIO
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from server.lettering import breadth, shortened
from server.links import Links
from server.views.dating import Stretch
from server.views.happenings import Happening, State, home
from server.views.moves import moves
from server.views.scale import Scale
from server.views.timeline.bars import LETTER, ROW, packed
from server.views.timeline.bins import bins
from server.views.timeline.eras import Era, bands
from server.views.timeline.lanes import TOP, lanes
from server.views.wish import Wish, wished
from tests.conftest import Publish
from tests.views import UNHURRIED, page, served, table, text, texts

SCALE = Scale(900, 1300, 150, 1120)
LIAO, SONG, JIN = State("liao", "Liao", 907), State("song", "Song", 960), State("jin", "Jin", 1115)


@pytest.fixture(scope="module")
def site(publish: Publish, tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    return served(publish, tmp_path_factory.mktemp("views"))


def happening(number: int, first: float, last: float, *states: State, kind: str = "Battle") -> Happening:
    core = (first + 0.25, last - 0.25) if last - first > 1 else None
    return Happening(
        f"event/{number}", kind, f"Event number {number}", ("?",), Stretch(first, last, core), states
    )


HAPPENINGS = st.lists(
    st.tuples(
        st.floats(850, 1350), st.floats(0.001, 60), st.sets(st.sampled_from([LIAO, SONG, JIN]), max_size=2)
    ),
    max_size=60,
).map(
    lambda rows: [
        happening(n, at, at + long, *sorted(who, key=str)) for n, (at, long, who) in enumerate(rows)
    ]
)


@given(HAPPENINGS)
@UNHURRIED
def test_each_event_is_drawn_once_inside_the_drawing_and_touches_no_other(found: list[Happening]) -> None:
    for lane in lanes(found, {}, SCALE):
        assert len({bar.happening.iri for bar in lane.bars}) == len(lane.bars)
        assert len(lane.bars) + sum(each.count for each in lane.bins) == lane.count
        boxes = []
        for bar in lane.bars:
            left, right = bar.extent
            assert SCALE.left <= left < right <= SCALE.right + 0.01
            top = bar.y - (ROW - 8 if bar.label else 4)
            assert lane.ground + top >= lane.y
            assert lane.ground + bar.y + 4 <= lane.y + lane.height
            boxes.append((left, right, top, bar.y + 4))
        for number, (left, right, top, bottom) in enumerate(boxes):
            for other in boxes[:number]:
                assert right <= other[0] or other[1] <= left or bottom <= other[2] or other[3] <= top
    assert sum(lane.count for lane in lanes(found, {}, SCALE)) == len(found)


@given(HAPPENINGS)
@UNHURRIED
def test_lanes_stand_below_each_other(found: list[Happening]) -> None:
    drawn = lanes(found, {SONG: [Era("era", "Xuanhe", Stretch(1119, 1126))]}, SCALE)
    tops = [TOP, *(lane.y + lane.height for lane in drawn)]
    assert [lane.y for lane in drawn] == tops[:-1]
    assert all(lane.height >= 44 for lane in drawn)


@given(HAPPENINGS, st.randoms())
@UNHURRIED
def test_the_order_of_the_answer_makes_no_difference(found: list[Happening], random: object) -> None:
    shuffled = [*found]
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis gives a random.Random
    assert lanes(shuffled, {}, SCALE) == lanes(found, {}, SCALE)


def test_an_event_stands_with_the_eldest_state() -> None:
    assert home(happening(1, 1120, 1121, JIN, SONG)) == SONG
    assert home(happening(1, 1120, 1121, State("new", "New"), JIN)) == JIN
    assert home(happening(1, 1120, 1121)) is None
    assert home(happening(1, -50, -49, State("qin", "Qin", -220), State("chu", "Chu", -1029))) == State(
        "chu", "Chu", -1029
    )


def test_states_with_few_events_share_a_lane_where_there_are_many() -> None:
    small = [State(f"s{number}", f"S{number}") for number in range(4)]
    found = [happening(number, 1000 + number, 1001 + number, SONG) for number in range(3)]
    found += [happening(10 + number, 1000, 1001, state) for number, state in enumerate(small)]
    found.append(happening(20, 1000, 1001))
    assert [(lane.name, lane.count) for lane in lanes(found, {}, SCALE)] == [
        ("Song", 3),
        ("Other states", 4),
        ("No state named", 1),
    ]


def test_a_day_is_a_sign_a_core_is_full_and_the_rest_is_pale() -> None:
    day = Happening("a", "Treaty", "A", ("1100-01-01",), Stretch(1100, 1100 + 1 / 372))
    war = Happening("b", "Campaign", "B", ("1100/1110",), Stretch(1100, 1111, (1101, 1110)))
    found = packed([day, war], Scale(1100, 1200, 0, 1000))
    assert found is not None
    drawn = {bar.happening.name: bar for bar in found.bars}
    assert drawn["A"].dot is not None
    assert (drawn["B"].dot, drawn["B"].x, drawn["B"].width) == (None, 0, pytest.approx(110))
    assert drawn["B"].core == pytest.approx((10, 100))


def test_what_is_sure_before_or_after_what_is_shown_is_not_drawn() -> None:
    war = Happening("b", "Campaign", "B", ("1100/1110",), Stretch(1100, 1111, (1101, 1110)))
    cores = []
    for first, last in ((1090, 1101), (1090, 1105), (1105, 1107), (1110.5, 1120)):
        found = packed([war], Scale(first, last, 0, 1000))
        assert found is not None
        cores.append(found.bars[0].core)
    assert cores == [(1000, 1000), (pytest.approx(733, abs=1), 1000), (0, 1000), None]


def test_names_that_have_no_room_are_left_out_and_what_is_still_too_much_is_counted() -> None:
    crowd = [happening(number, 1100 + number / 1000, 1100.01 + number / 1000, SONG) for number in range(20)]
    named = packed(crowd, SCALE)
    assert named is not None
    assert [sum(bool(bar.label) for bar in named.bars), len(named.bars)] == [14, 20]
    assert packed(crowd * 10, SCALE) is None
    lane = lanes(crowd * 10, {}, SCALE)[0]
    assert (lane.bars, [(each.first, each.last, each.count) for each in lane.bins]) == (
        (),
        [(1100, 1104, 200)],
    )


def test_bins_count_what_began_before_them_at_the_edge() -> None:
    found = [happening(1, 1090, 1130), happening(2, 1101, 1102), happening(3, 1150, 1151)]
    counted = bins(found, Scale(1100, 1200, 0, 1000))
    assert [(each.first, each.last, each.count) for each in counted] == [
        (1100, 1100, 1),
        (1101, 1101, 1),
        (1150, 1150, 1),
    ]
    assert all(each.x >= 0 and each.x + each.width <= 1000 for each in counted)


def test_eras_are_named_where_there_is_room_and_do_not_overlap() -> None:
    eras = [
        Era("a", "Zhenghe", Stretch(1111, 1118)),
        Era("b", "Chonghe", Stretch(1118, 1119)),
        Era("c", "Xuanhe", Stretch(1118.5, 1126)),
        Era("d", "Later", Stretch(1300, 1310)),
    ]
    drawn = bands(eras, Scale(1110, 1130, 0, 1000))
    assert [(band.era.iri, band.x, band.x + band.width, band.label) for band in drawn] == [
        ("a", pytest.approx(50), pytest.approx(400), "Zhenghe"),
        ("b", pytest.approx(400), pytest.approx(450), "Chonghe"),
        ("c", pytest.approx(450), pytest.approx(800), "Xuanhe"),
    ]


@given(st.text(max_size=60), st.floats(0, 400))
@UNHURRIED
def test_a_shortened_name_fits(name: str, room: float) -> None:
    kept = shortened(name, LETTER, room)
    assert breadth(kept, LETTER) <= room or kept == ""
    assert kept == name or name.startswith(kept.removesuffix("…"))


@given(st.integers(-3000, 3000), st.integers(1, 5000))
@UNHURRIED
def test_ticks_stand_apart_in_order_and_inside(first: int, length: int) -> None:
    ticks = list(Scale(first, first + length, 100, 1100).ticks())
    assert len(ticks) <= 17
    places = [tick.x for tick in ticks]
    assert places == sorted(set(places))
    assert all(100 <= place <= 1100 for place in places)


@pytest.mark.parametrize(
    ("years", "expected"),
    [
        (
            (1100, 1199),
            {"closer": (1125, 1174), "wider": (1050, 1249), "earlier": (1050, 1149), "later": (1150, 1249)},
        ),
        (
            (1127, 1127),
            {"closer": None, "wider": (1126, 1128), "earlier": (1126, 1126), "later": (1128, 1128)},
        ),
        ((-9999, 9999), {"closer": (-4999, 4999), "wider": None, "earlier": (-9999, 0), "later": (0, 9999)}),
    ],
)
def test_the_ways_to_other_years(years: tuple[int, int], expected: dict[str, tuple[int, int] | None]) -> None:
    links = Links.for_base("http://kg.test/")
    found = {}
    for each in moves(Wish("timeline", *years, kinds=("Battle",)), *years, links):
        given = parse_qs(urlsplit(each.href).query)
        found[each.action] = (int(given["from"][0]), int(given["to"][0])) if "from" in given else None
        assert not given or given["kind"] == ["Battle"]
    assert found == {**expected, "whole": None}


def signs(content: html.HtmlElement) -> dict[str, str]:
    """What is drawn, by its title, and where it leads."""
    drawn = content.xpath("//a[contains(@class, 'happening')]")
    return {each.find("title").text.partition("\n")[0]: each.get("href") for each in drawn}


def test_the_page_shows_each_event_in_its_lane(site: FlaskClient) -> None:
    content = page(site, "/timeline")
    assert texts(content, "//*[@class='state']") == [
        "Liao dynasty",
        "Song dynasty",
        "Jin dynasty",
        "No state named",
    ]
    assert texts(content, "//*[@class='count']") == ["1", "5", "1", "1"]
    assert signs(content) == {
        "Chanyuan Treaty, 1005; 19 January – 24 January 1005": "/page/event/chanyuan",
        "Alliance at Sea, 1118–1123": "/page/event/alliance",
        "Rebellion of Zhang Jue, c. May 1123": "/page/event/rebellion",
        "Invasion of 1125, November 1125 – March 1126": "/page/event/invasion",
        "Fall of Yanjing, 6 January 1126": "/page/event/yanjing-taken",
        "Siege of Kaifeng, 31 January – 5 March 1126": "/page/event/siege",
        "A flood, 1130": "/page/event/flood",
        "Peace of Shaoxing, 1141": "/page/event/peace",
    }
    assert texts(content, "//*[contains(@class, 'era')]/title") == ["Xuanhe", "Shaoxing"]
    assert texts(content, "//figcaption")[0].startswith("1005–1141: 8 events; 1 more has no date")


def test_the_table_has_what_is_drawn_and_what_cannot_be(site: FlaskClient) -> None:
    rows = table(page(site, "/timeline"))
    assert len(rows) == 9
    assert rows[0] == [
        "1005; 19 January – 24 January 1005",
        "Chanyuan Treaty",
        "Treaty",
        "Liao dynasty, Song dynasty",
    ]
    assert rows[4] == ["6 January 1126", "Fall of Yanjing", "Battle", "Jin dynasty, Song dynasty"]
    assert rows[5] == ["31 January – 5 March 1126", "Siege of Kaifeng", "Siege", "Jin dynasty, Song dynasty"]
    assert rows[-1] == ["", "Harbouring of Zhang Jue", "Betrayal", "Jin dynasty"]


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ("from=1126&to=1130", ["Invasion of 1125", "Fall of Yanjing", "Siege of Kaifeng", "A flood"]),
        ("kind=Treaty", ["Chanyuan Treaty", "Alliance at Sea", "Peace of Shaoxing"]),
        ("kind=Siege&kind=Event", ["Siege of Kaifeng", "A flood"]),
        ("kind=Treaty&to=1100", ["Chanyuan Treaty"]),
        ("state=id/polity/liao", ["Chanyuan Treaty"]),
        ("state=http://kg.test/id/polity/liao&from=1100", []),
        ("from=2000", []),
        ("from=1130&to=1126&kind=Event", ["A flood"]),
        ("from=&to=&state=&kind=Event", ["A flood"]),
    ],
)
def test_years_kinds_and_a_state_narrow_what_is_shown(
    site: FlaskClient, asked: str, names: list[str]
) -> None:
    content = page(site, f"/timeline?{asked}")
    assert [each.rpartition(", ")[0] for each in signs(content)] == names


def test_the_form_says_what_was_asked_for_and_the_language_is_kept(site: FlaskClient) -> None:
    content = page(site, "/timeline?from=1100&kind=Battle&state=id/polity/jin&lang=zh-Hant")
    form = content.find(".//form[@class='chooser']")
    assert {name: form.fields[name] for name in ("from", "to", "state", "lang")} == {
        "from": "1100",
        "to": "",
        "state": "id/polity/jin",
        "lang": "zh-Hant",
    }
    assert content.xpath("//input[@name='kind'][@checked]/@value") == ["Battle"]
    ways = [parse_qs(urlsplit(each).query) for each in content.xpath("//ul[@class='moves']//a/@href")]
    assert ways
    assert all(each["lang"] == ["zh-Hant"] and each["kind"] == ["Battle"] for each in ways)


def test_things_are_called_as_the_reader_calls_them(site: FlaskClient) -> None:
    content = page(site, "/timeline", "zh-TW")
    assert "遼朝" in texts(content, "//*[@class='state']")
    assert "張覺之叛, 約1123年5月" in signs(content)


def test_years_before_our_era_are_counted_as_readers_count_them(publish: Publish, tmp_path: Path) -> None:
    graph = tmp_path / "graph.ttl"
    prefix = "@prefix cy: <https://w3id.org/chanyuan/ontology#> .\n"
    graph.write_text(
        prefix + '<id/event/e> a cy:Battle ; cy:date "-0221" . <id/event/f> a cy:Battle ; cy:date "0208" .'
    )
    site = served(publish, tmp_path / "data", graph)
    content = page(site, "/timeline")
    assert texts(content, "//figcaption")[0].startswith("222 BCE–208: 2 events")
    assert texts(content, "//*[@class='year']")[:6:2] == ["201 BCE", "151 BCE", "101 BCE"]
    assert texts(page(site, "/timeline", "zh"), "//figcaption")[0].startswith("西元前222年–208")


def test_the_csv_has_every_event(site: FlaskClient) -> None:
    for response in (
        site.get("/timeline.csv?to=1100"),
        site.get("/timeline?to=1100", headers={"Accept": "text/csv"}),
    ):
        assert response.content_type == "text/csv; charset=utf-8"
        assert list(csv.reader(StringIO(response.text))) == [
            ["event", "name", "kind", "date", "states"],
            [
                "http://kg.test/id/event/chanyuan",
                "Chanyuan Treaty",
                "Treaty",
                "1005 | 1005-01-19/1005-01-24",
                "http://kg.test/id/polity/liao; http://kg.test/id/polity/song",
            ],
            [
                "http://kg.test/id/event/harbouring",
                "Harbouring of Zhang Jue",
                "Betrayal",
                "",
                "http://kg.test/id/polity/jin",
            ],
        ]


def test_the_queries_are_those_that_were_run(site: FlaskClient) -> None:
    content = page(site, "/timeline?kind=Treaty&from=1100&to=1125")
    linked = content.xpath("//p[@class='downloads']/a[contains(@href, 'sparql')]/@href")
    asked = [parse_qs(urlsplit(each).query)["query"][0] for each in linked]
    found = [
        site.post("/sparql", data={"query": each}, headers={"Accept": "application/json"}).json
        for each in asked
    ]
    events = {row["event"]["value"] for row in found[0]["results"]["bindings"]}
    assert events == {"http://kg.test/id/event/alliance"}
    assert {row["era"]["value"] for row in found[1]["results"]["bindings"]} == {
        "http://kg.test/id/era/xuanhe"
    }


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("from=soon", "from is 'soon'; it must be a year of up to four digits"),
        ("kind=", "kind is ''; it must be one of Treaty, Campaign"),
        ("kind=Party", "kind is 'Party'; it must be one of Treaty, Campaign"),
        ("form=1100", "The timeline has no parameter 'form'; it takes from, to, kind, state."),
        ("from=1&from=2", "The parameter 'from' is given 2 times"),
        ("from=%ff", "not percent-encoded UTF-8"),
    ],
)
def test_what_cannot_be_meant_is_said(site: FlaskClient, asked: str, said: str) -> None:
    response = site.get(f"/timeline?{asked}")
    assert response.status_code == 400
    assert said in response.json["detail"]


def test_what_is_not_served_is_not_acceptable(site: FlaskClient) -> None:
    assert [site.get(each).status_code for each in ("/timeline.pdf", "/timeline?format=pdf")] == [406, 406]


def test_the_page_runs_no_script_but_its_own(site: FlaskClient) -> None:
    response = site.get("/timeline")
    assert "script-src 'self';" in response.headers["Content-Security-Policy"]
    content = html.fromstring(response.text)
    assert content.xpath("//script[not(@src) and not(@type)] | //style | //@style | //@onclick") == []


def test_names_from_the_graph_are_no_markup(publish: Publish, tmp_path: Path) -> None:
    graph = tmp_path / "graph.ttl"
    graph.write_text(
        "@prefix cy: <https://w3id.org/chanyuan/ontology#> .\n"
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        '<id/event/x> a cy:Event ; rdfs:label "<script>alert(1)</script>"@en ; cy:date "1100" .'
    )
    response = served(publish, tmp_path / "data", graph).get("/timeline")
    assert "<script>alert" not in response.text
    assert "&lt;script&gt;alert" in response.text


def test_a_wish_is_read_back_from_its_own_address() -> None:
    wish = Wish("timeline", -44, 1100, ("Battle", "Siege"), {"state": "id/polity/liao"})
    address = wish.address(Links.for_base("http://kg.test/kg/"))
    assert urlsplit(address).path == "/kg/timeline"
    assert wished("timeline", urlsplit(address).query.encode(), ("state",)) == wish


def test_a_lane_with_too_much_counts_and_leads_to_the_years(publish: Publish, tmp_path: Path) -> None:
    graph = tmp_path / "graph.ttl"
    prefix = "@prefix cy: <https://w3id.org/chanyuan/ontology#> .\n"
    rows = (f'<id/event/e{n}> a cy:Event ; cy:date "{1100 + n % 20}" .' for n in range(200))
    graph.write_text(prefix + "\n".join(rows))
    site = served(publish, tmp_path / "data", graph)
    content = page(site, "/timeline")
    counted = content.xpath("//a[@class='bin']")
    assert [text(each.find("title")) for each in counted[:2]] == ["1100–1100: 10", "1101–1101: 10"]
    assert len(counted) == 20
    assert "bars count them by when they began" in texts(content, "//figcaption")[0]
    closer = page(site, counted[3].get("href"))
    assert {title.rpartition(", ")[2] for title in signs(closer)} == {"1103"}
    assert len(signs(closer)) == 10
