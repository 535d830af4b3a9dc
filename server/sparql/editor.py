"""The query editor that browsers with scripts get: whether it was built, what it may load, its examples."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from kg import queries

SCRIPT: Final = "built/editor.js"

# CodeMirror and the table set styles through the object model, which `style-src 'self'` allows.
POLICY: Final = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""Under which the browser shows the page; nothing is loaded from or sent to another host."""

_BUILT: Final = Path(__file__).resolve().parent.parent / "static" / SCRIPT
_FRONT_MATTER: Final = re.compile(r"# ---\n(?:#.*\n)*?# ---\n")


@dataclass(frozen=True, slots=True)
class Example:
    """A saved question to start from."""

    title: str
    title_zh: str
    question: str
    question_zh: str
    query: str


def is_built() -> bool:
    """Whether `make assets` has run; without it the plain form serves."""
    return _BUILT.is_file()


@cache
def examples() -> tuple[Example, ...]:
    """Every saved question by title, its query without the front matter."""
    found = (
        Example(
            each.title,
            each.title_zh,
            each.question,
            each.question_zh,
            _FRONT_MATTER.sub("", each.text, count=1),
        )
        for each in queries.all()
    )
    return tuple(sorted(found, key=lambda example: example.title))
