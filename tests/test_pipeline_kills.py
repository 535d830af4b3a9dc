"""Builds killed at any instant: what was published serves on, and the next build succeeds."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, NamedNode

from kg import rdf
from kg.pipeline import build
from kg.settings import Settings
from kg.versions import Versions
from tests import toy

pytestmark = pytest.mark.slow

KILLS = 200
DOCUMENTS = 12


def edition(corpus: Path, number: int) -> Path:
    """The corpus with another year in a third of its documents, so that every build has work to do."""
    texts = {
        f"d{each:02}": f"General A{each} led an army in {1000 + each + (number if each % 3 == 0 else 0)}."
        for each in range(DOCUMENTS)
    }
    return toy.write(corpus, **texts)


def run(corpus: Path, data: Path) -> None:
    build(corpus, Settings(data=data, jobs=1), rules=toy.rules(corpus))


def assert_sound(data: Path) -> int:
    """The version that is served opens, holds what its manifest says, and merges its graphs."""
    versions = Versions(data)
    version = versions.served()
    store = versions.open(version)
    held = {
        name: sha256(rdf.n_quads(store.quads_for_pattern(None, None, None, NamedNode(name)))).hexdigest()
        for name in version.graphs
    }
    assert held == version.graphs
    stated = {quad.triple for quad in store if quad.graph_name != DefaultGraph()}
    assert {quad.triple for quad in store.quads_for_pattern(None, None, None, DefaultGraph())} == stated
    return version.number


def test_a_build_killed_at_any_of_two_hundred_instants_harms_nothing(tmp_path: Path) -> None:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.toy", "kg.pipeline"])
    corpus, data = edition(tmp_path / "corpus", 0), tmp_path / "data"

    def child(number: int) -> multiprocessing.process.BaseProcess:
        process = context.Process(target=run, args=(edition(corpus, number), data))
        process.start()
        return process

    def finished(number: int) -> float:
        start = time.monotonic()
        process = child(number)
        process.join()
        assert process.exitcode == 0
        return time.monotonic() - start

    finished(0)
    whole = max(finished(number) for number in (1, 2, 3))
    killed = 0
    for number in range(KILLS):
        process = child(2 * number + 4)
        process.join(whole * number / KILLS)
        killed += process.is_alive()
        process.kill()
        process.join()
        assert_sound(data)
        if number % 2:
            before = assert_sound(data)
            finished(2 * number + 5)
            assert assert_sound(data) > before
    finished(4)
    run(edition(corpus, 4), tmp_path / "cold")
    assert Versions(data).served().hash == Versions(tmp_path / "cold").served().hash
    assert sorted(each.name for each in (data / "staging").iterdir()) == []
    assert killed > KILLS * 0.8


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
    _wait_until(lambda: len(_marked(mark)) >= 4)
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
