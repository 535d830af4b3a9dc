"""What has no name of its own reads well all the same: claims, passages, decisions, attestations, graphs."""

import pytest
from flask.testing import FlaskClient
from lxml import html

from kg.settings import Settings
from server.app import create_app
from tests.conftest import BASE
from tests.linked_data import world

TITLES = {
    "claim/si4vozydquoeaz3g3dia": ("Zhang Jue · held office · commissioner", "張覺 · 官職 · commissioner"),
    "passage/tuqn2l5nyl5ijcvkrvjq": ("“", "“"),
    "decision/keep-the-office": (
        "Accepted: Zhang Jue · held office · commissioner",
        "接受: 張覺 · 官職 · commissioner",
    ),
    "attestation/aaaaaaaaaaaaaaaaaaaa": ("Zhang Jue · death · 1123", "張覺 · 逝世 · 1123"),
    "activity/extraction-by-hand": ("Run of Chanyuan", "Chanyuan"),
    "graph/authority": ("Authority file", "規範檔"),
    "graph/ontology": ("Vocabulary", "詞彙"),
    "graph/curation": ("What curators decided and added", "校勘者的裁定與補充"),
    "graph/zhang-jue": ("What “A Life of Zhang Jue” says", "《A Life of Zhang Jue》所述"),
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """The graph with a thing of every kind."""
    versions = world(tmp_path_factory.mktemp("bookkeeping"))
    return create_app(Settings(data=versions.folder, base=BASE)).test_client()


def page(site: FlaskClient, path: str, language: str = "en") -> html.HtmlElement:
    response = site.get(f"/page/{path}", headers={"Accept": "text/html", "Accept-Language": language})
    assert response.status_code == 200
    return html.fromstring(response.data.decode())


def words(node: html.HtmlElement) -> str:
    return " ".join(node.text_content().split())


@pytest.mark.parametrize("path", TITLES)
@pytest.mark.parametrize("language", ["en", "zh-Hant"])
def test_its_title_says_what_it_is_about(site: FlaskClient, path: str, language: str) -> None:
    title = words(page(site, path, language).find(".//h1"))
    assert title.startswith(TITLES[path][language != "en"])
    assert path.rpartition("/")[2] not in title


def test_an_opinion_is_quoted_in_its_title(site: FlaskClient) -> None:
    titles = [
        words(page(site, "assessment/coward", language).find(".//h1")) for language in ("en", "zh-Hant")
    ]
    assert titles == ["“a coward”", "「a coward」"]


@pytest.mark.parametrize("path", TITLES)
@pytest.mark.parametrize("language", ["en", "zh-Hant"])
def test_no_value_is_told_by_its_address(site: FlaskClient, path: str, language: str) -> None:
    content = page(site, path, language)
    told = [words(each) for each in content.xpath("//article//dd/*[@property]")]
    kinds = ("claim/", "passage/", "attestation/", "activity/", "decision/", "graph/")
    assert [each for each in told if each.startswith(kinds) or "skos:" in each] == []


def chapters(content: html.HtmlElement) -> dict[str, list[str]]:
    """The headings of a page with the properties that are told under them."""
    return {
        words(section.find("h2")): [words(each) for each in section.iterfind(".//dt")]
        for section in content.iterfind(".//div[@class='told']/section")
    }


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (
            "claim/si4vozydquoeaz3g3dia",
            {
                "In the words of the source": [],
                "What is claimed": ["subject", "property", "value"],
                "How it was read": ["passage", "resolution", "rule", "confidence", "made by"],
                "What curators decided": ["decision"],
            },
        ),
        (
            "attestation/aaaaaaaaaaaaaaaaaaaa",
            {"What the authority file attests": ["subject", "property", "value", "source", "verified"]},
        ),
        (
            "decision/keep-the-office",
            {"What was decided": ["verdict", "on claim", "description", "by whom", "when"]},
        ),
    ],
)
def test_its_facts_stand_in_the_order_in_which_they_are_read(
    site: FlaskClient, path: str, expected: dict[str, list[str]]
) -> None:
    found = chapters(page(site, path))
    assert {name: found[name] for name in expected} == expected


def test_a_passage_shows_its_sentence_once_however_many_claims_rest_on_it(site: FlaskClient) -> None:
    content = page(site, "passage/tuqn2l5nyl5ijcvkrvjq")
    assert len(content.findall(".//section[@aria-labelledby='words']//blockquote")) == 1
    assert len(content.xpath("//dt[contains(., 'claim')]/following-sibling::dd")) > 0


def test_a_graph_says_how_much_it_holds(site: FlaskClient) -> None:
    said = words(page(site, "graph/curation").find(".//p[@class='lede']"))
    count = len(site.get("/graphs?graph=http://kg.test/id/graph/curation&format=nt").text.splitlines())
    assert said.startswith(f"A named graph of {count} statements;")
