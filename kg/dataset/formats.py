"""The forms in which an answer can be written, by the kind of the answer."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType
from typing import Final


class Kind(Enum):
    """What a query's answer is made of, known only once the engine has read the query."""

    SOLUTIONS = "a table of solutions"
    BOOLEAN = "yes or no"
    TRIPLES = "triples"


@dataclass(frozen=True, slots=True)
class Format:
    """A serialisation: the name that `?format=` and file names use, and its media type.

    `also` lists media types by which clients ask for the same bytes.
    """

    name: str
    media_type: str
    title: str
    also: tuple[str, ...] = ()

    @property
    def content_type(self) -> str:
        """The media type as a header names it, with the encoding where text/* needs it said."""
        return f"{self.media_type}; charset=utf-8" if self.media_type.startswith("text/") else self.media_type


RESULT_FORMATS: Final = (
    Format("json", "application/sparql-results+json", "JSON", ("application/json",)),
    Format("xml", "application/sparql-results+xml", "XML", ("application/xml", "text/xml")),
    Format("csv", "text/csv", "CSV"),
    Format("tsv", "text/tab-separated-values", "TSV"),
)
"""What SELECT and ASK can be answered in, the server's preference first."""

GRAPH_FORMATS: Final = (
    Format("ttl", "text/turtle", "Turtle", ("application/x-turtle", "application/turtle", "text/n3")),
    Format("nt", "application/n-triples", "N-Triples", ("text/plain",)),
    Format("jsonld", "application/ld+json", "JSON-LD", ("application/json",)),
    Format("rdf", "application/rdf+xml", "RDF/XML"),
    Format("trig", "application/trig", "TriG", ("application/x-trig",)),
    Format("nq", "application/n-quads", "N-Quads", ("text/x-nquads",)),
)
"""What CONSTRUCT and DESCRIBE can be answered in, the server's preference first."""

FORMATS: Final = MappingProxyType(
    {Kind.SOLUTIONS: RESULT_FORMATS, Kind.BOOLEAN: RESULT_FORMATS, Kind.TRIPLES: GRAPH_FORMATS}
)
"""What each kind of answer can be had in."""


def format_named(name: str, formats: Iterable[Format]) -> Format | None:
    """The format that a file suffix, a `?format=` or a media type names, None when none does.

    >>> format_named("csv", RESULT_FORMATS).media_type
    'text/csv'
    """
    return next((each for each in formats if name in {each.name, each.media_type, *each.also}), None)
