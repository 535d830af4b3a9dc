"""A cluster reads what processes here would read, whatever becomes of its workers."""

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from kg import pipeline
from kg.errors import ClusterUnfit, ReaderDied
from kg.model import Claim, Document
from kg.pipeline import Build, Step, build
from kg.settings import Settings
from tests import toy
from tests.clusters import Cluster, cluster
from tests.test_pipeline import published

pytestmark = pytest.mark.slow

TEXTS = {f"d{number:02}": f"General A{number} led an army in {1000 + number}." for number in range(24)}


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A cluster of two workers."""
    with cluster(tmp_path_factory.mktemp("cluster"), 2) as running:
        yield running


@dataclass(frozen=True, slots=True)
class Foreign(toy.Toy):
    """A toy that calls itself by another name where it is run than where it was made."""

    def __reduce__(self) -> tuple[type[toy.Toy], tuple[str]]:
        return toy.Toy, ("another edition",)


class Slow(toy.Toy):
    """The toy that takes a while for each document, so that workers are killed over their work."""

    def __call__(self, document: Document) -> tuple[Claim, ...]:
        time.sleep(0.1)
        return super().__call__(document)


def corpus(folder: Path) -> Path:
    return toy.write(folder / "corpus", **TEXTS)


def built(folder: Path, settings: Settings, steps: list[Step] | None = None) -> Build:
    show = (lambda _: None) if steps is None else steps.append
    return build(folder, settings, rules=toy.rules(folder), progress=show)


def test_a_cluster_makes_the_same_version_as_processes_here(tmp_path: Path, two: Cluster) -> None:
    texts, steps = corpus(tmp_path), list[Step]()
    here, there = Settings(data=tmp_path / "here", jobs=2), Settings(data=tmp_path / "there")
    done = built(texts, replace(there, cluster=two.address), steps)
    assert str(done) == str(built(texts, here)) == "24 read, 0 reused, 0 removed, 0 held back"
    assert published(there.data) == published(here.data)
    reading = [(step.done, step.total) for step in steps if step.name == "reading"]
    assert reading == [(count, 24) for count in range(25)]


def test_shards_may_lie_at_any_address_that_the_machines_share(tmp_path: Path, two: Cluster) -> None:
    texts = corpus(tmp_path)
    settings = Settings(data=tmp_path / "data", cluster=two.address, shards=f"local://{tmp_path / 'shared'}")
    assert built(texts, settings).read == 24
    assert (tmp_path / "data" / "shards").exists() is False
    assert len([*(tmp_path / "shared").rglob("*.nq.zst")]) == 24
    again = replace(settings, data=tmp_path / "elsewhere", cluster="")
    assert str(built(texts, again)) == "0 read, 24 reused, 0 removed, 0 held back"
    assert published(tmp_path / "data") == published(tmp_path / "elsewhere")


def test_a_document_that_is_no_text_is_told_as_ever(tmp_path: Path, two: Cluster) -> None:
    texts = corpus(tmp_path)
    (texts / "d05.txt").write_bytes(b"\xff\xfe\xff")
    done = built(texts, Settings(data=tmp_path / "data", cluster=two.address))
    assert (len(done.unreadable), "d05.txt" in done.unreadable[0]) == (1, True)


def test_what_a_dead_worker_had_is_read_by_another(tmp_path: Path) -> None:
    texts = corpus(tmp_path)
    rules = toy.rules(texts, Slow())
    with cluster(tmp_path, 2) as running:
        settings = Settings(data=tmp_path / "data", cluster=running.address)

        def show(step: Step) -> None:
            if (step.name, step.done) == ("reading", 5):
                running.kill(0)

        done = build(texts, settings, rules=rules, progress=show)
        assert running.workers[0].poll() is not None
    assert str(done) == "24 read, 0 reused, 0 removed, 0 held back"
    built(texts, Settings(data=tmp_path / "here"))
    assert published(settings.data) == published(tmp_path / "here")


class Deadly(toy.Toy):
    """The toy that ends the process it runs in."""

    def __call__(self, _: Document) -> tuple[Claim, ...]:
        os._exit(1)


def test_a_document_that_kills_whoever_reads_it_ends_the_build(tmp_path: Path) -> None:
    texts = corpus(tmp_path)
    with cluster(tmp_path, 1, patience=0) as running:
        settings = Settings(data=tmp_path / "data", cluster=running.address)
        with pytest.raises(
            ReaderDied, match=r"Several workers of tcp://127\.0\.0\.1:\d+ died over one document"
        ):
            build(texts, settings, rules=toy.rules(texts, Deadly()))


def test_a_scheduler_that_goes_away_ends_the_build_and_nothing_is_read_twice(tmp_path: Path) -> None:
    texts = corpus(tmp_path)
    with cluster(tmp_path, 2) as running:
        settings = Settings(data=tmp_path / "data", cluster=running.address)

        def show(step: Step) -> None:
            if (step.name, step.done) == ("reading", 5):
                running.scheduler.kill()

        with pytest.raises(
            ClusterUnfit, match=r"(?s)went away .*What was read is kept; start it and build again\."
        ):
            build(texts, settings, rules=toy.rules(texts, Slow()), progress=show)
    assert built(texts, replace(settings, cluster="")).reused >= 5


class Interrupted(Exception):
    """Somebody stops a build."""


def test_a_build_that_was_stopped_goes_on_where_it_was(tmp_path: Path, two: Cluster) -> None:
    texts = corpus(tmp_path)
    settings = Settings(data=tmp_path / "data", cluster=two.address)

    def stop(step: Step) -> None:
        if (step.name, step.done) == ("reading", 10):
            raise Interrupted

    with pytest.raises(Interrupted):
        build(texts, settings, rules=toy.rules(texts), progress=stop)
    done = built(texts, settings)
    assert done.read <= 14
    assert done.read + done.reused == 24


def test_a_worker_with_another_extraction_is_refused(tmp_path: Path, two: Cluster) -> None:
    texts = corpus(tmp_path)
    settings = Settings(data=tmp_path / "data", cluster=two.address)
    with pytest.raises(
        ClusterUnfit, match=r"A worker has another Chanyuan, another parser or another authority"
    ):
        build(texts, settings, rules=toy.rules(texts, Foreign()))


def test_a_worker_that_keeps_its_shards_to_itself_is_noticed(tmp_path: Path, two: Cluster) -> None:
    texts = corpus(tmp_path)
    shared = f"memory://{tmp_path.name}"  # each process has a memory of its own
    settings = Settings(data=tmp_path / "data", cluster=two.address, shards=shared)
    with pytest.raises(ClusterUnfit, match=r"which is another place here; set KG_SHARDS to one that all"):
        built(texts, settings)


def test_an_address_where_no_scheduler_is_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.pipeline.cluster._PATIENCE", 1)
    texts = corpus(tmp_path)
    with pytest.raises(ClusterUnfit, match=r"No Dask scheduler answers at 'tcp://127.0.0.1:1'"):
        built(texts, Settings(data=tmp_path / "data", cluster="tcp://127.0.0.1:1"))


def test_a_scheduler_without_workers_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.pipeline.cluster._PATIENCE", 1)
    texts = corpus(tmp_path)
    with cluster(tmp_path, 0) as empty:
        settings = Settings(data=tmp_path / "data", cluster=empty.address)
        with pytest.raises(ClusterUnfit, match=r"has no workers\. Start some where Chanyuan is installed"):
            built(texts, settings)


def test_the_shipped_extraction_reads_on_a_cluster_as_here(tmp_path: Path, two: Cluster) -> None:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "x.txt").write_text("In 982 Li Jiqian rebelled against the Song.", encoding="utf-8")
    pipeline.build(folder, Settings(data=tmp_path / "here", jobs=1))
    pipeline.build(folder, Settings(data=tmp_path / "there", cluster=two.address))
    assert published(tmp_path / "there") == published(tmp_path / "here")
