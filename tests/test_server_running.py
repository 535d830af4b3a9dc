"""The service as a process: it starts quickly, and real clients get on with it."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from kg.errors import BadSetting, NothingPublished
from kg.settings import Settings
from kg.versions import Versions
from server.running import run
from tests.serving import free_port

BASE = "http://kg.test/"
SERVE = (
    "import sys; from pathlib import Path; from kg.settings import Settings; from server.running import run; "
)
SERVE += "run(Settings(data=Path(sys.argv[1]), base=sys.argv[2]), '127.0.0.1', int(sys.argv[3]))"


@dataclass(frozen=True)
class Served:
    """A running service, and how long it took until it answered."""

    address: str
    seconds: float


def answers(address: str) -> bool:
    """Whether the service is up."""
    try:
        with urllib.request.urlopen(f"{address}/health", timeout=5) as response:
            return bool(response.status == 200)
    except (urllib.error.URLError, ConnectionError):
        return False


@pytest.fixture(scope="module")
def served(example: Versions) -> Iterator[Served]:
    """The example graph behind a real server."""
    port, begun = free_port(), time.monotonic()
    arguments = [sys.executable, "-c", SERVE, str(example.folder), BASE, str(port)]
    process = subprocess.Popen(arguments, start_new_session=True)
    address = f"http://127.0.0.1:{port}"
    while not answers(address) and time.monotonic() - begun < 30:
        time.sleep(0.02)
    yield Served(address, time.monotonic() - begun)
    os.killpg(process.pid, signal.SIGTERM)
    process.wait(10)


@pytest.mark.slow
def test_the_service_answers_soon_after_it_was_started(served: Served) -> None:
    assert served.seconds < 20, "the goal is 1 s on a machine with nothing else to do"


@pytest.mark.slow
def test_a_problem_reaches_a_real_client_whole(served: Served) -> None:
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(f"{served.address}/sparql?query=SELECT", timeout=5)
    assert json.load(refused.value)["fault"] == "QueryRefused"
    refused.value.close()


def test_a_graph_built_for_another_base_is_not_served(example: Versions) -> None:
    with pytest.raises(BadSetting, match=r"version 1 was built for http://kg\.test/"):
        run(Settings(data=example.folder, base="http://other.test/"), "127.0.0.1", 0)


def test_an_empty_folder_is_not_served(tmp_path_factory: pytest.TempPathFactory) -> None:
    with pytest.raises(NothingPublished, match="kg build"):
        run(Settings(data=tmp_path_factory.mktemp("empty")), "127.0.0.1", 0)
