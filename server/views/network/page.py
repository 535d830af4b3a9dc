"""The network as a page: the drawing, its table, and the ways on."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from server.config import Service
from server.language import gettext as _
from server.views.choices import Choice
from server.views.extent import Years, extent
from server.views.moves import Move, moves
from server.views.network.drawing import Drawing, drawn
from server.views.network.layout import most_tied
from server.views.network.ties import RELATIONS, Agent, Tie, relation_name, tie_query, ties
from server.views.sheet import Cells, Sheet, sheet
from server.views.wish import Wish
from server.wording import Download, Shown

_OFFERED: Final = 400
"""Who can be chosen in the form; anybody can in the address."""


@dataclass(frozen=True, slots=True)
class NetworkPage:
    """What the template of the network shows; `around` is whose neighbourhood it is, None for everybody's."""

    wish: Wish
    years: Years
    drawing: Drawing
    around: Agent | None
    people: tuple[Choice, ...]
    sheet: Sheet
    kinds: tuple[Choice, ...]
    moves: tuple[Move, ...]
    downloads: tuple[Download, ...]
    queries: tuple[Download, ...]


def network_page(service: Service, wish: Wish) -> NetworkPage:
    """The network of the ties that were asked for."""
    links, years, every = service.links, extent(service), ties(service, wish)
    found = near(every, wish, links.base)
    first = years.first if wish.first is None else wish.first
    last = years.last if wish.last is None else wish.last
    forms = (("CSV", "csv", "text/csv"), ("JSON", "json", "application/json"))
    graphml = Download("GraphML", wish.address(links, "graphml"), "application/graphml+xml")
    around = _agent(every, wish, links.base)
    return NetworkPage(
        wish,
        years,
        drawn(found),
        around,
        _people(every, around, links.base),
        sheet(_columns(), (_cells(service, tie) for tie in found), len(found)),
        tuple(Choice(each, relation_name(each), each in wish.kinds) for each in RELATIONS),
        moves(wish, first, max(first, last), links),
        (*(Download(title, wish.address(links, name), kind) for title, name, kind in forms), graphml),
        (Download(_("ties"), links.sparql(tie_query(wish)), "text/html"),),
    )


def near(found: Collection[Tie], wish: Wish, base: str) -> list[Tie]:
    """The ties of who was asked for, and those among the ones at their other ends; all where nobody was."""
    if not wish.more.get("of"):
        return list(found)
    centre = _agent(found, wish, base)
    circle = {end for tie in found if centre in _ends(tie) for end in _ends(tie)}
    return [tie for tie in found if circle.issuperset(_ends(tie))]


def _ends(tie: Tie) -> tuple[Agent, Agent]:
    return tie.source, tie.target


def _agent(found: Collection[Tie], wish: Wish, base: str) -> Agent | None:
    iri = base + wish.more.get("of", "").removeprefix(base)
    return next((end for tie in found for end in _ends(tie) if end.iri == iri), None)


def _people(found: Collection[Tie], around: Agent | None, base: str) -> tuple[Choice, ...]:
    known = {*most_tied(found, _OFFERED), *([around] if around else [])}
    everybody = sorted(known, key=lambda agent: (agent.name, agent.iri))
    return tuple(Choice(each.iri.removeprefix(base), each.name, each == around) for each in everybody)


def _columns() -> tuple[str, ...]:
    return _("Who"), _("Relation"), _("Whom"), _("Date"), _("Events")


def _cells(service: Service, tie: Tie) -> Cells:
    links = service.links
    first = tie.events[0] if tie.events else None
    names = ", ".join(each.name for each in tie.events[:6]) + (" …" if len(tie.events) > 6 else "")
    times = sorted((each for each in tie.events if each.dates), key=lambda each: each.order)
    dates = list(dict.fromkeys(each.when for each in times))
    told = Shown(names, links.href(first.iri) if first and len(tie.events) == 1 else "") if names else None
    return (
        Shown(tie.source.name, links.href(tie.source.iri), tie.source.iri),
        Shown(relation_name(tie.relation)),
        Shown(tie.target.name, links.href(tie.target.iri), tie.target.iri),
        Shown(dates[0] if len(dates) == 1 else f"{dates[0]} … {dates[-1]}") if dates else None,
        told,
    )
