"""The outside suites, run as they are against a service on an empty, writable instance.

A case that fails is listed here with its reason, and one that is listed has to fail: a suite that does
better than it says is news as well.
"""

import json
import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from time import sleep

import pytest

ROOT = Path(__file__).resolve().parent.parent
KG = Path(sys.executable).with_name("kg")

STORE = "the engine keeps values, not spellings: 1.50 becomes 1.5"
MERGE = "the default graph is the merge of the named graphs and cannot be replaced as a whole"

ENGINE = 32
"""Cases of the evaluation suite that the engine itself fails, when it is asked without us."""


@dataclass(frozen=True)
class Suite:
    """A program of the suite: its arguments, how many cases pass, and why which fail."""

    program: str
    arguments: tuple[str, ...]
    passes: int
    failures: dict[str, str]

    def __str__(self) -> str:
        return self.program


SUITES = [
    Suite("sparql_protocol", ("--endpoint", "{base}sparql", "--auth-token", "{token}", "--wipe"), 79, {}),
    Suite(
        "graph_store",
        ("--url", "{base}graphs", "--auth-token", "{token}", "--wipe-default"),
        38,
        {"spec:lexical_forms_kept": STORE, "w3c:put_get_default": MERGE},
    ),
    Suite("service_description", ("--endpoint", "{base}sparql"), 9, {}),  # 2 need named graphs
]


@dataclass(frozen=True)
class Instance:
    """A running service and a token that may do everything there."""

    base: str
    token: str


@pytest.fixture
def instance(tmp_path: Path) -> Iterator[Instance]:
    """`kg serve` on what `kg new` makes."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    base = f"http://127.0.0.1:{port}/"
    environment = {**os.environ, "KG_DATA": str(tmp_path), "KG_BASE": base}
    subprocess.run([KG, "new"], env=environment, check=True, capture_output=True)
    made = subprocess.run(
        [KG, "token", "--scope", "admin"], env=environment, check=True, capture_output=True, text=True
    )
    serving = [str(KG), "serve", "--port", port]
    with subprocess.Popen(serving, env=environment, start_new_session=True) as process:
        try:
            _wait_for(base)
            yield Instance(base, made.stdout.splitlines()[-1])
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)


def _wait_for(base: str) -> None:
    for _ in range(600):
        try:
            with urllib.request.urlopen(f"{base}health"):
                return
        except urllib.error.URLError:
            sleep(0.05)
    raise TimeoutError("the service did not come up")


def outcomes(shared: Path, program: str, arguments: list[str], folder: Path) -> dict[str, list[str]]:
    """The names of the cases by what became of them."""
    report = folder / f"{program}.json"
    script = shared / "conformance" / f"{program}.py"
    subprocess.run(
        [sys.executable, script, *arguments, "--json", report], cwd=ROOT, check=False, capture_output=True
    )
    found: dict[str, list[str]] = {"PASS": [], "FAIL": [], "SKIP": []}
    for case in json.loads(report.read_text(encoding="utf-8"))["cases"]:
        found[case["status"]].append(case["name"])
    return found


@pytest.mark.slow
@pytest.mark.parametrize("suite", SUITES, ids=str)
def test_the_service_passes_all_but_what_is_explained(
    shared: Path, instance: Instance, tmp_path: Path, suite: Suite
) -> None:
    known = {"base": instance.base, "token": instance.token}
    given = [each.format_map(known) for each in suite.arguments]
    found = outcomes(shared, suite.program, given, tmp_path)
    assert sorted(found["FAIL"]) == sorted(suite.failures)
    assert len(found["PASS"]) >= suite.passes


@pytest.mark.slow
def test_the_way_of_a_query_answers_what_the_engine_answers(shared: Path, tmp_path: Path) -> None:
    ours = outcomes(shared, "sparql_query_eval", ["--callable", "tests.query_path:QueryPath"], tmp_path)
    engine = outcomes(shared, "sparql_query_eval", ["--direct", "pyoxigraph"], tmp_path)
    assert ours == engine
    assert (len(ours["FAIL"]), len(ours["PASS"]) >= 1218) == (ENGINE, True)
