"""The authority file from its tables; `python -m ontology.authority.converter` writes it anew."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from .agents import force, people, person, polity
from .ambiguity import notes
from .events import era, event
from .places import place
from .tables import Row, known, rows
from .turtle import Thing, turtle

Convert = Callable[[Row], list[Thing]]
"""What turns one line of a table into things."""


def files(tables: Path) -> dict[str, str]:
    """The content of every Turtle file, by its name."""
    everything = known(tables)
    converters: dict[str, tuple[str, Convert]] = {
        "polities.ttl": ("polities", polity),
        "persons.ttl": ("persons", person),
        "peoples.ttl": ("peoples", people),
        "forces.ttl": ("organisations", force),
        "places.ttl": ("places", place),
        "events.ttl": ("events", partial(event, everything=everything)),
        "eras.ttl": ("eras", era),
        "ambiguous_names.ttl": ("ambiguous_names", partial(notes, everything=everything)),
    }
    return {
        name: turtle(thing for row in rows(tables, table) for thing in convert(row))
        for name, (table, convert) in converters.items()
    }


def write(folder: Path) -> None:
    """The Turtle files beside the folder of the tables, overwritten."""
    for name, content in files(folder / "tables").items():
        (folder / name).write_text(content, encoding="utf-8", newline="\n")
