"""The page of a document in a browser: layers, marks, notes and places."""

import pytest

from tests.browser.conftest import Open, Visit

pytestmark = pytest.mark.slow

PAGE = "/documents/sworn-oaths"
OATH = "In 1005 the Song and the Liao swore the oath of Chanyuan at Chanzhou."


def underlined(seen: Visit, layer: str) -> bool:
    """Whether the first mark of a layer is drawn."""
    colour = seen.page.locator(f".words .{layer}").first.evaluate(
        "e => getComputedStyle(e).textDecorationColor"
    )
    return not str(colour).endswith(", 0)")


def highlighted(seen: Visit, selector: str) -> bool:
    """Whether an element stands out from what is around it as what the address names."""
    ground = "getComputedStyle({}).backgroundColor"
    other = ground.format("document.querySelector('.words .claims:not(:target)')")
    differs = seen.page.locator(selector).first.evaluate(f"e => {ground.format('e')} != {other}")
    return bool(differs)


def test_unchecking_a_layer_unmarks_it_at_once_and_the_button_keeps_it_so_in_the_address(visit: Open) -> None:
    seen = visit(PAGE, scripts=False)
    assert underlined(seen, "states")
    seen.page.uncheck("#layer-states")
    assert not underlined(seen, "states")
    assert underlined(seen, "places")
    seen.page.click(".layers button")
    seen.page.wait_for_url("**layers=*")
    assert seen.page.locator(".words .states").count() == 0
    assert seen.page.locator(".words .places").count() > 0
    assert not seen.page.is_checked("#layer-states")


def test_a_note_opens_what_the_sentence_says_and_leads_back_to_its_words(visit: Open) -> None:
    seen = visit(PAGE, scripts=False)
    seen.page.locator(".words .note").first.click()
    note = seen.page.locator(".margin li:target")
    note.wait_for()
    assert note.is_visible()
    assert "Chanyuan Treaty" in note.inner_text()
    note.locator("a.quote").click()
    target = seen.page.locator(".words :target")
    assert target.inner_text().startswith(OATH)
    assert highlighted(seen, ".words :target")


def test_a_name_in_the_margin_leads_to_its_first_place_in_the_text(visit: Open) -> None:
    seen = visit(PAGE, scripts=False)
    seen.page.locator(".margin .places .place").first.click()
    assert seen.page.locator(".words :target").inner_text() == "Chanzhou"


def test_without_scripts_every_state_of_the_page_is_an_address(visit: Open) -> None:
    seen = visit(f"{PAGE}?layers=persons,claims", scripts=False)
    checked = seen.page.locator(".layers input:checked").evaluate_all("all => all.map(each => each.value)")
    assert checked == ["claims"]
    assert seen.page.locator(".words .mark").count() == 0
