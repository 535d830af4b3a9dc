"""What the engine says against a query, in words for the person who wrote it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from kg.errors import QueryRefused, StoreUnavailable
from kg.terms import PREFIXES

_PLACE: Final = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
_UPDATE: Final = re.compile(
    r"\s*(?:(?:PREFIX|BASE)\b[^>]*>\s*|#[^\n]*\n\s*)*(INSERT|DELETE|LOAD|CLEAR|DROP|CREATE|ADD|MOVE|COPY|WITH)\b",
    re.IGNORECASE,
)
_DECLARED: Final = re.compile(r"\bPREFIX\s+([\w.-]*):", re.IGNORECASE)
_REASON: Final = re.compile(r"The [a-z A-Z]+")
_LAST_PREFIX: Final = re.compile(r"(?<![\w:?$@/<.-])([A-Za-z][\w.-]*):[\w.-]*\W*\Z")


@contextmanager
def spoken_for(text: str) -> Iterator[None]:
    """Turn the engine's exceptions about this query into ours."""
    try:
        yield
    except SyntaxError as error:
        raise refusal(text, str(error)) from error
    except OSError as error:
        raise StoreUnavailable(f"The graph could not be read while answering: {error}. Try again.") from error


def refusal(text: str, complaint: str) -> QueryRefused:
    """The refusal of an unreadable query, with the place that the engine's complaint names.

    >>> refusal("INSERT DATA {}", "error at 1:8: expected CONSTRUCT")
    QueryRefused('INSERT is an update, and only queries are answered here: SELECT, ASK, CONSTRUCT, DESCRIBE.')
    """
    update = _UPDATE.match(text)
    if update:
        return QueryRefused(
            f"{update[1].upper()} is an update, and only queries are answered here: "
            "SELECT, ASK, CONSTRUCT, DESCRIBE."
        )
    if not text.strip():
        return QueryRefused("The query is empty; write a SELECT, ASK, CONSTRUCT or DESCRIBE query.")
    return misread(text, complaint)


def misread(text: str, complaint: str, *, what: str = "query") -> QueryRefused:
    """The refusal of a query or an update that is none, with the place that the engine's complaint names."""
    place = _PLACE.match(complaint)
    if place is None:
        return QueryRefused(f"The {what} cannot be run: {complaint}.")
    line, column = int(place[1]), int(place[2])
    before = "\n".join([*text.split("\n")[: line - 1], text.split("\n")[line - 1][: column - 1]])
    return QueryRefused(
        f"The {what} cannot be read at line {line}, column {column}, after “{before[-40:].strip()}”. "
        + _remedy(text, before, place[3]),
        line=line,
        column=column,
    )


def _remedy(text: str, before: str, expected: str) -> str:
    declared = {*PREFIXES, *_DECLARED.findall(text)}
    last = _LAST_PREFIX.search(before)
    if last and last[1] not in declared:
        return (
            f"The prefix {last[1]}: is not declared; write PREFIX {last[1]}: <…> at the top. "
            f"Declared without that are {', '.join(PREFIXES)}."
        )
    reason = _REASON.search(expected)
    return f"{reason[0]}." if reason else "A bracket, a dot or a part of a triple is missing there."
