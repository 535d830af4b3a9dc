"""The saved questions as pages: a form that explains itself, and the answer under it."""

import pytest
from flask.testing import FlaskClient
from lxml import html

from kg import queries
from server.negotiate import HTML
from tests.linked_data import iri, triples
from tests.linked_data import values as values_of

ACCEPT = {"Accept": HTML.media_type}
QUESTIONS = queries.all()
IRI = r"\s*((id/|[A-Za-z][A-Za-z0-9+.\-]*:)\S+)?\s*"


def page(site: FlaskClient, path: str, status: int = 200) -> html.HtmlElement:
    """A page as a browser reads it."""
    response = site.get(path, headers=ACCEPT)
    assert (response.status_code, response.content_type) == (status, "text/html; charset=utf-8"), path
    return html.fromstring(response.data.decode())


def words(content: html.HtmlElement, path: str) -> list[str]:
    """The text of every element on a path, spaces evened out."""
    return [" ".join(node.text_content().split()) for node in content.iterfind(path)]


def values(content: html.HtmlElement) -> dict[str, str]:
    """What stands in the form."""
    return {name: value for form in content.xpath("//main//form") for name, value in form.fields.items()}


def described(content: html.HtmlElement, name: str) -> list[str]:
    """The texts that tell about a field, as assistive software reads them out."""
    field = content.get_element_by_id(f"field-{name}")
    return [content.get_element_by_id(each).text_content() for each in field.get("aria-describedby").split()]


def test_the_list_has_every_question_with_its_title_in_two_languages_and_what_it_answers(
    site: FlaskClient,
) -> None:
    content = page(site, "/queries")
    assert words(content, ".//dl/div/dt") == [each.question for each in QUESTIONS]
    assert words(content, ".//dl/div/dd") == [
        f"{each.title} {each.title_zh} {each.explanation}" for each in QUESTIONS
    ]
    links = [link.get("href") for link in content.iterfind(".//dl/div/dt/a")]
    assert links == [f"/queries/{each.name}" for each in QUESTIONS]


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_every_question_has_a_form_with_its_parameters_and_their_defaults(
    site: FlaskClient, question: queries.Query
) -> None:
    content = page(site, f"/queries/{question.name}")
    assert words(content, ".//h1") == [question.question]
    assert words(content, ".//p[@class='lede']") == [question.explanation]
    assert values(content) == {each.name: each.default for each in question.parameters}
    assert [label.lower() for label in words(content, ".//main//form//label")] == [
        each.description.lower() for each in question.parameters
    ]


def chinese(site: FlaskClient, path: str) -> html.HtmlElement:
    """A page as a reader of Chinese gets it."""
    response = site.get(path, headers={**ACCEPT, "Accept-Language": "zh-TW"})
    return html.fromstring(response.data.decode())


def test_the_list_is_in_chinese_for_who_reads_chinese(site: FlaskClient) -> None:
    content = chinese(site, "/queries")
    assert words(content, ".//dl/div/dt") == [each.question_zh for each in QUESTIONS]
    assert words(content, ".//dl/div/dd") == [
        f"{each.title_zh} {each.title} {each.explanation_zh}" for each in QUESTIONS
    ]
    assert [each.get("lang") for each in content.iterfind(".//dl//*[@lang]")] == ["en"] * len(QUESTIONS)
    begun = chinese(site, "/").xpath("//section[@aria-labelledby='questions']//li/a/text()")
    assert len(begun) > 3
    assert {*begun} <= {each.question_zh for each in QUESTIONS}


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_every_question_is_in_chinese_by_the_switch_as_well(
    site: FlaskClient, question: queries.Query
) -> None:
    content = page(site, f"/queries/{question.name}?lang=zh-Hant")
    assert content.findtext(".//title") == f"{question.title_zh} · Chanyuan"
    assert words(content, ".//h1") == [question.question_zh]
    assert words(content, ".//p[@class='lede']") == [question.explanation_zh]
    labels = words(content, ".//main//form//label")
    assert labels == [each.description_zh for each in question.parameters]
    assert content.xpath("//main//form//label[@lang] | //main/p[@class='lede'][@lang]") == []


