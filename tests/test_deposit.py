"""What is made once of each version: its counts, its dumps, and the list of its things."""

import gzip
import shutil
from collections import Counter, defaultdict
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
import zstandard
from filelock import FileLock
from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, parse

from kg import deposit, rdf
from kg.deposit import ClassCount, Deposit, PropertyCount, Statistics, TargetCount, dumps, things
from kg.deposit.folder import Part
from kg.deposit.maker import Maker, NotMade, NotYetMade
from kg.terms import term
from kg.versions import Versions
from tests.conftest import BASE, Publish

ALL = ("statistics", "things", "dumps")
EARLY, LATE = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 2, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def made(example: Versions) -> Deposit:
    """The deposit of the small example graph."""
    return deposit.make(example, example.served(), ALL)


def named(versions: Versions) -> set[Quad]:
    """All that the named graphs of the served version say."""
    return {quad for quad in versions.open(versions.served()) if quad.graph_name != DefaultGraph()}


def merge(versions: Versions) -> list[Quad]:
    """The default graph of the served version."""
    store = versions.open(versions.served())
    return [*store.quads_for_pattern(None, None, None, DefaultGraph())]


def unpacked(packed: bytes) -> bytes:
    """A zstd frame that does not say how large it is, as it was before."""
    return zstandard.ZstdDecompressor().decompressobj().decompress(packed)


def content(folder: Path, name: str) -> bytes:
    """A dump as it was before it was compressed."""
    packed = (folder / name).read_bytes()
    return gzip.decompress(packed) if name.endswith(".gz") else unpacked(packed)


def a(name: str, of: str, graph: str) -> Quad:
    """One thing of a class in a named graph."""
    thing = NamedNode(f"{BASE}id/{name}")
    return Quad(thing, term("rdf:type"), term(of), rdf.graph(graph, BASE))


def test_the_counts_are_those_of_the_merge_counted_one_by_one(example: Versions, made: Deposit) -> None:
    quads = merge(example)
    by_class = Counter(quad.object for quad in quads if quad.predicate == term("rdf:type"))
    ends = defaultdict(lambda: (set(), set()))
    for quad in quads:
        ends[quad.predicate][0].add(quad.subject)
        ends[quad.predicate][1].add(quad.object)
    uses = Counter(quad.predicate for quad in quads)
    assert made.statistics() == Statistics(
        triples=len(quads),
        subjects=len({quad.subject for quad in quads}),
        objects=len({quad.object for quad in quads}),
        classes=tuple(
            sorted((ClassCount(each.value, n) for each, n in by_class.items()), key=lambda c: c.iri)
        ),
        properties=tuple(
            PropertyCount(each.value, uses[each], len(ends[each][0]), len(ends[each][1]))
            for each in sorted(uses, key=lambda node: node.value)
        ),
        targets=tuple(
            TargetCount(each, number)
            for each, number in sorted(
                Counter(
                    "/".join(quad.object.value.split("/")[:3]) + "/"
                    for quad in quads
                    if quad.predicate == term("owl:sameAs")
                ).items()
            )
        ),
    )


def test_things_that_are_the_same_elsewhere_are_counted_by_site(made: Deposit) -> None:
    assert made.statistics().targets == (TargetCount("https://cbdb.fas.harvard.edu/", 1),)


@pytest.mark.parametrize(
    ("form", "rdf_format"), [("nq", RdfFormat.N_QUADS), ("trig", RdfFormat.TRIG)], ids=["N-Quads", "TriG"]
)
def test_every_dump_holds_the_named_graphs_whole(
    example: Versions, made: Deposit, form: str, rdf_format: RdfFormat
) -> None:
    names = [each.name for each in made.dumps() if each.form == form]
    assert names == [f"chanyuan-1.{form}.gz", f"chanyuan-1.{form}.zst"]
    for name in names:
        assert set(parse(content(made.path("dumps"), name), format=rdf_format)) == named(example)


def test_the_index_tells_the_size_and_the_digest_of_each_dump(made: Deposit) -> None:
    files = {file.name: file.read_bytes() for file in made.path("dumps").glob("chanyuan-*")}
    found = {each.name: (each.size, each.sha256) for each in made.dumps()}
    assert found == {name: (len(body), sha256(body).hexdigest()) for name, body in files.items()}


def test_the_same_version_gives_the_same_bytes(example: Versions, made: Deposit, tmp_path: Path) -> None:
    assert dumps.dumped(example.open(example.served()), tmp_path, "chanyuan-1") == made.dumps()


def test_what_is_made_is_not_made_again(example: Versions, made: Deposit) -> None:
    before = {file: file.stat().st_mtime_ns for file in made.folder.rglob("*")}
    deposit.make(example, example.served(), ALL)
    after = {file: file.stat().st_mtime_ns for file in made.folder.rglob("*") if file.suffix != ".lock"}
    assert after.items() <= before.items()


@pytest.mark.parametrize("part", ["dumps", "things"])
def test_what_is_large_is_kept_of_three_versions(publish: Publish, tmp_path: Path, part: Part) -> None:
    for number in range(5):
        versions = publish(tmp_path, [a(f"person/p{number}", "cy:Person", "letter")])
        deposit.make(versions, versions.served(), (part, "statistics"))
    kept = [deposit.deposit_of(versions, each) for each in versions.all()]
    assert [each.has(part) for each in kept] == [False, False, True, True, True]
    assert all(each.has("statistics") for each in kept)


