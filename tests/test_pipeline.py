"""Builds: reading only what changed, the same result on every way to it, and nothing unsound published."""

import os
import random
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, NamedNode

from kg import rdf, search
from kg.deposit import deposit_of
from kg.errors import EmptyCorpus, FolderUnwritable, LostShard, UnreadableDocument, UnsoundAuthority
from kg.model import Claim, Ref
from kg.pipeline import Build, Step, build, ready
from kg.settings import Settings
from kg.versions import Versions
from tests import toy

pytestmark = pytest.mark.slow

BATTLE = "Yue Fei led an army in 1140."
DEATH = "Yue Fei died in 1142."
NAMELESS = "Somebody led an army in 1140."


def built(corpus: Path, *, data: Path | None = None, reader: toy.Toy | None = None, jobs: int = 0) -> Build:
    settings = Settings(data=data or corpus.parent / "data", jobs=jobs)
    return build(corpus, settings, rules=toy.rules(corpus, reader))


def published(data: Path) -> bytes:
    versions = Versions(data)
    store = versions.open(versions.served())
    return rdf.n_quads(quad for quad in store if quad.graph_name != DefaultGraph())


def graphs(done: Build) -> set[str]:
    return {name.rpartition("/")[2] for name in done.version.graphs} if done.version else set()


def aged(corpus: Path) -> None:
    """Let the files be older than the shortest time between two changes that a file system tells apart."""
    for file in corpus.iterdir():
        os.utime(file, ns=(1, 1_700_000_000_000_000_000))


def test_documents_become_graphs_of_a_version(tmp_path: Path) -> None:
    done = built(toy.write(tmp_path / "corpus", battle=BATTLE, death=DEATH))
    assert str(done) == "2 read, 0 reused, 0 removed, 0 held back"
    assert graphs(done) == {"authority", "ontology", "battle", "death"}
    assert done.version is not None
    assert done.version.message == str(done)


def test_every_fact_of_a_document_is_asserted_in_the_merge(tmp_path: Path) -> None:
    built(toy.write(tmp_path / "corpus", battle=BATTLE))
    store = Versions(tmp_path / "data").open(Versions(tmp_path / "data").served())
    battle = rdf.iri(Ref("event", "yue-fei-1140"), toy.BASE)
    said = store.quads_for_pattern(battle, None, None, DefaultGraph())
    assert {quad.predicate.value.rpartition("#")[2] for quad in said} == {"type", "commander", "earliest"}


@pytest.mark.parametrize("many", [0, 1_000_000])
def test_a_fresh_version_is_counted_and_indexed_wherever_that_is_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, many: int
) -> None:
    monkeypatch.setattr(ready, "_MANY", many)
    version = built(toy.write(tmp_path / "corpus", battle=BATTLE)).version
    versions = Versions(tmp_path / "data")
    assert version is not None
    assert search.Shelf(versions).has(version)
    found = deposit_of(versions, version)
    assert [part for part in ("statistics", "tables") if not found.has(part)] == []


def test_a_build_without_changes_makes_no_version_and_reads_nothing(tmp_path: Path) -> None:
    corpus, reader = toy.write(tmp_path / "corpus", battle=BATTLE, death=DEATH), toy.Toy()
    first, second = built(corpus, reader=reader), built(corpus, reader=reader)
    assert (second.version, second.fresh, str(second)) == (
        first.version,
        False,
        "0 read, 2 reused, 0 removed, 0 held back",
    )
    assert sorted(reader.seen) == ["battle", "death"]


def test_an_unchanged_document_is_not_even_opened(tmp_path: Path) -> None:
    corpus = toy.write(tmp_path / "corpus", battle=BATTLE, death=DEATH)
    aged(corpus)
    first = built(corpus)
    changed = (corpus / "battle.txt").read_text().replace("1140", "1141")
    (corpus / "battle.txt").write_text(changed)
    aged(corpus)
    assert built(corpus).version == first.version


