"""A thing that thousands of facts point at: a thousand on each page, each with what it rests on."""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Final

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, Triple

from kg import queries
from kg.settings import Settings
from kg.terms import term
from kg.versions import Versions
from server.app import create_app
from server.resources.extent import SIZE, Extent
from tests.conftest import BASE, published
from tests.linked_data import leads, triples, values

pytestmark = pytest.mark.slow

ROLES: Final = {"cy:attacker": 1203, "cy:commander": 40, "cy:participant": 900, "cy:mentions": 700}
"""How many facts point at the commander, by property."""
TOTAL: Final = sum(ROLES.values())
LAST: Final = 3
ME: Final = NamedNode(f"{BASE}id/person/commander")
DATA: Final = NamedNode(f"{BASE}data/person/commander")


def named(kind: str, slug: str) -> NamedNode:
    return NamedNode(f"{BASE}id/{kind}/{slug}")


def generated() -> Iterator[Quad]:
    """Somebody who took part in thousands of events, each told in one passage."""
    graph = named("graph", "generated")
    own = [("rdf:type", term("cy:Person")), ("rdfs:label", Literal("Commander", language="en"))]
    yield from (Quad(ME, term(name), value, graph) for name, value in own)
    for role, count in ROLES.items():
        for number in range(count):
            other = named("event", f"{role[3:]}-{number}")
            claim, passage = named("claim", f"{role[3:]}-{number}"), named("passage", f"{role[3:]}-{number}")
            yield Quad(other, term(role), ME, graph)
            yield Quad(other, term("rdfs:label"), Literal(f"Event {number}", language="en"), graph)
            yield from (Quad(*each, graph) for each in evidence(other, role, claim, passage))


def evidence(other: NamedNode, role: str, claim: NamedNode, passage: NamedNode) -> list[Triple]:
    """A claim that something is related to the commander, and its words."""
    return [
        Triple(claim, term("rdf:subject"), other),
        Triple(claim, term("rdf:predicate"), term(role)),
        Triple(claim, term("rdf:object"), ME),
        Triple(claim, term("cy:passage"), passage),
        Triple(passage, term("cy:exact"), Literal("The commander came.")),
    ]


GENERATED: Final = frozenset(generated())


@pytest.fixture(scope="module")
def versions(tmp_path_factory: pytest.TempPathFactory) -> Versions:
    return published(tmp_path_factory.mktemp("generated"), GENERATED)


@pytest.fixture(scope="module")
def site(versions: Versions) -> FlaskClient:
    return create_app(Settings(data=versions.folder, base=BASE)).test_client()


@pytest.fixture(scope="module")
def pages(site: FlaskClient) -> list[set[Triple]]:
    """What a client gets that follows `next` in the Link header until there is none."""
    found, path = [], "/data/person/commander.nt"
    while path:
        response = site.get(path, headers={"Accept": "application/n-triples"})
        found.append(triples(response))
        ((path, _),) = leads(response.headers["Link"]).get("next", [("", "")])
    return found


def pointing(said: set[Triple]) -> set[Triple]:
    """The facts that point at the commander."""
    roles = {term(role) for role in ROLES}
    return {each for each in said if each.object == ME and each.predicate in roles}


def test_whoever_follows_next_gets_every_fact_once(pages: list[set[Triple]]) -> None:
    parts = [pointing(page) for page in pages]
    assert [len(part) for part in parts] == [SIZE, SIZE, TOTAL - 2 * SIZE]
    assert len(set().union(*parts)) == TOTAL
    assert all(set(one) & set(other) == set() for one, other in pairwise(parts))


def test_mere_mentions_come_last(pages: list[set[Triple]]) -> None:
    kinds = [{each.predicate for each in pointing(page)} for page in pages]
    assert [term("cy:mentions") in each for each in kinds] == [False, False, True]


def test_each_fact_comes_with_its_claim_its_words_and_names(pages: list[set[Triple]]) -> None:
    for page in pages:
        for fact in pointing(page):
            assert isinstance(fact.subject, NamedNode)
            slug = fact.subject.value.rpartition("/")[2]
            role = f"cy:{slug.rpartition('-')[0]}"
            cited = evidence(fact.subject, role, named("claim", slug), named("passage", slug))
            assert set(cited) - page == set()
            assert any(each.subject == fact.subject and each.predicate == term("rdfs:label") for each in page)


def test_the_facts_of_the_thing_itself_stand_on_the_first_page(pages: list[set[Triple]]) -> None:
    typed = Triple(ME, term("rdf:type"), term("cy:Person"))
    assert [typed in page for page in pages] == [True, False, False]


def test_each_page_counts_all_of_them_by_property(pages: list[set[Triple]]) -> None:
    whole = f"{DATA.value}#pointing"
    for page in pages:
        counted = {role: values(page, NamedNode(f"{whole}-{role}"), "void:triples") for role in ROLES}
        assert counted == {role: [str(count)] for role, count in ROLES.items()}
        for name in ("void:triples", "hydra:totalItems"):
            assert values(page, NamedNode(whole), name) == [str(TOTAL)]


