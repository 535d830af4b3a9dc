"""How much of what a version holds, counted in full: whole numbers, no estimates."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final, Self

from pyoxigraph import Literal, NamedNode

from kg import queries
from kg.dataset import Dataset, Row

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


def counted(dataset: Dataset) -> Statistics:
    """The numbers of what a dataset serves.

    Different nodes are counted property by property, so that memory is taken for one of them at a time.
    """
    properties = tuple(_properties(dataset))
    return Statistics(
        triples=sum(each.triples for each in properties),
        subjects=_different(dataset, "subjects"),
        objects=_different(dataset, "objects"),
        classes=tuple(
            ClassCount(_iri(row, "class"), _number(row, "entities"))
            for row in _rows(dataset, "classes")
            if isinstance(row["class"], NamedNode)
        ),
        properties=properties,
        targets=tuple(
            TargetCount(_iri(row, "target"), _number(row, "triples")) for row in _rows(dataset, "targets")
        ),
    )


def _properties(dataset: Dataset) -> Iterator[PropertyCount]:
    for row in _rows(dataset, "properties"):
        (ends,) = _rows(dataset, "ends", property=NamedNode(_iri(row, "property")))
        yield PropertyCount(
            _iri(row, "property"),
            _number(row, "triples"),
            _number(ends, "subjects"),
            _number(ends, "objects"),
        )


def _different(dataset: Dataset, nodes: str) -> int:
    (row,) = _rows(dataset, nodes)
    return _number(row, "nodes")


def _rows(dataset: Dataset, name: str, **values: NamedNode) -> tuple[Row, ...]:
    return dataset.select(queries.load(name, _HERE).bound(values)).rows


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
