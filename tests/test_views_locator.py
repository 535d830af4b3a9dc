"""The small map on the pages of things: names stand where there is room for them, never over one another."""

from itertools import combinations

import pytest

from server.drawing import SIZE
from server.lettering import breadth
from server.resources.page.situation import Place
from server.views.atlas.locator import HEIGHT, WIDTH, Spot, locator

YANJING = ("Yanjing", 116.37, 39.93)
NEIGHBOURS = [("Pingzhou", 118.87, 39.89), ("Yingzhou", 119.16, 39.89), ("Luanzhou", 118.7, 39.74)]
SHARES = {"start": 0.0, "middle": 0.5, "end": 1.0}

_Area = tuple[float, float, float, float]


def spots(*places: tuple[str, float, float]) -> tuple[Spot, ...]:
    """The places as they are drawn."""
    drawn = locator([Place(name, "", east, north) for name, east, north in places])
    assert drawn is not None
    return drawn.spots


def area(spot: Spot) -> _Area:
    """What the name of a place covers."""
    assert spot.label is not None
    room = breadth(spot.name, SIZE)
    left = spot.label.x - SHARES[spot.label.anchor] * room
    return left, spot.label.y - 11, left + room, spot.label.y + 2


def apart(one: _Area, other: _Area) -> bool:
    return one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


def test_a_place_alone_has_its_name_to_the_right() -> None:
    (spot,) = spots(YANJING)
    assert spot.label is not None
    assert (spot.label.x - spot.x, spot.label.anchor) == (8, "start")


def test_places_close_together_keep_their_names_apart() -> None:
    named = [spot for spot in spots(YANJING, *NEIGHBOURS) if spot.label]
    assert {spot.name for spot in named} == {"Yanjing", "Pingzhou", "Yingzhou", "Luanzhou"}
    assert all(apart(area(one), area(other)) for one, other in combinations(named, 2))


@pytest.mark.parametrize("count", [1, 8, 40])
def test_no_name_leaves_the_map_or_covers_another_however_many_there_are(count: int) -> None:
    crowd = [(f"Place {number}", 110 + number % 7, 30 + number % 5) for number in range(count)]
    areas = [area(spot) for spot in spots(*crowd) if spot.label]
    assert areas
    assert all(
        left >= 0 and right <= WIDTH and top >= 0 and below <= HEIGHT for left, top, right, below in areas
    )
    assert all(apart(one, other) for one, other in combinations(areas, 2))