@pytest.mark.parametrize("number", range(1, LAST + 1))
def test_pages_name_each_other_in_the_data_and_in_the_header(site: FlaskClient, number: int) -> None:
    response = site.get(f"/data/person/commander?page={number}", headers={"Accept": "application/n-triples"})
    said, header = triples(response), leads(response.headers["Link"])
    this = NamedNode(f"{DATA.value}?page={number}")
    others = {"first": 1, "previous": number - 1, "next": number + 1, "last": LAST}
    there = {name: f"{DATA.value}?page={at}" for name, at in others.items() if 1 <= at <= LAST}
    assert {name: values(said, this, f"hydra:{name}") for name in others} == {
        name: [there[name]] if name in there else [] for name in others
    }
    linked = {name: header.get(name.replace("previous", "prev"), []) for name in others}
    assert linked == {
        name: [(there[name].removeprefix(BASE[:-1]), "")] if name in there else [] for name in others
    }
    assert values(said, NamedNode(f"{DATA.value}#pointing"), "hydra:view") == [this.value]
    assert values(said, this, "foaf:primaryTopic") == [ME.value]
    assert header["canonical"] == [(this.value, "")]


def test_the_first_page_is_what_who_names_no_page_gets(site: FlaskClient, pages: list[set[Triple]]) -> None:
    assert triples(site.get("/data/person/commander.nt?page=1")) == pages[0]


@pytest.mark.parametrize("suffix", ["ttl", "trig", "nq", "jsonld", "rdf"])
def test_every_format_has_the_same_pages(site: FlaskClient, pages: list[set[Triple]], suffix: str) -> None:
    response = site.get(f"/data/person/commander.{suffix}?page=2")
    assert response.headers["Content-Location"] == f"/data/person/commander.{suffix}?page=2"
    assert triples(response) == pages[1]


def test_a_page_after_the_last_one_is_refused(site: FlaskClient) -> None:
    response = site.get("/data/person/commander?page=4")
    assert (response.status_code, "from 1 to 3" in response.json["detail"]) == (400, True)


def test_the_page_for_people_stays_short(site: FlaskClient) -> None:
    response = site.get("/page/person/commander")
    assert (response.status_code, len(response.data) < 100_000) == (200, True)


@pytest.mark.parametrize(
    "name",
    [
        *(f"resources/{each}" for each in ("extent", "pointing", "about", "stating", "content")),
        *("resources/facts", "resources/labels", "former/exists"),
    ],
)
def test_no_question_of_dereferencing_has_the_store_sort(name: str) -> None:
    """It would look up each name that it sorts by: 12 s for 60 000 facts, where an index has them in 6 ms."""
    file = Path(__file__).resolve().parent.parent / "server" / f"{name}.rq"
    text = queries.load(file.stem, file.parent).text
    assert ("ORDER BY" in text, "DISTINCT" in text) == (False, False)


def test_a_graph_is_had_page_by_page_each_statement_once(site: FlaskClient, versions: Versions) -> None:
    graph = "generated"
    held = versions.served().counts[f"{BASE}id/graph/{graph}"]
    path, found = f"/data/graph/{graph}.nt", []
    content = NamedNode(f"{BASE}data/graph/{graph}#content")
    while path:
        response = site.get(path, headers={"Accept": "application/n-triples"})
        said = triples(response)
        assert (
            values(said, content, "void:triples") == values(said, content, "hydra:totalItems") == [str(held)]
        )
        found.append({each for each in said if Quad(*each, named("graph", graph)) in GENERATED})
        ((path, _),) = leads(response.headers["Link"]).get("next", [("", "")])
    assert (len(found), set().union(*found)) == (-(-held // SIZE), {each.triple for each in GENERATED})
    assert max(map(len, found)) < 2 * SIZE, "a page says what its statements mention is called, nothing more"


COUNTS = st.lists(st.integers(1, 3 * SIZE), max_size=6)


@given(COUNTS, st.integers(0, 3 * SIZE), st.integers(0, 3 * SIZE))
def test_the_pages_hold_every_place_once(counts: list[int], claims: int, content: int) -> None:
    known = Extent(tuple((term(f"cy:{name}"), count) for name, count in enumerate(counts)), claims, content)
    held = Counter[tuple[str, int]]()
    for page in range(1, known.pages + 1):
        parts = [(name.value, places) for name, places in known.parts(page)]
        assert sum(len(places) for _, places in parts) <= SIZE
        held.update((name, place) for name, places in parts for place in places)
    assert set(held.values()) <= {1}
    assert len(held) == sum(counts)
    assert known.pages * SIZE >= max(claims, content)
