"""The map: how the earth is made flat, where signs and names stand, and which ways campaigns took."""

import csv
import json
import re
from io import StringIO
from itertools import combinations, pairwise
from math import hypot
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import numpy as np
import pytest
from flask.testing import FlaskClient
from hypothesis import assume, given
from hypothesis import strategies as st

from server.views.atlas.boxes import bounded, spelled
from server.views.atlas.frame import HEIGHT, WIDTH, Frame, around
from server.views.atlas.ground import EARTH, FINE, ground
from server.views.atlas.names import names
from server.views.atlas.projection import Box, Conic, Plain, projection
from server.views.atlas.routes import Route, Stop, lines
from server.views.atlas.signs import signs
from server.views.atlas.spots import Gazetteer, Placed, Spot
from server.views.dating import Stretch
from server.views.happenings import Happening
from tests.conftest import Publish
from tests.views import UNHURRIED, page, served, table, text, texts

pytestmark = pytest.mark.slow

CHINA = Box(103, 22, 128, 46)
EUROPE = Box(-10, 36, 30, 60)
ANDES = Box(-80, -40, -60, -10)
EQUATOR = Box(95, -10, 125, 12)
WORLD = Box(-170, -56, 180, 78)
EXTENTS = [CHINA, EUROPE, ANDES, EQUATOR, WORLD, Box(114, 34, 115, 35)]