def test_a_touched_document_is_opened_and_not_read_again(tmp_path: Path) -> None:
    corpus, reader = toy.write(tmp_path / "corpus", battle=BATTLE), toy.Toy()
    built(corpus, reader=reader)
    (corpus / "battle.txt").touch()
    assert built(corpus, reader=reader).fresh is False
    assert reader.seen == ["battle"]


def test_only_the_changed_document_is_read(tmp_path: Path) -> None:
    corpus, reader = toy.write(tmp_path / "corpus", battle=BATTLE, death=DEATH), toy.Toy()
    built(corpus, reader=reader)
    toy.write(corpus, battle="Han Shizhong led an army in 1130.")
    assert str(built(corpus, reader=reader)) == "1 read, 1 reused, 0 removed, 0 held back"
    assert reader.seen == ["battle", "death", "battle"]


def test_a_change_of_the_sidecar_alone_is_noticed(tmp_path: Path) -> None:
    corpus = toy.write(tmp_path / "corpus", battle=BATTLE)
    built(corpus)
    (corpus / "battle.toml").write_text('title = "A Battle"\n')
    assert str(built(corpus)) == "1 read, 0 reused, 0 removed, 0 held back"
    assert b'"A Battle"@en' in published(tmp_path / "data")


def test_a_document_that_went_leaves_the_graph(tmp_path: Path) -> None:
    corpus = toy.write(tmp_path / "corpus", battle=BATTLE, death=DEATH)
    built(corpus)
    (corpus / "death.txt").unlink()
    done = built(corpus)
    assert str(done) == "0 read, 1 reused, 1 removed, 0 held back"
    assert graphs(done) == {"authority", "ontology", "battle"}
    assert published(tmp_path / "data").count(b"deathLatest") == 1  # what the authority file says of Aguda


def test_a_new_edition_of_the_extraction_reads_everything_again(tmp_path: Path) -> None:
    corpus = toy.write(tmp_path / "corpus", battle=BATTLE)
    built(corpus)
    assert str(built(corpus, reader=toy.Toy("second"))) == "1 read, 0 reused, 0 removed, 0 held back"


def test_what_was_read_once_is_not_read_again_after_a_rollback(tmp_path: Path) -> None:
    corpus, reader = toy.write(tmp_path / "corpus", battle=BATTLE), toy.Toy()
    built(corpus, reader=reader)
    toy.write(corpus, death=DEATH)
    second = built(corpus, reader=reader)
    Versions(tmp_path / "data").rollback(1)
    third = built(corpus, reader=reader)
    assert third.version is not None
    assert second.version is not None
    assert (third.version.number, third.version.hash) == (3, second.version.hash)
    assert reader.seen == ["battle", "death"]


def test_a_document_that_does_not_conform_is_held_back_whole(tmp_path: Path) -> None:
    done = built(toy.write(tmp_path / "corpus", battle=BATTLE, nameless=f"{NAMELESS} {DEATH}"))
    assert graphs(done) == {"authority", "ontology", "battle"}
    assert {name: [each.message for each in found] for name, found in done.held_back.items()} == {
        "nameless": ["A person has a name."]
    }
    assert done.version is not None
    assert Versions(tmp_path / "data").reports(done.version) == done.held_back


def test_what_is_held_back_is_told_again_when_nothing_changed(tmp_path: Path) -> None:
    corpus = toy.write(tmp_path / "corpus", nameless=NAMELESS)
    first, second = built(corpus), built(corpus)
    assert (second.fresh, second.held_back) == (False, first.held_back)


def test_a_document_that_was_mended_is_published(tmp_path: Path) -> None:
    corpus = toy.write(tmp_path / "corpus", nameless=NAMELESS)
    built(corpus)
    done = built(toy.write(corpus, nameless=BATTLE))
    assert (done.held_back, graphs(done)) == ({}, {"authority", "ontology", "nameless"})


