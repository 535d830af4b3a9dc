"""Each version has an index of its own: made once, from its parent's where little changed, never mixed up."""

import shutil
from pathlib import Path

import pytest
from pyoxigraph import Quad, RdfFormat, parse

from kg import rdf
from kg.model import Document, Ref, Version
from kg.search import Shelf
from kg.search.apart import Desk
from kg.search.changes import shifts, touched
from kg.search.reader import Reader
from kg.versions import Versions
from tests.conftest import BASE

pytestmark = pytest.mark.slow

PREFIXES = """@prefix cy: <https://w3id.org/chanyuan/ontology#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> ."""
MANY = "\n".join(f'<id/place/p{i}> a cy:Place ; rdfs:label "Place {i}"@en .' for i in range(200))
TWO = """<id/person/a> a cy:Person ; rdfs:label "Yue Fei"@en .
<id/person/b> a cy:Person ; rdfs:label "Han Shizhong"@en ."""
FIRST = {"authority": MANY, "curation": TWO}
ASKED = ("Yue Fei", "Han Shizhong", "Niu Gao", "Place 7", "crossed", "river")
TEXTS = {
    "": "",
    "letter": "The army crossed the river.\n\nYue Fei wrote.",
    "changed": "The army crossed.\n\nNiu Gao wrote.",
}

CHANGES = {
    "nothing": {},
    "a-new-thing": {"curation": TWO + '<id/person/c> a cy:Person ; rdfs:label "Niu Gao"@en .'},
    "another-name": {"curation": TWO.replace("Han Shizhong", "Han Liangchen")},
    "one-removed": {"curation": '<id/person/a> a cy:Person ; rdfs:label "Yue Fei"@en .'},
    "all-removed": {"curation": ""},
    "a-fact-about-another": {"curation": TWO + "<id/person/b> cy:place <id/place/p7> ."},
    "what-another-graph-says-as-well": {"curation": TWO + '<id/place/p7> rdfs:label "Place 7"@en .'},
    "less-said-of-another": {"authority": MANY.replace("a cy:Place ; ", "", 1)},
    "a-claim-about-another": {
        "curation": TWO + "<id/claim/x> rdf:subject <id/person/a>; cy:place <id/place/p7> ."
    },
    "what-two-graphs-say-anew": {
        "authority": MANY + "<id/person/a> cy:place <id/place/p7> .",
        "curation": TWO + "<id/person/a> cy:place <id/place/p7> .",
    },
    "another-class": {"curation": TWO.replace("a cy:Person", "a cy:Dynasty", 1)},
}


def graph(name: str, turtle: str) -> bytes:
    triples = parse(f"{PREFIXES} {turtle}", format=RdfFormat.TURTLE, base_iri=BASE)
    return rdf.n_quads(
        Quad(each.subject, each.predicate, each.object, rdf.graph(name, BASE)) for each in triples
    )


def text(content: str) -> bytes:
    document = Document("letter", content, (), "A letter", "0" * 64)
    return rdf.n_quads(rdf.quads(document, [], base=BASE)) if content else b""


def publish(versions: Versions, graphs: dict[str, str], letter: str = "") -> Version:
    with versions.writing(BASE, purpose="test") as staging:
        for name, turtle in graphs.items():
            staging.put(rdf.graph(name, BASE), graph(name, turtle))
        staging.put(rdf.graph("letter", BASE), text(TEXTS[letter]))
        return versions.publish(staging, message="test")


def made(versions: Versions, version: Version) -> Reader:
    shelf = Shelf(versions)
    shelf.make(version)
    reader = shelf.reader(version)
    assert reader
    return reader


def told(reader: Reader) -> list[object]:
    """All that is found, in an order that does not depend on how the index was made."""
    found = [reader.search(each) for each in ASKED]
    return [(sorted(map(str, each.things)), sorted(map(str, each.passages))) for each in found]


@pytest.fixture
def versions(tmp_path: Path) -> Versions:
    """One version with its index."""
    versions = Versions(tmp_path)
    made(versions, publish(versions, FIRST, "letter"))
    return versions


@pytest.mark.parametrize(
    ("change", "letter"),
    [
        *((change, "letter") for change in CHANGES),
        ("nothing", "changed"),
        ("nothing", ""),
        ("another-name", "changed"),
        ("all-removed", ""),
    ],
)
def test_an_index_made_from_the_parents_is_the_one_made_from_nothing(
    versions: Versions, change: str, letter: str
) -> None:
    before = told(made(versions, versions.served()))
    version = publish(versions, FIRST | CHANGES[change], letter)
    followed = told(made(versions, version))
    shutil.rmtree(versions.path(versions.version(1)).parent / "search")
    shutil.rmtree(versions.path(version).parent / "search")
    assert followed == told(made(versions, version))
    assert before == told(made(versions, versions.version(1)))


