"""Every page of the site: nothing that axe finds, nothing wider than a telephone, nothing that moves."""

import re
from pathlib import Path
from typing import Any, cast

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Page

from tests.browser.conftest import Open

AXE = Path(__file__).resolve().parents[2] / "server" / "assets" / "node_modules" / "axe-core" / "axe.min.js"

THINGS = (
    *("event/rebellion-of-zhang-jue", "event/chanyuan-treaty", "event/siege-of-kaifeng", "person/zhang-jue"),
    *("polity/song", "place/kaifeng", "document/zhang-jue", "graph/authority"),
)
PAGES = (
    *("/", "/documents", "/documents/sworn-oaths", "/dumps/", "/ontology", "/shapes", "/queries"),
    *("/versions", "/versions/1", "/timeline", "/map", "/network"),
    *("/things", "/things/betrayals", "/things/persons?role=cy:served&from=1000", "/things/eras"),
    *("/search", "/search?q=Zhang", "/search?q=nothing+of+the+kind", "/sparql"),
    *(f"/page/{thing}" for thing in THINGS),
    "/queries/betrayals",
    "/queries/life?person=nobody",
    "/sparql?query=SELECT+*+%7B+%3Fs+a+cy%3ATreaty+%7D",
    "/sparql?query=SELECT+%7B",
    "/?lang=zh-Hant",
    "/page/event/rebellion-of-zhang-jue?lang=zh-Hant",
    "/queries?lang=zh-Hant",
    "/nothing/here",
)
ELSEWHERE = {"/data/{kind}/{slug}", "/.well-known/void"}
"""Routes that lead browsers to one of the other pages."""

FOUND = """async () => {
  document.querySelectorAll("details").forEach(each => each.open = true)
  const { violations } = await axe.run(document, { rules: { "target-size": { enabled: true } } })
  return violations.flatMap(({ id, nodes }) => nodes.map(node => `${id}: ${node.html.slice(0, 200)}`))
}"""
MOVED = """() => new Promise(resolve => {
  let moved = 0
  new PerformanceObserver(list => list.getEntries().forEach(each => moved += each.value))
    .observe({ type: "layout-shift", buffered: true })
  requestAnimationFrame(() => setTimeout(() => resolve(moved)))
})"""
BEYOND = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"

CUT = """() => [...document.querySelectorAll("table.rows")].flatMap(table => {
  const { scrollWidth, clientWidth } = table.parentElement
  const wide = scrollWidth > clientWidth ? [table] : []
  const mute = [...table.querySelectorAll("td")].filter(cell => cell.cellIndex && !cell.dataset.column)
  return [...wide, ...mute].map(each => each.outerHTML.slice(0, 200))
})"""
"""Tables that are wider than the window, and cells that do not say there what they hold."""


def test_every_route_that_has_a_page_is_looked_at_here(site: FlaskClient) -> None:
    described: dict[str, Any] = site.get("/openapi.json").get_json()["paths"]
    with_pages = {
        path
        for path, item in described.items()
        if "text/html" in item.get("get", {}).get("responses", {}).get("200", {}).get("content", {})
        and not path.endswith("{suffix}")
        and not path.startswith(("/queries/", "/things/"))
    }
    seen = {page.partition("?")[0] for page in PAGES}
    patterns = {path: re.sub(r"\\{\w+\\}", "[^/]+", re.escape(path)) for path in with_pages - ELSEWHERE}
    assert [
        path for path, pattern in patterns.items() if not any(re.fullmatch(pattern, each) for each in seen)
    ] == []


def faults(page: Page) -> list[str]:
    """What axe finds, with everything opened that can be opened."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    return cast("list[str]", page.evaluate(FOUND))


@pytest.mark.slow
@pytest.mark.skipif(not AXE.is_file(), reason="needs axe-core, which `make assets` installs")
@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_in_the_way_of_any_reader_by_day_or_night_on_any_width(visit: Open, path: str) -> None:
    page = visit(path).page
    page.wait_for_load_state("networkidle")
    moved = page.evaluate(MOVED)
    found = {"wide, light": faults(page)}
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size({"width": 360, "height": 800})
    beyond, cut = page.evaluate(BEYOND), page.evaluate(CUT)
    page.set_viewport_size({"width": 768, "height": 1000})
    cut += page.evaluate(CUT)
    found["narrow, dark"] = faults(page)
    assert (found, beyond, cut, moved < 0.01) == ({"wide, light": [], "narrow, dark": []}, 0, [], True)


@pytest.mark.slow
@pytest.mark.parametrize("path", ["/", "/page/person/zhang-jue", "/documents/sworn-oaths"])
def test_the_faces_are_ours_and_arrive(visit: Open, path: str) -> None:
    page = visit(path).page
    page.reload()  # a face that comes late is used from the next page on
    page.evaluate("() => document.fonts.ready.then(() => true)")
    loaded = page.evaluate(
        "() => [...document.fonts].filter(each => each.status == 'loaded').map(each => each.family)"
    )
    assert {family.strip('"') for family in loaded} >= {"Source Serif 4 Variable", "Source Sans 3 Variable"}