def test_a_document_that_broke_leaves_the_graph(tmp_path: Path) -> None:
    corpus = toy.write(tmp_path / "corpus", battle=BATTLE)
    built(corpus)
    done = built(toy.write(corpus, battle=NAMELESS))
    assert (list(done.held_back), graphs(done)) == (["battle"], {"authority", "ontology"})


def test_a_document_is_judged_with_what_the_authority_file_knows(tmp_path: Path) -> None:
    done = built(toy.write(tmp_path / "corpus", ghost="Aguda led an army in 1130."))
    assert [found.message for found in done.held_back["ghost"]] == ["Nobody leads after death."]


def test_unreadable_documents_are_all_named_and_nothing_is_published(tmp_path: Path) -> None:
    corpus = toy.write(tmp_path / "corpus", battle=BATTLE)
    first = built(corpus)
    toy.write(corpus, battle=DEATH)
    (corpus / "empty.txt").write_bytes(b"")
    (corpus / "latin.txt").write_bytes(b"Yue Fei f\xfchrte 1140 ein Heer.")
    done = built(corpus)
    assert (done.version, done.fresh) == (first.version, False)
    assert [name for name in ("empty.txt", "latin.txt") if any(name in each for each in done.unreadable)] == [
        "empty.txt",
        "latin.txt",
    ]
    assert Versions(tmp_path / "data").all() == (first.version,)


def test_a_document_that_became_readable_joins_those_already_read(tmp_path: Path) -> None:
    corpus, reader = toy.write(tmp_path / "corpus", battle=BATTLE), toy.Toy()
    (corpus / "empty.txt").write_bytes(b"")
    built(corpus, reader=reader)
    toy.write(corpus, empty=DEATH)
    assert graphs(built(corpus, reader=reader)) == {"authority", "ontology", "battle", "empty"}
    assert reader.seen == ["battle", "empty"]


