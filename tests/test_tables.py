"""The tables of lists: asked, kept in files, followed from version to version, and the same whichever way."""

from collections.abc import Iterable
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from kg import deposit, rdf
from kg.dataset import LocalDataset
from kg.deposit import deposit_of
from kg.model import Version
from kg.settings import Settings
from kg.tables import Listing, Table, asked, followed, listings, renewed
from kg.terms import PREFIXES, term
from kg.versions import Versions
from server.app import create_app
from tests.conftest import BASE, Publish, example_quads

pytestmark = pytest.mark.slow

FEW = Path(__file__).resolve().parent / "cases" / "lists" / "few.ttl"
LISTS = {each.name: each for each in listings()}
PERSONS = LISTS["persons"]
PREAMBLE = "".join(f"@prefix {name}: <{namespace}> .\n" for name, namespace in PREFIXES.items())

CHANGES = {
    "nothing": ("", ""),
    "a name more": ('<id/person/d> rdfs:label "Dan"@en .', ""),
    "a name less": ("", '<id/person/b> rdfs:label "Bob"@en .'),
    "a name in another language": ('<id/person/c> rdfs:label "Ssü"@zh-latn-wadegile .', ""),
    "the only one of a language less": ("", '<id/person/a> rdfs:label "安"@zh-Hant .'),
    "somebody before all others": (
        '<id/person/0> a cy:Person ; rdfs:label "Zoe"@en ; cy:served <id/polity/song> .',
        "",
    ),
    "somebody after all others": ("<id/person/z> a cy:Person .", ""),
    "nobody any more": ("", "<id/person/d> a cy:Person ."),
    "other service": (
        "<id/person/d> cy:served <id/polity/jin> .",
        "<id/person/a> cy:served <id/polity/song> .",
    ),
    "other years": ('<id/person/d> cy:birthEarliest "0990-01-01"^^xsd:date .', ""),
    "years less": ("", '<id/person/c> cy:deathLatest "1120-01-01"^^xsd:date .'),
    "named somewhere": ("<id/document/x> a cy:Document ; cy:mentions <id/person/b> , <id/person/c> .", ""),
    "a role": (
        "<id/event/both> cy:commander <id/person/d> .",
        "<id/event/siege> cy:attackingCommander <id/person/a> .",
    ),
    "another class": ("<id/event/battle> a cy:Siege .", "<id/event/battle> a cy:Battle ."),
}
"""What comes and what goes."""


def said(turtle: str) -> set[Quad]:
    graph = rdf.graph("authority", BASE)
    read = parse((PREAMBLE + turtle).encode(), format=RdfFormat.TURTLE, base_iri=BASE)
    return {Quad(*each.triple, graph) for each in read}


def columns(table: Table) -> tuple[object, ...]:
    """All that a table holds, to be compared."""
    facets = {
        facet: {value: [*places] for value, places in values.items()}
        for facet, values in table.facets.items()
    }
    return table.things, dict(table.names), table.years, facets


def dataset(versions: Versions, version: Version) -> LocalDataset:
    return LocalDataset(versions.at(version.number), base=BASE)


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory, publish: Publish) -> Versions:
    """A handful of things, in as many versions as there are changes, each made from the first one."""
    data, begun = tmp_path_factory.mktemp("few"), {*rdf.file_quads(FEW, "authority", BASE)}
    versions = publish(data, begun)
    for came, went in CHANGES.values():
        versions.rollback(1)
        assert said(went) <= {Quad(*each.triple, rdf.graph("authority", BASE)) for each in begun}
        publish(data, (begun - said(went)) | said(came))
    return versions


@pytest.mark.parametrize("number", range(len(CHANGES)), ids=[*CHANGES])
@pytest.mark.parametrize("name", ["persons", "polities", "events", "battles", "sieges", "documents"])
def test_a_table_that_follows_is_the_one_that_is_asked_for(few: Versions, number: int, name: str) -> None:
    before, after = few.version(1), few.version(number + 2)
    known = asked(dataset(few, before), BASE, LISTS[name])
    found = followed(dataset(few, after), few.at(after.number), LISTS[name], known, before)
    assert found is not None
    assert columns(found) == columns(asked(dataset(few, after), BASE, LISTS[name]))


@pytest.mark.parametrize("slugs", ["", "a", "b", "d", "ab", "ad", "bcd", "abcd"])
def test_asking_for_some_tells_of_them_what_asking_for_all_does(few: Versions, slugs: str) -> None:
    source, among = dataset(few, few.version(1)), {f"{BASE}id/person/{each}" for each in slugs}
    whole, some = asked(source, BASE, PERSONS), asked(source, BASE, PERSONS, among)
    assert {*some.things} == among
    for place, iri in enumerate(some.things):
        there = whole.things.index(iri)
        assert (some.called(place), some.years[place]) == (whole.called(there), whole.years[there])
        for facet, values in whole.facets.items():
            having = {value for value, places in values.items() if there in places}
            assert {value for value, places in some.facets[facet].items() if place in places} == having
    assert columns(renewed(whole, some, among)) == columns(whole)


