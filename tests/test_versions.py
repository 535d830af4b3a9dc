"""Versions: published at once, never changed, rolled back; their default graph merges the others."""

import json
import multiprocessing
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store, Triple

from kg import rdf
from kg.errors import DamagedVersion, FolderUnwritable, NothingPublished, UnknownVersion, WriterBusy
from kg.model import Finding, Version
from kg.versions import Staging, Versions

pytestmark = pytest.mark.slow

BASE = "http://localhost:8080/"
SAYS = NamedNode("https://example.org/says")
FINDING = Finding("<f>", "<p>", '"v"', "A treaty has two parties.", "<s>", "MinCount")


def content(name: str, *words: str) -> tuple[NamedNode, bytes]:
    """A graph in which people say words; who says what does not depend on the graph."""
    graph = rdf.graph(name, BASE)
    quads = [Quad(NamedNode(f"{BASE}id/person/{word}"), SAYS, Literal(word), graph) for word in words]
    return graph, rdf.n_quads(quads)


def published(versions: Versions, graphs: dict[str, tuple[str, ...]], base: str = BASE) -> Version:
    with versions.writing(base, purpose="test") as staging:
        for name in {graph.rpartition("/")[2] for graph in staging.graphs} - graphs.keys():
            staging.drop(rdf.graph(name, BASE))
        for name, words in graphs.items():
            staging.put(*content(name, *words))
        return versions.publish(staging, message="a test")


def merge(store: Store) -> list[Triple]:
    return sorted(
        (each.triple for each in store.quads_for_pattern(None, None, None, DefaultGraph())), key=str
    )


def stated(store: Store) -> list[Triple]:
    return sorted({each.triple for each in store if each.graph_name != DefaultGraph()}, key=str)


def folder_of(version: Version, versions: Versions) -> Path:
    return versions.path(version).parent


def tables(store: Path) -> set[int]:
    """The numbers by which the system knows the files in which a store keeps what is sorted."""
    return {path.stat().st_ino for path in store.glob("*.sst")}


