"""The map across the meridian of 180°: what lies on both sides of it is near, and drawn so."""

from urllib.parse import parse_qs, urlsplit

import numpy as np
import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad

from kg import rdf
from kg.resources import folder
from kg.settings import Settings
from kg.terms import term
from server.app import create_app
from server.resources.page.situation import Place
from server.views.atlas.boxes import bounded
from server.views.atlas.frame import HEIGHT, WIDTH, Frame, around
from server.views.atlas.locator import locator
from server.views.atlas.projection import Box
from server.views.atlas.routes import Route, Stop, lines
from server.views.atlas.signs import signs
from server.views.atlas.spots import Spot
from tests.conftest import BASE, Publish
from tests.test_views_map import inside, placed
from tests.views import UNHURRIED, page, text

STRAIT = Box(165, 58, 200, 72)
"""The Bering Strait, with Chukotka on this side of 180° and Alaska beyond."""
SUVA, APIA = Spot("suva", "Suva", 178.44, -18.14), Spot("apia", "Apia", -171.77, -13.83)


@pytest.mark.parametrize(
    ("points", "box"),
    [
        ([(178, -18), (-172, -14)], Box(178, -18, 188, -14)),
        ([(-172, -14), (178, -18), (170, 0)], Box(170, -18, 188, 0)),
        ([(104, 30), (116, 40)], Box(104, 30, 116, 40)),
        ([(-80, 10), (40, 10), (20, -10)], Box(-80, -10, 40, 10)),
        ([(180, 5), (-180, 6)], Box(180, 5, 180, 6)),
        ([(12, 5)], Box(12, 5, 12, 5)),
    ],
)
def test_the_box_around_places_takes_the_shorter_way(points: list[tuple[float, float]], box: Box) -> None:
    assert around(points) == box


@given(st.lists(st.tuples(st.floats(-180, 180), st.floats(-80, 80)), min_size=1, max_size=12))
@UNHURRIED
def test_the_box_around_places_is_never_wider_than_half_of_what_is_not_needed(
    points: list[tuple[float, float]],
) -> None:
    box = around(points)
    assert box is not None
    east = [point[0] + 360 * (point[0] < box.west - 1e-9) for point in points]
    assert all(box.west - 1e-9 <= each <= box.east + 1e-9 for each in east)
    plain = max(point[0] for point in points) - min(point[0] for point in points)
    assert box.east - box.west <= plain + 1e-9


@pytest.mark.parametrize(
    ("place", "land"),
    [
        ((172.0, 66.5), True),
        ((183.0, 66.8), True),
        ((196.0, 65.0), True),
        ((178.0, 60.0), False),
        ((188, 61), False),
    ],
)
def test_land_goes_on_beyond(place: tuple[float, float], land: bool) -> None:  # noqa: FBT001  # a table
    assert inside(STRAIT, *place) is land


def test_a_place_stands_on_the_nearer_side() -> None:
    frame = Frame(STRAIT)
    (provideniya, nome, anadyr) = frame.places(np.array([(-173.2, 64.4), (-165.4, 64.5), (177.5, 64.7)]))
    assert anadyr[0] < provideniya[0] < nome[0]
    assert all(frame.shows(*map(float, each)) for each in (provideniya, nome, anadyr))
    assert nome == pytest.approx(frame.pixels(np.array([(194.6, 64.5)]))[0])


def test_signs_and_ways_are_near_and_lie_in_sight() -> None:
    found = [placed(number, spot) for number, spot in enumerate((SUVA, APIA))]
    box = around(spot.point for spot in (SUVA, APIA))
    assert box is not None
    frame = Frame(bounded(box.wider(0.2, 4)))
    assert frame.box.east - frame.box.west < 20
    drawn = sorted(signs(found, frame), key=lambda sign: sign.x)
    assert [sign.name for sign in drawn] == ["Suva", "Apia"]
    route = Route("voyage", "Voyage", tuple(Stop(each, each.spot) for each in found if each.spot))
    ((start, _, end),) = lines([route], frame)[0].legs
    assert 0 < start[0] < end[0] < WIDTH
    assert all(0 < y < HEIGHT for _, y in (start, end))


def test_the_small_map_of_both_is_a_small_one() -> None:
    drawn = locator([Place(spot.name, "", *spot.point) for spot in (SUVA, APIA)])
    assert drawn is not None
    suva, apia = drawn.spots
    assert 0 < suva.x < apia.x < drawn.width
    assert apia.x - suva.x > drawn.width / 3


@pytest.mark.parametrize(
    ("given_", "box"),
    [
        (Box(170, -20, 190, 0), Box(170, -20, 190, 0)),
        (Box(-190, -20, -170, 0), Box(170, -20, 190, 0)),
        (Box(530, -20, 550, 0), Box(170, -20, 190, 0)),
        (Box(180, 0, 190, 10), Box(-180, 0, -170, 10)),
        (Box(-180, -80, 180, 80), Box(-180, -80, 180, 80)),
    ],
)
def test_an_extent_is_spelled_from_this_side_on(given_: Box, box: Box) -> None:
    assert bounded(given_) == box


def test_going_on_eastwards_leads_round_the_earth() -> None:
    box, steps = Box(170, -10, 190, 10), []
    for _ in range(40):
        ahead = bounded(Frame(box).inner(WIDTH / 2, 0, WIDTH * 3 / 2, HEIGHT))
        steps.append((ahead.west - box.west) % 360)
        assert -180 <= ahead.west < 180
        box = ahead
    assert sum(steps) > 360
    assert max(steps) < 30, "each step leads a little eastwards, over 180° as anywhere"


def test_wider_stops_at_the_whole_earth() -> None:
    assert Box(170, -20, 190, 0).wider(20, 0) == Box(0, -88, 360, 88)
    assert Box(100, -20, 170, 0).wider(0.5, 0) == Box(65, -30, 180, 10)


def island(slug: str, east: float, north: float) -> list[Quad]:
    """A place and a battle there."""
    graph, place = rdf.graph("islands", BASE), NamedNode(f"{BASE}id/place/{slug}")
    battle = NamedNode(f"{BASE}id/event/battle-of-{slug}")
    said = [
        (place, "rdf:type", term("cy:Place")),
        (place, "rdfs:label", Literal(slug.title(), language="en")),
        (place, "wgs84:lat", Literal(north)),
        (place, "wgs84:long", Literal(east)),
        (battle, "rdf:type", term("cy:Battle")),
        (battle, "rdfs:label", Literal(f"Battle of {slug.title()}", language="en")),
        (battle, "cy:place", place),
    ]
    return [Quad(subject, term(name), value, graph) for subject, name, value in said]


@pytest.fixture(scope="module")
def site(publish: Publish, tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """A service over battles on both sides."""
    ontology = rdf.file_quads(folder("ontology") / "chanyuan.ttl", "ontology", BASE)
    quads = [*ontology, *island("suva", *SUVA.point), *island("apia", *APIA.point)]
    versions = publish(tmp_path_factory.mktemp("islands"), quads)
    return create_app(Settings(data=versions.folder, base=BASE)).test_client()


@pytest.mark.slow
def test_the_map_of_things_on_both_sides_is_not_one_of_the_world(site: FlaskClient) -> None:
    content = page(site, "/map")
    (out,) = content.xpath("//a[@data-move='out']/@href")
    west, _, east, _ = map(float, parse_qs(urlsplit(out).query)["box"][0].split(","))
    assert (160 < west < 180, 180 < east < 210) == (True, True)
    assert "2 events" in text(content.find(".//figcaption"))
    assert "beyond" not in text(content.find(".//figcaption"))
