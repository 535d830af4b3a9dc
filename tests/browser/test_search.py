"""Searching and choosing as people do it, with the keyboard, with a pointer, and without scripts."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Open, Visit

pytestmark = pytest.mark.slow

FIELD = "#q"
OPTIONS = "#q-suggestions [role=option]"


def searching(visit: Open, path: str = "/search") -> Visit:
    """The page with the index there, so that suggestions come."""
    seen = visit(path)
    for _ in range(100):
        answer = seen.page.context.request.get(f"{seen.address}/search.json?q=Zhang+Jue").json()
        if answer["complete"]:
            return seen
    raise TimeoutError("the index was not made")


def options(seen: Visit, typed: str) -> Locator:
    """What is suggested to somebody who types this letter by letter."""
    seen.page.fill(FIELD, "")
    seen.page.locator(FIELD).press_sequentially(typed)
    return seen.page.locator(OPTIONS)


def test_names_are_suggested_as_one_types_and_one_is_chosen_by_keys(visit: Open) -> None:
    seen = searching(visit)
    expect(options(seen, "zhangju").first).to_contain_text("Zhang Jue")
    field = seen.page.locator(FIELD)
    expect(field).to_have_attribute("aria-expanded", "true")
    field.press("ArrowDown")
    chosen = seen.page.locator(f"{OPTIONS}[aria-selected=true]")
    expect(chosen).to_have_count(1)
    assert field.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    field.press("Enter")
    seen.page.wait_for_url("**/page/person/zhang-jue")


def test_a_suggestion_in_chinese_is_chosen_with_the_pointer(visit: Open) -> None:
    seen = searching(visit, "/search?lang=zh-Hant")
    found = options(seen, "张觉").filter(has_text="張覺")
    found.first.click()
    seen.page.wait_for_url("**/page/person/zhang-jue?lang=zh-Hant")


def test_keys_lead_round_and_away(visit: Open) -> None:
    seen = searching(visit)
    found = options(seen, "song")
    expect(found.first).to_be_visible()
    count, field = found.count(), seen.page.locator(FIELD)
    field.press("ArrowUp")
    expect(found.nth(count - 1)).to_have_attribute("aria-selected", "true")
    field.press("ArrowDown")
    expect(seen.page.locator(f"{OPTIONS}[aria-selected=true]")).to_have_count(0)
    field.press("Escape")
    expect(seen.page.locator("#q-suggestions")).to_be_hidden()
    expect(field).to_have_attribute("aria-expanded", "false")
    assert field.input_value() == "song"


def test_who_chooses_nothing_searches_for_what_was_typed(visit: Open) -> None:
    seen = searching(visit)
    expect(options(seen, "Emperor Huizong").first).to_be_visible()
    seen.page.locator(FIELD).press("Enter")
    seen.page.wait_for_url("**/search?q=Emperor+Huizong")
    expect(seen.page.locator("main h3").first).to_have_text("Persons")


def test_suggestions_are_words_and_never_markup(visit: Open) -> None:
    seen = searching(visit)
    seen.page.route(
        "**/search/suggest?*",
        lambda route: route.fulfill(
            json=["x", ["<img src=x onerror=alert(1)>"], ["<b>b</b>"], ["http://kg.test/page/person/x"]]
        ),
    )
    expect(options(seen, "x")).to_have_text(re.compile(re.escape("<img src=x onerror=alert(1)>")))
    assert seen.page.locator("#q-suggestions img").count() == 0


def test_when_suggestions_fail_the_search_goes_on(visit: Open) -> None:
    seen = searching(visit)
    seen.page.route("**/search/suggest?*", lambda route: route.fulfill(status=503, json={}))
    seen.page.locator(FIELD).press_sequentially("Zhang Jue")
    seen.page.locator(FIELD).press("Enter")
    expect(seen.page.locator("main mark").first).to_have_text("Zhang Jue")


def test_without_scripts_one_searches_and_reaches_the_sentence(visit: Open) -> None:
    seen = visit("/search", scripts=False)
    seen.page.fill(FIELD, "silver")
    seen.page.click("main form button")
    seen.page.click("main figure cite a")
    expect(seen.page.locator("h1")).to_have_text("Sworn Oaths")


def test_without_scripts_one_chooses_from_a_list_and_gives_up_a_choice(visit: Open) -> None:
    seen = visit("/things/persons", scripts=False)
    everything = seen.page.locator("main tbody tr").count()
    seen.page.click("aside li a:has-text('served')")
    chosen = seen.page.locator("main tbody tr").count()
    assert 0 < chosen < everything
    seen.page.fill("aside input[name=to]", "900")
    seen.page.click("aside button")
    expect(seen.page.locator("ul.chosen li")).to_have_count(3)
    expect(seen.page.locator("main tbody tr")).to_have_count(0)
    seen.page.click("ul.chosen a:has-text('give up all')")
    expect(seen.page.locator("main tbody tr")).to_have_count(everything)


def test_a_narrow_window_leads_from_the_list_to_the_choices(visit: Open) -> None:
    seen = visit("/things/persons", width=360)
    seen.page.click("text=Choose among them")
    expect(seen.page.locator("#facets")).to_be_in_viewport()


def test_a_property_in_the_picture_leads_to_its_definition(visit: Open) -> None:
    seen = visit("/ontology")
    seen.page.locator("figure svg a[href='#party'] text").click()
    expect(seen.page.locator("#party")).to_be_in_viewport()
    assert seen.page.url.endswith("/ontology#party")


def test_the_query_of_a_shape_is_opened_and_read(visit: Open) -> None:
    seen = visit("/shapes", scripts=False)
    query = seen.page.locator("#SiegeShape details pre")
    expect(query).to_be_hidden()
    seen.page.click("#SiegeShape summary")
    expect(query).to_be_visible()
    expect(query).to_contain_text("$this cy:attacker ?value")
