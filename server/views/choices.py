"""What a reader can choose in the form of a view."""

from collections.abc import Iterable
from dataclasses import dataclass

from server.links import Links
from server.views.happenings import State
from server.views.sheet import kind_name
from server.views.wish import KINDS, Wish


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a field, and whether it is the one that is chosen."""

    value: str
    name: str
    chosen: bool


def kinds(wish: Wish) -> tuple[Choice, ...]:
    """The kinds of events; where none is chosen, all are shown."""
    return tuple(Choice(each, kind_name(each), each in wish.kinds) for each in KINDS)


def state_choices(wish: Wish, states: Iterable[State], links: Links) -> tuple[Choice, ...]:
    """The states that are no part of another one, by name."""
    chosen = wish.more.get("state", "").removeprefix(links.base)
    named = sorted((each.name, each.iri.removeprefix(links.base)) for each in set(states))
    return tuple(Choice(value, name, value == chosen) for name, value in named)
