"""Files that we serve as they are: what marks the present content of one, and how long a copy may be kept."""

from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Final

_FOLDER: Final = Path(__file__).resolve().parent / "static"
_FOR_EVER: Final = "public, max-age=31536000, immutable"
_FOR_A_WEEK: Final = "public, max-age=604800"
_UNMARKED: Final = ".woff2"
"""Faces are fetched by the addresses that style sheets write, so they bear no mark."""


def mark(name: str) -> str:
    """What an address adds so that it means this content alone; nothing where the file bears no mark.

    >>> mark("mark.svg") == mark("mark.svg") != mark("style.css")
    True
    >>> mark("built/none.css")
    ''
    """
    path = _FOLDER / name
    try:
        return "" if path.suffix == _UNMARKED else _digest(path, path.stat().st_mtime_ns)
    except OSError:
        return ""


def keeping(name: str, asked: str) -> str:
    """How long a copy may be kept of a file that was asked for under a mark; empty to ask each time."""
    if name.endswith(_UNMARKED):
        return _FOR_A_WEEK
    return _FOR_EVER if asked and asked == mark(name) else ""


@lru_cache(256)
def _digest(path: Path, _written: int) -> str:
    return blake2b(path.read_bytes(), digest_size=6).hexdigest()
