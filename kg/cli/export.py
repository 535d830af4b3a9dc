"""`kg export`: a version, a graph of it, or the annotations of a document, as a file."""

import json
from difflib import get_close_matches
from typing import BinaryIO

import click
from pyoxigraph import NamedNode

from kg import rdf
from kg.annotations import annotations
from kg.cli.options import of_version, with_settings
from kg.dataset import LocalDataset
from kg.errors import UnknownGraph
from kg.model import Version
from kg.settings import Settings
from kg.versions import Versions, export

_ANNOTATIONS = "annotations"


@click.command
@click.option(
    "--format",
    "form",
    type=click.Choice([*export.FORMATS, _ANNOTATIONS]),
    default="nquads",
    show_default=True,
    help="Turtle has the merge of all graphs; annotations are the JSON of one document.",
)
@click.option(
    "--graph",
    "--document",
    "name",
    metavar="NAME",
    help="One graph: authority, ontology, curation, a document, or any by its IRI.",
)
@of_version
@click.option(
    "-o",
    "--output",
    type=click.File("wb", lazy=True, atomic=True),
    default="-",
    help="A file instead of the standard output.",
)
@with_settings
def command(form: str, name: str | None, number: int | None, output: BinaryIO, settings: Settings) -> None:
    """Write a version, or a graph of it, to a file.

    Named graphs go to formats that have them, sorted in N-Quads; Turtle holds one graph, or their merge.
    """
    versions = Versions(settings.data).at(number)
    version = versions.served()
    graph = _graph(version, name) if name else None
    if form == _ANNOTATIONS:
        if name is None:
            raise click.UsageError("Annotations are of one document; name it with --document.")
        written = annotations(LocalDataset(versions, base=version.base), name, version.base)
        output.write((json.dumps(written, ensure_ascii=False, indent=1) + "\n").encode())
    else:
        export.write(versions.open(version), form, output, graph)


def _graph(version: Version, name: str) -> NamedNode:
    """The graph that somebody means: by its IRI, or by the end of it."""
    iri = name if "://" in name else rdf.graph(name, version.base).value
    if iri in version.graphs:
        return NamedNode(iri)
    names = [graph.rpartition("/")[2] for graph in version.graphs]
    near = ", ".join(get_close_matches(name, names, cutoff=0.4)) or "see `kg versions`"
    held = " That document is held back." if name in version.held_back else ""
    raise UnknownGraph(f"Version {version.number} has no graph {name!r}.{held} Near it: {near}.")
