"""What stands beside a section: who, where, when and what, and every claim with its words."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from server.dates import dated
from server.language import gettext
from server.links import Links
from server.reading.layers import CLAIMS, DATED, LAYERS, Layer, layer_of
from server.reading.outline import Section
from server.reading.rendering import Rendering, anchor
from server.reading.text import Mark, Statement, Text


@dataclass(frozen=True, slots=True)
class Named:
    """A thing that a section names: so many times, first at `place`."""

    name: str
    href: str
    place: str
    times: int


@dataclass(frozen=True, slots=True)
class Names:
    """The things of one layer in a section."""

    layer: str
    title: str
    things: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A statement in words: what it is about, what it says of that, and what the value is."""

    subject: str
    subject_href: str
    property: str
    value: str
    value_href: str
    claim: str


@dataclass(frozen=True, slots=True)
class Note:
    """The statements that rest on one passage, which begins with `opening`."""

    id: str
    place: str
    opening: str
    statements: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Margin:
    """The summary of one section."""

    names: tuple[Names, ...] = ()
    notes: tuple[Note, ...] = ()

    @property
    def claims(self) -> int:
        """How many statements the notes hold."""
        return sum(len(note.statements) for note in self.notes)


def margin(rendering: Rendering, section: Section) -> Margin:
    """The summary of a section, with its claims where they are wanted."""
    links, text, within = rendering.service.links, rendering.text, (section.start, section.end)
    here = rendering.marks.beginning(within)
    told = rendering.told.beginning(within) if CLAIMS in rendering.layers else []
    names = (_names(links, text, layer, here) for layer in LAYERS)
    return Margin(tuple(each for each in names if each.things), tuple(_notes(links, text, told)))


def _names(links: Links, text: Text, layer: Layer, here: Sequence[Mark]) -> Names:
    """What a layer shows in a section, things as they come, dates the earliest first."""
    found: dict[tuple[str, str], list[Mark]] = defaultdict(list)
    for mark in here:
        if layer_of(links, mark) == layer.name:
            found[mark.date, mark.thing].append(mark)
    things = (
        Named(
            name=f"{dated(date)}: {text.called(iri)}" if date else text.called(iri),
            href=links.href(iri),
            place=f"#{anchor((each[0].start, each[0].end))}",
            times=len(each),
        )
        for (date, iri), each in sorted(found.items(), key=lambda pair: pair[0][0])
    )
    return Names(layer.name, gettext(layer.title), tuple(things))


def _notes(links: Links, text: Text, told: Iterable[Statement]) -> Iterable[Note]:
    by_passage: dict[tuple[int, int], list[Statement]] = defaultdict(list)
    for each in told:
        by_passage[each.start, each.end].append(each)
    for span, statements in sorted(by_passage.items()):
        yield Note(
            id=f"note={span[0]},{span[1]}",
            place=f"#{anchor(span)}",
            opening=" ".join(text.words[span[0] : span[1]].split()),
            statements=tuple(_told(links, text, each) for each in statements),
        )


def _told(links: Links, text: Text, statement: Statement) -> Told:
    value = statement.value
    iri = value.value if isinstance(value, NamedNode) else ""
    return Told(
        subject=text.called(statement.subject),
        subject_href=links.href(statement.subject),
        property=text.called(statement.relation),
        value=text.called(iri) if iri else _worded(statement),
        value_href=links.href(iri) if iri else "",
        claim=links.href(statement.claim),
    )


def _worded(statement: Statement) -> str:
    value = statement.value.value if isinstance(statement.value, Literal) else str(statement.value)
    return dated(value) if statement.predicate in DATED else value
