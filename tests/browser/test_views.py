"""The timeline, the map and the network as their users meet them, in a real browser."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from kg import rdf
from kg.resources import folder
from tests.browser.conftest import BASE, Open, Visit
from tests.conftest import Publish
from tests.serving import serving
from tests.views import GRAPH

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def address(publish: Publish, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the small graph made for the views is served."""
    quads = rdf.file_quads(GRAPH, "authority", BASE)
    quads += rdf.file_quads(folder("ontology") / "chanyuan.ttl", "ontology", BASE)
    versions = publish(tmp_path_factory.mktemp("views"), quads)
    with serving(versions, BASE, timeout=20) as served:
        yield f"http://127.0.0.1:{served.port}"


def asked(page: Page) -> dict[str, list[str]]:
    """What the address says."""
    return parse_qs(urlsplit(page.url).query)


def events(seen: Visit) -> Locator:
    return seen.page.locator("a.happening")


def names(seen: Visit) -> list[str]:
    """What is drawn on the timeline, by name."""
    return [
        each.partition(", ")[0] for each in events(seen).evaluate_all("all => all.map(a => a.dataset.told)")
    ]


def test_the_timeline_follows_its_form_without_a_button(visit: Open) -> None:
    seen = visit("/timeline")
    expect(events(seen)).to_have_count(8)
    seen.page.get_by_role("checkbox", name="Treaty").check()
    expect(events(seen)).to_have_count(3)
    assert asked(seen.page) == {"kind": ["Treaty"]}
    seen.page.get_by_role("combobox", name="State").select_option(label="Liao dynasty")
    expect(events(seen)).to_have_count(1)
    assert names(seen) == ["Chanyuan Treaty"]
    seen.page.fill("#to", "1000")
    seen.page.keyboard.press("Enter")
    expect(events(seen)).to_have_count(0)
    assert asked(seen.page) == {"kind": ["Treaty"], "state": ["id/polity/liao"], "to": ["1000"]}


def test_back_shows_what_was_shown(visit: Open) -> None:
    seen = visit("/timeline?from=1100")
    seen.page.get_by_role("checkbox", name="Treaty").check()
    expect(events(seen)).to_have_count(2)
    seen.page.go_back()
    expect(events(seen)).to_have_count(7)
    expect(seen.page.get_by_role("checkbox", name="Treaty")).not_to_be_checked()


def test_the_ways_lead_to_other_years_and_keep_the_focus(visit: Open) -> None:
    seen = visit("/timeline?from=1100&to=1139")
    way = seen.page.locator(".moves [data-move=later]")
    way.focus()
    seen.page.keyboard.press("Enter")
    expect(seen.page.locator("#from")).to_have_value("1120")
    assert asked(seen.page) == {"from": ["1120"], "to": ["1159"]}
    expect(way).to_be_focused()


@pytest.mark.parametrize(
    ("key", "years"),
    [
        ("+", ["1110", "1129"]),
        ("-", ["1080", "1159"]),
        ("ArrowLeft", ["1080", "1119"]),
        ("ArrowRight", ["1120", "1159"]),
    ],
)
def test_keys_move_the_timeline(visit: Open, key: str, years: list[str]) -> None:
    seen = visit("/timeline?from=1100&to=1139")
    seen.page.locator(".scroll").focus()
    seen.page.keyboard.press(key)
    expect(seen.page.locator("#from")).to_have_value(years[0])
    expect(seen.page.locator("#to")).to_have_value(years[1])
    expect(seen.page.locator(".scroll")).to_be_focused()


def dragged(seen: Visit, x: float, y: float) -> None:
    """Drag the drawing by so many pixels."""
    seen.page.locator(".scroll > svg").hover(position={"x": 700, "y": 20})
    box = seen.page.locator(".scroll > svg").bounding_box()
    assert box
    start = box["x"] + 700, box["y"] + 20
    seen.page.mouse.down()
    seen.page.mouse.move(start[0] + x / 2, start[1] + y / 2)
    seen.page.mouse.move(start[0] + x, start[1] + y)
    seen.page.mouse.up()


