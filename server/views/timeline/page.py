"""The timeline as a page: the drawing, its table, and the ways on."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor
from typing import Final

from server.config import Service
from server.dates import year_name
from server.drawing import Tick
from server.language import gettext as _
from server.views.choices import Choice, kinds, state_choices
from server.views.events import chosen
from server.views.extent import Years, extent
from server.views.happenings import Happening, event_query, states
from server.views.moves import Move, moves
from server.views.scale import Scale
from server.views.sheet import Sheet, comma_separated, event_cells, sheet
from server.views.timeline.eras import era_query, eras
from server.views.timeline.lanes import Lane, lanes
from server.views.wish import Wish
from server.wording import Download

WIDTH: Final = 1140
_LEFT: Final = 156.0
_RIGHT: Final = 1122.0
_FOOT: Final = 24.0
_WHEN_EMPTY: Final = (1000, 1300)


@dataclass(frozen=True, slots=True)
class Drawing:
    """The timeline as it is drawn."""

    width: int
    height: float
    left: float
    right: float
    ticks: tuple[Tick, ...]
    lanes: tuple[Lane, ...]

    @property
    def counted(self) -> bool:
        """Whether there are lanes in which events are only counted."""
        return any(lane.bins for lane in self.lanes)


@dataclass(frozen=True, slots=True)
class TimelinePage:
    """What the template of the timeline shows, of the years from `first` to `last`."""

    wish: Wish
    first: int
    last: int
    years: Years
    drawing: Drawing
    sheet: Sheet
    dated: int
    undated: int
    kinds: tuple[Choice, ...]
    states: tuple[Choice, ...]
    moves: tuple[Move, ...]
    downloads: tuple[Download, ...]
    queries: tuple[Download, ...]

    @property
    def span(self) -> str:
        """The years in words."""
        return f"{year_name(self.first)}–{year_name(self.last)}"


def timeline_page(service: Service, wish: Wish) -> TimelinePage:
    """The timeline of the events that were asked for."""
    found = chosen(service, wish)
    dated = [each for each in found if each.time]
    first, last = _years(wish, dated)
    scale = Scale(first, last + 1, _LEFT, _RIGHT)
    known = states(service)
    drawn = lanes(found, eras(service, wish.within(first, last), known), scale)
    links = service.links
    return TimelinePage(
        wish,
        first,
        last,
        extent(service),
        Drawing(
            WIDTH,
            (drawn[-1].y + drawn[-1].height if drawn else 80) + _FOOT,
            _LEFT,
            _RIGHT,
            tuple(scale.ticks()),
            drawn,
        ),
        sheet(_columns(), (event_cells(each, links) for each in found), len(found)),
        len(dated),
        len(found) - len(dated),
        kinds(wish),
        state_choices(wish, known.values(), links),
        moves(wish, first, last, links),
        (Download("CSV", wish.address(links, "csv"), "text/csv"),),
        (
            Download(_("events"), links.sparql(event_query(wish)), "text/html"),
            Download(_("reign eras"), links.sparql(era_query(wish.within(first, last))), "text/html"),
        ),
    )


def timeline_csv(service: Service, wish: Wish) -> str:
    """The events that were asked for, one in a row."""
    rows = (
        (each.iri, each.name, each.kind, each.dated, "; ".join(state.iri for state in each.states))
        for each in chosen(service, wish)
    )
    return comma_separated(("event", "name", "kind", "date", "states"), rows)


def _columns() -> tuple[str, ...]:
    """The headings of the table."""
    return _("Date"), _("Event"), _("Kind"), _("States")


def _years(wish: Wish, dated: Sequence[Happening]) -> tuple[int, int]:
    """The years that were asked for, or those in which anything happened."""
    times = [each.time for each in dated if each.time]
    first = floor(min((time.first for time in times), default=_WHEN_EMPTY[0]))
    last = ceil(max((time.last for time in times), default=_WHEN_EMPTY[1])) - 1
    asked = wish.first if wish.first is not None else first, wish.last if wish.last is not None else last
    return asked[0], max(asked)