@pytest.fixture(scope="module")
def site(publish: Publish, tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    return served(publish, tmp_path_factory.mktemp("views"))


def test_a_cone_suits_regions_and_a_plain_grid_what_is_wide_or_lies_across_the_equator() -> None:
    kinds = [type(projection(box)) for box in EXTENTS]
    assert kinds == [Conic, Conic, Conic, Plain, Plain, Conic]


def test_the_cone_is_that_of_the_textbook() -> None:
    # Snyder 1987, page 296: parallels 33° and 45°, from 96° west; on the sphere, 75° west and 35° north.
    cone = Conic.along(Box(-96 - 10, 30, -96 + 10, 48))
    assert cone is not None
    assert cone.n == pytest.approx(0.6304777, abs=1e-7)
    flat = cone.forward(np.array([[-75.0, 35.0], [-96.0, 23.0]]))
    x, y = flat[0] - flat[1]
    assert (x, y) == (pytest.approx(0.2966785, abs=1e-6), pytest.approx(0.2462112, abs=1e-6))


@given(st.sampled_from(EXTENTS), st.floats(0, 1), st.floats(0, 1))
@UNHURRIED
def test_there_and_back_is_where_one_was(box: Box, right: float, up: float) -> None:
    frame = Frame(box)
    east, north = box.west + (box.east - box.west) * right, box.south + (box.north - box.south) * up
    x, y = map(float, frame.pixels(np.array([[east, north]]))[0])
    assert -0.5 <= x <= WIDTH + 0.5
    assert -0.5 <= y <= HEIGHT + 0.5
    assert frame.degrees(x, y) == (pytest.approx(east, abs=1e-6), pytest.approx(north, abs=1e-6))


@pytest.mark.parametrize("box", EXTENTS)
def test_north_is_up_and_east_is_right(box: Box) -> None:
    frame = Frame(box)
    middle, north, east = frame.pixels(
        np.array([box.middle, (box.middle[0], box.north), (box.east, box.middle[1])])
    )
    assert north[1] < middle[1]
    assert east[0] > middle[0]
    sight = frame.sight
    assert sight.west <= box.west + 1e-9
    assert sight.east >= box.east - 1e-9
    assert sight.south <= box.south + 1e-9
    assert sight.north >= box.north - 1e-9


def inside(box: Box, east: float, north: float, layer: str = "land") -> bool:
    """Whether a layer is drawn at a place: a line from there crosses its edge once, or thrice, …"""
    frame = Frame(box)
    x, y = map(float, frame.pixels(np.array([[east, north]]))[0] * FINE)
    crossed = 0
    for path in filter(None, getattr(ground(frame), layer).split("z")):
        start, _, steps = path.removeprefix("M").partition("l")
        numbers = [*map(int, start.split()), *map(int, steps.split())]
        ring = np.array(numbers).reshape(-1, 2).cumsum(axis=0)
        for (x1, y1), (x2, y2) in zip(ring, np.roll(ring, -1, axis=0), strict=True):
            crossed += (y1 > y) != (y2 > y) and x1 + (y - y1) / (y2 - y1) * (x2 - x1) < x
    return bool(crossed % 2)


@pytest.mark.parametrize(
    ("box", "place", "land"),
    [
        (CHINA, (114.34, 34.79), True),
        (CHINA, (123.5, 35.5), False),
        (CHINA, (121.0, 23.7), True),
        (CHINA, (109.8, 19.2), True),
        (EUROPE, (2.35, 48.86), True),
        (EUROPE, (-4.0, 49.8), False),
        (EUROPE, (-1.2, 52.5), True),
        (ANDES, (-70.65, -33.45), True),
        (ANDES, (-75.0, -33.0), False),
        (EQUATOR, (113.9, 0.5), True),
        (WORLD, (25.0, 0.0), True),
        (WORLD, (-40.0, 30.0), False),
        (Box(114, 34, 115, 35), (114.5, 34.5), True),
    ],
)
def test_land_is_land_and_sea_is_sea(box: Box, place: tuple[float, float], land: bool) -> None:  # noqa: FBT001  # a table
    assert inside(box, *place) is land


def test_lakes_and_rivers_are_drawn() -> None:
    assert inside(Box(100, 48, 112, 58), 106.5, 52.5, "lakes")
    assert ground(Frame(CHINA)).rivers.count("M") > 10
    assert ground(Frame(Box(-40.5, 29.5, -39.5, 30.5))).rivers == ""


def test_nothing_of_the_ground_lies_far_beyond_the_drawing() -> None:
    for box in (CHINA, EUROPE):
        steps = ground(Frame(box)).land.replace("z", "").split("M")[1:]
        for each in steps:
            start, _, rest = each.partition("l")
            points = (
                np.array([*map(int, start.split()), *map(int, rest.split())]).reshape(-1, 2).cumsum(axis=0)
            )
            assert points.min() > -2 * WIDTH * FINE
            assert points.max() < 3 * WIDTH * FINE


def test_the_earth_is_whole_and_says_where_it_comes_from() -> None:
    data = json.loads(EARTH.read_text(encoding="utf-8"))
    assert data["source"] == "Natural Earth 4.1, public domain"
    assert {
        name: len(data[name]) > least for name, least in (("land", 1000), ("lakes", 200), ("rivers", 400))
    } == {
        "land": True,
        "lakes": True,
        "rivers": True,
    }
    for layer in ("land", "lakes", "rivers"):
        for each in data[layer]:
            points = np.array(each).reshape(-1, 2).cumsum(axis=0) * data["unit"]
            assert np.abs(points[:, 0]).max() <= 180.01
            assert np.abs(points[:, 1]).max() <= 90.01


def placed(number: int, spot: Spot | None) -> Placed:
    return Placed(Happening(f"event/{number}", "Battle", f"Battle {number}", (), Stretch(1100, 1101)), spot)


SPOTS = st.lists(st.tuples(st.floats(100, 131), st.floats(20, 48)), max_size=80).map(
    lambda points: [placed(n, Spot(f"place/{n}", f"Place {n}", *point)) for n, point in enumerate(points)]
)


@given(SPOTS)
@UNHURRIED
def test_each_event_in_sight_stands_in_one_sign_and_no_two_signs_touch(found: list[Placed]) -> None:
    frame = Frame(CHINA)
    drawn = signs(found, frame)
    stand = [each.happening.iri for sign in drawn for each in sign.members]
    pixels = frame.pixels(np.array([each.spot.point for each in found if each.spot]).reshape(-1, 2))
    seen = [each.happening.iri for each, (x, y) in zip(found, pixels, strict=True) if frame.shows(x, y)]
    assert sorted(stand) == sorted(seen)
    for sign in drawn:
        assert frame.shows(sign.x, sign.y, sign.radius - 1e-6)
    for one, other in combinations(drawn, 2):
        at_the_edge = not all(frame.shows(each.x, each.y, each.radius + 1) for each in (one, other))
        assert at_the_edge or hypot(one.x - other.x, one.y - other.y) >= one.radius + other.radius


@given(SPOTS)
@UNHURRIED
def test_names_cover_neither_each_other_nor_signs_and_stay_inside(found: list[Placed]) -> None:
    frame = Frame(CHINA)
    drawn = signs(found, frame)
    named = names(drawn, Gazetteer({"r": Spot("r", "Yellow River", 112, 38, kind="River")}, {}), frame)
    areas = [each.area for each in named]
    areas += [(s.x - s.radius, s.y - s.radius, s.x + s.radius, s.y + s.radius) for s in drawn]
    for one, other in combinations(areas[: len(named)], 2):
        assert one[2] < other[0] or other[2] < one[0] or one[3] < other[1] or other[3] < one[1]
    for name in areas[: len(named)]:
        assert name[0] >= 0
        assert name[2] <= WIDTH
        for sign in areas[len(named) :]:
            assert name[2] < sign[0] or sign[2] < name[0] or name[3] < sign[1] or sign[3] < name[1]


@given(SPOTS, st.sampled_from([CHINA, Box(110, 30, 118, 36), EUROPE]))
@UNHURRIED
def test_routes_are_cut_at_the_edge(found: list[Placed], box: Box) -> None:
    frame = Frame(box)
    stops = tuple(Stop(each, each.spot) for each in found if each.spot)
    route = Route("march", "March", stops)
    pixels = frame.pixels(np.array([stop.spot.point for stop in stops]).reshape(-1, 2))
    both = sum(frame.shows(*a) and frame.shows(*b) for a, b in pairwise(pixels))
    legs = [leg for line in lines([route] if len(stops) > 1 else [], frame) for leg in line.legs]
    assert len(legs) >= both
    for leg in legs:
        assert all(-0.01 <= x <= WIDTH + 0.01 and -0.01 <= y <= HEIGHT + 0.01 for x, y in leg)


def test_a_route_that_passes_through_is_drawn_as_far_as_it_is_in_sight() -> None:
    far = [Spot("west", "West", 105, 33), Spot("east", "East", 125, 33), Spot("farther", "Farther", 126, 40)]
    route = Route("march", "March", tuple(Stop(placed(n, spot), spot) for n, spot in enumerate(far)))
    ((start, middle, end),) = lines([route], Frame(Box(112, 30, 118, 36)))[0].legs
    assert (round(start[0]), round(end[0])) == (0, WIDTH)
    assert middle[0] == pytest.approx((start[0] + end[0]) / 2)
    assert route.told == "March: West → East → Farther"


def test_the_order_of_the_answer_makes_no_difference() -> None:
    found = [placed(n, Spot(f"place/{n % 7}", "P", 104 + n % 7 * 0.4, 30)) for n in range(30)]
    assert signs(found[::-1], Frame(CHINA)) == signs(found, Frame(CHINA))


def test_a_place_without_coordinates_is_where_the_nearest_whole_of_it_is() -> None:
    spots = {"prefecture": Spot("prefecture", "Prefecture", 1, 2), "realm": Spot("realm", "Realm", 3, 4)}
    wholes = {
        "town": ("ward", "prefecture"),
        "prefecture": ("realm",),
        "ward": ("town",),
        "lost": ("loop",),
        "loop": ("lost",),
    }
    known = Gazetteer(spots, wholes)
    assert known.find("prefecture") == spots["prefecture"]
    assert known.find("town", "Town") == Spot("town", "Town", 1, 2, about=True)
    assert known.find("lost") is None


@given(st.floats(-180, 180), st.floats(-90, 90), st.floats(-180, 180), st.floats(-90, 90))
@UNHURRIED
def test_any_extent_is_bounded_to_one_that_can_be_drawn(a: float, b: float, c: float, d: float) -> None:
    box = bounded(Box(a, b, c, d))
    assert -180 <= box.west < 180
    assert box.west < box.east <= box.west + 360
    assert -85 <= box.south < box.north <= 85
    assert min(box.east - box.west, box.north - box.south) >= 0.39
    assert np.isfinite(Frame(box).pixels(np.array([box.middle]))).all()


def test_zooming_in_and_out_again_comes_back() -> None:
    frame = Frame(CHINA)
    x, y = WIDTH / 4, HEIGHT / 4
    there = Frame(bounded(frame.inner(x, y, WIDTH - x, HEIGHT - y)))
    back = there.inner(-2 * x, -2 * y, WIDTH + 2 * x, HEIGHT + 2 * y)
    again = frame.inner(0, 0, WIDTH, HEIGHT)
    assert [back.west, back.south, back.east, back.north] == pytest.approx(
        [again.west, again.south, again.east, again.north], abs=1.5
    )


@given(SPOTS)
@UNHURRIED
def test_the_box_around_points_is_the_smallest(found: list[Placed]) -> None:
    points = [each.spot.point for each in found if each.spot]
    assume(points)
    box = around(points)
    assert box is not None
    assert {box.west, box.east} <= {east for east, _ in points}
    assert all(box.west <= east <= box.east and box.south <= north <= box.north for east, north in points)


CHANZHOU = (
    "Chanyuan Treaty, 1005; 19 January – 24 January 1005",
    "Invasion of 1125, November 1125 – March 1126",
)


def test_the_page_places_each_event_and_says_what_cannot_be_placed(site: FlaskClient) -> None:
    content = page(site, "/map")
    titles = [each.text for each in content.xpath("//a[contains(@class, 'spot')]/title")]
    assert sorted(titles) == [
        "Chanzhou +1 (about here): 2\n" + "\n".join(CHANZHOU),
        "Kaifeng: 2\nSiege of Kaifeng, 31 January – 5 March 1126\nA flood, 1130",
        "Pingzhou\nRebellion of Zhang Jue, c. May 1123",
        "Yanjing\nFall of Yanjing, 6 January 1126",
    ]
    assert texts(content, "//figcaption")[0].startswith("6 events; 3 cannot be drawn, for no source says")
    assert set(texts(content, "//*[@class='place']")) == {"Chanzhou +1", "Kaifeng", "Pingzhou", "Yanjing"}


def test_a_campaign_is_a_route_between_the_places_of_its_parts(site: FlaskClient) -> None:
    content = page(site, "/map")
    assert texts(content, "//a[@class='route']/title") == ["Invasion of 1125: Yanjing → Kaifeng"]
    assert texts(content, "//dl[@class='routes']//dd") == ["Yanjing → Kaifeng"]
    assert texts(page(site, "/map?kind=Siege"), "//a[@class='route']") == []


def test_the_table_says_where(site: FlaskClient) -> None:
    rows = table(page(site, "/map?from=1126&to=1130"))
    assert [row[1:2] + row[4:] for row in rows] == [
        ["Invasion of 1125", "Hebei", "≈ 115.20, 38.00"],
        ["Fall of Yanjing", "Yanjing", "116.37, 39.93"],
        ["Siege of Kaifeng", "Kaifeng", "114.34, 34.79"],
        ["A flood", "Kaifeng", "114.34, 34.79"],
        ["Harbouring of Zhang Jue", "", ""],
    ]


@pytest.mark.parametrize(
    ("asked", "shown", "beyond"),
    [
        ("box=114,34,115,35", {"Kaifeng"}, "4 are beyond the edge"),
        ("box=116,39,119,41&kind=Betrayal", {"Pingzhou"}, ""),
        ("box=-10,36,30,60", set(), "6 are beyond the edge"),
        ("state=id/polity/liao", {"Chanzhou"}, ""),
    ],
)
def test_a_part_of_the_land_shows_what_is_there(
    site: FlaskClient, asked: str, shown: set[str], beyond: str
) -> None:
    content = page(site, f"/map?{asked}")
    assert {
        each.text.partition("\n")[0].partition(" (")[0].partition(":")[0]
        for each in content.xpath("//a[contains(@class, 'spot')]/title")
    } == shown
    assert beyond in texts(content, "//figcaption")[0]


def test_a_part_in_pixels_becomes_an_extent_with_an_address(site: FlaskClient) -> None:
    content = page(site, "/map?box=110,30,120,40&part=285,190,855,570&kind=Siege")
    address = content.get_element_by_id("view").get("data-address")
    given = parse_qs(urlsplit(address).query)
    assert set(given) == {"box", "kind"}
    west, south, east, north = map(float, given["box"][0].split(","))
    assert 110 < west < 115 < east < 120
    assert 30 < south < 35 < north < 40
    assert texts(page(site, address), "//figcaption") == texts(content, "//figcaption")


def test_signs_of_several_places_lead_closer_and_the_form_keeps_the_extent(site: FlaskClient) -> None:
    content = page(site, "/map?box=-170,-56,180,78")
    several = content.xpath("//a[contains(@class, 'several')]/@href")
    boxes = [parse_qs(urlsplit(each).query).get("box") for each in several]
    assert any(boxes)
    assert content.xpath("//input[@name='box']/@value") == ["-170,-56,180,78"]


def test_every_way_leads_to_a_map(site: FlaskClient) -> None:
    ways = page(site, "/map?box=-180,-85,180,85").xpath("//ul[@class='moves']//a/@href")
    ways += page(site, "/map").xpath("//ul[@class='moves']//a/@href")
    assert len(ways) >= 8
    assert {site.get(each, headers={"Accept": "text/html"}).status_code for each in ways} == {200}


def test_the_events_are_had_as_csv_and_as_geojson(site: FlaskClient) -> None:
    rows = list(csv.DictReader(StringIO(site.get("/map.csv").text)))
    assert len(rows) == 9
    fall = next(row for row in rows if row["name"] == "Fall of Yanjing")
    assert fall == {
        "event": "http://kg.test/id/event/yanjing-taken",
        "name": "Fall of Yanjing",
        "kind": "Battle",
        "date": "1126-01-06",
        "place": "http://kg.test/id/place/yanjing",
        "placeName": "Yanjing",
        "latitude": "39.9314",
        "longitude": "116.368",
        "approximate": "False",
    }
    response = site.get("/map", headers={"Accept": "application/geo+json"})
    assert response.content_type == "application/geo+json"
    features = json.loads(response.text)["features"]
    assert len(features) == 9
    flood = next(each for each in features if each["properties"]["name"] == "A flood")
    assert flood["geometry"] == {"type": "Point", "coordinates": [114.3433, 34.7855]}
    assert [each["properties"]["name"] for each in features if each["geometry"] is None] == [
        "Alliance at Sea",
        "Peace of Shaoxing",
        "Harbouring of Zhang Jue",
    ]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("box=1,2,3", "box is '1,2,3'; it must be west,south,east,north in degrees"),
        ("box=110,30,120,nan", "it must be west,south,east,north"),
        ("box=110,30,120,1e999", "it must be west,south,east,north"),
        ("part=0,0,left", "part is '0,0,left'; it must be left,top,right,bottom in pixels"),
        ("bbox=1,2,3,4", "The map has no parameter 'bbox'"),
    ],
)
def test_what_cannot_be_drawn_is_said(site: FlaskClient, asked: str, said: str) -> None:
    response = site.get(f"/map?{asked}")
    assert response.status_code == 400
    assert said in response.json["detail"]


