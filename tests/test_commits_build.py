"""What was written through commits outlives the builds that come after."""

from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, NamedNode, Quad

from kg import rdf, shacl
from kg.commits import Put, Signed, Update, commit
from kg.commits.work import Payload
from kg.model import Version
from kg.pipeline import Build, build
from kg.settings import Settings
from kg.terms import term
from kg.versions import Versions
from tests import toy
from tests.writing import merge, stated

pytestmark = pytest.mark.slow

LETTER = "Yue Fei led an army in 1140."
SHAPES = shacl.Shapes.load(toy.CASES / "shapes")
GRAPH = f"{toy.BASE}id/graph/letter"
DECISION = """
    INSERT {
      <id/decision/x> a cy:Decision ; cy:onClaim ?claim ; cy:verdict cy:Rejected ; dcterms:creator "Anna" ;
        dcterms:created "2025-01-01"^^xsd:date ; dcterms:description "It was another." .
    }
    WHERE { ?claim rdf:predicate cy:commander }"""


class Place:
    """A corpus, its data folder, and the ways to write to it."""

    def __init__(self, folder: Path) -> None:
        self.corpus = folder / "corpus"
        self.settings = Settings(data=folder / "data")

    def build(self, edition: str = "first", **documents: str) -> Build:
        toy.write(self.corpus, **documents)
        done = build(self.corpus, self.settings, rules=toy.rules(self.corpus, toy.Toy(edition)))
        store = Versions(self.settings.data).open(self.version)
        assert merge(store) == stated(store)
        return done

    def write(self, text: str, *, admin: bool = False) -> None:
        commit(self.settings, Update(text), Signed("anna", admin=admin), shapes=SHAPES)

    @property
    def version(self) -> Version:
        return Versions(self.settings.data).served()

    def quads(self, graph: str) -> set[Quad]:
        store = Versions(self.settings.data).open(self.version)
        return {*store.quads_for_pattern(None, None, None, NamedNode(graph))}

    def says(self, predicate: str) -> bool:
        store = Versions(self.settings.data).open(self.version)
        return any(store.quads_for_pattern(None, term(predicate), None, DefaultGraph()))


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def test_what_was_written_to_the_curation_graph_joins_the_file_of_decisions(place: Place) -> None:
    place.build(letter=LETTER)
    place.write("INSERT DATA { <id/note/written> <b> 1 }")
    place.build(poem="Han Shizhong led an army in 1130.")
    (place.corpus / "decisions.ttl").write_text("<id/note/filed> <b> 2 .")
    place.build()
    curation = rdf.graph("curation", toy.BASE).value
    assert {str(quad.subject) for quad in place.quads(curation)} == {
        f"<{toy.BASE}id/note/written>",
        f"<{toy.BASE}id/note/filed>",
    }
    place.write("DELETE WHERE { ?s <b> ?o }")
    (place.corpus / "decisions.ttl").write_text("<id/note/filed> <b> 2 . <id/note/late> <b> 3 .")
    place.build()
    assert {str(quad.subject) for quad in place.quads(curation)} == {f"<{toy.BASE}id/note/late>"}


def test_what_was_written_before_the_first_build_is_kept(place: Place) -> None:
    place.write("INSERT DATA { <a> <b> 1 . GRAPH <id/graph/letter> { <a> <c> 2 } GRAPH <g> { <a> <d> [] } }")
    place.build(letter=LETTER)
    assert place.version.counts[f"{toy.BASE}id/graph/curation"] == 1
    assert place.version.counts[f"{toy.BASE}g"] == 1
    assert place.says("cy:commander")
    assert any(quad.predicate.value.endswith("/c") for quad in place.quads(GRAPH))


def test_a_rejection_that_was_written_is_heeded_by_the_next_build(place: Place) -> None:
    place.build(letter=LETTER)
    place.write(DECISION)
    assert place.says("cy:commander")
    assert place.build().fresh
    assert not place.says("cy:commander")
    assert not place.build().fresh
    place.write("DELETE WHERE { <id/decision/x> ?p ?o }")
    place.build()
    assert place.says("cy:commander")


def test_a_graph_of_a_document_keeps_what_was_added_and_lacks_what_was_deleted(place: Place) -> None:
    place.build(letter=LETTER)
    place.write(
        "INSERT DATA { GRAPH <id/graph/letter> { <a> <b> [ <c> 1 ] } } ; DELETE WHERE { ?s rdfs:label ?l }"
    )
    before = place.quads(GRAPH)
    assert place.build(edition="second").read == 1
    place.build(letter=f"{LETTER} Han Shizhong led an army in 1130.")
    after = place.quads(GRAPH)
    added = {quad for quad in before if quad.predicate.value.startswith(f"{toy.BASE}")}
    assert len(added) == 2
    assert added <= after
    labels = {str(quad.subject) for quad in after if quad.predicate == term("rdfs:label")}
    assert f"<{toy.BASE}id/person/yue-fei>" not in labels
    assert f"<{toy.BASE}id/person/han-shizhong>" in labels


def test_edits_outlive_a_time_in_which_their_document_is_held_back(place: Place) -> None:
    place.build(letter=LETTER)
    place.write("INSERT DATA { GRAPH <id/graph/letter> { <a> <b> 1 } }")
    assert [*place.build(letter="Somebody led an army in 1140.").held_back] == ["letter"]
    assert place.quads(GRAPH) == set()
    place.write("INSERT DATA { <a> <b> 2 }")
    assert [*place.version.held_back] == ["letter"]
    place.build(letter=LETTER)
    assert any(quad.predicate.value.endswith("/b") for quad in place.quads(GRAPH))


def test_with_a_document_goes_what_was_written_to_its_graph(place: Place) -> None:
    place.build(letter=LETTER, poem="Han Shizhong led an army in 1130.")
    place.write("INSERT DATA { GRAPH <id/graph/poem> { <a> <b> 1 } . <a> <c> 2 }")
    (place.corpus / "poem.txt").unlink()
    place.build()
    place.build(poem="Han Shizhong led an army in 1130.")
    assert not any(quad.predicate.value.endswith("/b") for quad in place.quads(f"{toy.BASE}id/graph/poem"))
    assert place.version.counts[f"{toy.BASE}id/graph/curation"] == 1


def test_a_build_makes_again_what_was_dropped_with_everything(place: Place) -> None:
    first = place.build(letter=LETTER).version
    place.write("DROP ALL", admin=True)
    assert place.version.quads == 0
    again = place.build().version
    assert first is not None
    assert again is not None
    assert replace(again, number=0, parent=None, time=first.time, changes={}, message="") == replace(
        first, number=0, changes={}, message=""
    )


def test_nothing_is_built_anew_after_a_write_elsewhere(place: Place) -> None:
    place.build(letter=LETTER)
    body = Payload(b"<urn:a> <urn:b> 1 .", "text/turtle")
    commit(place.settings, Put("urn:g", body), Signed("anna"))
    done = place.build()
    assert (done.fresh, done.read) == (False, 0)


def test_builds_say_what_they_changed(place: Place) -> None:
    place.build(letter=LETTER)
    first = place.version
    assert first.changes == {graph: (count, 0) for graph, count in first.counts.items()}
    place.build(letter=f"{LETTER} Yue Fei died in 1142.")
    assert [*place.version.changes] == [GRAPH]
    added, removed = place.version.changes[GRAPH]
    assert place.version.counts[GRAPH] == first.counts[GRAPH] + added - removed
