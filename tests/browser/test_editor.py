"""The query editor as its users meet it, in a real browser."""

import re
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open
from tests.pools import ENDLESS

pytestmark = pytest.mark.slow

TREATIES = "SELECT ?treaty ?name { ?treaty a cy:Treaty ; rdfs:label ?name } ORDER BY ?name LIMIT 1"
PLAIN = ["event/alliance-at-sea", "Alliance at Sea"]
ALLIANCE = ["<id/event/alliance-at-sea>", '"Alliance at Sea"@en']


def test_a_query_is_typed_and_its_row_is_seen(visit: Open) -> None:
    seen = visit()
    seen.write(TREATIES)
    seen.page.keyboard.press("Control+Enter")
    assert seen.cells() == [ALLIANCE]


def test_an_iri_in_the_answer_leads_to_our_page_about_it(visit: Open) -> None:
    seen = visit()
    seen.write(TREATIES)
    seen.ask()
    link = seen.page.locator(".yasr td a.iri")
    assert link.get_attribute("href") == "/id/event/alliance-at-sea"
    with seen.page.context.expect_page() as opened:
        link.click()
    assert opened.value.url == f"{seen.address}/page/event/alliance-at-sea"


def test_an_example_is_loaded_into_a_tab_of_its_own_and_answered(visit: Open) -> None:
    seen = visit()
    seen.page.select_option("#example", label="Tribute")
    assert seen.page.locator(".tabsList .active").inner_text().startswith("Tribute")
    assert seen.written().startswith("# ")
    seen.ask()
    assert len(seen.cells()) > 0


def test_prefixes_need_no_declaration_and_terms_are_completed_from_the_vocabulary(visit: Open) -> None:
    seen = visit()
    seen.page.click(".CodeMirror-lines")
    seen.page.keyboard.press("Control+A")
    seen.page.keyboard.type("ASK { ?x a cy:Treaty".removesuffix("aty"))
    hint = seen.page.locator(".CodeMirror-hint").first
    expect(hint).to_have_text("cy:Treaty")
    seen.page.keyboard.press("Enter")
    seen.page.keyboard.type(" }")
    assert seen.written() == "ASK { ?x a cy:Treaty }"
    assert seen.page.locator(".parseErrorIcon").count() == 0


def test_a_prefix_is_completed_with_its_namespace(visit: Open) -> None:
    seen = visit()
    seen.page.click(".CodeMirror-lines")
    seen.page.keyboard.press("Control+A")
    seen.page.keyboard.type("PREFIX pro")
    expect(seen.page.locator(".CodeMirror-hint")).to_have_text(["prov: <http://www.w3.org/ns/prov#>"])


def test_the_link_to_share_shows_query_and_answer(visit: Open) -> None:
    first = visit()
    first.write(TREATIES)
    first.page.click(".yasqe_share")
    link = first.page.input_value(".yasqe_sharePopup input")
    second = visit(link.removeprefix(first.address))
    assert second.written() == TREATIES
    assert second.page.locator("main > .answer td").all_inner_texts() == [
        "event/alliance-at-sea",
        "Alliance at Sea",
    ]
    second.ask()
    assert second.cells() == [ALLIANCE]
    assert second.page.locator("main > .answer").count() == 0


def test_a_link_cannot_name_another_endpoint(visit: Open) -> None:
    seen = visit(f"/sparql#query={quote('ASK {}')}&endpoint={quote('http://other.test/sparql')}")
    seen.ask()
    seen.page.locator(".yasr_results > *").first.wait_for()
    assert [each for each in seen.requests if "other.test" in each] == []


def test_the_answer_is_offered_raw_and_in_every_format(visit: Open) -> None:
    seen = visit()
    seen.write("CONSTRUCT { ?x a cy:Treaty } WHERE { ?x a cy:Treaty }")
    seen.ask()
    seen.cells()
    seen.page.click(".select_response")
    expect(seen.page.locator(".yasr_results .CodeMirror-code")).to_contain_text("a cy:Treaty")
    links = seen.page.locator("#editor > .downloads a")
    assert links.all_inner_texts() == ["Turtle", "N-Triples", "JSON-LD", "RDF/XML", "TriG", "N-Quads"]
    answer = seen.page.context.request.get(str(links.nth(1).get_attribute("href")))
    assert answer.headers["content-type"] == "application/n-triples"


def test_a_refusal_is_told_in_words(visit: Open) -> None:
    seen = visit()
    seen.write("SELECT * { ?s a <")
    seen.ask()
    told = seen.page.locator(".yasr .told .detail")
    expect(told).to_contain_text("line 1, column 18")


def test_a_running_query_can_be_stopped(visit: Open) -> None:
    seen = visit()
    seen.write(ENDLESS)
    seen.ask()
    expect(seen.page.locator(".yasqe_queryButton")).to_have_class(re.compile("busy"))
    seen.ask()
    expect(seen.page.locator(".yasr .told .title")).to_have_text("Stopped")


def test_words_in_the_data_are_shown_as_they_stand(visit: Open) -> None:
    seen = visit()
    seen.write("SELECT ?a ?b { VALUES (?a ?b) { ('{{b}}' '<img src=x onerror=alert(1)>') } }")
    seen.ask()
    assert seen.cells() == [["{{b}}", "<img src=x onerror=alert(1)>"]]


def test_numbers_sort_as_numbers(visit: Open) -> None:
    seen = visit()
    seen.write("SELECT ?n { VALUES ?n { 10 9 100 } }")
    seen.ask()
    seen.cells()
    seen.page.locator(".yasr thead th").last.click()
    in_order = [re.compile(f'^"{number}"') for number in (9, 10, 100)]
    expect(seen.page.locator(".yasr tbody td:last-child")).to_have_text(in_order)


def test_queries_are_kept_for_the_next_visit_and_answers_are_not(visit: Open) -> None:
    seen = visit()
    seen.write(TREATIES)
    seen.ask()
    seen.cells()
    seen.page.reload()
    assert seen.written() == TREATIES
    assert seen.page.locator(".yasr td").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_works_in_a_window_of_360_pixels(visit: Open, scheme: str) -> None:
    seen = visit(width=360, scheme=scheme)
    seen.page.select_option("#example", label="Betrayals")
    seen.ask()
    assert len(seen.cells()) > 0
    assert seen.page.evaluate("document.documentElement.scrollWidth") == 360
    cell = seen.page.locator(".tabPanel.active .yasr td").nth(1).bounding_box()
    assert cell
    assert cell["width"] > 100, "narrower cells are a column of letters"


def test_the_plain_form_asks_without_scripts(visit: Open) -> None:
    seen = visit(scripts=False)
    seen.page.fill("#query", TREATIES)
    seen.page.click("#form button")
    assert seen.page.locator(".answer td").all_inner_texts() == PLAIN
    assert seen.page.input_value("#query").strip() == TREATIES
