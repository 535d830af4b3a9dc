"""The page of a thing and the first page in a browser, all of it without scripts."""

import re

import pytest

from tests.browser.conftest import Open

pytestmark = pytest.mark.slow

REBELLION = "/page/event/rebellion-of-zhang-jue"


def test_a_value_opens_its_sentence_which_leads_to_its_place_in_the_document(visit: Open) -> None:
    page = visit(REBELLION, scripts=False).page
    value = page.locator("dd", has=page.get_by_role("link", name="Jin dynasty")).first
    assert value.locator("mark").first.is_hidden()
    value.locator("summary").click()
    assert value.locator("mark").all_inner_texts()[:2] == ["rose", "Jin"]
    value.get_by_role("link", name="Border Annals").click()
    assert re.fullmatch(r".*/documents/border-annals#char=\d+,\d+", page.url)
    assert "Zhang Jue of Pingzhou rose against the" in page.locator("article").inner_text()


def test_the_keyboard_opens_a_sentence_too(visit: Open) -> None:
    page = visit(REBELLION, scripts=False).page
    summary = page.locator("summary").first
    summary.focus()
    page.keyboard.press("Enter")
    assert page.locator("mark").first.is_visible()


def test_the_first_thing_that_the_keyboard_reaches_leads_past_the_masthead(visit: Open) -> None:
    page = visit(REBELLION, scripts=False).page
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.url.endswith("#content")


def test_the_switch_of_languages_keeps_the_reader_where_they_are_and_the_language_on_their_way(
    visit: Open,
) -> None:
    page = visit(REBELLION, scripts=False).page
    page.get_by_role("link", name="中文").click()
    assert page.locator("h2").first.inner_text() == "何人背叛何人"
    page.locator("dd").get_by_role("link", name="張覺").first.click()
    assert (page.url.endswith("/page/person/zhang-jue?lang=zh-Hant"), page.locator("h1").inner_text()) == (
        True,
        "張覺",
    )
    page.get_by_role("link", name="English").click()
    assert page.locator("h1").inner_text() == "Zhang Jue"


def test_the_first_page_finds_what_is_typed(visit: Open) -> None:
    page = visit("/?lang=zh-Hant", scripts=False).page
    page.get_by_role("searchbox").fill("Zhang Jue")
    page.keyboard.press("Enter")
    assert "lang=zh-Hant" in page.url
    page.locator("main a[href^='/page/person/zhang-jue']").first.click()
    assert page.locator("h1").inner_text() == "張覺"


def test_an_event_in_the_picture_of_the_first_page_leads_to_its_page(visit: Open) -> None:
    page = visit("/", scripts=False).page
    page.locator(".story a.treaty circle").first.click(force=True)
    page.wait_for_url("**/page/event/chanyuan-treaty")


@pytest.mark.parametrize("width", [360, 768, 1280])
@pytest.mark.parametrize("path", ["/", REBELLION, "/page/polity/song"])
def test_text_keeps_a_readable_measure_at_every_width(visit: Open, path: str, width: int) -> None:
    page = visit(path, width=width, scripts=False).page
    page.locator("summary").evaluate_all("all => all.slice(0, 3).forEach(each => each.click())")
    ems = page.locator(".lede, blockquote p, dd").evaluate_all(
        "all => all.map(each => each.offsetWidth / parseFloat(getComputedStyle(each).fontSize))"
    )
    assert max(ems) < 45
    assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize(
    "path", ["/page/person/zhang-jun-1097", "/documents/sworn-oaths", "/queries/betrayals"]
)
def test_on_paper_there_is_ink_and_nothing_to_press_whatever_the_screen_was(visit: Open, path: str) -> None:
    page = visit(path, scheme="dark").page
    page.emulate_media(media="print", color_scheme="dark")
    inks = """() => [...document.querySelectorAll("h1, p, dt, dd, td")].filter(each => each.offsetParent)
      .map(each => getComputedStyle(each).color.match(/\\d+/g).slice(0, 3).map(Number))"""
    assert max(max(ink) for ink in page.evaluate(inks)) < 160
    pressed = page.locator("form, button, nav, summary").all()
    assert [each.inner_text() for each in pressed if each.is_visible()] == []


@pytest.mark.parametrize(("width", "shown"), [(360, "320"), (768, "720"), (1280, "720")])
def test_a_timeline_is_as_wide_as_its_window_allows(visit: Open, width: int, shown: str) -> None:
    drawings = visit("/page/person/zhang-jun-1097", width=width).page.locator("svg.chronology")
    assert [each.get_attribute("width") for each in drawings.all() if each.is_visible()] == [shown]
