"""What terms of treaties and opinions are called, which have no names: by what they say."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from textwrap import shorten
from types import MappingProxyType
from typing import Final

from pyoxigraph import Literal, NamedNode

from kg.dataset import Row
from kg.terms import compact
from server.asking import asked, node, words
from server.config import Service
from server.resources.page.subject import HERE

_NAMELESS: Final = frozenset({"assessment", "term"})
_LONGEST: Final = 90
_DISTINGUISHING: Final = re.compile(r" \([^()]*\)$")
_CLAUSES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "en": (" {cy:termAgainst}", ", {cy:termPlace}", ", {cy:payer} to {cy:payee}"),
        "zh-hant": ("{cy:termAgainst}", "，{cy:termPlace}", "，{cy:payer}予{cy:payee}"),
    }
)
"""What follows the kind of a term by language, each part where it is stated."""
_SLOT: Final = re.compile(r"\{([^}]+)\}")

_Named = Mapping[str, str]


def nameless(service: Service, things: Iterable[NamedNode]) -> dict[str, dict[str, str]]:
    """What these terms and opinions are called, by language."""
    refs = ((each, service.links.ref(each.value)) for each in things)
    rows = [{"thing": each} for each, ref in refs if ref and ref.kind in _NAMELESS]
    found: dict[str, list[Row]] = defaultdict(list)
    for row in service.dataset.select(asked(HERE, "nameless", *rows)).rows if rows else ():
        found[node(row, "thing").value].append(row)
    return {thing: _called(stated) for thing, stated in found.items()}


def _called(rows: Iterable[Row]) -> dict[str, str]:
    """The words or the kind, and what a term says of payers, places and enemies in the same language."""
    stated: dict[str, dict[str, str]] = defaultdict(dict)
    for row in rows:
        name = row["name"]
        tag = name.language or "" if isinstance(name, Literal) else ""
        said = compact(node(row, "said").value)
        stated[tag].setdefault(said, _DISTINGUISHING.sub("", words(row, "name")))
    heads = {tag: said.get("cy:termKind") or said.get("cy:judgement", "") for tag, said in stated.items()}
    return {
        tag: shorten(head + _followed(tag, stated[tag]), _LONGEST, placeholder=" …")
        for tag, head in heads.items()
        if head
    }


def _followed(tag: str, said: _Named) -> str:
    """The parts of a clause all of whose slots are stated.

    >>> _followed("en", {"cy:payer": "Song", "cy:payee": "Liao", "cy:termPlace": "Yanjing"})
    ', Yanjing, Song to Liao'
    >>> _followed("en", {"cy:payer": "Song"}), _followed("fr", {})
    ('', '')
    """
    clauses = _CLAUSES.get(tag, ())
    return "".join(
        _SLOT.sub(lambda slot: said[slot[1]], clause)
        for clause in clauses
        if all(name in said for name in _SLOT.findall(clause))
    )
