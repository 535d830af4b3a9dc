"""The events that a view shows, each once, with its time, its name and the states that took part."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf
from pathlib import Path
from typing import Final

from kg.dataset import Row
from server.asking import asked, node, words
from server.config import Service
from server.dates import dated
from server.language import CHINESE, gettext, language
from server.memory import of_version
from server.views.dating import Stretch, stated, united
from server.views.wish import KINDS, Wish, kind_of

HERE: Final = Path(__file__).resolve().parent
"""Where the queries lie that several views ask."""


Naming = Callable[[Row, str], str]
"""From a solution and the variable of a thing to its name."""


@dataclass(frozen=True, slots=True)
class State:
    """A dynasty or another state, with those that are part of it counted as one."""

    iri: str
    name: str
    since: float = inf


@dataclass(frozen=True, slots=True)
class Happening:
    """An event; `time` is None where no source dates it."""

    iri: str
    kind: str
    name: str
    dates: tuple[str, ...]
    time: Stretch | None
    states: tuple[State, ...] = ()

    @property
    def dated(self) -> str:
        """The dates as stated."""
        return " | ".join(self.dates)

    @property
    def when(self) -> str:
        """The dates in words."""
        return gettext("; ").join(map(dated, self.dates))

    @property
    def order(self) -> tuple[float, float, str]:
        """By time, those without one last."""
        return (self.time.first, self.time.last, self.iri) if self.time else (1e9, 1e9, self.iri)


def happenings(service: Service, wish: Wish) -> list[Happening]:
    """The events that were asked for, in order of time, with the states that took part."""
    parts = _parts(service, wish)
    return [
        replace(each, states=tuple(dict.fromkeys(parts.get(each.iri, ())))) for each in events(service, wish)
    ]


def events(service: Service, wish: Wish, among: Collection[str] | None = None) -> list[Happening]:
    """The events that were asked for, in order of time; only those among some, where these are given."""
    grouped: dict[str, list[Row]] = defaultdict(list)
    for row in service.dataset.select(event_query(wish)).rows:
        grouped[node(row, "event").value].append(row)
    name = naming()
    told = (_told(iri, rows, name) for iri, rows in grouped.items() if among is None or iri in among)
    # The query looks at bounds; a date without them is looked at here.
    return sorted(
        (each for each in told if each.time is None or each.time.within(wish.first, wish.last)), key=_order
    )


def event_query(wish: Wish) -> str:
    """The query for the events that were asked for."""
    return asked(HERE, "events", *wish.rows())


@of_version
def states(service: Service) -> dict[str, State]:
    """Every state by its IRI; what is part of another one is that one."""
    rows = service.dataset.select(asked(HERE, "states")).rows
    wholes = {node(row, "state").value: words(row, "whole") for row in rows}
    name = naming()
    told = {
        node(row, "state").value: State(node(row, "state").value, name(row, "state"), _since(row))
        for row in rows
    }
    return {iri: told[_whole(iri, wholes)] for iri in told}


def home(each: Happening) -> State | None:
    """The state in whose lane an event stands: the eldest of those that took part."""
    return min(each.states, key=lambda state: (state.since, state.iri), default=None)


def naming() -> Naming:
    """How the reader calls a thing whose labels a solution has as ?en and ?zh."""
    first, second = ("zh", "en") if language() is CHINESE else ("en", "zh")

    def name(row: Row, variable: str) -> str:
        """A name in one of both languages, else the end of the IRI."""
        return words(row, first) or words(row, second) or words(row, variable).rpartition("/")[2]

    return name


def _order(each: Happening) -> tuple[float, float, str]:
    return each.order


def _since(row: Row) -> float:
    since = stated(words(row, "since"))
    return since.first if since else inf


def _whole(iri: str, wholes: Mapping[str, str]) -> str:
    """The largest state that one is part of; those that are part of each other stay as they are."""
    seen = {iri}
    while wholes.get(iri) in wholes and wholes[iri] not in seen:
        iri = wholes[iri]
        seen.add(iri)
    return iri


def _told(iri: str, rows: Sequence[Row], name: Naming) -> Happening:
    dates = tuple(sorted({words(row, "date") for row in rows} - {""}))
    kinds = {kind_of(node(row, "kind").value) for row in rows}
    return Happening(
        iri,
        max(kinds & {*KINDS} - {"Event"}, key=KINDS.index, default="Event"),
        min(name(row, "event") for row in rows),
        dates,
        united(dates, (words(row, "earliest") for row in rows), (words(row, "latest") for row in rows)),
    )


def _parts(service: Service, wish: Wish) -> dict[str, list[State]]:
    """The states that took part in each event.

    Whom persons and forces served or ruled counts where no state is said to have taken part itself.
    """
    known, served = states(service), _served(service)
    direct: dict[str, list[State]] = defaultdict(list)
    through: dict[str, list[State]] = defaultdict(list)
    for event, agent in sorted(_took_part(service, wish)):
        if agent in known:
            direct[event].append(known[agent])
        through[event] += [known[state] for state in sorted(served.get(agent, ())) if state in known]
    return {**through, **direct}


@of_version
def _served(service: Service) -> dict[str, set[str]]:
    """Whom somebody served or ruled."""
    served: dict[str, set[str]] = defaultdict(set)
    for row in service.dataset.select(asked(HERE, "allegiances")).rows:
        served[node(row, "agent").value].add(node(row, "state").value)
    return dict(served)


def _took_part(service: Service, wish: Wish) -> set[tuple[str, str]]:
    rows = service.dataset.select(asked(HERE, "parties", wish.span())).rows
    return {(node(row, "event").value, node(row, "agent").value) for row in rows}
