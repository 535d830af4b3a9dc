"""The guard that keeps SERVICE from reaching endpoints that are not allowed.

The engine goes out to the network for SERVICE and has no switch against it, nor does it show its algebra,
and any other parser would read some queries differently. So the engine's own parser decides: the word is
spoiled wherever it stands, and what is still a query was not using it as a keyword. In a comment, a
string, an IRI, a variable or a prefix the spoiled word reads as well as the sound one.
"""

import re
from collections.abc import Callable, Collection
from typing import Final

from kg.errors import FederationRefused, QueryRefused

_WORD: Final = re.compile("service", re.IGNORECASE)
_CALL: Final = re.compile("service|silent", re.IGNORECASE)


def check(text: str, parse: Callable[[str], object], allowed: Collection[str] = ()) -> None:
    """Nothing, or FederationRefused where a query would ask an endpoint that is not allowed.

    `parse` raises QueryRefused for what is no query; it is never given a text in which SERVICE stands.
    A call of an allowed endpoint, written as an absolute IRI straight after the keyword, passes.
    """
    if not _WORD.search(text):
        return
    try:
        parse(_WORD.sub(_spoiled, _granted(text, allowed)))
    except QueryRefused as refusal:
        if _is_query(_CALL.sub(_as_graph, text), parse):
            raise FederationRefused(_explained(allowed)) from refusal
        raise


def _granted(text: str, allowed: Collection[str]) -> str:
    """The text with the calls of allowed endpoints turned into the graph patterns that they look like."""
    for endpoint in allowed:
        call = rf"service\s*(?:silent\s*)?(?=<{re.escape(endpoint)}>)"
        text = re.sub(call, "GRAPH ", text, flags=re.IGNORECASE)
    return text


def _spoiled(word: re.Match[str]) -> str:
    return word[0][:-1] + ("X" if word[0].endswith("E") else "x")


def _as_graph(word: re.Match[str]) -> str:
    return " " * 6 if len(word[0]) == 6 else "GRAPH  "


def _is_query(text: str, parse: Callable[[str], object]) -> bool:
    try:
        parse(text)
    except QueryRefused:
        return False
    return True


def _explained(allowed: Collection[str]) -> str:
    others = f" than {', '.join(sorted(allowed))}" if allowed else ""
    return (
        f"The query uses SERVICE, but this server asks no other endpoint{others}. Ask it yourself, "
        "or have the keeper of this server list it in KG_FEDERATION; its address then follows SERVICE as an "
        "IRI in angle brackets."
    )
