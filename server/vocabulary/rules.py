"""The shapes as a page: what each demands, in words, with what curators are told, and examples."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from kg.dataset import GRAPH_FORMATS
from kg.terms import PREFIXES
from server.config import Service
from server.links import Links
from server.vocabulary.demands import Demand, demands, looked_at
from server.vocabulary.page import Link
from server.vocabulary.written import Examples, Written, examples, shapes
from server.wording import Download


@dataclass(frozen=True, slots=True)
class ShapeTold:
    """A shape: which nodes it looks at, what it demands, and the terms that it speaks of."""

    anchor: str
    label: str
    comment: str
    targets: tuple[str, ...]
    demands: tuple[Demand, ...]
    terms: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class File:
    """The shapes of one file, with its examples."""

    name: str
    shapes: tuple[ShapeTold, ...]
    examples: Examples | None


@dataclass(frozen=True, slots=True)
class ShapesPage:
    """What the template shows."""

    namespace: str
    files: tuple[File, ...]
    rules: int
    downloads: tuple[Download, ...]


def shapes_page(service: Service) -> ShapesPage:
    """Every shape."""
    files = tuple(_files(service.links))
    return ShapesPage(
        PREFIXES["cys"],
        files,
        sum(len(shape.demands) for file in files for shape in file.shapes),
        tuple(
            Download(each.title, service.links.shapes(each.name), each.media_type) for each in GRAPH_FORMATS
        ),
    )


def _files(links: Links) -> Iterator[File]:
    known = examples()
    for name, members in groupby(shapes(), key=lambda each: each.file):
        yield File(name, tuple(_told(links, each) for each in members), known.get(name))


def _told(links: Links, written: Written) -> ShapeTold:
    return ShapeTold(
        anchor=written.name,
        label=written.label,
        comment=written.comment,
        targets=tuple(map(looked_at, written.shape.targets)),
        # Parts of a shape have no names, so that a file is read in another order by every process.
        demands=tuple(sorted(demands(written.shape), key=lambda each: (each.path, each.message))),
        terms=tuple(Link(f"cy:{name}", f"{links.ontology()}#{name}") for name in written.speaks_of),
    )
