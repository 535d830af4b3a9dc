"""Who had what to do with whom, as sources state it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from server.asking import asked, node, words
from server.config import Service
from server.language import gettext as _
from server.memory import of_version
from server.views.happenings import Happening, events, naming
from server.views.network.here import HERE
from server.views.wish import Wish, kind_of

WEIGHTS: Final[Mapping[str, int]] = MappingProxyType(
    {
        "betrayed": 4,
        "fought": 4,
        "war": 2,
        "treaty": 3,
        "tribute": 3,
        "captured": 3,
        "ruled": 2,
        "served": 1,
        "succeeded": 2,
        "kin": 2,
    }
)
"""The relations, and how much each says about how important those are between whom it is."""

RELATIONS: Final = tuple(WEIGHTS)
_MUTUAL: Final = frozenset({"war", "treaty", "kin"})
"""Relations without a direction."""

_WORDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "betrayed": "betrayed",
        "fought": "attacked",
        "war": "in the same war as",
        "treaty": "swore a treaty with",
        "tribute": "paid tribute to",
        "captured": "captured or killed",
        "ruled": "ruled",
        "served": "served",
        "succeeded": "succeeded",
        "kin": "kin of",
    }
)

_STATES: Final = frozenset({"Polity", "Dynasty"})


@dataclass(frozen=True, slots=True, order=True)
class Agent:
    """Somebody who takes part: a person, a people, a force or a state."""

    iri: str
    name: str
    kind: str = "Person"

    @property
    def is_state(self) -> bool:
        """Whether it is a state rather than anybody in or beside one."""
        return self.kind in _STATES


@dataclass(frozen=True, slots=True)
class Tie:
    """What somebody did to, for or with somebody else, in these events or once for all."""

    relation: str
    source: Agent
    target: Agent
    events: tuple[Happening, ...] = ()

    @property
    def weight(self) -> int:
        """How much it says."""
        return WEIGHTS[self.relation] * max(1, len(self.events))

    @property
    def mutual(self) -> bool:
        """Whether it goes both ways."""
        return self.relation in _MUTUAL

    @property
    def order(self) -> tuple[int, str, str]:
        """By relation, then by who it is between."""
        return RELATIONS.index(self.relation), self.source.iri, self.target.iri


def relation_name(relation: str) -> str:
    """What a reader calls a relation."""
    return _(_WORDS[relation])


def ties(service: Service, wish: Wish) -> list[Tie]:
    """The ties that were asked for: one for each relation and pair.

    States that are said to have attacked each other are not told to have been in the same war as well.
    """
    found: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for row in service.dataset.select(tie_query(wish)).rows:
        relation = words(row, "relation")
        if not wish.kinds or relation in wish.kinds or relation == "fought":
            pair = node(row, "source").value, node(row, "target").value
            found[relation, *pair] |= {words(row, "event")} - {""}
    agents = _agents(service)
    wanted = {event for happened in found.values() for event in happened}
    told = {each.iri: each for each in events(service, Wish(wish.view, wish.first, wish.last), wanted)}
    made = (
        Tie(relation, agents[source], agents[target], _events(happened, told))
        for (relation, source, target), happened in _without_doubles(found).items()
        if source in agents and target in agents and (not wish.kinds or relation in wish.kinds)
    )
    return sorted(made, key=lambda tie: tie.order)


def tie_query(wish: Wish) -> str:
    """The query for the ties of the years that were asked for."""
    return asked(HERE, "ties", wish.span())


def _without_doubles(found: Mapping[tuple[str, str, str], set[str]]) -> dict[tuple[str, str, str], set[str]]:
    kept = {}
    for (relation, source, target), happened in found.items():
        fights = found.get(("fought", source, target), set()) | found.get(("fought", target, source), set())
        left = happened - fights if relation == "war" else happened
        if left or relation != "war":
            kept[relation, source, target] = left
    return kept


def _events(iris: Iterable[str], told: Mapping[str, Happening]) -> tuple[Happening, ...]:
    return tuple(sorted((told[iri] for iri in iris if iri in told), key=lambda each: each.order))


@of_version
def _agents(service: Service) -> dict[str, Agent]:
    found: dict[str, Agent] = {}
    name = naming()
    for row in service.dataset.select(asked(HERE, "agents")).rows:
        agent = Agent(node(row, "agent").value, name(row, "agent"), kind_of(node(row, "kind").value))
        found[agent.iri] = min(agent, found.get(agent.iri, agent))
    return found
