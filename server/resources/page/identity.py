"""A thing in the words of schema.org, as its page tells search engines."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from pyoxigraph import NamedNode

from server.resources.naming import Name
from server.resources.page.subject import Subject
from server.structured import Described, about, type_of
from server.wording import Wording

_DATES: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        "Person": {"birthDate": "cy:birth", "deathDate": "cy:death"},
        "Organization": {"foundingDate": "cy:inception", "dissolutionDate": "cy:dissolution"},
    }
)
"""Properties of schema.org by type, and ours that say the same."""
_DAYS: Final = MappingProxyType({"startDate": "cy:earliest", "endDate": "cy:latest"})


def identity(subject: Subject, called: Iterable[Name], wording: Wording, sentence: str) -> Described:
    """What the page is about: its names, what it is, its dates and places, and the same thing elsewhere."""
    kind = type_of(subject.curies)
    title = wording.name(subject.iri)
    dates = _DAYS if kind == "Event" else _DATES.get(kind, {})
    return about(
        kind,
        subject.iri.value,
        name=title,
        alternateName=[*dict.fromkeys(each.text for each in called if each.text != title)],
        description=sentence,
        sameAs=[each.value for each in subject.values("owl:sameAs") if isinstance(each, NamedNode)],
        location=[_place(wording, each) for each in _things(subject, "cy:place")] if kind == "Event" else [],
        containedInPlace=[_place(wording, each) for each in _things(subject, "cy:locatedIn")],
        geo=_geo(subject),
        **{name: subject.literal(curie) for name, curie in dates.items()},
    )


def _things(subject: Subject, curie: str) -> list[NamedNode]:
    return [each for each in subject.values(curie) if isinstance(each, NamedNode)]


def _place(wording: Wording, place: NamedNode) -> Described:
    return about("Place", place.value, name=wording.name(place))


def _geo(subject: Subject) -> Described | None:
    north, east = subject.literal("wgs84:lat"), subject.literal("wgs84:long")
    return about("GeoCoordinates", latitude=float(north), longitude=float(east)) if north and east else None
