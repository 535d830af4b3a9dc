"""Other authorities that know the same thing, by their names."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from pyoxigraph import NamedNode, Triple

from kg.terms import compact
from server.language import best

_FILE: Final = Path(__file__).with_name("elsewhere.toml")


@dataclass(frozen=True, slots=True)
class Known:
    """A record of the same thing elsewhere: whose it is, and its number there.

    `property` is the IRI by which the graph says so, `near` where it says only that the two are close.
    """

    authority: str
    number: str
    href: str
    property: str
    near: bool


def known(facts: Iterable[Triple]) -> tuple[Known, ...]:
    """The records that these facts lead to, the same things before those that are close."""
    found = [_record(each, each.object) for each in facts if isinstance(each.object, NamedNode)]
    return tuple(sorted(found, key=lambda each: (each.near, each.authority, each.number)))


def called(address: str) -> tuple[str, str]:
    """Whose record an address is, and its number there; the address itself where nobody knows.

    >>> called("http://www.wikidata.org/entity/Q208471"), called("https://example.org/7")
    (('Wikidata', 'Q208471'), ('example.org', '7'))
    """
    bare = address.partition("://")[2].removeprefix("www.")
    for beginning, names in _authorities().items():
        if bare.startswith(beginning):
            return best(names), bare.removeprefix(beginning).strip("/")
    host, _, rest = bare.partition("/")
    return host, rest


def _record(fact: Triple, other: NamedNode) -> Known:
    authority, number = called(other.value)
    near = compact(fact.predicate.value) != "owl:sameAs"
    return Known(authority, number, other.value, fact.predicate.value, near)


@cache
def _authorities() -> Mapping[str, Mapping[str, str]]:
    said = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {
        beginning: {tag.lower(): name for tag, name in names.items()} for beginning, names in said.items()
    }
