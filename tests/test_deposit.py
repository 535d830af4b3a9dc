"""What is made once of each version: its counts, its dumps, and the list of its things."""

import gzip
import shutil
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
import zstandard
from filelock import FileLock
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Store, Triple, parse

from kg import deposit, rdf
from kg.deposit import ClassCount, Deposit, PropertyCount, Statistics, TargetCount, dumps, reckoning, things
from kg.deposit.folder import Part
from kg.deposit.maker import Maker, NotMade, NotYetMade
from kg.terms import term
from kg.versions import Versions
from tests.conftest import BASE, Publish

pytestmark = pytest.mark.slow

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


def one_by_one(quads: Iterable[Quad]) -> Statistics:
    """The counts of a merge without any store."""
    merged = {quad.triple for quad in quads}
    uses: dict[str, list[Triple]] = defaultdict(list)
    for each in merged:
        uses[each.predicate.value].append(each)
    classes = Counter(each.object.value for each in uses[term("rdf:type").value])
    sites = Counter(
        "/".join(each.object.value.split("/")[:3]) + "/" for each in uses[term("owl:sameAs").value]
    )
    return Statistics(
        triples=len(merged),
        subjects=len({each.subject for each in merged}),
        objects=len({each.object for each in merged}),
        classes=tuple(ClassCount(*each) for each in sorted(classes.items())),
        properties=tuple(
            PropertyCount(
                iri, len(all_), len({each.subject for each in all_}), len({each.object for each in all_})
            )
            for iri, all_ in sorted(uses.items())
            if all_
        ),
        targets=tuple(TargetCount(*each) for each in sorted(sites.items())),
    )


def test_the_counts_are_those_of_the_merge_counted_one_by_one(example: Versions, made: Deposit) -> None:
    assert made.statistics() == one_by_one(merge(example))


THINGS = [NamedNode(f"{BASE}id/person/{name}") for name in "abc"]
ELSEWHERE = [NamedNode(f"http://{site}.org/{name}") for site in ("one", "two") for name in "xy"]
GRAPHS = [rdf.graph(name, BASE) for name in ("letter", "annals")]
STATEMENTS = st.one_of(
    st.tuples(
        st.sampled_from(THINGS),
        st.just(term("rdf:type")),
        st.sampled_from([term("cy:Person"), term("cy:Place")]),
    ),
    st.tuples(st.sampled_from(THINGS), st.just(term("owl:sameAs")), st.sampled_from(ELSEWHERE)),
    st.tuples(st.sampled_from(THINGS), st.just(term("cy:served")), st.sampled_from(THINGS)),
    st.tuples(
        st.sampled_from(THINGS), st.just(term("rdfs:label")), st.sampled_from([Literal("a"), Literal("b")])
    ),
)
STATES = st.frozensets(st.tuples(STATEMENTS, st.sampled_from(GRAPHS)), max_size=10)


def holding(state: Iterable[tuple[tuple[NamedNode, NamedNode, NamedNode], NamedNode]]) -> Store:
    """A store with these statements in graphs, and their merge."""
    store = Store()
    for statement, graph in state:
        store.extend([Quad(*statement, graph), Quad(*statement)])
    return store


@given(STATES, STATES)
def test_counts_that_are_reckoned_are_those_that_are_counted(old: frozenset, new: frozenset) -> None:
    before, after = holding(old), holding(new)
    graphs = [each.value for each in GRAPHS]
    counted_before, counted_after = (
        one_by_one(store.quads_for_pattern(None, None, None, DefaultGraph())) for store in (before, after)
    )
    assert reckoning.reckoned(counted_before, before, after, graphs) == counted_after


def test_a_small_change_is_reckoned_from_a_forebear_and_a_large_one_counted(
    publish: Publish, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = [a(f"person/p{number}", "cy:Person", "letter") for number in range(100)]
    publish(tmp_path, many)
    publish(tmp_path, [a("person/x", "cy:Place", "annals")])
    versions = publish(tmp_path, [a("person/x", "cy:Person", "annals"), a("person/y", "cy:Person", "annals")])
    first, _, third = versions.all()
    deposit.make(versions, first, ["statistics"])
    assert (first.differing(third), reckoning.pays(first, third)) == (
        [rdf.graph("annals", BASE).value],
        True,
    )
    with monkeypatch.context() as patched:
        patched.setattr("kg.deposit.making.counted", lambda _: pytest.fail("all was counted anew"))
        made = deposit.make(versions, third, ["statistics"])
    assert made.statistics() == one_by_one(merge(versions))
    versions = publish(tmp_path, [a(f"person/q{number}", "cy:Person", "letter") for number in range(100)])
    assert not reckoning.pays(third, versions.served())
    assert deposit.make(versions, versions.served(), ["statistics"]).statistics() == one_by_one(
        merge(versions)
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
