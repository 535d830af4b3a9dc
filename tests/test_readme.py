"""What the README says is run, and what can be listed is listed there."""

import doctest
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from kg.settings import explained

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


@dataclass(frozen=True)
class Step:
    """One command of a session with the output that the README shows for it."""

    command: str
    output: str


def sessions(text: str) -> list[list[Step]]:
    """The `console` blocks: lines after a `$` are commands, those up to the next their output."""
    blocks = re.findall(r"^```console\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    return [
        [Step(*part.partition("\n")[::2]) for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]]
        for block in blocks
    ]


def ran(command: str, folder: Path) -> str:
    """What a command prints on both streams, run in a folder that holds a copy of the corpus."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = os.environ | {"PATH": path, "COLUMNS": "120", "NO_COLOR": "1"}
    return subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env=environment,
        check=False,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    ).stdout


@pytest.mark.parametrize("session", sessions(README), ids=lambda session: session[0].command)
def test_a_session_prints_what_the_readme_shows(session: list[Step], tmp_path: Path) -> None:
    shutil.copytree(ROOT / "corpus", tmp_path / "corpus")
    flags = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
    for step in session:
        printed = ran(step.command, tmp_path)
        assert doctest.OutputChecker().check_output(step.output, printed, flags), (
            f"$ {step.command}\nprinted:\n{printed}\nthe README shows:\n{step.output}"
        )


def test_every_setting_is_listed_with_its_default() -> None:
    rows = [
        f"| `{name}` | {f'`{default}`' if default else ''} | {text} |" for name, default, text in explained()
    ]
    assert [row for row in rows if row not in README] == []


def test_every_command_is_mentioned() -> None:
    listed = re.findall(r"^  ([a-z]+)  ", ran("kg --help", ROOT), re.MULTILINE)
    assert [name for name in listed if f"kg {name}" not in README] == []
    assert "build" in listed


@pytest.mark.parametrize(
    "folder", ["corpus", "ontology", "shapes", "queries", "kg", "server", "tests", "benchmarks"]
)
def test_every_folder_is_on_the_map(folder: str) -> None:
    assert (ROOT / folder).is_dir()
    assert f"`{folder}/`" in README


def test_every_path_named_in_the_readme_exists() -> None:
    named = re.findall(r"`((?:corpus|ontology|shapes|queries|kg|server|tests|benchmarks)/[\w./-]*)`", README)
    assert [path for path in named if not (ROOT / path).exists()] == []
