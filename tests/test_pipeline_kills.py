"""Builds killed at any instant: what was published serves on, and the next build succeeds."""

import itertools
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, NamedNode

from kg import rdf
from kg.pipeline import build
from kg.settings import Settings
from kg.versions import Versions, digest
from tests import toy

pytestmark = pytest.mark.slow

KILLS = 200
DOCUMENTS = 12
STEPS = {"open", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.symlink"}
"""Events that Python announces before it does them."""


def edition(corpus: Path, number: int) -> Path:
    """The corpus with another year in a third of its documents, so that every build has work to do."""
    texts = {
        f"d{each:02}": f"General A{each} led an army in {1000 + each + (number if each % 3 == 0 else 0)}."
        for each in range(DOCUMENTS)
    }
    return toy.write(corpus, **texts)


def run(corpus: Path, data: Path, fatal_step: int = 0) -> None:
    """A build that ends itself by SIGKILL just before one of its steps on the disk, none where it is 0."""
    steps = itertools.count(1)

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        ours = event in STEPS and any(str(each).startswith(str(data)) for each in arguments)
        if ours and next(steps) == fatal_step:
            os.kill(os.getpid(), signal.SIGKILL)

    if fatal_step:
        sys.addaudithook(watch)
    build(corpus, Settings(data=data, jobs=1), rules=toy.rules(corpus))


def assert_sound(data: Path) -> int:
    """The version that is served opens, holds what its manifest says, and merges its graphs."""
    versions = Versions(data)
    version = versions.served()
    store = versions.open(version)
    held = {
        name: digest.of(rdf.n_quads(store.quads_for_pattern(None, None, None, NamedNode(name))))
        for name in version.graphs
    }
    assert held == version.graphs
    stated = {quad.triple for quad in store if quad.graph_name != DefaultGraph()}
    assert {quad.triple for quad in store.quads_for_pattern(None, None, None, DefaultGraph())} == stated
    return version.number


class Builder:
    """Builds in processes of their own, each edition of the corpus different from the one before."""

    def __init__(self, folder: Path) -> None:
        self.corpus, self.data, self.editions = folder / "corpus", folder / "data", 0
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(["tests.toy", "kg.pipeline"])

    def begun(self, *, fatal_step: int = 0) -> multiprocessing.process.BaseProcess:
        self.editions += 1
        arguments = (edition(self.corpus, self.editions), self.data, fatal_step)
        process = self._context.Process(target=run, args=arguments)
        process.start()
        return process

    def seconds(self) -> float:
        """How long a build takes that nobody kills."""
        start, process = time.monotonic(), self.begun()
        process.join()
        assert process.exitcode == 0
        return time.monotonic() - start

    def assert_unharmed(self, since: int, *, build: bool) -> None:
        """What is served is sound and not older than before, and the next build succeeds where one is run."""
        assert assert_sound(self.data) >= since
        if build:
            self.seconds()
            assert assert_sound(self.data) > since


def test_a_build_killed_at_any_of_two_hundred_instants_harms_nothing(tmp_path: Path) -> None:
    builder = Builder(tmp_path)
    builder.seconds()
    whole = max(builder.seconds() for _ in range(3))
    killed = 0
    while killed < KILLS:
        before = assert_sound(builder.data)
        process = builder.begun()
        process.join(whole * killed / KILLS)
        if process.is_alive():
            process.kill()
            killed += 1
        else:
            whole *= 0.95  # the machine has become faster, and instants after the end teach nothing
        process.join()
        builder.assert_unharmed(before, build=killed % 4 == 0)
    run(builder.corpus, tmp_path / "cold")
    assert Versions(builder.data).served().hash == Versions(tmp_path / "cold").served().hash
    assert [*(builder.data / "staging").iterdir()] == []


def test_a_build_killed_before_each_step_on_the_disk_harms_nothing(tmp_path: Path) -> None:
    builder = Builder(tmp_path)
    builder.seconds()
    step, survived = 0, False
    while not survived:
        before, step = assert_sound(builder.data), step + 1
        process = builder.begun(fatal_step=step)
        process.join()
        survived = process.exitcode == 0
        builder.assert_unharmed(before, build=survived or step % 4 == 0)
    assert step > 20


SLOW = """
import sys, time
from pathlib import Path
from dataclasses import dataclass
from kg.pipeline import build
from kg.settings import Settings
from tests import toy
corpus = Path(sys.argv[1])
build(corpus, Settings(data=Path(sys.argv[2]), jobs=2), rules=toy.rules(corpus, toy.Sleepy()))
"""


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="looks for processes in /proc")
def test_the_processes_of_a_killed_build_end_with_it(tmp_path: Path) -> None:
    corpus, mark = edition(tmp_path / "corpus", 0), f"KILLED_BUILD={tmp_path.name}"
    name, _, value = mark.partition("=")
    parent = subprocess.Popen(
        [sys.executable, "-c", SLOW, corpus, tmp_path / "data"], env=os.environ | {name: value}
    )
    _wait_until(lambda: len(_marked(mark)) >= 5)  # the build, two of Python's servants, two readers
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    _wait_until(lambda: not _marked(mark))


def _marked(mark: str) -> list[str]:
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if f"{mark}\0".encode() in (process / "environ").read_bytes():
                found.append(process.name)
        except OSError:
            continue
    return found


def _wait_until(true: Callable[[], bool], seconds: float = 20.0) -> None:
    limit = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < limit, "it never came to be"
        time.sleep(0.05)
