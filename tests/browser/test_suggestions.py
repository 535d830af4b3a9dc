"""Names suggested in the field of search that stands on every page: by keys, for screen readers, in place."""

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Open, Visit
from tests.browser.test_every_page import AXE, MOVED, faults
from tests.browser.test_search import searching

pytestmark = pytest.mark.slow

PAGES = (
    *("/", "/things/persons", "/documents/sworn-oaths", "/timeline", "/map", "/queries/life", "/sparql"),
    *("/page/polity/song", "/ontology", "/versions", "/nothing/here"),
)
LIST = "#seek-suggestions"
OPTIONS = f"{LIST} [role=option]"


def field(seen: Visit) -> Locator:
    """The field of search by what a screen reader calls it; the first page says it in more words."""
    return seen.page.locator("#seek").and_(seen.page.get_by_role("combobox"))


def typed(visit: Open, path: str, words: str) -> Visit:
    """A page where somebody has typed some words into the field, the index being there."""
    searching(visit)
    seen = visit(path)
    field(seen).press_sequentially(words)
    return seen


@pytest.mark.parametrize("path", PAGES)
def test_names_are_suggested_on_every_page_and_chosen_by_keys(visit: Open, path: str) -> None:
    seen = typed(visit, path, "zhangju")
    options = seen.page.locator(OPTIONS)
    expect(options.first).to_contain_text("Zhang Jue")
    expect(field(seen)).to_have_attribute("aria-expanded", "true")
    field(seen).press("ArrowDown")
    chosen = seen.page.locator(f"{OPTIONS}[aria-selected=true]")
    expect(chosen).to_have_count(1)
    expect(field(seen)).to_have_attribute("aria-activedescendant", chosen.get_attribute("id") or "none")
    field(seen).press("Enter")
    seen.page.wait_for_url("**/page/person/zhang-jue")


def test_a_screen_reader_is_told_of_a_combobox_and_its_list(visit: Open) -> None:
    seen = visit("/things")
    box = seen.page.get_by_role("combobox", name="Search", exact=True)
    expect(box).to_have_attribute("aria-autocomplete", "list")
    expect(box).to_have_attribute("aria-expanded", "false")
    listed = seen.page.locator(f"#{box.get_attribute('aria-controls')}")
    expect(listed).to_have_attribute("role", "listbox")
    expect(listed).to_have_attribute("aria-label", "Search")
    expect(listed).to_be_hidden()


def test_the_search_page_has_both_fields_and_each_its_own_list(visit: Open) -> None:
    seen = visit("/search")
    boxes = seen.page.get_by_role("combobox").all()
    assert len({each.get_attribute("aria-controls") for each in boxes}) == len(boxes) == 2


@pytest.mark.parametrize("path", ["/", "/things/persons", "/search"])
@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_moves_or_widens_when_the_list_opens(visit: Open, path: str, width: int) -> None:
    searching(visit)
    seen = visit(path, width=width)
    seen.page.wait_for_load_state("networkidle")
    before = seen.page.locator("main h1").bounding_box()
    field(seen).press_sequentially("song")
    expect(seen.page.locator(OPTIONS).first).to_be_visible()
    assert seen.page.locator("main h1").bounding_box() == before
    assert seen.page.evaluate(MOVED) < 0.01
    assert seen.page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.skipif(not AXE.is_file(), reason="needs axe-core, which `make assets` installs")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_open_list(visit: Open, scheme: str) -> None:
    searching(visit)
    seen = visit("/things", scheme=scheme)
    field(seen).press_sequentially("song")
    expect(seen.page.locator(OPTIONS).first).to_be_visible()
    field(seen).press("ArrowDown")
    assert faults(seen.page) == []


def test_leaving_the_field_or_escape_closes_the_list(visit: Open) -> None:
    seen = typed(visit, "/things", "song")
    expect(seen.page.locator(OPTIONS).first).to_be_visible()
    field(seen).press("Escape")
    expect(seen.page.locator(LIST)).to_be_hidden()
    field(seen).press_sequentially(" d")
    expect(seen.page.locator(OPTIONS).first).to_be_visible()
    field(seen).press("Tab")
    expect(seen.page.locator(LIST)).to_be_hidden()


def test_a_suggestion_keeps_the_language_and_the_older_version(visit: Open) -> None:
    seen = typed(visit, "/things?version=1&lang=zh-Hant", "张觉")
    expect(seen.page.locator(OPTIONS).first).to_contain_text("張覺")
    seen.page.locator(OPTIONS).filter(has_text="張覺").first.click()
    seen.page.wait_for_url("**/page/person/zhang-jue?version=1&lang=zh-Hant")


def test_a_refusal_closes_the_list_and_the_search_goes_on(visit: Open) -> None:
    seen = typed(visit, "/things", "song")
    expect(seen.page.locator(OPTIONS).first).to_be_visible()
    seen.page.route("**/search/suggest?*", lambda route: route.fulfill(status=400, json={}))
    field(seen).press_sequentially("x")
    expect(seen.page.locator(LIST)).to_be_hidden()
    field(seen).press("Enter")
    seen.page.wait_for_url("**/search?q=songx")


@pytest.mark.parametrize("path", ["/", "/things/persons"])
def test_without_scripts_the_field_is_a_plain_one_that_searches(visit: Open, path: str) -> None:
    seen = visit(path, scripts=False)
    plain = seen.page.locator("#seek")
    assert (plain.get_attribute("role"), seen.page.locator(LIST).count()) == (None, 0)
    plain.fill("Zhang Jue")
    plain.press("Enter")
    seen.page.wait_for_url("**/search?q=Zhang+Jue")
