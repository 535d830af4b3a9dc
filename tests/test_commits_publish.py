"""Commits: published whole with who, when and what, or refused without a trace, whatever happens."""

import multiprocessing
import os
import shutil
import signal
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph

from kg.commits import Commit, Condition, Signed, Update, WriteInvalid, anyhow, commit, expecting
from kg.errors import (
    ChanyuanError,
    QueryCrashed,
    QueryMemory,
    QueryTimeout,
    VersionConflict,
)
from kg.settings import Settings
from kg.versions import Versions
from tests.conftest import BASE
from tests.writing import merge, stated

pytestmark = pytest.mark.slow

CURATION = f"{BASE}id/graph/curation"
ANNA = Signed("anna", "a test")


@pytest.fixture
def settings(example: Versions, tmp_path: Path) -> Settings:
    """A copy of the small example, to be written to."""
    shutil.copytree(example.folder, tmp_path / "data", symlinks=True)
    return Settings(data=tmp_path / "data", base=BASE)


def write(settings: Settings, text: str, by: Signed = ANNA, condition: Condition = anyhow) -> Commit:
    return commit(settings, Update(text), by, condition=condition)


def contents(folder: Path) -> dict[str, bytes]:
    """What is in a data folder, but for who held the lock last."""
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file() and not file.name.startswith("lock")
    }


def test_a_commit_is_a_version_that_says_who_when_why_and_what(settings: Settings) -> None:
    done = write(settings, "INSERT DATA { <a> <b> 1 . GRAPH <g> { <a> <b> 1, 2 } }")
    version = Versions(settings.data).served()
    assert (done.version, done.before and done.before.number, done.changed) == (version, 1, True)
    assert (version.number, version.parent, version.author, version.message) == (2, 1, "anna", "a test")
    assert datetime.now(UTC) - version.time < timedelta(minutes=1)
    assert version.changes == {CURATION: (1, 0), f"{BASE}g": (2, 0)}
    assert done.before is not None
    assert version.counts == {**done.before.counts, CURATION: 1, f"{BASE}g": 2}
    assert {**version.graphs} == {**done.before.graphs, CURATION: version.graphs[CURATION]} | {
        f"{BASE}g": version.graphs[f"{BASE}g"]
    }
    store = Versions(settings.data).open(version)
    assert merge(store) == stated(store)


def test_a_commit_without_a_message_is_named_after_what_it_does(settings: Settings) -> None:
    done = write(settings, "INSERT DATA\n { <a> <b> 1 }", Signed("anna"))
    assert done.version.message == "INSERT DATA { <a> <b> 1 }"


def test_a_commit_can_be_rolled_back_and_undone_by_another(settings: Settings) -> None:
    first = Versions(settings.data).served()
    write(settings, "INSERT DATA { <a> <b> 1 }")
    undone = write(settings, "DELETE DATA { <a> <b> 1 }")
    assert (undone.version.hash, undone.version.graphs) == (first.hash, first.graphs)
    Versions(settings.data).rollback(2)
    assert write(settings, "INSERT DATA { <a> <b> 2 }").version.parent == 2


def test_what_changes_nothing_is_no_version(settings: Settings) -> None:
    done = write(
        settings, "DELETE DATA { <a> <b> 1 } ; INSERT DATA { <a> <b> 1 } ; DELETE DATA { <a> <b> 1 }"
    )
    assert (done.changed, done.version.number) == (False, 1)
    assert len(Versions(settings.data).all()) == 1


def test_the_first_write_makes_the_first_version(tmp_path: Path) -> None:
    done = write(Settings(data=tmp_path / "new"), "INSERT DATA { GRAPH <g> { [] <b> 1 } }")
    assert (done.before, done.version.number, done.version.quads) == (None, 1, 1)


def test_the_base_of_what_is_served_holds_whatever_the_settings_say(settings: Settings) -> None:
    elsewhere = Settings(data=settings.data, base="https://elsewhere.example/")
    assert write(elsewhere, "INSERT DATA { <a> <b> 1 }").version.changes == {CURATION: (1, 0)}


INVALID = {
    "INSERT DATA { <id/decision/x> a cy:Decision }": "A decision says who took it.",
    "INSERT DATA { GRAPH <g> { <id/event/x> a cy:Treaty ; cy:party <id/polity/song> } }": "A treaty has two",
    "INSERT DATA { [] a cy:Person }": "A thing of this vocabulary has an IRI of its own",
    "INSERT DATA { <h> rdfs:subClassOf cy:Person . [] a <h> }": "A thing of this vocabulary has an IRI of",
    "DELETE WHERE { ?event cy:betrayer ?who }": "The claim is not rejected, but what it says of event/",
    "DELETE { ?c ?p ?o } WHERE { ?c rdf:predicate cy:betrayer ; ?p ?o }": "Nothing supports cy:betrayer",
    "DELETE WHERE { ?claim cy:passage ?passage }": "A claim needs the words it rests on.",
    "DELETE WHERE { ?passage cy:document ?document }": "A passage lies in one document of the corpus.",
    "DELETE WHERE { ?event a cy:Betrayal }": "The claim is not rejected, but what it says of event/",
    "DELETE WHERE { cy:Betrayal rdfs:subClassOf cy:Event }": "Only an event can have this fact.",
}


@pytest.mark.parametrize("text", INVALID)
def test_what_breaks_the_shapes_is_refused_with_findings_and_leaves_no_trace(
    settings: Settings, text: str
) -> None:
    before = contents(settings.data)
    with pytest.raises(WriteInvalid, match="breaks the shapes, and nothing of it was published") as refused:
        write(settings, text)
    messages = [finding.message for finding in refused.value.findings]
    assert any(message.startswith(INVALID[text]) for message in messages), messages
    assert contents(settings.data) == before


