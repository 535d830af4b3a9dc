"""The layers in which a text is marked: what belongs to each, and which of them a reader wants."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal

from server.errors import BadRequest
from server.links import Links
from server.reading.text import Mark, Statement, Text

PARAMETER: Final = "layers"
CLAIMS: Final = "claims"
DATES: Final = "dates"
_LONGEST_DATE: Final = 40
"""Characters; where more is cited for a date, it is not the date alone."""


@dataclass(frozen=True, slots=True)
class Layer:
    """A sort of marks, with the kinds of things that it shows."""

    name: str
    title: str
    kinds: frozenset[str] = frozenset()


LAYERS: Final = (
    Layer("persons", "Persons", frozenset({"person"})),
    Layer("states", "States and peoples", frozenset({"polity", "people", "force"})),
    Layer("places", "Places", frozenset({"place"})),
    Layer("events", "Events", frozenset({"event", "term", "era"})),
    Layer(DATES, "Dates"),
    Layer(CLAIMS, "Claims"),
)
"""Every layer in the order in which they are offered; titles are messages to be translated."""

DATED: Final = frozenset(
    {
        *("cy:date", "cy:inception", "cy:dissolution", "cy:birth", "cy:death"),
        *("cy:reignStart", "cy:reignEnd"),
    }
)
"""Properties whose values are dates as sources state them, which the vocabulary says of each."""

_OF_KIND: Final = {kind: layer.name for layer in LAYERS for kind in layer.kinds}
_UNSPOKEN: Final = frozenset({"rdf:type", "rdfs:label", "skos:prefLabel", "skos:altLabel"})
"""Statements of what something is and is called, which the marks of names tell already."""


def wanted(given: Iterable[str]) -> frozenset[str]:
    """The layers that the values of the parameter name, one or several each; all where there are no values.

    >>> sorted(wanted(["persons,places", ""])), len(wanted([])), wanted([""])
    (['persons', 'places'], 6, frozenset())
    """
    known = frozenset(layer.name for layer in LAYERS)
    values = list(given)
    named = frozenset(name for value in values for name in value.split(",") if name)
    if named - known:
        raise BadRequest(
            f"There is no layer {min(named - known)[:40]!r}; the layers are {', '.join(sorted(known))}."
        )
    return named if values else known


def telling(text: Text) -> list[Statement]:
    """The statements that say more than what something is called, or when that follows from others."""
    return [each for each in text.statements if _tells(each.predicate)]


def _tells(predicate: str) -> bool:
    return predicate not in _UNSPOKEN and not predicate.lower().endswith(("earliest", "latest"))


def dates(text: Text) -> list[Mark]:
    """The dates that stand in the text, where a statement rests on the words of one alone."""
    return [
        Mark(each.start, each.end, each.subject, each.claim, each.passage, each.value.value)
        for each in text.statements
        if each.predicate in DATED
        and isinstance(each.value, Literal)
        and each.end - each.start <= _LONGEST_DATE
        and any(sign.isdigit() for sign in text.words[each.start : each.end])
    ]


def marks(text: Text) -> list[Mark]:
    """All marks of a text, names and dates."""
    return [*text.marks, *dates(text)]


def layer_of(links: Links, mark: Mark) -> str:
    """The layer that shows a mark, empty for none."""
    ref = links.ref(mark.thing)
    return DATES if mark.date else _OF_KIND.get(ref.kind, "") if ref else ""
