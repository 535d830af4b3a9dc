"""The language of the pages: which one is chosen, that it is kept, and that caches never mix two."""

import pytest
from flask.testing import FlaskClient
from lxml import html

from kg.settings import Settings
from kg.versions import Versions
from server.app import create_app
from server.language import CHINESE, ENGLISH, LANGUAGES, Language, negotiated
from server.links import Links
from tests.fronts import Site

PAGE = "/documents"
TAIWAN = "zh-TW,zh;q=0.9,en-US;q=0.8,en;q=0.7"


def read(site: FlaskClient, path: str, accepted: str = "") -> tuple[html.HtmlElement, str]:
    """A page as a browser with these preferences reads it, and the language that its header names."""
    response = site.get(path, headers={"Accept": "text/html", "Accept-Language": accepted})
    return html.fromstring(response.data.decode()), response.headers["Content-Language"]


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("", ENGLISH),
        ("*", ENGLISH),
        ("de, fr;q=0.9", ENGLISH),
        ("en-GB, zh;q=0.9", ENGLISH),
        ("zh", CHINESE),
        ("zh-CN", CHINESE),
        ("zh-Hant-HK", CHINESE),
        ("yue-Hant", CHINESE),
        (TAIWAN, CHINESE),
        ("de, zh;q=0.2", CHINESE),
        ("en;q=0.3, ZH-tw;q=0.4", CHINESE),
        ("zh;q=0, en", ENGLISH),
        ("zh;q=0", ENGLISH),
        ("x" * 5000, ENGLISH),
        ("zh;q=many, ;;;,=", ENGLISH),
    ],
)
def test_the_browser_chooses_among_our_languages(accepted: str, language: Language) -> None:
    assert negotiated(accepted) == language


@pytest.mark.parametrize(
    ("path", "accepted", "tag"),
    [
        (PAGE, "", "en"),
        (PAGE, TAIWAN, "zh-Hant"),
        (f"{PAGE}?lang=en", TAIWAN, "en"),
        (f"{PAGE}?lang=zh-Hant", "", "zh-Hant"),
        (f"{PAGE}?lang=ZH-HANT", "", "zh-Hant"),
        (f"{PAGE}?lang=tlh", TAIWAN, "zh-Hant"),
        (f"{PAGE}?lang=", "", "en"),
        ("/queries/life?lang=zh-Hant", "", "zh-Hant"),
        ("/sparql?lang=zh-Hant", "", "zh-Hant"),
        ("/nothing/here?lang=zh-Hant", "", "zh-Hant"),
    ],
)
def test_the_address_comes_before_the_browser(site: FlaskClient, path: str, accepted: str, tag: str) -> None:
    content, said = read(site, path, accepted)
    assert (content.get("lang"), said) == (tag, tag)


def test_the_words_around_the_page_are_in_its_language(site: FlaskClient) -> None:
    words = {
        tag: read(site, f"{PAGE}?lang={tag}")[0].find(".//nav").get("aria-label") for tag in ("en", "zh-Hant")
    }
    assert words == {"en": "Site", "zh-Hant": "網站"}


def test_the_switch_leads_to_the_same_page_with_all_that_its_address_says(site: FlaskClient) -> None:
    content, _ = read(site, "/queries/life?person=id%2Fperson%2Fzhang-jue&lang=zh-Hant")
    switch = content.find(".//ul[@class='languages']")
    assert [link.get("href") for link in switch.iterfind(".//a")] == [
        "/queries/life?person=id/person/zhang-jue&lang=en"
    ]
    assert [each.text for each in switch.iterfind(".//*[@aria-current]")] == ["中文"]
    alternates = {link.get("hreflang") for link in content.iterfind(".//link[@hreflang]")}
    assert alternates == {each.tag for each in LANGUAGES}


@pytest.mark.parametrize("path", ["/kg/documents", "/documents"])
def test_under_a_path_the_switch_has_it_whether_or_not_a_proxy_takes_it_away(
    example: Versions, path: str
) -> None:
    site = create_app(Settings(data=example.folder, base="http://kg.test/kg/")).test_client()
    switch = read(site, path)[0].find(".//ul[@class='languages']")
    assert [link.get("href") for link in switch.iterfind(".//a")] == ["/kg/documents?lang=zh-Hant"]


@pytest.mark.parametrize(
    ("path", "switched"),
    [
        ("/%ff", "/%EF%BF%BD?lang=zh-Hant"),
        ("/x?a=%3Cscript%3E&a=2&lang=en&lang=tlh", "/x?a=%3Cscript%3E&a=2&lang=zh-Hant"),
    ],
)
def test_the_switch_never_leads_away(site: FlaskClient, path: str, switched: str) -> None:
    switch = read(site, path)[0].find(".//ul[@class='languages']")
    assert [link.get("href") for link in switch.iterfind(".//a")] == [switched]
    links = Links.for_base("http://kg.test/")
    assert links.here("//evil.example/", [], "en") == "/evil.example/?lang=en"


def test_a_language_that_was_chosen_is_kept_on_the_pages_that_follow(site: FlaskClient) -> None:
    chosen, _ = read(site, f"{PAGE}?lang=zh-Hant")
    left, _ = read(site, PAGE, TAIWAN)
    here = [[link.get("href") for link in each.iterfind(".//nav//a")] for each in (chosen, left)]
    assert here[0] == [f"{href}?lang=zh-Hant" for href in here[1]]


def test_data_for_programs_have_no_language_in_their_addresses(site: FlaskClient) -> None:
    content, _ = read(site, "/queries/life?lang=zh-Hant")
    data = [link.get("href") for link in content.iterfind(".//p[@class='downloads']/a")]
    assert data != []
    assert [href for href in data if "lang=" in href] == []


def test_names_in_another_script_than_the_page_say_their_language(site: FlaskClient) -> None:
    """WCAG 2.2, 3.1.2."""
    content, _ = read(site, "/page/event/rebellion-of-zhang-jue?lang=zh-Hant")
    spoken = {link.text: link.get("lang") for link in content.iterfind(".//dl[@class='facts']//dd/a")}
    assert {name: spoken[name] for name in ("張覺", "Pingzhou")} == {"張覺": None, "Pingzhou": "en"}


@pytest.mark.slow
@pytest.mark.parametrize("quick", [True, False], ids=["kept", "not-kept"])
def test_what_is_kept_of_one_language_is_never_given_for_the_other(example: Versions, *, quick: bool) -> None:
    site, asked = Site(example, quick=quick), ("", TAIWAN, "en", "zh;q=0.5, de", TAIWAN, "")
    answers = [site.ask(PAGE, headers={"Accept": "text/html", "Accept-Language": each}) for each in asked]
    told = [(each.headers["content-language"], b'lang="zh-Hant">\n<head>' in each.plain) for each in answers]
    assert told == [(negotiated(each).tag, negotiated(each) is CHINESE) for each in asked]
    tags = {each.headers["content-language"]: each.headers["etag"] for each in answers}
    assert len(set(tags.values())) == 2
    assert all("Accept-Language" in each.headers["vary"] for each in answers)
    headers = {"Accept": "text/html", "Accept-Language": "zh", "If-None-Match": tags["en"]}
    assert site.ask(PAGE, headers=headers).status == 200
    assert site.ask(PAGE, headers={**headers, "If-None-Match": tags["zh-Hant"]}).status == 304
