"""What was measured, as values that a file can hold and the report is written from."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal, Self

Mode = Literal["distinct", "repeated"]


@dataclass(frozen=True, slots=True, order=True)
class Cell:
    """One thing that is compared: a question on a graph, asked in a way, over so many connections."""

    triples: int
    question: str
    mode: Mode
    connections: int


@dataclass(frozen=True, slots=True)
class Figure:
    """A server in a cell, each number the median of its rounds, but `failed` their sum.

    Requests a second, milliseconds, and microseconds of processor time a request, the server's and the
    client's. `least` and `most` are the slowest and the fastest round.
    """

    cell: Cell
    server: str
    throughput: float
    least: float
    most: float
    p50: float
    p99: float
    processor: float
    client: float
    failed: int


@dataclass(frozen=True, slots=True)
class First:
    """The first answer to a question after a start from the disk, in milliseconds."""

    triples: int
    server: str
    question: str
    milliseconds: float


@dataclass(frozen=True, slots=True)
class Start:
    """A server's start on a graph: seconds until it answers, megabytes that it then holds."""

    triples: int
    server: str
    seconds: float
    megabytes: float


@dataclass(frozen=True, slots=True)
class Results:
    """One run: what ran where, and what it saw. `remarks` say what is missing or odd, and why."""

    date: str
    machine: str
    command: str
    load: float
    releases: dict[str, str]
    ceilings: dict[int, float]
    figures: tuple[Figure, ...]
    firsts: tuple[First, ...]
    starts: tuple[Start, ...]
    remarks: tuple[str, ...]

    @property
    def servers(self) -> tuple[str, ...]:
        """The servers by name, ours first."""
        return tuple(self.releases)

    @property
    def sizes(self) -> tuple[int, ...]:
        """The graphs by their number of triples."""
        return tuple(sorted({each.triples for each in self.starts}))

    @property
    def cells(self) -> tuple[Cell, ...]:
        """What was compared, in the order in which it was measured."""
        return tuple(dict.fromkeys(figure.cell for figure in self.figures))

    def of(self, server: str) -> dict[Cell, Figure]:
        """The figures of one server."""
        return {figure.cell: figure for figure in self.figures if figure.server == server}

    def written(self) -> str:
        """These results as the text of a file."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n"

    @classmethod
    def read(cls, path: Path) -> Self:
        """The results that a file holds."""
        held = json.loads(path.read_bytes())
        held["figures"] = tuple(_figure(each) for each in held["figures"])
        held["firsts"] = tuple(First(**each) for each in held["firsts"])
        held["starts"] = tuple(Start(**each) for each in held["starts"])
        held["ceilings"] = {int(connections): rate for connections, rate in held["ceilings"].items()}
        held["remarks"] = tuple(held["remarks"])
        return cls(**held)


def _figure(held: dict[str, object]) -> Figure:
    cell = held.pop("cell")
    return Figure(Cell(**cell), **held)  # type: ignore[arg-type]  # as `written` wrote it


def ratio(one: Iterable[Figure], other: dict[Cell, Figure]) -> dict[Cell, float]:
    """How many times the throughput of the other a server has, where both answered anything."""
    return {
        each.cell: each.throughput / known.throughput
        for each in one
        if (known := other.get(each.cell)) and known.throughput and each.throughput
    }
