"""The page about a thing: one sentence, facts in the order of readers' questions, drawings, citations."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from flask import json
from flask.testing import FlaskClient
from lxml import html
from pyoxigraph import Literal, NamedNode, Quad, Store

from kg import rdf
from kg.resources import folder
from kg.settings import Settings
from kg.terms import PREFIXES, term
from server.app import create_app
from tests.conftest import BASE, Publish

PAGE = Path(__file__).resolve().parent.parent / "server" / "resources" / "page"
CHINESE = "zh-TW"


def page(site: FlaskClient, path: str, language: str = "en") -> html.HtmlElement:
    """A page as a browser reads it in a language."""
    response = site.get(path, headers={"Accept": "text/html", "Accept-Language": language})
    assert response.status_code == 200, path
    return html.fromstring(response.data.decode())


def plain(node: html.HtmlElement) -> str:
    """The words of an element, spaces evened out."""
    return " ".join(node.text_content().split())


SENTENCES = Path(__file__).resolve().parent / "cases" / "pages" / "sentences.yaml"
SAID = yaml.safe_load(SENTENCES.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", SAID)
def test_one_sentence_says_what_a_thing_is(site: FlaskClient, path: str) -> None:
    said = {
        language: " ".join(map(plain, page(site, f"/page/{path}", language).iterfind(".//p[@class='lede']")))
        for language in ("en", "zh")
    }
    assert said == SAID[path]


def test_every_class_that_has_an_arrangement_has_its_sentences_in_both_languages() -> None:
    arranged = tomllib.loads((PAGE / "chapters.toml").read_text(encoding="utf-8"))["arrangement"]
    sentences = tomllib.loads((PAGE / "sentences.toml").read_text(encoding="utf-8"))
    both = {"en", "zh-Hant"}
    assert [name for name in arranged.values() if {*sentences[name]} != both] == []


def curies(store: Store, within: str) -> set[str]:
    """The terms of the ontology that an ASK pattern finds."""
    query = f"SELECT ?term {{ {within} FILTER(STRSTARTS(STR(?term), STR(cy:))) }}"
    found = store.query(query, prefixes=dict(PREFIXES))
    return {f"cy:{row['term'].value.partition('#')[2]}" for row in found}


def test_the_arrangements_name_only_terms_of_the_vocabulary() -> None:
    store = Store()
    store.extend(rdf.file_quads(folder("ontology") / "chanyuan.ttl", "ontology", BASE))
    everywhere = "GRAPH ?graph { ?term a ?class }"
    chapters = tomllib.loads((PAGE / "chapters.toml").read_text(encoding="utf-8"))
    classes, inverse = chapters.pop("arrangement"), chapters.pop("inverse")
    told = [each for plans in chapters.values() for plan in plans for each in plan.get("own", [])]
    pointed = [each for plans in chapters.values() for plan in plans for each in plan.get("pointing", [])]
    named = {*told, *pointed, *inverse, *(f"cy:{name}" for name in classes)}
    known = curies(store, everywhere)
    assert {each for each in named if each.startswith("cy:")} - known == set()
    sentences = (PAGE / "sentences.toml").read_text(encoding="utf-8")
    slots = {name for slot in re.findall(r"\{\^?([\w+]+)", sentences) for name in slot.split("+")}
    assert {f"cy:{slot}" for slot in slots - {"name", "kind"}} - known == set()


def test_no_chapter_of_an_arrangement_tells_what_another_tells() -> None:
    chapters = tomllib.loads((PAGE / "chapters.toml").read_text(encoding="utf-8"))
    twice = {
        (name, curie)
        for name, plans in chapters.items()
        if isinstance(plans, list)
        for side in ("own", "pointing")
        for told in [[each for plan in plans for each in plan.get(side, [])]]
        for curie in told
        if told.count(curie) > 1
    }
    assert twice == set()


def chapters(content: html.HtmlElement) -> dict[str, list[str]]:
    """The headings of a page with what is told under each: properties, or what a chronicle speaks of."""
    told = ".//dl[@class='facts']/div/dt", ".//ol[@class='chronicle']/li/div/a"
    return {
        plain(section.find("h2")): [plain(each) for path in told for each in section.iterfind(path)]
        for section in content.iterfind(".//section[@class='chapter']")
    }


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (
            "event/rebellion-of-zhang-jue",
            {
                "Who turned on whom": ["kind of betrayal", "betrayer", "betrayed", "beneficiary"],
                "When and where": ["date", "place"],
                "What it led to": ["led to"],
                "Where else it appears": ["mentioned in 2"],
            },
        ),
        (
            "person/zhang-jue",
            {
                "Life": ["death", "killed by"],
                "Rule, offices and service": ["held office", "served"],
                "Deeds by year": ["Harbouring of Zhang Jue", "Rebellion of Zhang Jue", "Fall of Pingzhou"],
                "Where else it appears": ["mentioned in 2"],
            },
        ),
        ("era/xuanhe", {"Whose reign": ["ruler of the era", "era of", "earliest day", "latest day"]}),
    ],
)
def test_facts_stand_in_the_chapters_that_a_reader_expects(
    site: FlaskClient, path: str, expected: dict[str, list[str]]
) -> None:
    assert chapters(page(site, f"/page/{path}")) == expected


def test_the_chapters_and_the_terms_are_told_in_the_readers_language(site: FlaskClient) -> None:
    told = chapters(page(site, "/page/event/rebellion-of-zhang-jue", CHINESE))
    assert told == {
        "何人背叛何人": ["背叛類型", "背叛者", "被背叛者", "受益者"],
        "時地": ["日期", "地點"],
        "後果": ["導致"],
        "另見": ["見於 2"],
    }


def test_a_page_begins_with_the_names_in_every_script(site: FlaskClient) -> None:
    content = page(site, "/page/person/zhang-jue")
    given = {
        plain(each.find("dt")): plain(each.find("dd"))
        for each in content.iterfind(".//dl[@class='names']/div")
    }
    assert (plain(content.find(".//h1")), given) == (
        "Zhang Jue",
        {
            "Traditional": "張覺, 張瑴",
            "Simplified": "张觉",
            "Pinyin": "Zhāng Jué",
            "Wade–Giles": "Chang Chüeh",
        },
    )
    assert plain(page(site, "/page/person/zhang-jue", CHINESE).find(".//h1")) == "張覺"


def test_the_records_of_others_have_their_names_and_numbers(site: FlaskClient) -> None:
    found = page(site, "/page/person/zhang-jue").find(".//ul[@class='authorities']/li")
    assert (plain(found), found.find("a").get("href")) == (
        "China Biographical Database 46953",
        "https://cbdb.fas.harvard.edu/cbdbapi/person.php?id=46953",
    )


def test_a_page_is_cited_in_words_and_for_programs(site: FlaskClient) -> None:
    content = page(site, "/page/person/zhang-jue")
    words = plain(content.find(".//p[@class='citation']"))
    address = f"{BASE}id/person/zhang-jue"
    assert re.fullmatch(rf"“Zhang Jue.” Chanyuan, version 1, \d+ \w+ \d{{4}}. {re.escape(address)}.", words)
    forms = {
        plain(each.find("summary")): each.find("pre").text_content()
        for each in content.iterfind(".//details[@class='cite']")
    }
    (record,) = json.loads(forms["CSL-JSON"])
    assert (record["title"], record["URL"], record["version"]) == ("Zhang Jue", address, "1")
    assert forms["BibTeX"].startswith("@online{zhang-jue,\n  title = {{Zhang Jue}},")
    assert [line[:6] for line in forms["RIS"].splitlines()] == [
        f"{tag}  - " for tag in ("TY", "TI", "T2", "ET", "DA", "UR", "ER")
    ]


def test_this_page_as_sparql_finds_the_facts_of_the_page(site: FlaskClient) -> None:
    content = page(site, "/page/event/rebellion-of-zhang-jue")
    link = next(each for each in content.iterfind(".//p[@class='downloads']/a") if "SPARQL" in each.text)
    answer = site.get(link.get("href"), headers={"Accept": "application/sparql-results+json"}).get_json()
    rows = answer["results"]["bindings"]
    shown = {node.get("property") for node in content.iterfind(".//article//*[@property]")}
    assert {iri for each in shown for iri in each.split()} <= {row["property"]["value"] for row in rows}
    assert [row for row in rows if row.get("words", {}).get("value", "").startswith("In May 1123")] != []


def drawn(content: html.HtmlElement, kind: str) -> html.HtmlElement | None:
    """A drawing of a page."""
    return next(iter(content.xpath(f".//*[local-name()='svg'][@class='{kind}']")), None)


def test_the_neighbourhood_names_whom_a_thing_has_to_do_with_and_leads_there(site: FlaskClient) -> None:
    svg = drawn(page(site, "/page/event/rebellion-of-zhang-jue"), "neighbourhood")
    assert svg is not None
    told = [" ".join(each.itertext()).strip() for each in svg if each.tag in {"a", "text"}]
    assert told == [
        *("mentioned in", "Border Annals", "A Life of Zhang Jue"),
        *("betrayer", "Zhang Jue", "betrayed", "Jin dynasty", "beneficiary", "Liao dynasty", "Song dynasty"),
        *("place", "Pingzhou", "led to", "Harbouring of Zhang Jue", "Rebellion of Zhang Jue"),
    ]
    assert svg.findall(".//a")[2].get("href") == "/page/person/zhang-jue"


def years(svg: html.HtmlElement) -> list[tuple[float, int]]:
    """Where the years of a timeline stand."""
    return [(float(each.get("x")), int(each.text)) for each in svg.iterfind(".//text[@class='tick']")]


def test_a_timeline_puts_a_life_and_deeds_in_their_places(site: FlaskClient) -> None:
    svg = drawn(page(site, "/page/person/zhang-jun-1097"), "chronology")
    assert svg is not None
    (bar,), (deed,) = svg.findall(".//rect[@class='own']"), svg.findall(".//a/*")
    scale = years(svg)
    per_year = (scale[-1][0] - scale[0][0]) / (scale[-1][1] - scale[0][1])
    assert float(bar.get("width")) / per_year == pytest.approx(68, abs=0.2)
    began = scale[0][1] + (float(deed.get("x")) - scale[0][0]) / per_year
    assert began == pytest.approx(1163, abs=0.1)
    assert all(one[0] < other[0] for one, other in pairwise(scale))


def test_narrow_screens_have_the_same_timeline_in_as_much_room_as_there_is(site: FlaskClient) -> None:
    content = page(site, "/page/person/zhang-jun-1097")
    wide, narrow = content.xpath(".//*[local-name()='svg'][@class='chronology']")
    told = [[plain(each) for each in svg.iterfind(".//text[@class='lane']")] for svg in (wide, narrow)]
    marks = [[each.get("href") for each in svg.iterfind(".//a")] for svg in (wide, narrow)]
    right = max(float(line.get("x2")) for line in narrow.iterfind(".//line"))
    assert (told[0] == told[1], marks[0] == marks[1], right <= 320) == (True, True, True)


def test_without_dates_to_compare_there_is_no_timeline(site: FlaskClient) -> None:
    assert drawn(page(site, "/page/event/rebellion-of-zhang-jue"), "chronology") is None


def many(count: int) -> Iterable[Quad]:
    """A state, with so many who served it and so many battles that it fought."""
    graph = rdf.graph("authority", BASE)
    state = NamedNode(f"{BASE}id/polity/many")
    yield Quad(state, term("rdf:type"), term("cy:Polity"), graph)
    yield Quad(state, term("rdfs:label"), Literal("Many", language="en"), graph)
    for number in range(count):
        battle = NamedNode(f"{BASE}id/event/battle-{number:03}")
        yield Quad(battle, term("rdf:type"), term("cy:Battle"), graph)
        yield Quad(battle, term("rdfs:label"), Literal(f"Battle {number}", language="en"), graph)
        yield Quad(battle, term("cy:attacker"), state, graph)
        day = Literal(f"{1000 + (number * 7) % count:04}-01-01", datatype=term("xsd:date"))
        yield Quad(battle, term("cy:earliest"), day, graph)
        person = NamedNode(f"{BASE}id/person/servant-{number:03}")
        yield Quad(person, term("rdf:type"), term("cy:Person"), graph)
        yield Quad(person, term("cy:served"), state, graph)


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory, publish: Publish) -> FlaskClient:
    """A client of a graph in which a state has 45 battles and 45 servants."""
    versions = publish(tmp_path_factory.mktemp("crowded"), many(45))
    return create_app(Settings(data=versions.folder, base=BASE)).test_client()


def test_long_lists_are_told_page_by_page_each_entry_once_and_in_the_order_of_time(
    crowded: FlaskClient,
) -> None:
    address, battles, sizes = "/page/polity/many", list[str](), list[int]()
    while address:
        content = page(crowded, address)
        section = content.find(".//section[@aria-labelledby='wars']")
        entries = [plain(each) for each in section.iterfind(".//li/div/a")]
        battles += entries
        sizes.append(len(entries))
        following = section.find("p[@class='pager']/a[@rel='next']")
        address = following.get("href") if following is not None else ""
    expected = sorted(range(45), key=lambda number: (number * 7) % 45)
    assert (sizes, battles) == ([20, 20, 5], [f"Battle {number}" for number in expected])


def test_what_points_here_is_counted_and_paged_by_property(crowded: FlaskClient) -> None:
    content = page(crowded, "/page/polity/many?cy-served=3")
    group = content.find(".//div[@id='cy-served']")
    shown = [each.get("href") for each in group.iterfind("dd/a")]
    assert plain(group.find("dt")) == "served by 45 authority file"
    assert shown == [f"/page/person/servant-{number:03}" for number in range(40, 45)]
    assert plain(group.find("dd/p[@class='pager']")) == "← earlier ones 41–45 of 45"


@pytest.mark.parametrize("asked", ["0", "-1", "99", "x", "1" * 50, "", "二"])
def test_a_page_of_a_list_that_is_not_there_is_the_nearest_or_the_first(
    crowded: FlaskClient, asked: str
) -> None:
    section = page(crowded, f"/page/polity/many?wars={asked}").find(".//section[@aria-labelledby='wars']")
    assert plain(section.find("p[@class='pager']/span")) == ("41–45 of 45" if asked == "99" else "1–20 of 45")


def entity(content: html.HtmlElement) -> dict[str, object]:
    """What the page is about in the words of schema.org."""
    blocks = [json.loads(each.text) for each in content.iterfind(".//script[@type='application/ld+json']")]
    about = next(
        each for each in blocks if isinstance(each, dict) and each["@context"] == "https://schema.org"
    )
    found: dict[str, object] = about["@graph"][1]["mainEntity"]
    return found


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (
            "person/zhang-jue",
            {
                "@type": "Person",
                "@id": f"{BASE}id/person/zhang-jue",
                "name": "Zhang Jue",
                "alternateName": ["張覺", "張瑴", "张觉", "Zhāng Jué", "Chang Chüeh"],
                "description": SAID["person/zhang-jue"]["en"],
                "sameAs": ["https://cbdb.fas.harvard.edu/cbdbapi/person.php?id=46953"],
                "deathDate": "1123",
            },
        ),
        (
            "place/kaifeng",
            {
                "@type": "Place",
                "@id": f"{BASE}id/place/kaifeng",
                "name": "Kaifeng",
                "alternateName": ["開封", "Bianjing"],
                "description": SAID["place/kaifeng"]["en"],
                "containedInPlace": [{"@type": "Place", "@id": f"{BASE}id/place/henan", "name": "Henan"}],
                "geo": {"@type": "GeoCoordinates", "latitude": 34.7855, "longitude": 114.3433},
            },
        ),
    ],
)
def test_search_engines_are_told_what_a_thing_is(site: FlaskClient, path: str, expected: object) -> None:
    assert entity(page(site, f"/page/{path}")) == expected


def test_a_small_map_shows_where_a_thing_is_and_leads_there(site: FlaskClient) -> None:
    figure = page(site, "/page/event/siege-of-kaifeng").find(".//figure[@class='locator']")
    assert [(each.get("href"), plain(each.find("text"))) for each in figure.iterfind(".//a")] == [
        ("/page/place/kaifeng", "Kaifeng")
    ]
    (dot,) = figure.iterfind(".//circle")
    assert (float(dot.get("cx")), float(dot.get("cy"))) == (
        pytest.approx(153, abs=12),
        pytest.approx(120, abs=12),
    )
    assert page(site, "/page/person/guo-yaoshi").find(".//figure[@class='locator']") is None


def test_what_rests_on_the_authority_file_alone_says_so_once(crowded: FlaskClient, site: FlaskClient) -> None:
    content = page(crowded, "/page/polity/many")
    assert plain(content.find(".//h2[@id='wars']")) == "Wars and other events 45 authority file"
    assert content.findall(".//section[@aria-labelledby='wars']//details") == []
    told = page(site, "/page/person/zhang-jue").find(".//section[@aria-labelledby='deeds']")
    assert (plain(told.find("h2")), len(told.findall(".//details"))) == ("Deeds by year", 3)


def test_of_very_many_facts_the_page_says_how_many_more_the_data_have(
    tmp_path: Path, publish: Publish
) -> None:
    graph, state = rdf.graph("authority", BASE), NamedNode(f"{BASE}id/polity/many")
    served = (
        Quad(NamedNode(f"{BASE}id/person/{number}"), term("cy:served"), state, graph)
        for number in range(5017)
    )
    site = create_app(Settings(data=publish(tmp_path, served).folder, base=BASE)).test_client()
    content = page(site, "/page/polity/many")
    assert plain(content.find(".//p[@class='notice']")) == "17 more facts point here; the data have all."
    assert plain(content.find(".//p[@class='pager']/span")) == "1–20 of 5000"


def before_our_era() -> Iterable[Quad]:
    """A general of the Punic wars, and two battles of his, the later one told first."""
    graph, hannibal = rdf.graph("authority", BASE), NamedNode(f"{BASE}id/person/hannibal")
    yield Quad(hannibal, term("rdf:type"), term("cy:Person"), graph)
    yield Quad(hannibal, term("rdfs:label"), Literal("Hannibal", language="en"), graph)
    for property_, edtf in (("birth", "-0246"), ("death", "-0182")):
        yield Quad(hannibal, term(f"cy:{property_}"), Literal(edtf), graph)
    for property_, stated in (("birthEarliest", "-0246-01-01"), ("deathLatest", "-0182-12-31")):
        yield Quad(hannibal, term(f"cy:{property_}"), Literal(stated, datatype=term("xsd:date")), graph)
    for name, year in (("Zama", "-0201"), ("Cannae", "-0215")):
        battle = NamedNode(f"{BASE}id/event/{name.lower()}")
        yield Quad(battle, term("rdf:type"), term("cy:Battle"), graph)
        yield Quad(battle, term("rdfs:label"), Literal(name, language="en"), graph)
        yield Quad(battle, term("cy:attackingCommander"), hannibal, graph)
        yield Quad(battle, term("cy:date"), Literal(year), graph)
        yield Quad(battle, term("cy:earliest"), Literal(f"{year}-01-01", datatype=term("xsd:date")), graph)


def test_what_was_before_our_era_is_told_and_drawn_in_its_order(tmp_path: Path, publish: Publish) -> None:
    ontology = rdf.file_quads(folder("ontology") / "chanyuan.ttl", "ontology", BASE)
    versions = publish(tmp_path, [*before_our_era(), *ontology])
    site = create_app(Settings(data=versions.folder, base=BASE)).test_client()
    content = page(site, "/page/person/hannibal")
    assert plain(content.find(".//p[@class='lede']")) == "Hannibal was a person (247 BCE–183 BCE)."
    deeds = [plain(each) for each in content.iterfind(".//ol[@class='chronicle']/li")]
    assert deeds == [
        "216 BCE Cannae commander of the attackers",
        "202 BCE Zama commander of the attackers",
    ]
    svg = drawn(content, "chronology")
    assert svg is not None
    assert [each.text for each in svg.iterfind(".//text[@class='tick']")][:2] == ["240 BCE", "230 BCE"]
    assert [each.get("aria-label") for each in svg.iterfind(".//a")] == ["Cannae, 216 BCE", "Zama, 202 BCE"]


NAMES = {
    "polity/song": ("Song dynasty", "宋朝"),
    "polity/liao": ("Liao dynasty (916–1125)", "遼朝"),
    "event/oath": ("Oath of Chanyuan", "澶淵之盟"),
    "cy:Tribute": ("tribute", "歲幣"),
    "cy:Equality": ("equality of rank", "名分"),
    "cy:payer": ("payer", "給付方"),
}
STATED = (
    *(("polity/song", "rdf:type", "cy:Dynasty"), ("polity/liao", "rdf:type", "cy:Dynasty")),
    *(("event/oath", "rdf:type", "cy:Treaty"), ("event/oath", "cy:term", "term/silver")),
    *(("event/oath", "cy:party", "polity/song"), ("event/oath", "cy:party", "polity/liao")),
    *(("term/silver", "rdf:type", "cy:Term"), ("term/silver", "cy:termKind", "cy:Tribute")),
    *(("term/silver", "cy:payer", "polity/song"), ("term/silver", "cy:payee", "polity/liao")),
    *(("term/rank", "rdf:type", "cy:Term"), ("term/rank", "cy:termKind", "cy:Equality")),
    *(("claim/of-silver", "rdf:type", "cy:Claim"), ("claim/of-silver", "rdf:subject", "term/silver")),
    *(("claim/of-silver", "rdf:predicate", "cy:payer"), ("claim/of-silver", "rdf:object", "polity/song")),
    ("event/oath", "cy:term", "term/rank"),
)


def agreed() -> Iterator[Quad]:
    """A treaty with two terms, which have no names."""
    graph = rdf.graph("authority", BASE)
    for thing, called in NAMES.items():
        for language, name in zip(("en", "zh-Hant"), called, strict=True):
            yield Quad(node(thing), term("rdfs:label"), Literal(name, language=language), graph)
    for subject, predicate, value in STATED:
        yield Quad(node(subject), term(predicate), node(value), graph)
    yield Quad(node("event/oath"), term("cy:date"), Literal("1005-01"), graph)
    yield Quad(
        node("event/oath"), term("cy:earliest"), Literal("1005-01-01", datatype=term("xsd:date")), graph
    )


def node(name: str) -> NamedNode:
    """A thing by its kind and slug, or a term of a vocabulary by its compact name."""
    return NamedNode(f"{BASE}id/{name}") if "/" in name else term(name)


@pytest.fixture(scope="module")
def sworn(tmp_path_factory: pytest.TempPathFactory, publish: Publish) -> FlaskClient:
    """A client of a graph that holds one treaty."""
    versions = publish(tmp_path_factory.mktemp("sworn"), agreed())
    return create_app(Settings(data=versions.folder, base=BASE)).test_client()


def chronicle(content: html.HtmlElement, name: str) -> list[str]:
    """The entries of a chronicle, each with its time and what stands beside it."""
    return [plain(each) for each in content.iterfind(f".//section[@aria-labelledby='{name}']//li")]


def test_a_term_is_called_by_what_was_agreed_in_both_scripts(sworn: FlaskClient) -> None:
    told = {
        language: [
            (plain(each.find("a")), plain(each.find("span[@class='beside']")))
            for each in page(sworn, "/page/event/oath", language).iterfind(
                ".//section[@aria-labelledby='terms']//dd"
            )
        ]
        for language in ("en", CHINESE)
    }
    english = [
        ("equality of rank", "名分"),
        ("tribute, Song dynasty to Liao dynasty", "歲幣，宋朝予遼朝"),
    ]
    assert told == {"en": english, CHINESE: [(chinese, name) for name, chinese in english]}
    assert plain(page(sworn, "/page/term/silver").find(".//h1")) == "Tribute, Song dynasty to Liao dynasty"


def test_a_claim_about_a_term_names_it_as_its_own_page_does(sworn: FlaskClient) -> None:
    claim = page(sworn, "/page/claim/of-silver").find(".//h1")
    assert plain(claim) == "tribute, Song dynasty to Liao dynasty · payer · Song dynasty"


def test_a_term_stands_in_the_year_of_its_treaty_and_the_part_that_the_chapter_names_is_not_repeated(
    sworn: FlaskClient,
) -> None:
    assert chronicle(page(sworn, "/page/polity/song"), "treaties") == [
        "January 1005 Oath of Chanyuan 澶淵之盟",
        "January 1005 tribute, Song dynasty to Liao dynasty 歲幣，宋朝予遼朝 payer",
    ]


def test_what_has_no_date_says_so_at_the_end(tmp_path: Path, publish: Publish) -> None:
    battle, graph = node("event/battle"), rdf.graph("authority", BASE)
    named = Quad(battle, term("rdfs:label"), Literal("Battle", language="en"), graph)
    fought = Quad(battle, term("cy:participant"), node("polity/song"), graph)
    versions = publish(tmp_path, [*agreed(), named, fought])
    told = page(create_app(Settings(data=versions.folder, base=BASE)).test_client(), "/page/polity/song")
    assert chronicle(told, "wars") == ["undated Battle cy:participant"]


def test_a_passage_shows_its_paragraph_even_where_it_only_names_somebody(site: FlaskClient) -> None:
    rows = site.get(
        "/sparql",
        query_string={
            "query": "SELECT ?passage ?exact { ?claim rdf:predicate cy:mentions ; cy:passage ?passage ."
            " ?passage cy:exact ?exact } ORDER BY STRLEN(?exact) ?passage LIMIT 3"
        },
        headers={"Accept": "text/csv"},
    )
    for row in rows.text.split()[1:]:
        iri, _, exact = row.partition(",")
        quoted = page(site, iri.replace(f"{BASE}id/", "/page/")).findall(".//figure[@class='quotation']")
        assert (len(quoted), exact in plain(quoted[0])) == (1, True), row