@pytest.mark.parametrize(
    ("asked", "box"),
    [
        ("box=120,40,110,30", "110,30,120,40"),
        ("box=-999,-999,999,999", "-180,-85,180,85"),
        ("box=114,34,114,34", "113.8,33.8,114.2,34.2"),
    ],
)
def test_an_extent_that_cannot_be_is_put_right(site: FlaskClient, asked: str, box: str) -> None:
    address = page(site, f"/map?{asked}").get_element_by_id("view").get("data-address")
    assert parse_qs(urlsplit(address).query)["box"] == [box]


@pytest.mark.parametrize(
    "part", ["0,0,0,0", "1140,760,0,0", "-9999,-9999,9999,9999", "9999,9999,9999,9999", "1,2,3,9999"]
)
@pytest.mark.parametrize("box", [CHINA, ANDES, WORLD])
def test_any_part_of_any_drawing_is_a_map(site: FlaskClient, part: str, box: Box) -> None:
    assert site.get(f"/map?part={part}&box={spelled(box)}").status_code == 200


@pytest.mark.parametrize("box", EXTENTS)
def test_an_extent_is_spelled_as_it_is_read(site: FlaskClient, box: Box) -> None:
    content = page(site, f"/map?box={spelled(box)}")
    assert text(content.find(".//h1")) == "Map"
    given = parse_qs(urlsplit(content.get_element_by_id("view").get("data-address")).query)
    assert given["box"] == [spelled(box)]


def test_the_packages_of_the_ground_are_pinned_by_version_and_digest_and_to_no_registry() -> None:
    folder = Path(__file__).resolve().parent.parent / "server" / "assets" / "earth"
    lock = json.loads((folder / "package-lock.json").read_text(encoding="utf-8"))
    packages = [about for path, about in lock["packages"].items() if path]
    assert [each for each in packages if "resolved" in each or "integrity" not in each] == []
    asked = json.loads((folder / "package.json").read_text(encoding="utf-8"))["dependencies"].values()
    assert [each for each in asked if not re.fullmatch(r"\d+\.\d+\.\d+", each)] == []


@pytest.mark.parametrize("view", ["timeline", "map", "network"])
def test_crawlers_are_not_led_into_ever_other_years_and_extents(site: FlaskClient, view: str) -> None:
    content = page(site, f"/{view}")
    ways = content.xpath("//a[@data-move]")
    assert ways
    assert {each.get("rel") for each in ways} == {"nofollow"}