def files(folder: Path) -> dict[str, tuple[int, int]]:
    return {
        str(path.relative_to(folder)): (path.stat().st_mtime_ns, path.stat().st_size)
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_fresh_folder_has_no_version(tmp_path: Path) -> None:
    versions = Versions(tmp_path / "data")
    assert (versions.current(), versions.all()) == (None, ())
    with pytest.raises(NothingPublished, match="holds no version yet; make one with `kg build CORPUS`"):
        versions.served()


def test_a_published_version_is_served_with_its_manifest(tmp_path: Path) -> None:
    versions = Versions(tmp_path)
    with versions.writing(BASE, purpose="test") as staging:
        staging.put(*content("letter", "song", "liao"))
        version = versions.publish(
            staging, message="first", inputs={"letter": "k"}, held_back={"chronicle": (FINDING,)}
        )
    graph = f"{BASE}id/graph/letter"
    assert versions.current() == version == Versions(tmp_path).version(1)
    assert (version.number, version.parent, version.message, version.base) == (1, None, "first", BASE)
    assert (version.quads, version.counts, version.inputs) == (2, {graph: 2}, {"letter": "k"})
    assert list(version.graphs) == [graph]
    assert versions.reports(version) == {"chronicle": (FINDING,)}
    assert len(versions.open(version)) == 4


def test_the_next_version_starts_from_the_one_that_is_served(tmp_path: Path) -> None:
    versions = Versions(tmp_path)
    first = published(versions, {"letter": ("song",)})
    with versions.writing(BASE, purpose="test") as staging:
        staging.put(*content("poem", "liao"))
        second = versions.publish(staging, message="more")
    assert (second.number, second.parent) == (2, 1)
    assert dict(second.graphs) == dict(first.graphs) | {
        f"{BASE}id/graph/poem": second.graphs[f"{BASE}id/graph/poem"]
    }
    assert len(versions.open(first)) == 2
    assert len(versions.open(second)) == 4


def test_another_base_starts_from_nothing(tmp_path: Path) -> None:
    versions = Versions(tmp_path)
    published(versions, {"letter": ("song",)})
    with versions.writing("https://a.example/", purpose="test") as staging:
        version = versions.publish(staging, message="moved")
    assert (version.parent, version.graphs, len(versions.open(version))) == (1, {}, 0)


words = st.lists(st.sampled_from(["song", "liao", "xia", "jin"]), max_size=4, unique=True).map(tuple)
states = st.dictionaries(st.sampled_from(["letter", "poem", "stele"]), words, max_size=3)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=st.lists(states, min_size=1, max_size=3))
def test_the_default_graph_is_the_merge_whatever_came_before(
    history: list[dict[str, tuple[str, ...]]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    versions = Versions(tmp_path_factory.mktemp("history"))
    last = [published(versions, state) for state in history][-1]
    cold = published(Versions(tmp_path_factory.mktemp("cold")), history[-1])
    store = versions.open(last)
    assert merge(store) == stated(store)
    assert (last.hash, last.graphs, last.counts) == (cold.hash, cold.graphs, cold.counts)


def test_what_another_graph_still_states_stays_in_the_merge(tmp_path: Path) -> None:
    versions = Versions(tmp_path)
    published(versions, {"letter": ("song", "liao"), "poem": ("liao",)})
    version = published(versions, {"letter": ("xia",), "poem": ("liao",)})
    said = {each.object.value for each in merge(versions.open(version)) if isinstance(each.object, Literal)}
    assert said == {"xia", "liao"}


@pytest.mark.parametrize(
    ("now", "asserted", "supported"),
    [
        ({"letter": ("song",)}, set(), set()),
        ({"letter": ("song", "xia")}, {"xia"}, set()),
        ({"letter": ()}, {"song"}, set()),
        ({"letter": ("song",), "poem": ("song",)}, set(), {"song"}),
        ({"letter": ("song",), "poem": ("song", "jin")}, {"jin"}, {"song"}),
        ({}, {"song"}, set()),
    ],
)
def test_staging_knows_what_is_said_otherwise_than_before(
    tmp_path: Path, now: dict[str, tuple[str, ...]], asserted: set[str], supported: set[str]
) -> None:
    versions = Versions(tmp_path)
    published(versions, {"letter": ("song",)})
    with versions.writing(BASE, purpose="test") as staging:
        for name in {"letter"} - now.keys():
            staging.drop(rdf.graph(name, BASE))
        for name, said in now.items():
            staging.put(*content(name, *said))
        assert {each.subject for each in staging.changes.asserted} == {
            NamedNode(f"{BASE}id/person/{name}") for name in asserted
        }
        assert {each.subject for each in staging.changes.supported} == {
            NamedNode(f"{BASE}id/person/{name}") for name in supported
        }


def test_reading_and_succeeding_a_version_does_not_touch_it(tmp_path: Path) -> None:
    versions = Versions(tmp_path)
    first = published(versions, {"letter": ("song",)})
    before = files(folder_of(first, versions))
    list(versions.open(first))
    published(versions, {"letter": ("liao",)})
    versions.rollback(1)
    assert files(folder_of(first, versions)) == before


def test_rolling_back_serves_an_older_version_and_keeps_the_newer(tmp_path: Path) -> None:
    versions = Versions(tmp_path)
    first = published(versions, {"letter": ("song",)})
    second = published(versions, {"letter": ("liao",)})
    assert versions.rollback(1) == first == versions.current()
    third = published(versions, {"letter": ("xia",)})
    assert (third.number, third.parent) == (3, 1)
    assert versions.all() == (first, second, third)


def test_an_unknown_version_is_refused_with_the_known_ones(tmp_path: Path) -> None:
    versions = Versions(tmp_path)
    published(versions, {})
    with pytest.raises(UnknownVersion, match=r"has no version 7\. Versions: 1\.$"):
        versions.rollback(7)


def test_what_is_staged_and_not_published_leaves_no_trace(tmp_path: Path) -> None:
    versions = Versions(tmp_path)
    first = published(versions, {"letter": ("song",)})
    with versions.writing(BASE, purpose="test") as staging:
        staging.put(*content("letter", "liao"))
    assert versions.all() == (first,)
    assert list((tmp_path / "staging").iterdir()) == []


def test_what_a_killed_writer_left_is_swept_by_the_next(tmp_path: Path) -> None:
    versions = Versions(tmp_path)
    first = published(versions, {"letter": ("song",)})
    second = published(versions, {"letter": ("liao",)})
    (folder_of(second, versions) / "served").unlink()
    (tmp_path / "current").unlink()
    (tmp_path / "current").symlink_to("versions/000001")
    (tmp_path / "staging" / "000009").mkdir(parents=True)
    third = published(versions, {"letter": ("xia",)})
    assert versions.all() == (first, third)
    assert list((tmp_path / "staging").iterdir()) == []


def test_a_version_that_was_served_a_moment_before_the_kill_is_kept(tmp_path: Path) -> None:
    versions = Versions(tmp_path)
    first = published(versions, {"letter": ("song",)})
    (folder_of(first, versions) / "served").unlink()
    second = published(versions, {"letter": ("liao",)})
    versions.rollback(1)
    assert versions.all() == (first, second)


@contextmanager
def someone_else_writing(folder: Path) -> Iterator[None]:
    (folder / "lock.holder").write_text("kg build (process 1)")
    with FileLock(folder / "lock"):
        yield


def test_a_second_writer_is_told_who_the_first_is(tmp_path: Path) -> None:
    with someone_else_writing(tmp_path), pytest.raises(WriterBusy) as refusal:
        published(Versions(tmp_path, patience=0.1), {})
    assert str(refusal.value) == (
        f"{tmp_path} is being written by kg build (process 1); gave up after 0.1 seconds. "
        "Wait for it to end, then try again."
    )


def test_readers_need_no_lock(tmp_path: Path) -> None:
    versions = Versions(tmp_path, patience=0.1)
    first = published(versions, {"letter": ("song",)})
    with someone_else_writing(tmp_path):
        assert len(versions.open(versions.served())) == 2 * first.quads


def _write_slowly(folder: Path, word: str) -> None:
    versions = Versions(folder)
    with versions.writing(BASE, purpose=word) as staging:
        staging.put(*content(word, word))
        time.sleep(0.05)
        versions.publish(staging, message=word)


def test_writers_in_several_processes_take_turns(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    writers = [
        context.Process(target=_write_slowly, args=(tmp_path, word)) for word in ("song", "liao", "xia")
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    versions = Versions(tmp_path)
    assert [version.parent for version in versions.all()] == [None, 1, 2]
    assert versions.served().quads == 3


@pytest.mark.parametrize(
    ("damage", "fault"),
    [
        (b"", "is not the manifest of a version"),
        (b"[]", "is not the manifest of a version"),
        (b'{"number": 1}', "is not the manifest of a version"),
        (b'"time"', "is not the manifest of a version"),
    ],
)
def test_a_damaged_manifest_is_named(tmp_path: Path, damage: bytes, fault: str) -> None:
    versions = Versions(tmp_path)
    manifest = folder_of(published(versions, {}), versions) / "manifest.json"
    manifest.write_bytes(damage)
    with pytest.raises(DamagedVersion, match=fault) as refusal:
        Versions(tmp_path).current()
    assert str(manifest) in str(refusal.value)


def test_a_manifest_whose_graphs_were_altered_is_noticed(tmp_path: Path) -> None:
    versions = Versions(tmp_path)
    manifest = folder_of(published(versions, {"letter": ("song",)}), versions) / "manifest.json"
    fields = json.loads(manifest.read_bytes())
    manifest.write_text(json.dumps(fields | {"graphs": {}}))
    with pytest.raises(DamagedVersion, match="its hash is not the one of its graphs"):
        Versions(tmp_path).current()


def test_a_damaged_version_can_be_rolled_back(tmp_path: Path) -> None:
    versions = Versions(tmp_path)
    first = published(versions, {"letter": ("song",)})
    second = published(versions, {"letter": ("liao",)})
    (folder_of(second, versions) / "manifest.json").write_bytes(b"")
    assert Versions(tmp_path).rollback(1) == first


def test_a_link_that_points_nowhere_is_named(tmp_path: Path) -> None:
    (tmp_path / "current").write_text("1")
    with pytest.raises(DamagedVersion, match="does not point to a version"):
        Versions(tmp_path).current()


def test_a_store_without_its_files_is_named(tmp_path: Path) -> None:
    versions = Versions(tmp_path)
    version = published(versions, {"letter": ("song",)})
    (versions.path(version) / "CURRENT").unlink()
    with pytest.raises(DamagedVersion, match="The store of version 1 does not open"):
        versions.open(version)


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file, not a folder")
    with pytest.raises(FolderUnwritable, match=r"cannot be written: .*choose another folder with --data"):
        published(Versions(tmp_path / "data"), {})


def test_a_version_beside_a_large_one_costs_less_than_that_did(tmp_path: Path) -> None:
    versions, start = Versions(tmp_path), time.process_time()
    published(versions, {"letter": tuple(f"word{number}" for number in range(20_000))})
    large = time.process_time() - start
    with versions.writing(BASE, purpose="test") as staging:
        staging.put(*content("poem", "song"))
        versions.publish(staging, message="one more")
    assert time.process_time() - start - large < large / 2


def test_the_store_of_a_version_that_is_mostly_new_is_compact(tmp_path: Path) -> None:
    versions = Versions(tmp_path)
    with versions.writing(BASE, purpose="test") as staging:
        for name, first in (("odd", 1), ("even", 0)):
            staging.put(*content(name, *(f"w{each}" for each in range(first, 24_000, 2))))
            assert len(staging.store) > 0  # who asks has it loaded, each graph by itself
        version = versions.publish(staging, message="two graphs whose keys lie between each other's")
    before = tables(versions.path(version))
    Store(str(versions.path(version))).optimize()
    assert tables(versions.path(version)) == before


def test_a_small_change_shares_the_files_of_its_parent(tmp_path: Path) -> None:
    versions = Versions(tmp_path)
    words = {"large": tuple(f"w{each}" for each in range(40_000))}
    parent, child = published(versions, words), published(versions, words | {"small": ("hello",)})
    assert tables(versions.path(parent)) < tables(versions.path(child))


def test_a_published_staging_refuses_more(tmp_path: Path) -> None:
    versions = Versions(tmp_path)
    with versions.writing(BASE, purpose="test") as staging:
        versions.publish(staging, message="done")
        with pytest.raises(RuntimeError, match="its store is closed"):
            _ = staging.store
    assert isinstance(staging, Staging)
