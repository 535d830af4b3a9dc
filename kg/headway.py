"""How far long work has come, told while it is done."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TextIO, TypeVar

_Item = TypeVar("_Item")

Headway = Callable[[int, int, str], None]
"""What hears how much is done, of how much, and what was done last."""
Phases = Callable[[str], Headway]
"""The headway of each phase of some work, by the name of the phase."""


def unheard(_done: int, _total: int, _last: str) -> None:
    """The headway of work of which nobody wants to hear."""


def unheard_of(_phase: str) -> Headway:
    """The phases of such work."""
    return unheard


def steps(
    items: Sequence[_Item], headway: Headway, *, named: Callable[[_Item], str] = str
) -> Iterator[_Item]:
    """The items one after the other, each of them done when the next is wanted; of no items nothing is told.

    >>> [each.upper() for each in steps(["war", "peace"], lambda *far: print(far))]
    (0, 2, '')
    (1, 2, 'war')
    (2, 2, 'peace')
    ['WAR', 'PEACE']
    """
    if items:
        headway(0, len(items), "")
    for done, item in enumerate(items, start=1):
        yield item
        headway(done, len(items), named(item))


def spoken(output: TextIO) -> Headway:
    """What says in lines how far it has come, for another process to hear."""

    def say(done: int, total: int, last: str) -> None:
        output.write(f"{done} {total} {last}".replace("\n", " ") + "\n")
        output.flush()

    return say


def heard(lines: Iterable[str], headway: Headway) -> None:
    r"""Tell what another process says until it ends.

    >>> heard(["3 4 peace\n"], lambda *far: print(far))
    (3, 4, 'peace')
    """
    for line in lines:
        done, total, last = line.rstrip("\n").split(" ", 2)
        headway(int(done), int(total), last)
