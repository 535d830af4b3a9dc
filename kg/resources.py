"""The folders of data that travel with the code, in a checkout and in a wheel alike."""

from pathlib import Path
from typing import Literal

_PACKAGE = Path(__file__).resolve().parent


def folder(name: Literal["ontology", "shapes", "queries", "examples"]) -> Path:
    """Where a data folder lies: beside the package in a checkout, inside it in a wheel.

    The examples of the shapes are the cases that test them.

    >>> (folder("ontology") / "chanyuan.ttl").is_file()
    True
    """
    packed = _PACKAGE / "_data" / name
    beside = _PACKAGE.parent / ("tests/cases/shapes" if name == "examples" else name)
    return packed if packed.is_dir() else beside
