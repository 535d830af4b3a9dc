"""How the page about a thing of some class is divided, as chapters.toml says."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final, TypedDict

from server.language import best

_FILE: Final = Path(__file__).with_name("chapters.toml")


class _Section(TypedDict, total=False):
    id: str
    title: Mapping[str, str]
    own: list[str]
    pointing: list[str]
    chronicle: bool
    implied: str


@dataclass(frozen=True, slots=True)
class Plan:
    """A chapter to be filled: its title by language, and the properties that it tells.

    `implied` is the part in the entries of a chronicle that its title says already.
    """

    name: str
    titles: Mapping[str, str]
    own: tuple[str, ...] = ()
    pointing: tuple[str, ...] = ()
    chronicle: bool = False
    implied: str = ""

    @property
    def title(self) -> str:
        """The title for the reader."""
        return best(self.titles)


def plans(classes: Iterable[str]) -> tuple[Plan, ...]:
    """The chapters for a thing of these classes of ours; none for what is told in one.

    >>> [plan.title for plan in plans(["cy:Era"])], plans(["cy:Commit"])
    (['Whose reign'], ())
    """
    return _read().chapters.get(arrangement(classes), ())


def arrangement(classes: Iterable[str]) -> str:
    """The name of the arrangement of these classes, empty where they have none.

    >>> arrangement(["cy:Campaign", "cy:Siege"]), arrangement(["cy:Commit"])
    ('war', '')
    """
    names = {curie.removeprefix("cy:") for curie in classes}
    return next((arranged for name, arranged in _read().classes.items() if name in names), "")


def inverse(curie: str) -> str:
    """What a property is called from the side of its value, empty where that has no name of its own.

    >>> inverse("cy:rulerOf"), inverse("cy:betrayer")
    ('ruler', '')
    """
    return best(_read().inverses.get(curie, {}))


@dataclass(frozen=True, slots=True)
class _Arrangements:
    """The arrangement of each class, the chapters of each arrangement, and the names of inverses."""

    classes: Mapping[str, str]
    chapters: Mapping[str, tuple[Plan, ...]]
    inverses: Mapping[str, Mapping[str, str]]


@cache
def _read() -> _Arrangements:
    said = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    classes: dict[str, str] = said["arrangement"]
    chapters = {name: tuple(map(_plan, said[name])) for name in set(classes.values())}
    inverses = {curie: _by_label(names) for curie, names in said["inverse"].items()}
    return _Arrangements(MappingProxyType(classes), MappingProxyType(chapters), MappingProxyType(inverses))


def _plan(said: _Section) -> Plan:
    return Plan(
        said["id"],
        _by_label(said["title"]),
        tuple(said.get("own", ())),
        tuple(said.get("pointing", ())),
        said.get("chronicle", False),
        said.get("implied", ""),
    )


def _by_label(titles: Mapping[str, str]) -> Mapping[str, str]:
    """By tags as the store spells them."""
    return MappingProxyType({tag.lower(): title for tag, title in titles.items()})
