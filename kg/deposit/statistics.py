"""How much of what a version holds, counted in full: whole numbers, no estimates."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final, Self

from pyoxigraph import Literal, NamedNode

from kg import queries
from kg.dataset import Dataset, Row
from kg.headway import Headway, unheard
from kg.terms import compact

_HERE: Final = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class ClassCount:
    """A class by its IRI, and how many things are of it."""

    iri: str
    entities: int


@dataclass(frozen=True, slots=True)
class PropertyCount:
    """A property by its IRI: its statements, and how many different nodes stand at either end of them."""

    iri: str
    triples: int
    subjects: int
    objects: int


@dataclass(frozen=True, slots=True)
class TargetCount:
    """Another site by the beginning of its IRIs, and how many things are the same as one of it."""

    iri: str
    triples: int


@dataclass(frozen=True, slots=True)
class Statistics:
    """The merge of all graphs in numbers; classes, properties and targets in the order of their IRIs."""

    triples: int
    subjects: int
    objects: int
    classes: tuple[ClassCount, ...]
    properties: tuple[PropertyCount, ...]
    targets: tuple[TargetCount, ...]

    @classmethod
    def read(cls, text: bytes) -> Self:
        """The numbers that a file holds."""
        fields = json.loads(text)
        return cls(
            fields["triples"],
            fields["subjects"],
            fields["objects"],
            tuple(ClassCount(**each) for each in fields["classes"]),
            tuple(PropertyCount(**each) for each in fields["properties"]),
            tuple(TargetCount(**each) for each in fields["targets"]),
        )

    def written(self) -> bytes:
        """The numbers as a file.

        >>> Statistics.read(Statistics(0, 0, 0, (), (), ()).written()).triples
        0
        """
        return (json.dumps(asdict(self), indent=1) + "\n").encode()


def counted(dataset: Dataset, headway: Headway = unheard) -> Statistics:
    """The numbers of what a dataset serves.

    Different nodes are counted property by property, so that memory is taken for one of them at a time.
    """
    asking = _Asking(dataset, headway)
    headway(0, asking.questions, "")
    properties = tuple(_properties(asking))
    return Statistics(
        triples=sum(each.triples for each in properties),
        subjects=_different(asking, "subjects"),
        objects=_different(asking, "objects"),
        classes=tuple(
            ClassCount(_iri(row, "class"), _number(row, "entities"))
            for row in asking.rows("classes")
            if isinstance(row["class"], NamedNode)
        ),
        properties=properties,
        targets=tuple(
            TargetCount(_iri(row, "target"), _number(row, "triples")) for row in asking.rows("targets")
        ),
    )


class _Asking:
    """Questions to a dataset, of which each that is answered is told: five, and one for each property."""

    def __init__(self, dataset: Dataset, headway: Headway) -> None:
        self._dataset = dataset
        self._headway = headway
        self._asked = 0
        self.questions = 5

    def rows(self, name: str, **values: NamedNode) -> tuple[Row, ...]:
        """The rows that answer one of our questions."""
        rows = self._dataset.select(queries.load(name, _HERE).bound(values)).rows
        self._asked += 1
        self._headway(self._asked, self.questions, compact(values["property"].value) if values else name)
        return rows


def _properties(asking: _Asking) -> Iterator[PropertyCount]:
    rows = asking.rows("properties")
    asking.questions += len(rows)
    for row in rows:
        (ends,) = asking.rows("ends", property=NamedNode(_iri(row, "property")))
        yield PropertyCount(
            _iri(row, "property"),
            _number(row, "triples"),
            _number(ends, "subjects"),
            _number(ends, "objects"),
        )


def _different(asking: _Asking, nodes: str) -> int:
    (row,) = asking.rows(nodes)
    return _number(row, "nodes")


def _iri(row: Row, name: str) -> str:
    found = row[name]
    if not isinstance(found, NamedNode):
        raise TypeError(f"?{name} is {found}, where a graph has IRIs only")
    return found.value


def _number(row: Row, name: str) -> int:
    found = row[name]
    if not isinstance(found, Literal):
        raise TypeError(f"?{name} is {found}, where a count belongs")
    return int(found.value)
