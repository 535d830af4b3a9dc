"""The script of the views: whether it was built, and what it may load."""

from pathlib import Path
from typing import Final

SCRIPT: Final = "built/views.js"

POLICY: Final = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self'; "
    "font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""Under which the browser shows a view; the script asks for the view of other years, of us alone."""

_BUILT: Final = Path(__file__).resolve().parent.parent / "static" / SCRIPT


def is_built() -> bool:
    """Whether `make assets` has run; without it each view is as complete, but does not move."""
    return _BUILT.is_file()