def test_what_a_value_must_be_is_said_in_chinese(site: FlaskClient) -> None:
    content = html.fromstring(site.get("/queries/campaigns?from=x&lang=zh-Hant", headers=ACCEPT).text)
    assert described(content, "from")[0] == "此處須為四位以內之年份，如 1126。"
    assert "四位以內之年份，如 1126。" in described(content, "to")[-1]


def test_the_examples_of_the_endpoint_are_in_chinese(site: FlaskClient) -> None:
    told = words(chinese(site, "/sparql"), ".//details[@id='examples']//li")
    assert sorted(told) == sorted(f"{each.title_zh}: {each.question_zh}" for each in QUESTIONS)


def test_a_question_dereferences_in_both_languages(site: FlaskClient) -> None:
    said, question = triples(site.get("/data/query/life.nt")), queries.load("life")
    told = {"rdfs:comment": question.question_zh, "dcterms:description": question.explanation_zh}
    for property_, chinese_words in told.items():
        assert chinese_words in values_of(said, iri("query/life"), property_)


def test_a_question_is_answered_with_the_values_of_its_form(site: FlaskClient) -> None:
    content = page(site, "/queries/campaigns?from=1160&to=1170")
    assert words(content, ".//thead//th")[:4] == ["Campaign", "Kind", "Date", "Attackers"]
    assert [words(row, "td")[:3] for row in content.iterfind(".//tbody/tr")] == [
        ["Expedition of 1163", "campaign", "1163"]
    ]
    assert words(content, ".//section/h2") == ["1 row"]
    assert values(content) == {"from": "1160", "to": "1170"}


def test_an_answer_without_rows_says_what_to_do(site: FlaskClient) -> None:
    content = page(site, "/queries/campaigns?from=1&to=2")
    assert words(content, ".//section/h2") == ["0 rows"]
    assert "Widen the values above" in words(content, ".//section/p")[0]


def test_dates_and_lists_in_an_answer_are_said_as_readers_say_them(site: FlaskClient) -> None:
    rows = [words(row, "td") for row in page(site, "/queries/betrayals?from=1100&to=1130").iterfind(".//tr")]
    assert [each[:4] for each in rows if each and each[0] == "Rebellion of Zhang Jue"][:1] == [
        ["Rebellion of Zhang Jue", "May 1123; June 1123", "Zhang Jue", "Jin dynasty"]
    ]


def test_what_comes_without_a_name_is_called_by_its_own(site: FlaskClient) -> None:
    content = page(site, "/queries/life?person=id/person/zhang-jue")
    texts = {(link.text, link.get("href")) for link in content.iterfind(".//tbody/tr/td[last()]/a")}
    assert ("Border Annals", "/page/document/border-annals") in texts
    assert not any("/" in text for text, _ in texts)


def test_things_in_an_answer_are_called_as_the_reader_calls_them(site: FlaskClient) -> None:
    told = {
        link.get("href").partition("?")[0]: link.text
        for link in page(site, "/queries/betrayals?lang=zh-Hant").iterfind(".//tbody//a")
    }
    assert (told["/page/person/zhang-jue"], told["/page/polity/song"]) == ("張覺", "宋朝")


def test_triples_are_told_with_the_names_that_they_bring(site: FlaskClient) -> None:
    content = page(site, "/queries/network?from=1163&to=1163")
    assert [words(row, "td") for row in content.iterfind(".//tbody/tr")] == [
        ["Expedition of 1163", "cy:attacker", "Southern Song dynasty"],
        ["Expedition of 1163", "cy:attackingCommander", "Zhang Jun (1097–1164)"],
        ["Expedition of 1163", "cy:defender", "Jin dynasty"],
    ]
    assert words(content, ".//section/h2") == ["3 facts"]


def test_a_thing_in_an_answer_is_called_by_its_name_and_links_to_its_page(site: FlaskClient) -> None:
    link = page(site, "/queries/treaties-broken").find(".//tbody//a")
    assert (link.text, link.get("href")) == ("Alliance at Sea", "/page/event/alliance-at-sea")