def test_dragging_the_timeline_goes_to_other_years(visit: Open) -> None:
    seen = visit("/timeline?from=1100&to=1139")
    dragged(seen, -300, 0)
    expect(seen.page.locator("#from")).not_to_have_value("1100")
    first, last = int(seen.page.input_value("#from")), int(seen.page.input_value("#to"))
    assert 1105 < first < 1118
    assert last - first == pytest.approx(39, abs=1)


def test_the_wheel_with_control_zooms_where_it_points(visit: Open) -> None:
    seen = visit("/timeline?from=1000&to=1199")
    seen.page.locator(".scroll > svg").hover(position={"x": 900, "y": 30})
    seen.page.keyboard.down("Control")
    seen.page.mouse.wheel(0, -300)
    seen.page.keyboard.up("Control")
    expect(seen.page.locator("#from")).not_to_have_value("1000")
    first, last = int(seen.page.input_value("#from")), int(seen.page.input_value("#to"))
    assert 1000 < first < 1141 < last <= 1199


def test_a_bare_wheel_scrolls_the_page(visit: Open) -> None:
    seen = visit("/timeline")
    seen.page.locator(".scroll > svg").hover(position={"x": 900, "y": 30})
    seen.page.mouse.wheel(0, 600)
    expect(seen.page.locator("header.site")).not_to_be_in_viewport()
    assert asked(seen.page) == {}


@pytest.mark.parametrize("view", ["timeline", "map", "network"])
def test_the_sliders_choose_years_between_the_first_and_the_last(visit: Open, view: str) -> None:
    seen = visit(f"/{view}")
    start, end = seen.page.locator("[data-slides=from]"), seen.page.locator("[data-slides=to]")
    assert [start.get_attribute("min"), end.get_attribute("max")] == ["1005", "1141"]
    start.fill("1120")
    expect(seen.page.locator("#from")).to_have_value("1120")
    seen.page.wait_for_url("**from=1120*")
    end = seen.page.locator("[data-slides=to]")
    end.focus()
    seen.page.keyboard.press("ArrowLeft")
    seen.page.wait_for_url("**to=1140*")
    expect(end).to_be_focused()
    assert asked(seen.page) == {"from": ["1120"], "to": ["1140"]}


def test_a_slider_does_not_pass_the_other(visit: Open) -> None:
    seen = visit("/timeline?from=1100&to=1110")
    seen.page.locator("[data-slides=from]").fill("1130")
    seen.page.wait_for_url("**from=1130*")
    assert asked(seen.page) == {"from": ["1130"], "to": ["1130"]}


@pytest.mark.parametrize(
    ("view", "sign", "told"),
    [
        (
            "timeline",
            "a.happening.siege",
            ["Siege of Kaifeng, 31 January – 5 March 1126", "Jin dynasty", "Song dynasty"],
        ),
        ("map", "a.spot.betrayal", ["Pingzhou", "Rebellion of Zhang Jue, c. May 1123"]),
        (
            "network",
            "[data-agent$=zhang-jue]",
            ["Zhang Jue", "Zhang Jue betrayed Jin dynasty", "Zhang Jue served Liao dynasty"],
        ),
    ],
)
def test_a_card_tells_what_a_sign_is_and_the_keyboard_gets_it_as_well(
    visit: Open, view: str, sign: str, told: list[str]
) -> None:
    seen = visit(f"/{view}")
    card = seen.page.locator(".card")
    expect(card).to_be_hidden()
    seen.page.locator(sign).focus()
    expect(card.locator("> *")).to_have_text(told)
    seen.page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    seen.page.locator(sign).hover(force=True)
    expect(card).to_be_visible()
    assert seen.page.locator(sign).get_attribute("aria-label")