def test_an_empty_corpus_is_refused(tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    with pytest.raises(EmptyCorpus, match="holds no document; name a folder that does"):
        built(tmp_path / "corpus")


@pytest.mark.parametrize("name", ["authority", "ontology", "curation"])
def test_a_document_cannot_take_the_name_of_a_common_graph(tmp_path: Path, name: str) -> None:
    with pytest.raises(
        UnreadableDocument, match=f"has the id '{name}', which is the name of a graph of its own"
    ):
        built(toy.write(tmp_path / "corpus", **{name: BATTLE}))


def test_an_authority_file_that_breaks_the_shapes_stops_the_build(tmp_path: Path) -> None:
    corpus = toy.write(tmp_path / "corpus", battle=BATTLE)
    ontology = tmp_path / "ontology"
    (ontology / "authority").mkdir(parents=True)
    (ontology / "authority" / "persons.ttl").write_text(
        "<id/person/nobody> a <https://w3id.org/chanyuan/ontology#Person> ."
    )
    rules = replace(toy.rules(corpus), ontology=ontology)
    with pytest.raises(UnsoundAuthority) as refusal:
        build(corpus, Settings(data=tmp_path / "data"), rules=rules)
    assert str(refusal.value) == (
        "The authority file or the ontology does not conform to the shapes: <http://localhost:8080/id/person/"
        "nobody>: A person has a name. Correct it there; nothing was published."
    )


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")
    with pytest.raises(FolderUnwritable, match=r"data cannot be written"):
        built(toy.write(tmp_path / "corpus", battle=BATTLE))


def test_another_base_is_built_anew(tmp_path: Path) -> None:
    corpus = toy.write(tmp_path / "corpus", battle=BATTLE)
    settings = Settings(data=tmp_path / "data", base="https://a.example/")
    built(corpus)
    build(corpus, settings, rules=toy.rules(corpus, base="https://a.example/"))
    assert b"localhost" not in published(tmp_path / "data")


def told(corpus: Path, data: Path) -> dict[str, list[Step]]:
    """What a build says of its progress, by phase."""
    steps: dict[str, list[Step]] = {}
    build(
        corpus,
        Settings(data=data),
        rules=toy.rules(corpus),
        progress=lambda step: steps.setdefault(step.name, []).append(step),
    )
    return steps


@pytest.mark.parametrize("many", [0, 1_000_000])
def test_every_phase_of_a_build_tells_how_far_it_has_come(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, many: int
) -> None:
    monkeypatch.setattr(ready, "_MANY", many)  # whether counts and index are made in other processes
    steps = told(toy.write(tmp_path / "corpus", battle=BATTLE, death=DEATH), tmp_path / "data")
    phases = ("scanning", "comparing", "reading", "merging", "checking", "compacting", "publishing")
    assert (*steps,) == (*phases, "counting", "listing", "indexing")
    assert [(name, said[-1]) for name, said in steps.items() if said[-1].done != said[-1].total] == []
    for name in ("scanning", "comparing", "reading", "merging"):
        assert steps[name] == [Step(name, 0, 2), Step(name, 1, 2, "battle"), Step(name, 2, 2, "death")]


def test_a_build_that_takes_documents_out_counts_them(tmp_path: Path) -> None:
    corpus = toy.write(tmp_path / "corpus", battle=BATTLE, death=DEATH)
    built(corpus)
    (corpus / "death.txt").unlink()
    assert told(corpus, tmp_path / "data")["removing"] == [
        Step("removing", 0, 1),
        Step("removing", 1, 1, "death"),
    ]


CORPUS = {
    "battle": BATTLE,
    "death": "Yue Fei died in 1139.",
    "later": "Han Shizhong led an army in 1130. Yue Fei died in 1142.",
    "nameless": NAMELESS,
    "poem": "Nobody said anything.",
}


def test_every_way_to_a_corpus_gives_the_same_bytes(tmp_path: Path) -> None:
    cold = tmp_path / "cold"
    corpus = toy.write(tmp_path / "corpus", **CORPUS)
    expected = built(corpus, data=cold)
    for seed in range(2):
        dice, data, names = random.Random(seed), tmp_path / f"data{seed}", list(CORPUS)  # noqa: S311  # shuffles, no secret
        growing = tmp_path / f"corpus{seed}"
        dice.shuffle(names)
        for name in names:
            built(toy.write(growing, **{name: CORPUS[dice.choice(names)]}), data=data)
        for name in names:
            built(toy.write(growing, **{name: CORPUS[name]}), data=data)
        done = built(growing, data=data)
        assert (published(data), done.held_back) == (published(cold), expected.held_back)


@pytest.mark.slow
def test_several_processes_give_the_same_bytes(tmp_path: Path) -> None:
    corpus = toy.write(tmp_path / "corpus", **CORPUS)
    alone = built(corpus, data=tmp_path / "one", jobs=1)
    together = built(corpus, data=tmp_path / "two", jobs=2)
    assert published(tmp_path / "one") == published(tmp_path / "two")
    assert alone.held_back == together.held_back


def decision(claim: str, verdict: str, day: str, name: str = "one") -> str:
    return (
        f"<id/decision/{name}> a <https://w3id.org/chanyuan/ontology#Decision> ;\n"
        f"  <https://w3id.org/chanyuan/ontology#onClaim> <id/claim/{claim}> ;\n"
        f"  <https://w3id.org/chanyuan/ontology#verdict> <https://w3id.org/chanyuan/ontology#{verdict}> ;\n"
        f'  <http://purl.org/dc/terms/created> "{day}" .\n'
    )


LED = rdf.claim_ref(
    "battle", Claim(Ref("event", "yue-fei-1140"), "cy:commander", Ref("person", "yue-fei"), (), "", 1.0)
).slug


def leads(data: Path) -> bool:
    return b"/id/event/yue-fei-1140> <https://w3id.org/chanyuan/ontology#commander>" in published(data)


@pytest.mark.parametrize(
    ("decisions", "holds"),
    [
        ("", True),
        (decision(LED, "Rejected", "2026-01-01"), False),
        (decision(LED, "Accepted", "2026-01-01"), True),
        (decision(LED, "Rejected", "2026-01-01") + decision(LED, "Accepted", "2026-01-02", "two"), True),
        (decision(LED, "Rejected", "2026-01-02") + decision(LED, "Accepted", "2026-01-01", "two"), False),
        (decision("another", "Rejected", "2026-01-01"), True),
    ],
)
@pytest.mark.parametrize("before", ["", decision(LED, "Rejected", "2025-01-01"), None])
def test_the_latest_decision_on_a_claim_decides_whether_its_fact_is_asserted(
    tmp_path: Path, decisions: str, before: str | None, *, holds: bool
) -> None:
    corpus = toy.write(tmp_path / "corpus", battle=BATTLE)
    if before is not None:
        (corpus / "decisions.ttl").write_text(before)
        built(corpus)
    (corpus / "decisions.ttl").write_text(decisions)
    built(corpus)
    assert leads(tmp_path / "data") is holds
    assert f"/id/claim/{LED}> ".encode() in published(tmp_path / "data")


def test_a_decision_makes_only_its_own_document_be_read_again(tmp_path: Path) -> None:
    corpus, reader = toy.write(tmp_path / "corpus", battle=BATTLE, death=DEATH), toy.Toy()
    built(corpus, reader=reader)
    (corpus / "decisions.ttl").write_text(decision(LED, "Rejected", "2026-01-01"))
    built(corpus, reader=reader)
    (corpus / "decisions.ttl").unlink()
    done = built(corpus, reader=reader)
    assert reader.seen == ["battle", "death", "battle"]
    assert (graphs(done), leads(tmp_path / "data")) == ({"authority", "ontology", "battle", "death"}, True)


def test_decisions_are_published_as_curation(tmp_path: Path) -> None:
    corpus = toy.write(tmp_path / "corpus", battle=BATTLE)
    (corpus / "decisions.ttl").write_text(decision(LED, "Rejected", "2026-01-01"))
    done = built(corpus)
    store = Versions(tmp_path / "data").open(Versions(tmp_path / "data").served())
    assert graphs(done) == {"authority", "ontology", "battle", "curation"}
    assert len(list(store.quads_for_pattern(None, None, None, rdf.graph("curation", toy.BASE)))) == 4


def test_a_decision_can_mend_a_document_that_is_held_back(tmp_path: Path) -> None:
    corpus = toy.write(tmp_path / "corpus", ghost="Aguda led an army in 1130.")
    assert list(built(corpus).held_back) == ["ghost"]
    claim = Claim(Ref("event", "aguda-1130"), "cy:commander", Ref("person", "aguda"), (), "", 1.0)
    (corpus / "decisions.ttl").write_text(
        decision(rdf.claim_ref("ghost", claim).slug, "Rejected", "2026-01-01")
    )
    assert built(corpus).held_back == {}


def test_a_lost_shelf_costs_reading_and_nothing_else(tmp_path: Path) -> None:
    corpus = toy.write(tmp_path / "corpus", **CORPUS)
    expected = built(corpus)
    for file in (tmp_path / "data" / "shards").rglob("*.*"):
        file.unlink()
    toy.write(corpus, poem="Nobody said anything yet.")
    assert built(corpus).held_back == expected.held_back
    assert NamedNode(f"{toy.BASE}id/graph/poem").value in published(tmp_path / "data").decode()


def test_a_shard_that_was_damaged_is_noticed_and_read_anew(tmp_path: Path) -> None:
    corpus, reader = toy.write(tmp_path / "corpus", battle=BATTLE), toy.Toy()
    built(corpus, reader=reader)
    (tmp_path / "data" / "current").unlink()  # so that the next build wants the shard
    shard = next((tmp_path / "data" / "shards").rglob("*.nq.zst"))
    packed = shard.read_bytes()
    shard.write_bytes(packed[:-8] + bytes(8))
    with pytest.raises(LostShard, match="no longer holds what was read from battle; build again"):
        built(corpus, reader=reader)
    assert str(built(corpus, reader=reader)) == "1 read, 0 reused, 0 removed, 0 held back"