def test_a_number_that_is_given_again_has_another_deposit(publish: Publish, tmp_path: Path) -> None:
    first = publish(tmp_path / "one", [a("person/x", "cy:Person", "letter")])
    second = publish(tmp_path / "two", [a("person/y", "cy:Person", "letter")])
    names = {deposit.deposit_of(each, each.served()).folder.name for each in (first, second)}
    assert len(names) == 2


def test_an_empty_version_has_counts_and_dumps_of_nothing(tmp_path: Path) -> None:
    versions = Versions(tmp_path)
    with versions.writing(BASE, purpose="test") as staging:
        versions.publish(staging, message="empty")
    made = deposit.make(versions, versions.served(), ALL)
    assert made.statistics() == Statistics(0, 0, 0, (), (), ())
    assert [content(made.path("dumps"), each.name) for each in made.dumps()] == [b"", b"", b"", b""]
    assert [*things.listed(made.path("things"))] == []


def test_things_and_documents_are_listed_but_neither_evidence_nor_vocabulary(made: Deposit) -> None:
    listed = [iri.removeprefix(f"{BASE}id/") for iri, _ in things.listed(made.path("things"))]
    assert listed == sorted(listed)
    assert {"person/zhang-jue", "event/chanyuan-treaty", "document/zhang-jue"} <= set(listed)
    assert {iri.partition("/")[0] for iri in listed} & {"claim", "passage", "graph", "attestation"} == set()


def test_a_thing_has_the_time_of_the_last_change_of_a_graph_that_speaks_of_it(
    publish: Publish, tmp_path: Path
) -> None:
    quads = [
        a("person/old", "cy:Person", "letter"),
        a("person/both", "cy:Person", "letter"),
        a("person/both", "cy:Person", "annals"),
        a("claim/one#x", "cy:Claim", "annals"),
        Quad(
            NamedNode(f"{BASE}id/claim/c"),
            term("rdf:subject"),
            NamedNode(f"{BASE}id/person/told"),
            rdf.graph("annals", BASE),
        ),
    ]
    versions = publish(tmp_path, quads)
    changed = {rdf.graph("letter", BASE).value: EARLY, rdf.graph("annals", BASE).value: LATE}
    found = things.dated(versions.open(versions.served()), changed, BASE)
    expected = {"person/old": EARLY, "person/both": LATE, "person/told": LATE}
    assert found == {f"{BASE}id/{name}": time for name, time in expected.items()}


def test_a_graph_dates_from_the_version_that_made_it_what_it_is(publish: Publish, tmp_path: Path) -> None:
    letter, annals = (rdf.graph(name, BASE).value for name in ("letter", "annals"))
    publish(tmp_path, [a("person/x", "cy:Person", "letter")])
    publish(tmp_path, [a("person/y", "cy:Person", "annals")])
    versions = publish(tmp_path, [a("person/z", "cy:Person", "annals")])
    first, _, third = versions.all()
    assert things.changes(versions, third) == {letter: first.time, annals: third.time}


@pytest.mark.slow
def test_a_maker_makes_what_is_wanted_in_another_process(publish: Publish, tmp_path: Path) -> None:
    versions = publish(tmp_path, [a("person/x", "cy:Person", "letter")])
    made = Maker(versions).made(versions.served(), "dumps", patience=120)
    assert len(made.dumps()) == 4


@pytest.mark.slow
def test_who_has_no_patience_is_told_to_come_again_and_then_finds_it_made(
    publish: Publish, tmp_path: Path
) -> None:
    versions = publish(tmp_path, [a("person/x", "cy:Person", "letter")])
    maker = Maker(versions)
    with pytest.raises(NotYetMade, match=r"of version 1 are being made; come again in 10 seconds"):
        maker.made(versions.served(), "things", patience=0)
    assert maker.made(versions.served(), "things", patience=120).has("things")


@pytest.mark.slow
def test_what_cannot_be_made_is_told_to_everybody_who_waits(publish: Publish, tmp_path: Path) -> None:
    versions = publish(tmp_path, [a("person/x", "cy:Person", "letter")])
    version = versions.served()
    shutil.rmtree(versions.path(version))
    with pytest.raises(NotMade, match=r"statistics of version 1 could not be made \(exit code 1\)"):
        Maker(versions).made(version, "statistics", patience=120)


@pytest.mark.slow
def test_counts_do_not_wait_for_dumps(publish: Publish, tmp_path: Path) -> None:
    versions = publish(tmp_path, [a("person/x", "cy:Person", "letter")])
    maker, version = Maker(versions), versions.served()
    made = deposit.deposit_of(versions, version)
    made.folder.mkdir(parents=True)
    with FileLock(made.folder / "dumps.lock"):  # as if they were being made, and took long
        with pytest.raises(NotYetMade):
            maker.made(version, "dumps", patience=0)
        assert maker.made(version, "statistics", patience=120).statistics().triples == 1
        assert not made.has("dumps")
    assert maker.made(version, "dumps", patience=120).has("dumps")
