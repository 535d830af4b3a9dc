"""The lists that readers look through, as `listings.toml` has them: a class each, with its facets."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final, Required, TypedDict

_FILE: Final = Path(__file__).resolve().with_suffix(".toml")


_Facet = TypedDict(
    "_Facet",
    {
        "name": Required[str],
        "en": Required[str],
        "zh-hant": Required[str],
        "properties": list[str],
        "from": list[str],
        "of": str,
        "role": bool,
    },
    total=False,
)
_Listing = TypedDict(
    "_Listing",
    {
        "name": Required[str],
        "en": Required[str],
        "zh-hant": Required[str],
        "classes": Required[list[str]],
        "facet": Required[list[_Facet]],
        "begins": list[str],
        "ends": list[str],
    },
    total=False,
)
"""As the file has them."""


@dataclass(frozen=True, slots=True)
class Facet:
    """A way to choose among things: by the values of properties, or by what points at them with some.

    `of` narrows the values to a kind; with `role` one chooses from the properties themselves.
    """

    name: str
    titles: Mapping[str, str] = field(hash=False)
    properties: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    of: str = ""
    role: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of the things of some classes; `begins` and `ends` are the properties that date them."""

    name: str
    classes: tuple[str, ...]
    titles: Mapping[str, str] = field(hash=False)
    facets: tuple[Facet, ...]
    begins: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()


@cache
def listings() -> tuple[Listing, ...]:
    """Every list, in the order in which pages show them."""
    with _FILE.open("rb") as file:
        return tuple(map(_listing, tomllib.load(file)["listing"]))


def listing_of(classes: Iterable[str]) -> Listing | None:
    """The list that fits a thing of these classes most narrowly.

    >>> listing_of(["cy:Battle", "cy:Event"]).name, listing_of(["owl:Class"])
    ('battles', None)
    """
    there = set(classes)
    return next((each for each in listings() if each.classes[0] in there), None) or next(
        (each for each in listings() if there.intersection(each.classes)), None
    )


def _listing(said: _Listing) -> Listing:
    return Listing(
        said["name"],
        tuple(said["classes"]),
        {"en": said["en"], "zh-hant": said["zh-hant"]},
        tuple(map(_facet, said["facet"])),
        tuple(said.get("begins", ())),
        tuple(said.get("ends", ())),
    )


def _facet(said: _Facet) -> Facet:
    return Facet(
        said["name"],
        {"en": said["en"], "zh-hant": said["zh-hant"]},
        tuple(said.get("properties", ())),
        tuple(said.get("from", ())),
        said.get("of", ""),
        said.get("role", False),
    )