def test_a_sign_leads_to_the_thing(visit: Open) -> None:
    seen = visit("/timeline")
    seen.page.locator("a.happening.siege").click()
    assert urlsplit(seen.page.url).path == "/page/event/siege"


def test_the_map_goes_closer_and_back_by_its_ways(visit: Open) -> None:
    seen = visit("/map")
    seen.page.click(".moves [data-move=in]")
    seen.page.wait_for_url("**box=*")
    west, _, east, _ = map(float, asked(seen.page)["box"][0].split(","))
    seen.page.click(".moves [data-move=east]")
    seen.page.wait_for_url(lambda url: f"box={west:g}," not in url)
    moved = [float(each) for each in asked(seen.page)["box"][0].split(",")]
    assert moved[0] > west
    assert moved[2] - moved[0] == pytest.approx(east - west, rel=0.1)
    seen.page.click(".moves [data-move=whole]")
    seen.page.wait_for_url(lambda url: "box" not in url)
    expect(seen.page.locator("a.spot")).to_have_count(4)


def test_dragging_the_map_shows_other_land_under_an_address_of_its_own(visit: Open) -> None:
    seen = visit("/map?box=110,30,120,40")
    dragged(seen, -200, 150)
    seen.page.wait_for_url(lambda url: "box=110,30,120,40" not in url)
    given = asked(seen.page)
    assert set(given) == {"box"}
    west, _, east, north = map(float, given["box"][0].split(","))
    middle = (west + east) / 2
    assert 116 < middle < 119
    assert north > 41
    address = seen.page.url
    spots = seen.page.locator("a.spot").count()
    seen.page.goto(address)
    expect(seen.page.locator("a.spot")).to_have_count(spots)


def test_a_number_on_the_map_leads_to_its_places_apart(visit: Open) -> None:
    seen = visit("/map?box=-170,-56,180,78")
    seen.page.locator("a.several[data-move]").first.click()
    seen.page.wait_for_url(lambda url: "box=-170" not in url)
    seen.page.locator("a.spot").nth(1).wait_for()


def test_the_network_dims_all_but_the_neighbours(visit: Open) -> None:
    seen = visit("/network")
    seen.page.locator("[data-agent$=gaozong]").focus()
    dimmed = seen.page.locator(".agent.dimmed")
    bright = seen.page.locator(".agent:not(.dimmed)")
    expect(dimmed).to_have_count(4)
    assert sorted(bright.evaluate_all("all => all.map(a => a.dataset.told)")) == [
        "Emperor Gaozong",
        "Emperor Huizong",
        "Southern Song",
    ]
    seen.page.locator(".scroll").focus()
    expect(dimmed).to_have_count(0)


def test_keys_scale_the_network_where_it_stands(visit: Open) -> None:
    seen = visit("/network")
    region, moving = seen.page.locator(".scroll"), seen.page.locator(".scroll .moving")
    region.focus()
    seen.page.keyboard.press("+")
    expect(moving).to_have_attribute("transform", _scaled("1.4"))
    seen.page.keyboard.press("0")
    expect(moving).to_have_attribute("transform", _scaled("1"))


def test_the_network_is_narrowed_to_relations_and_to_somebody(visit: Open) -> None:
    seen = visit("/network")
    seen.page.get_by_role("checkbox", name="served").check()
    expect(seen.page.locator("tbody tr")).to_have_count(1)
    seen.page.get_by_role("checkbox", name="served").uncheck()
    expect(seen.page.locator("tbody tr")).to_have_count(10)
    seen.page.get_by_role("combobox", name="Around").select_option(label="Zhang Jue")
    expect(seen.page.locator("tbody tr")).to_have_count(2)
    assert asked(seen.page) == {"of": ["id/person/zhang-jue"]}


