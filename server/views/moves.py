"""Ways to other years: closer, wider, earlier, later."""

from dataclasses import dataclass
from typing import Final

from server.language import gettext as _
from server.links import Links
from server.views.wish import Wish

_FARTHEST: Final = 9999
"""Years of four digits are all that can be asked for."""


@dataclass(frozen=True, slots=True)
class Move:
    """A link to the same view of other years or another stretch of land; without `href` it leads nowhere."""

    action: str
    name: str
    href: str


def moves(wish: Wish, first: int, last: int, links: Links) -> tuple[Move, ...]:
    """From the years that are shown to others; no way leads to where one is, or beyond all years."""
    length = last - first + 1
    half = max(1, length // 2)
    middle = first + (length - half) // 2
    others = (
        ("closer", _("Closer"), middle, middle + half - 1),
        ("wider", _("Wider"), first - half, last + half),
        ("earlier", _("Earlier"), first - half, last - half),
        ("later", _("Later"), first + half, last + half),
    )
    found = []
    for action, name, start, end in others:
        years = max(-_FARTHEST, start), min(_FARTHEST, end)
        leads = years[0] <= years[1] and years != (first, last)
        found.append(Move(action, name, wish.within(*years).address(links) if leads else ""))
    limited = (wish.first, wish.last) != (None, None)
    return *found, Move("whole", _("All years"), wish.within(None, None).address(links) if limited else "")