@pytest.mark.parametrize("listing", listings(), ids=lambda each: each.name)
def test_a_table_is_read_from_its_file_as_it_was_written(few: Versions, listing: Listing) -> None:
    table = asked(dataset(few, few.version(1)), BASE, listing)
    read = Table.read(table.written(listing), listing)
    assert read is not None
    assert columns(read) == columns(table)


def test_a_file_of_a_list_that_was_defined_otherwise_is_not_read(few: Versions) -> None:
    written = asked(dataset(few, few.version(1)), BASE, PERSONS).written(PERSONS)
    assert Table.read(written, LISTS["polities"]) is None


def test_more_things_than_are_worth_asking_for_are_not_followed(tmp_path: Path, publish: Publish) -> None:
    graph = rdf.graph("crowd", BASE)

    def crowd(words: str) -> Iterable[Quad]:
        for number in range(1100):
            person = NamedNode(f"{BASE}id/person/p{number}")
            yield Quad(person, term("rdf:type"), term("cy:Person"), graph)
            yield Quad(person, term("rdfs:label"), Literal(f"{words} {number}"), graph)
            yield from (
                Quad(person, term("cy:served"), NamedNode(f"urn:{each}"), graph) for each in range(12)
            )

    publish(tmp_path, crowd("One"))
    versions = publish(tmp_path, crowd("Other"))
    first, second = versions.all()
    known = asked(dataset(versions, first), BASE, PERSONS)
    assert followed(dataset(versions, second), versions, PERSONS, known, first) is None


@pytest.fixture
def made(tmp_path: Path, publish: Publish) -> Versions:
    """The example with its tables made."""
    versions = publish(tmp_path, example_quads(BASE))
    deposit.make(versions, versions.served(), ["tables"])
    return versions


def site(versions: Versions) -> FlaskClient:
    return create_app(Settings(data=versions.folder, base=BASE)).test_client()


def told(versions: Versions, name: str) -> object:
    return site(versions).get(f"/things/{name}.json").get_json()


@pytest.mark.slow
def test_a_list_is_read_from_what_the_build_made(made: Versions) -> None:
    file = deposit_of(made, made.served()).path("tables") / "persons.json"
    file.write_text(
        file.read_text(encoding="utf-8").replace("Zhang Jue", "Zhang Jue himself"), encoding="utf-8"
    )
    assert "Zhang Jue himself" in site(made).get("/things/persons.csv").text


@pytest.mark.slow
@pytest.mark.parametrize("with_tables", [True, False])
def test_after_a_write_lists_are_what_asking_for_them_tells(
    made: Versions, publish: Publish, *, with_tables: bool
) -> None:
    came = said("<id/person/zhang-jue> cy:served <id/polity/xia> . <id/person/new> a cy:Person .")
    publish(
        made.folder, [*example_quads(BASE), *(Quad(*each.triple, rdf.graph("more", BASE)) for each in came)]
    )
    if not with_tables:
        (deposit_of(made, made.version(1)).path("tables") / "persons.json").unlink()
    listed = told(made, "persons")
    expected = asked(dataset(made, made.served()), BASE, PERSONS)
    assert isinstance(listed, dict)
    assert listed["total"] == len(expected.things)
    assert listed["facets"]["dynasty"]["polity/xia"] == 1
    assert listed["facets"] == {
        facet: {value: len(places) for value, places in values.items()}
        for facet, values in expected.facets.items()
    }


def test_the_deposit_of_the_next_version_follows_from_the_one_before(
    made: Versions, publish: Publish
) -> None:
    file = deposit_of(made, made.served()).path("tables") / "persons.json"
    file.write_text(
        file.read_text(encoding="utf-8").replace("Zhang Jue", "Zhang Jue himself"), encoding="utf-8"
    )
    publish(made.folder, [*example_quads(BASE), *said("<id/person/new> a cy:Person .")])
    after = deposit.make(made, made.served(), ["tables"]).table(PERSONS)
    assert after is not None
    assert f"{BASE}id/person/new" in after.things
    assert "Zhang Jue himself" in after.names["en"], "what did not change was not asked for again"


def test_without_a_deposit_there_is_no_table(few: Versions) -> None:
    assert deposit_of(few, few.version(1)).table(PERSONS) is None
