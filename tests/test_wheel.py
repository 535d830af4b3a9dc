"""The wheel carries everything that the commands need, and works far from a checkout."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "wheel", "--quiet", "--no-deps"]
    subprocess.run([*pip, "--wheel-dir", str(folder), str(ROOT)], check=True, stderr=subprocess.DEVNULL)
    return next(folder.glob("*.whl"))


def tracked(*patterns: str) -> set[str]:
    """The repository's files that match."""
    listed = subprocess.run(["git", "ls-files", "-z", *patterns], cwd=ROOT, check=True, capture_output=True)
    return {name for name in listed.stdout.decode().split("\0") if name}


def test_it_holds_code_and_data(wheel: Path) -> None:
    held = set(zipfile.ZipFile(wheel).namelist())
    data = {f"kg/_data/{name}" for name in tracked("ontology/*", "shapes/*", "queries/*")}
    assert (tracked("kg", "server", ":!server/assets") | data) - held == set()


def test_it_holds_what_was_built_for_browsers_and_not_its_sources(wheel: Path) -> None:
    held = zipfile.ZipFile(wheel).namelist()
    built = ["editor.css", "editor.js", "licences.txt"]
    assert sorted(name for name in held if "/built/" in name) == [f"server/static/built/{each}" for each in built]
    assert [name for name in held if name.startswith("server/assets")] == []


def test_it_holds_the_licences(wheel: Path) -> None:
    held = zipfile.ZipFile(wheel).namelist()
    assert [name for name in held if name.endswith("licenses/kg/extract/english/LICENSE")] != []


def test_its_commands_work_in_an_empty_folder(wheel: Path, tmp_path: Path) -> None:
    site, empty = tmp_path / "site", tmp_path / "empty"
    empty.mkdir()
    zipfile.ZipFile(wheel).extractall(site)
    (empty / "letter.txt").write_text(
        "A Letter\n\nIn 1120 the Song concluded an alliance with the Jin against the Liao.\n",
        encoding="utf-8",
    )
    code = "import kg, kg.cli, sys; assert kg.__file__.startswith(sys.argv.pop(1)); kg.cli.main()"
    environment = os.environ | {"PYTHONPATH": str(site)}

    def kg(*arguments: str) -> str:
        command = [sys.executable, "-c", code, str(site), *arguments]
        return subprocess.run(
            command, cwd=empty, env=environment, check=True, capture_output=True, text=True
        ).stdout

    kg("build", ".")
    told = kg("query", "--format", "csv", str(ROOT / "tests" / "cases" / "wheel" / "treaties.rq"))
    assert told.splitlines() == ["date", "1120"]
