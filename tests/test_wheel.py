"""The wheel carries everything that the commands need, and works far from a checkout."""

import json
import os
import re
import socket
import subprocess
import sys
import time
import zipfile
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

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
    files = (ROOT / "server" / "static" / "built").rglob("*.*")
    built = {file.relative_to(ROOT).as_posix() for file in files if file.is_file()}
    assert {name for name in held if "/built/" in name} == built
    assert built >= {f"server/static/built/{each}" for each in ("editor.js", "type.css", "licences.txt")}
    assert [name for name in held if name.startswith("server/assets")] == []


def test_it_holds_the_licences(wheel: Path) -> None:
    held = zipfile.ZipFile(wheel).namelist()
    assert [name for name in held if name.endswith("licenses/kg/extract/english/LICENSE")] != []


@dataclass(frozen=True)
class Installed:
    """The wheel unpacked, and the folder in which its commands run."""

    site: Path
    folder: Path

    def command(self, *arguments: str) -> list[str]:
        code = "import kg, kg.cli, sys; assert kg.__file__.startswith(sys.argv.pop(1)); kg.cli.main()"
        return [sys.executable, "-c", code, str(self.site), *arguments]

    @property
    def environment(self) -> dict[str, str]:
        return os.environ | {"PYTHONPATH": str(self.site)}

    def kg(self, *arguments: str) -> str:
        return subprocess.run(
            self.command(*arguments),
            cwd=self.folder,
            env=self.environment,
            check=True,
            capture_output=True,
            text=True,
        ).stdout


@pytest.fixture
def installed(wheel: Path, tmp_path: Path) -> Installed:
    place = Installed(tmp_path / "site", tmp_path / "empty")
    place.folder.mkdir()
    zipfile.ZipFile(wheel).extractall(place.site)
    return place


def test_it_builds_and_answers_far_from_a_checkout(installed: Installed) -> None:
    (installed.folder / "letter.txt").write_text(
        "A Letter\n\nIn 1120 the Song concluded an alliance with the Jin against the Liao.\n",
        encoding="utf-8",
    )
    installed.kg("build", ".")
    told = installed.kg("query", "--format", "csv", str(ROOT / "tests" / "cases" / "wheel" / "treaties.rq"))
    assert told.splitlines() == ["date", "1120"]


def test_it_serves_from_an_empty_folder(installed: Installed) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = installed.command("serve", "--port", str(port))
    with subprocess.Popen(command, cwd=installed.folder, env=installed.environment) as service:
        try:
            health = json.loads(answered(f"http://127.0.0.1:{port}/health"))
            page = answered(f"http://127.0.0.1:{port}/").decode()
            style = re.findall(r'href="([^"]+\.css[^"]*)"', page)[0]
            assert answered(
                f"http://127.0.0.1:{port}/{style.removeprefix('http://localhost:8080/').lstrip('/')}"
            )
        finally:
            service.terminate()
    assert (health["status"], health["version"], health["quads"]) == ("ok", 1, 0)


def answered(url: str) -> bytes:
    """What is served there, once the service has started."""
    for _ in range(200):
        try:
            with urlopen(url, timeout=5) as answer:
                return bytes(answer.read())
        except URLError:
            time.sleep(0.05)
    raise AssertionError(f"no answer from {url}")
