"""The map as a page: the drawing, its table, and the ways on."""

from collections.abc import Iterable
from dataclasses import dataclass

from server.asking import asked, node
from server.config import Service
from server.language import gettext as _
from server.language import written
from server.links import Links
from server.memory import of_version
from server.views.atlas.boxes import WORLD, bounded, boxed, land_moves, settled
from server.views.atlas.frame import Frame, around
from server.views.atlas.ground import Ground, ground
from server.views.atlas.here import HERE
from server.views.atlas.names import Name, names
from server.views.atlas.projection import Box
from server.views.atlas.routes import Line, Route, lines, routes
from server.views.atlas.signs import Sign, signs
from server.views.atlas.spots import Gazetteer, Placed, gazetteer, placed, where_query
from server.views.choices import Choice, kinds, state_choices
from server.views.events import chosen
from server.views.extent import Years, extent
from server.views.happenings import event_query, states
from server.views.moves import Move
from server.views.sheet import Cells, Sheet, event_cells, sheet
from server.views.wish import Wish
from server.wording import Download, Shown


@dataclass(frozen=True, slots=True)
class Drawing:
    """The map as it is drawn; `lost` events have no place with coordinates, `beyond` are out of sight."""

    frame: Frame
    ground: Ground
    signs: tuple[Sign, ...]
    lines: tuple[Line, ...]
    names: tuple[Name, ...]
    lost: int
    beyond: int

    @property
    def shown(self) -> int:
        """How many events are in sight."""
        return sum(sign.count for sign in self.signs)


@dataclass(frozen=True, slots=True)
class MapPage:
    """What the template of the map shows; its own address is that of `settled`."""

    wish: Wish
    settled: Wish
    years: Years
    drawing: Drawing
    routes: tuple[Route, ...]
    sheet: Sheet
    kinds: tuple[Choice, ...]
    states: tuple[Choice, ...]
    moves: tuple[Move, ...]
    downloads: tuple[Download, ...]
    queries: tuple[Download, ...]

    def zoomed(self, sign: Sign, links: Links) -> str:
        """Where the events of a sign are seen apart."""
        return settled(self.wish, bounded(sign.box.wider(0.2, 0))).address(links) if sign.box else ""


def map_page(service: Service, wish: Wish) -> MapPage:
    """The map of the events that were asked for."""
    links, known = service.links, gazetteer(service)
    found = placed(service, wish, chosen(service, wish), known)
    frame = Frame(boxed(wish, _whole(service)))
    there = settled(wish, frame.box) if wish.more.keys() & {"box", "part"} else wish
    ways = routes(service, found)
    return MapPage(
        wish,
        there,
        extent(service),
        _drawing(found, ways, known, frame),
        tuple(ways),
        sheet(_columns(), (_cells(service, each) for each in found), len(found)),
        kinds(wish),
        state_choices(wish, states(service).values(), links),
        land_moves(there, frame, links),
        (
            Download("CSV", there.address(links, "csv"), "text/csv"),
            Download("GeoJSON", there.address(links, "geojson"), "application/geo+json"),
        ),
        (
            Download(_("events"), links.sparql(event_query(wish)), "text/html"),
            Download(_("places"), links.sparql(where_query(wish)), "text/html"),
        ),
    )


def sign_title(sign: Sign) -> str:
    """What a sign stands for, in words."""
    told = [f"{each.happening.name}, {each.happening.when}".removesuffix(", ") for each in sign.members[:10]]
    more = sign.count - len(told)
    rest = [_("and %(number)s more", number=written(more))] if more else []
    where = f"{sign.name} ({_('about here')})" if sign.about else sign.name
    counted = f"{where}: {written(sign.count)}" if sign.count > 1 else where
    return "\n".join((counted, *told, *rest))


@of_version
def _whole(service: Service) -> Box:
    """The extent of all places where anything happened, else of all places, else of the world."""
    known = gazetteer(service)
    rows = service.dataset.select(asked(HERE, "sites")).rows
    sites = filter(None, (known.find(node(row, "place").value) for row in rows))
    box = around(spot.point for spot in sites) or around(spot.point for spot in known.spots.values())
    return box.wider(0.07, 4.0) if box else WORLD


def _drawing(found: list[Placed], ways: Iterable[Route], known: Gazetteer, frame: Frame) -> Drawing:
    drawn = signs(found, frame)
    lost = sum(each.spot is None for each in found)
    return Drawing(
        frame,
        ground(frame),
        tuple(drawn),
        tuple(lines(ways, frame)),
        tuple(names(drawn, known, frame)),
        lost,
        len(found) - lost - sum(sign.count for sign in drawn),
    )


def _columns() -> tuple[str, ...]:
    return _("Date"), _("Event"), _("Kind"), _("States"), _("Place"), _("East, north")


def _cells(service: Service, each: Placed) -> Cells:
    spot = each.spot
    where = Shown(spot.name, service.links.href(spot.iri), spot.iri) if spot else None
    about = "≈ " if spot and spot.about else ""
    degrees = Shown(f"{about}{spot.east:.2f}, {spot.north:.2f}") if spot else None
    return (*event_cells(each.happening, service.links), where, degrees)
