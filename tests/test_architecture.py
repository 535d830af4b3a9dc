"""Imports point down, and the README's table of heights is the rule that is checked."""

import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
ROW = re.compile(r"^\| (?P<height>\d) \| (?P<modules>[^|]+) \| (?P<prohibition>[^|]+) \|$", re.MULTILINE)
NAME = re.compile(r"`([a-z_]+)/?`")
PACKAGE_OF_HEIGHT = dict.fromkeys(range(5), "kg") | dict.fromkeys(range(5, 8), "server")


@dataclass(frozen=True)
class Height:
    """One row of the README's table: full module names, and whether they may import each other."""

    modules: tuple[str, ...]
    independent: bool

    def __str__(self) -> str:
        return (" | " if self.independent else " : ").join(self.modules)


def heights(readme: str) -> list[Height]:
    """The README's table, lowest height first."""
    return [
        Height(
            tuple(f"{PACKAGE_OF_HEIGHT[int(row['height'])]}.{name}" for name in NAME.findall(row["modules"])),
            independent=row["prohibition"].startswith("import"),
        )
        for row in ROW.finditer(readme)
    ]


def contract(rows: list[Height]) -> str:
    """The table as an import-linter configuration: nobody imports what stands higher."""
    lines = "\n".join(f"    {row}" for row in reversed(rows))
    return (
        "[importlinter]\nroot_packages =\n    kg\n    server\n\n"
        "[importlinter:contract:heights]\nname = Imports point down\ntype = layers\nlayers =\n"
        f"{lines}\nexhaustive = False\n"
    )


def linted(configuration: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """The outcome of import-linter under this configuration."""
    file = folder / "importlinter.ini"
    file.write_text(configuration, encoding="utf-8")
    program = Path(sys.executable).with_name("lint-imports")
    return subprocess.run(
        [program, "--config", str(file), "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )


def test_imports_point_down(tmp_path: Path) -> None:
    outcome = linted(contract(heights(README.read_text(encoding="utf-8"))), tmp_path)
    assert outcome.returncode == 0, outcome.stdout


def test_an_import_that_points_up_is_noticed(tmp_path: Path) -> None:
    upside_down = [*reversed(heights(README.read_text(encoding="utf-8")))]
    assert linted(contract(upside_down), tmp_path).returncode == 1


@pytest.mark.parametrize("package", ["kg", "server"])
def test_every_module_has_a_height_in_the_readme(package: str) -> None:
    listed = {name for row in heights(README.read_text(encoding="utf-8")) for name in row.modules}
    found = {
        f"{package}.{path.stem}"
        for path in (ROOT / package).iterdir()
        if (path.suffix == ".py" and path.stem != "__init__") or (path / "__init__.py").is_file()
    }
    assert found - listed == set(), "give each of these modules a height in the README's table"