@pytest.mark.parametrize("view", ["timeline", "map", "network"])
def test_without_scripts_the_form_and_the_ways_are_pages(visit: Open, view: str) -> None:
    seen = visit(f"/{view}", scripts=False)
    seen.page.fill("#from", "1120")
    seen.page.fill("#to", "1130")
    seen.page.click(".chooser button")
    assert asked(seen.page)["from"] == ["1120"]
    expect(seen.page.locator(".scroll > svg")).to_be_visible()
    seen.page.locator(".moves a").first.click()
    expect(seen.page.locator(".scroll > svg")).to_be_visible()


@pytest.mark.parametrize("view", ["timeline", "map", "network"])
@pytest.mark.parametrize("width", [360, 768, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_is_no_wider_than_the_window(visit: Open, view: str, width: int, scheme: str) -> None:
    seen = visit(f"/{view}", width=width, scheme=scheme)
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= width
    style = "getComputedStyle(document.querySelector('.state, .place, .agent text')).fill"
    ink = [int(each) for each in seen.page.evaluate(style).removeprefix("rgb(").rstrip(")").split(",")]
    assert (sum(ink) > 3 * 128) == (scheme == "dark")


@pytest.mark.parametrize("view", ["map", "network"])
def test_in_a_narrow_window_the_middle_is_seen_first(visit: Open, view: str) -> None:
    region = visit(f"/{view}", width=360).page.locator(".scroll")
    room = region.evaluate("region => region.scrollWidth - region.clientWidth")
    assert region.evaluate("region => region.scrollLeft") == pytest.approx(room / 2, abs=2)


def test_in_a_narrow_window_the_timeline_shows_first_when_most_happened_and_whose_lanes_these_are(
    visit: Open,
) -> None:
    region = visit("/timeline", width=360).page.locator(".scroll")
    seen = """(region, selector) => [...region.querySelectorAll(selector)].map(each => {
      const { left, right } = each.getBoundingClientRect(), window = region.getBoundingClientRect()
      return window.left <= left && right <= window.right
    })"""
    happenings = region.evaluate(seen, ".happening")
    assert sum(happenings) >= len(happenings) / 4
    for place in (0, 200, 400):
        region.evaluate("(region, place) => region.scrollLeft = place", place)
        region.page.wait_for_function(
            """() => {
              const edge = document.querySelector(".scroll").getBoundingClientRect().left
              const names = [...document.querySelectorAll(".scroll .state")]
              return names.every(each => each.getBoundingClientRect().left >= edge)
            }"""
        )
        assert all(region.evaluate(seen, ".state")), place


@pytest.mark.parametrize("view", ["timeline", "map", "network"])
def test_what_is_seen_in_a_narrow_window_is_kept(visit: Open, view: str) -> None:
    seen = visit(f"/{view}", width=360)
    region = seen.page.locator(".scroll")
    region.evaluate("region => region.scrollLeft = 100")
    seen.page.fill("#from", "1120")
    seen.page.keyboard.press("Enter")
    seen.page.wait_for_url("**from=1120*")
    assert region.evaluate("region => region.scrollLeft") == 100
    expect(seen.page.get_by_role("status")).to_have_text(seen.page.locator("figcaption").inner_text())


@pytest.mark.parametrize("view", ["timeline", "map", "network"])
def test_axe_finds_nothing(visit: Open, view: str) -> None:
    axe = (
        Path(__file__).resolve().parents[2] / "server" / "assets" / "node_modules" / "axe-core" / "axe.min.js"
    )
    if not axe.is_file():
        pytest.skip("needs axe-core, which `make assets` brings")
    seen = visit(f"/{view}")
    seen.page.evaluate(axe.read_text(encoding="utf-8"))
    found = seen.page.evaluate("axe.run(document.querySelector('#content'))")
    assert [
        (each["id"], [node["html"][:120] for node in each["nodes"]]) for each in found["violations"]
    ] == []


def _scaled(by: str) -> re.Pattern[str]:
    return re.compile(rf"scale\({re.escape(by)}\)")
