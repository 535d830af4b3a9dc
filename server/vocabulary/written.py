"""The shapes as they are written: what each says of itself, and examples of both outcomes."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from pyoxigraph import BlankNode, NamedNode, RdfFormat, parse, serialize

from kg.dataset import Format
from kg.dataset.local import RDF
from kg.resources import folder
from kg.shacl import shape as shacl
from kg.shacl.source import Source
from kg.terms import CY, PREFIXES, term

_TERM: Final = re.compile(rf"(?:\bcy:|{re.escape(CY)})(\w+)")
_CYS: Final = PREFIXES["cys"]


@dataclass(frozen=True, slots=True)
class Examples:
    """Two graphs of a shapes file as Turtle, and what is said against the second."""

    conforming: str
    violating: str
    messages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Written:
    """A shape by the end of its IRI, with what it says of itself; `speaks_of` are terms of the vocabulary."""

    name: str
    file: str
    label: str
    comment: str
    shape: shacl.Shape
    speaks_of: tuple[str, ...]


@cache
def shapes() -> tuple[Written, ...]:
    """Every shape that has a name, file by file, the shared ones last."""
    source = Source.of_files(_files())
    homes = _homes()
    found = [_written(source, node, homes[node]) for node in homes]
    return tuple(sorted(found, key=lambda each: (each.file == "common", each.file, not each.shape.targets)))


@cache
def examples() -> dict[str, Examples]:
    """The examples by the file that they are of."""
    return {home.name: _examples(home) for home in sorted(folder("examples").glob("*")) if home.is_dir()}


def _examples(home: Path) -> Examples:
    conforming, violating = (
        _bare((home / f"{name}.ttl").read_text(encoding="utf-8")) for name in ("conforming", "violating")
    )
    said = json.loads((home / "expected.json").read_bytes())
    return Examples(conforming, violating, tuple(dict.fromkeys(each["message"] for each in said)))


@cache
def serialized(form: Format) -> bytes:
    """All shapes in one format; in Turtle as they are kept."""
    if form.name == "ttl":
        return b"\n".join(file.read_bytes() for file in _files())
    triples = [triple for file in _files() for triple in parse(path=file, format=RdfFormat.TURTLE)]
    return serialize(triples, format=RDF[form.name], prefixes=dict(PREFIXES)) or b""


def _files() -> list[Path]:
    return sorted(folder("shapes").glob("*.ttl"))


def _homes() -> dict[NamedNode, str]:
    """For each shape that has a name the file that it stands in."""
    kinds = {term("sh:NodeShape"), term("sh:PropertyShape")}
    return {
        triple.subject: file.stem
        for file in _files()
        for triple in parse(path=file, format=RdfFormat.TURTLE)
        if triple.predicate == term("rdf:type")
        and triple.object in kinds
        and isinstance(triple.subject, NamedNode)
    }


def _written(source: Source, node: NamedNode, file: str) -> Written:
    shape = shacl.read(source, node)
    named = {name for text in _texts(shape) for name in _TERM.findall(text)}
    return Written(
        node.value.removeprefix(_CYS),
        file,
        source.text(node, "rdfs:label"),
        source.text(node, "rdfs:comment"),
        shape,
        tuple(sorted(named)),
    )


def _texts(shape: shacl.Shape) -> Iterator[str]:
    """All that a shape and those within it say in terms and queries."""
    yield from (str(target.node) for target in shape.targets)
    yield str(shape.path or "")
    for constraint in shape.constraints:
        if not isinstance(constraint.value, BlankNode):
            yield str(constraint.value)
        yield from map(str, constraint.members)
        for inner in constraint.shapes:
            yield from _texts(inner)
    yield from (select.body for select in shape.selects)
    for inner in shape.properties:
        yield from _texts(inner)


def _bare(turtle: str) -> str:
    """Turtle without the declarations that every file begins with."""
    return "\n".join(line for line in turtle.splitlines() if not line.startswith("@prefix")).strip()
