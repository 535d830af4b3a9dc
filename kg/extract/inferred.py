"""Roles that the text leaves to the reader, filled with a note of how they were understood."""

from collections.abc import Iterator

from kg.extract.bearers import Group
from kg.extract.events import Event
from kg.extract.phrases import Filler
from kg.extract.sightings import Sighting


def first(event: Event, role: str) -> Iterator[tuple[Filler, Sighting]]:
    """Who fills a role, each with the first sighting that says so."""
    yield from [found[0] for found in event.roles.get(role, {}).values()]


def add(event: Event, role: str, filler: Filler, group: Group, sighting: Sighting, note: str) -> None:  # noqa: PLR0913, PLR0917  # one inferred role
    """Give a role a bearer whom the filler of another leads to."""
    notes = "; ".join(each for each in (filler.note, note) if each)
    event.roles.setdefault(role, {}).setdefault(group.number, []).append(
        (Filler(group, filler.place, "inferred", notes), sighting)
    )


def add_as_told(event: Event, role: str, filler: Filler, sighting: Sighting, note: str) -> None:
    """Give a role a filler that the text names elsewhere."""
    add(event, role, filler._replace(note=""), filler.group, sighting, note)
