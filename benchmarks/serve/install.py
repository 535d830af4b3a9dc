"""Put the peers into a folder: two from PyPI into an environment of their own, Virtuoso from Debian unpacked.

    python -m benchmarks.serve.install FOLDER

Nothing is installed into the system, and nothing starts. Where there is no Debian, Virtuoso is left out.
"""

import argparse
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

FROM_PYPI: Final = ("oxigraph==0.5.13", "rdflib-endpoint==0.6.3", "rdflib==7.6.0", "uvicorn==0.54.0")
FROM_DEBIAN: Final = ("virtuoso-opensource-7-bin", "libpcre3")


def main() -> None:
    """Install what is missing."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args().folder
    _from_pypi(folder / "venv")
    if shutil.which("apt-get") and shutil.which("dpkg"):
        _from_debian(folder / "debian")
    else:
        print("no apt-get here: Virtuoso is left out", file=sys.stderr)


def _from_pypi(environment: Path) -> None:
    subprocess.run([sys.executable, "-m", "venv", environment], check=True)
    pip: list[Path | str] = [
        environment / "bin" / "python",
        "-m",
        "pip",
        "--disable-pip-version-check",
        "--quiet",
    ]
    subprocess.run([*pip, "install", *FROM_PYPI], check=True)


def _from_debian(target: Path) -> None:
    packages = target / "packages"
    packages.mkdir(parents=True, exist_ok=True)
    subprocess.run(["apt-get", "download", "--quiet", *FROM_DEBIAN], cwd=packages, check=True)
    for package in packages.glob("*.deb"):
        subprocess.run(["dpkg", "--extract", package, target], check=True)


if __name__ == "__main__":
    main()