def test_making_an_index_leaves_that_of_the_parent_as_it_was(versions: Versions) -> None:
    parent = versions.served()
    before = told(made(versions, parent))
    files = {each: each.read_bytes() for each in folder(versions, parent).iterdir()}
    made(versions, publish(versions, FIRST | CHANGES["another-name"], "changed"))
    assert {each: each.read_bytes() for each in folder(versions, parent).iterdir()} == files
    assert told(Reader(folder(versions, parent))) == before


def folder(versions: Versions, version: Version) -> Path:
    return versions.path(version).parent / "search"


def test_only_what_changed_is_read_again(versions: Versions) -> None:
    before = versions.served()
    after = publish(versions, FIRST | CHANGES["another-name"], "letter")
    nodes = touched(versions, before, after)
    assert nodes == {rdf.iri(Ref("person", "b"), BASE)}


def test_what_is_said_of_things_is_reckoned_from_what_was_said_before(versions: Versions) -> None:
    before = versions.served()
    known = made(versions, before).facts(f"{BASE}id/{each}" for each in ("person/a", "place/p7", "nobody"))
    assert known == {f"{BASE}id/person/a": 2, f"{BASE}id/place/p7": 2}
    after = publish(versions, FIRST | CHANGES["what-two-graphs-say-anew"], "letter")
    assert shifts(versions, before, after) == {f"{BASE}id/person/a": 1, f"{BASE}id/place/p7": 1}


def test_a_change_of_nearly_everything_is_not_followed(versions: Versions) -> None:
    before = versions.served()
    after = publish(versions, FIRST | {"authority": MANY.replace("Place", "Spot")}, "letter")
    assert touched(versions, before, after) is None
    assert [each.thing.title for each in made(versions, after).search("Spot 7").things[:1]] == ["Spot 7"]


def test_the_index_of_another_version_is_never_taken(versions: Versions) -> None:
    version = publish(versions, FIRST | CHANGES["one-removed"])
    shutil.copytree(folder(versions, versions.version(1)), folder(versions, version))
    shelf = Shelf(versions)
    assert not shelf.has(version)
    assert shelf.reader(version) is None
    assert [each.fit for each in made(versions, version).search("Han Shizhong").things] == []


def test_what_a_killed_process_left_is_no_index_and_does_not_stand_in_the_way(versions: Versions) -> None:
    version = publish(versions, FIRST | CHANGES["one-removed"])
    half = folder(versions, version).with_name(".search")
    shutil.copytree(folder(versions, versions.version(1)), half)
    assert not Shelf(versions).has(version)
    made(versions, version)
    assert not half.exists()


def test_going_back_to_a_version_is_going_back_to_its_index(versions: Versions) -> None:
    first = told(made(versions, versions.served()))
    made(versions, publish(versions, FIRST | CHANGES["a-new-thing"]))
    versions.rollback(1)
    reader = Shelf(versions).reader(versions.served())
    assert reader
    assert told(reader) == first


def test_an_open_index_answers_on_while_others_are_made(versions: Versions) -> None:
    reader = made(versions, versions.served())
    before = told(reader)
    for change in CHANGES.values():
        made(versions, publish(versions, FIRST | change))
    assert told(reader) == before


def test_an_empty_version_has_an_empty_index(tmp_path: Path) -> None:
    versions = Versions(tmp_path)
    with versions.writing(BASE, purpose="test") as staging:
        version = versions.publish(staging, message="nothing")
    assert told(made(versions, version)) == [([], [])] * len(ASKED)


@pytest.mark.slow
def test_a_desk_has_the_index_made_while_somebody_waits(tmp_path: Path) -> None:
    versions = Versions(tmp_path)
    version = publish(versions, FIRST, "letter")
    desk = Desk(versions)
    assert desk.reader(version, patience=0) is None
    reader = desk.reader(version, patience=300)
    assert reader
    assert told(reader) == told(made(versions, version))
    assert desk.reader(version, patience=0) is reader


@pytest.mark.slow
def test_an_index_that_cannot_be_made_is_done_without(tmp_path: Path) -> None:
    versions = Versions(tmp_path)
    version = publish(versions, FIRST, "letter")
    shutil.rmtree(versions.path(version))
    desk = Desk(versions)
    assert [desk.reader(version, patience=300) for _ in range(2)] == [None, None]
