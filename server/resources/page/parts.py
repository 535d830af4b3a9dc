"""What the template of a thing shows, piece by piece."""

from dataclasses import dataclass

from server.resources.evidence import Quotation
from server.wording import Shown


@dataclass(frozen=True, slots=True)
class Fact:
    """One value with the sentences that it rests on, and the sources of the authority file for it.

    `beside` is its name in the other script.
    """

    value: Shown
    beside: str
    quotations: tuple[Quotation, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paging:
    """Which of many entries are shown, and where the ones before and after them are."""

    first: int
    last: int
    total: int
    previous: str
    following: str


@dataclass(frozen=True, slots=True)
class Group:
    """The facts of one property; `incoming` where they are told from the side of the value.

    `name` is its anchor.
    """

    name: str
    property: Shown
    facts: tuple[Fact, ...]
    incoming: bool = False
    paging: Paging | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a chronicle: when, what, and the part that the thing plays in it."""

    when: str
    parts: tuple[Shown, ...]
    fact: Fact


@dataclass(frozen=True, slots=True)
class Chapter:
    """One section of the page: facts by property, or a chronicle."""

    name: str
    title: str
    groups: tuple[Group, ...]
    entries: tuple[Entry, ...] = ()
    paging: Paging | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """A property of which sources give values that have nothing in common, source by source."""

    property: Shown
    sides: tuple[tuple[str, tuple[Shown, ...]], ...]
