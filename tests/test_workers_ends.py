"""Query processes come and go: quickly, without traces, and never without the process that they serve."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from time import monotonic

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import QueryCrashed, QueryMemory, QueryTimeout
from kg.versions import Versions
from kg.workers import Limits
from tests.pools import BASE, DEADLY, ENDLESS, asked, body, children, descendants, nursery_of, pooled, soon

pytestmark = pytest.mark.slow

Publish = Callable[[Path, Iterable[Quad]], Versions]

SERVER = """
import sys, threading
from pathlib import Path
from kg.dataset import Asker
from kg.settings import Settings
from kg.versions import Versions
from kg.workers import PooledDataset
from tests.pools import ENDLESS, asked

dataset = PooledDataset.of(Versions(Path(sys.argv[1])), Settings(base="http://kg.test/", query_processes=3))
assert dataset.ask("ASK {}")
threading.Thread(target=asked, args=(dataset.asked_by(Asker("a")), ENDLESS), daemon=True).start()
assert dataset.asked_by(Asker("b")).ask("ASK {}")
print("ready", flush=True)
sys.stdin.read()
"""


@pytest.fixture(scope="module")
def versions(publish: Publish, tmp_path_factory: pytest.TempPathFactory) -> Versions:
    content = [
        Quad(NamedNode(f"{BASE}{n}"), NamedNode(f"{BASE}n"), Literal(n), NamedNode(f"{BASE}g"))
        for n in range(1000)
    ]
    return publish(tmp_path_factory.mktemp("ends"), content)


def descriptors(process: int) -> int:
    """How many files and connections a process has open."""
    return len([*Path(f"/proc/{process}/fd").iterdir()])


@pytest.mark.parametrize("way", [signal.SIGKILL, signal.SIGTERM, None])
def test_processes_end_with_the_server_however_it_ends(
    versions: Versions, way: signal.Signals | None
) -> None:
    program = [sys.executable, "-c", SERVER, str(versions.folder)]
    root = Path(__file__).resolve().parent.parent
    with subprocess.Popen(program, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as server:
        assert server.stdout
        assert server.stdout.readline() == b"ready\n"
        family = descendants(server.pid)
        if way:
            server.send_signal(way)
        server.communicate()
    assert len(family) >= 2
    assert soon(lambda: not any(Path(f"/proc/{each}").exists() for each in family))


def test_killed_processes_leave_neither_zombies_nor_open_files(versions: Versions) -> None:
    with pooled(versions, Limits(timeout=0.02, memory=256, processes=2)) as dataset:
        assert asked(dataset, ENDLESS) is QueryTimeout
        nursery = nursery_of(dataset)
        before = [descriptors(each) for each in (os.getpid(), nursery)]
        for text in [ENDLESS, DEADLY] * 5:
            assert asked(dataset, text) in {QueryTimeout, QueryCrashed}
        after = [descriptors(each) for each in (os.getpid(), nursery)]
        assert (after, len(children(nursery))) == (before, 1)
    assert not Path(f"/proc/{nursery}").exists()


def test_a_process_that_somebody_killed_while_it_was_idle_is_not_missed(versions: Versions) -> None:
    with pooled(versions, Limits(processes=2)) as dataset:
        assert dataset.ask("ASK {}")
        worker = children(nursery_of(dataset))[-1]
        process = Path(f"/proc/{worker}")
        os.kill(worker, signal.SIGKILL)
        assert soon(
            lambda: ") Z " in (process / "stat").read_text() and len([*(process / "task").iterdir()]) == 1
        )
        assert dataset.ask("ASK {}")


def test_a_process_that_the_system_killed_took_too_much_memory(versions: Versions) -> None:
    with pooled(versions, Limits(processes=2)) as dataset:
        assert dataset.ask("ASK {}")
        worker = children(nursery_of(dataset))[-1]
        with subprocess.Popen(["/bin/sh", "-c", f"sleep 0.3; kill -KILL {worker}"]):
            assert asked(dataset, ENDLESS) is QueryMemory


def test_another_nursery_replaces_one_that_was_killed(versions: Versions) -> None:
    with pooled(versions, Limits(processes=2)) as dataset:
        assert dataset.ask("ASK {}")
        nursery = nursery_of(dataset)
        worker = children(nursery)[-1]
        os.kill(nursery, signal.SIGKILL)
        assert soon(lambda: not Path(f"/proc/{worker}").exists())
        assert dataset.ask("ASK {}")
        assert nursery_of(dataset) != nursery


def test_a_closed_pool_starts_again_when_asked(versions: Versions) -> None:
    with pooled(versions, Limits(processes=2)) as dataset:
        assert dataset.ask("ASK {}")
        nursery = nursery_of(dataset)
        dataset.close()
        assert not Path(f"/proc/{nursery}").exists()
        assert dataset.ask("ASK {}")


def test_the_first_question_is_answered_soon(versions: Versions) -> None:
    began = monotonic()
    with pooled(versions, Limits(processes=2)) as dataset:
        assert body(dataset, "ASK {}") == b'{"head":{},"boolean":true}'
    assert monotonic() - began < 10


def test_query_processes_load_nothing_but_what_answers() -> None:
    program = "import sys, kg.workers.nursery; print(*{name.partition('.')[0] for name in sys.modules})"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert not {"flask", "spacy", "rich", "click", "rdflib", "numpy"} & set(loaded.stdout.split())