@pytest.mark.parametrize(
    ("question", "field", "attributes"),
    [
        ("campaigns", "from", {"inputmode": "numeric", "pattern": r"\s*(-?[0-9]{1,4})?\s*"}),
        (
            "weakest-claims",
            "atMost",
            {"inputmode": "decimal", "pattern": r"\s*([0-9]{1,9}(\.[0-9]{1,9})?)?\s*"},
        ),
        ("life", "person", {"list": "choices-person", "pattern": IRI}),
        ("evidence", "property", {"pattern": IRI}),
    ],
)
def test_a_field_is_of_the_type_of_its_parameter(
    site: FlaskClient, question: str, field: str, attributes: dict[str, str]
) -> None:
    given = page(site, f"/queries/{question}").get_element_by_id(f"field-{field}").attrib
    assert {name: given[name] for name in ("inputmode", "pattern", "list") if name in given} == attributes


def test_a_field_for_a_thing_offers_those_of_its_kind_by_name(site: FlaskClient) -> None:
    content = page(site, "/queries/dealings")
    offered = {each.get("value"): each.text for each in content.iterfind(".//datalist/option")}
    assert offered.items() >= {"id/polity/song": "Song dynasty", "id/polity/liao": "Liao dynasty"}.items()
    assert [each.get("id") for each in content.iterfind(".//datalist")] == ["choices-polity"]


@pytest.mark.parametrize(
    ("query", "field", "help_"),
    [
        ("life?person=id/person/zhang-jue", "person", "Zhang Jue"),
        ("life?person=http://kg.test/id/person/zhang-jue", "person", "Zhang Jue"),
        ("campaigns?from=", "from", "Any: empty leaves it open."),
        ("campaigns?from=1100", "from", "A year of up to four digits, such as 1126."),
    ],
)
def test_a_field_says_what_its_value_means_or_what_it_takes(
    site: FlaskClient, query: str, field: str, help_: str
) -> None:
    assert described(page(site, f"/queries/{query}"), field) == [help_]


def test_every_fault_stands_beside_its_field_which_keeps_what_was_typed(site: FlaskClient) -> None:
    content = page(site, "/queries/campaigns?from=MCX&to=%3Cb%3E", status=400)
    assert values(content) == {"from": "MCX", "to": "<b>"}
    for name in ("from", "to"):
        field = content.get_element_by_id(f"field-{name}")
        assert field.get("aria-invalid") == "true"
        assert described(content, name)[0] == "This must be a year of up to four digits, such as 1126."
    assert "from is 'MCX'" in words(content, ".//section[@role='alert']/p")[0]
    assert content.findall(".//table") == []


def test_an_unknown_parameter_is_complained_of_above_the_form(site: FlaskClient) -> None:
    content = page(site, "/queries/campaigns?form=1100&to=1170", status=400)
    assert "Perhaps 'from' is meant." in words(content, ".//section[@role='alert']/p")[0]
    assert values(content) == {"from": "1100", "to": "1170"}


def test_the_downloads_of_a_question_ask_with_the_same_values(site: FlaskClient) -> None:
    content = page(site, "/queries/events-at-place?place=id/place/hebei&from=1123&to=1123")
    links = {link.text: link.get("href") for link in content.iterfind(".//p[@class='downloads']/a")}
    assert list(links) == ["JSON", "XML", "CSV", "TSV", "SPARQL"]
    assert links["CSV"] == "/queries/events-at-place.csv?place=id/place/hebei&from=1123&to=1123"
    assert len(site.get(links["CSV"]).text.splitlines()) == 1 + len(content.findall(".//tbody/tr"))


def test_a_question_can_be_opened_as_sparql(site: FlaskClient) -> None:
    (link,) = [
        each
        for each in page(site, "/queries/life").iterfind(".//details//a")
        if each.text == "This as SPARQL, to be changed"
    ]
    query = page(site, link.get("href")).get_element_by_id("form").fields["query"]
    assert "VALUES (?person) { (<http://kg.test/id/person/zhang-jue>) }" in query