@pytest.mark.parametrize("bad", ["INSERT DATA {", "DROP GRAPH <none>", "CLEAR DEFAULT", "LOAD <http://a/>"])
def test_what_is_refused_leaves_no_trace(settings: Settings, bad: str) -> None:
    before = contents(settings.data)
    with pytest.raises(ChanyuanError):
        write(settings, bad if "{" in bad else f"INSERT DATA {{ <a> <b> 1 }} ; {bad}")
    assert contents(settings.data) == before
    assert list((settings.data / "staging").iterdir()) == []


def test_data_of_others_is_no_concern_of_the_shapes(settings: Settings) -> None:
    foreign = (
        "PREFIX f: <http://xmlns.com/foaf/0.1/> INSERT DATA { GRAPH <g> { [] a f:Person ; f:knows [] , 5 } }"
    )
    assert write(settings, foreign).changed


def test_a_decision_is_written_like_anything_else(settings: Settings) -> None:
    decide = """
        INSERT {
          <id/decision/x> a cy:Decision ; cy:onClaim ?claim ; cy:verdict cy:Accepted ;
            dcterms:creator "Anna" ; dcterms:created "2025-01-01"^^xsd:date ; dcterms:description "I read it."
        }
        WHERE { SELECT ?claim WHERE { ?claim a cy:Claim } ORDER BY ?claim LIMIT 1 }"""
    assert write(settings, decide).version.changes == {CURATION: (6, 0)}


def test_a_writer_who_has_seen_another_version_is_refused(settings: Settings) -> None:
    write(settings, "INSERT DATA { <a> <b> 1 }", condition=expecting(1))
    with pytest.raises(VersionConflict, match="Version 2 is served now, not 1"):
        write(settings, "INSERT DATA { <a> <b> 2 }", condition=expecting(1))
    assert Versions(settings.data).current_number() == 2


def _write(settings: Settings, word: str, number: int | None) -> None:
    condition = anyhow if number is None else expecting(number)
    try:
        write(settings, f"INSERT DATA {{ <{word}> <b> 1 }}", Signed(word), condition)
    except VersionConflict:
        os._exit(3)


def _side_by_side(settings: Settings, number: int | None) -> list[int | None]:
    context = multiprocessing.get_context("spawn")
    writers = [
        context.Process(target=_write, args=(settings, word, number)) for word in ("song", "liao", "xia")
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    return sorted(writer.exitcode or 0 for writer in writers)


def test_writers_at_once_succeed_in_turn(settings: Settings) -> None:
    assert _side_by_side(settings, None) == [0, 0, 0]
    versions = Versions(settings.data)
    assert [version.parent for version in versions.all()] == [None, 1, 2, 3]
    assert {version.author for version in versions.all()[1:]} == {"song", "liao", "xia"}
    assert versions.served().counts[CURATION] == 3


def test_of_writers_at_once_who_saw_one_version_the_first_succeeds(settings: Settings) -> None:
    assert _side_by_side(settings, 1) == [0, 3, 3]
    assert Versions(settings.data).served().counts[CURATION] == 1


CROSS = "INSERT { <a> <b> ?n } WHERE { { SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } } }"
MANY = "INSERT { <a> <b> ?x } WHERE { ?a ?b ?c . ?d ?e ?f BIND(CONCAT(STR(?a), STR(?c), STR(?f)) AS ?x) }"
DEEP = f"INSERT {{ <a> <b> ?x }} WHERE {{ BIND({'!' * 3_000_000}true AS ?x) }}"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "limits", "faults"),
    [
        (CROSS, {"write_timeout": 2.0}, (QueryTimeout,)),
        (MANY, {"write_memory": 128}, (QueryMemory, QueryCrashed)),
        (DEEP, {}, (QueryCrashed,)),
    ],
)
def test_a_write_that_takes_too_much_is_stopped_and_leaves_no_trace(
    settings: Settings, text: str, limits: dict[str, float], faults: tuple[type[ChanyuanError], ...]
) -> None:
    before = contents(settings.data)
    confined = Settings(settings.data, settings.base, **limits)  # type: ignore[arg-type]  # numbers
    with pytest.raises(faults):
        write(confined, text)
    assert contents(settings.data) == before
    assert write(settings, "INSERT DATA { <a> <b> 1 }").changed


def _write_on(settings: Settings) -> None:
    os.setpgid(0, 0)
    number = 0
    while True:
        number += 1
        write(settings, f"INSERT DATA {{ <n> <b> {number} . GRAPH <g> {{ <n> <b> {number} }} }}")


@pytest.mark.slow
def test_a_writer_killed_at_any_instant_leaves_a_whole_version(settings: Settings) -> None:
    context = multiprocessing.get_context("spawn")
    for instant in range(12):
        writer = context.Process(target=_write_on, args=(settings,))
        writer.start()
        time.sleep(1.2 + instant * 0.037)
        os.kill(writer.pid or 0, signal.SIGKILL)
        writer.join()
        versions = Versions(settings.data)
        store = versions.open(versions.served())
        assert merge(store) == stated(store)
        assert write(settings, f"INSERT DATA {{ <k> <b> {instant} }}").version.counts[CURATION] > instant
        written = {*store.quads_for_pattern(None, None, None, DefaultGraph())}
        assert len(written) == len(stated(store))
    numbers = [version.number for version in Versions(settings.data).all()]
    assert len(numbers) > 12
    assert numbers == sorted(set(numbers))
