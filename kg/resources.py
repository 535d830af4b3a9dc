"""The folders of data that travel with the code, in a checkout and in a wheel alike."""

from pathlib import Path
from typing import Literal

_PACKAGE = Path(__file__).resolve().parent


def folder(name: Literal["ontology", "shapes", "queries"]) -> Path:
    """Where a data folder lies: beside the package in a checkout, inside it in a wheel.

    >>> (folder("ontology") / "chanyuan.ttl").is_file()
    True
    """
    packed = _PACKAGE / "_data" / name
    return packed if packed.is_dir() else _PACKAGE.parent / name
