"""The script of the views: whether it was built."""

from pathlib import Path
from typing import Final

SCRIPT: Final = "built/views.js"

_BUILT: Final = Path(__file__).resolve().parent.parent / "static" / SCRIPT


def is_built() -> bool:
    """Whether `make assets` has run; without it each view is as complete, but does not move."""
    return _BUILT.is_file()
