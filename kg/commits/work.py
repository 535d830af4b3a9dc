"""What can be asked to be written: a SPARQL update, or an operation of the Graph Store Protocol."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Payload:
    """RDF as it was sent, with its media type; `base` is what relative IRIs in it are resolved against."""

    body: bytes
    media_type: str
    base: str = ""


@dataclass(frozen=True, slots=True)
class Update:
    """A SPARQL update, with the graphs that the protocol gives its patterns.

    As for questions, None leaves the dataset to the update; once one is given, one left out is empty.
    """

    text: str
    using: tuple[str, ...] | None = None
    using_named: tuple[str, ...] | None = None

    def __str__(self) -> str:
        return shortened(self.text)


@dataclass(frozen=True, slots=True)
class Put:
    """A named graph to hold this and nothing else; it may come in pieces."""

    graph: str
    payload: Payload
    others: tuple[Payload, ...] = ()

    def __str__(self) -> str:
        return f"put {self.graph}"


@dataclass(frozen=True, slots=True)
class Post:
    """Something to add to a named graph, or without a name to the default graph; it may come in pieces."""

    graph: str | None
    payload: Payload
    others: tuple[Payload, ...] = ()

    def __str__(self) -> str:
        return f"post to {self.graph or 'the default graph'}"


@dataclass(frozen=True, slots=True)
class Delete:
    """A named graph to do away with."""

    graph: str

    def __str__(self) -> str:
        return f"delete {self.graph}"


Work = Update | Put | Post | Delete


def shortened(text: str, length: int = 120) -> str:
    """The beginning of a text in one line.

    >>> shortened("DROP   ALL", 6)
    'DROP …'
    """
    line = " ".join(text[: 4 * length].split())
    return line if len(line) <= length else f"{line[: length - 1]}…"
