"""`kg validate`: the published version, or anybody's RDF, against the shapes."""

from collections.abc import Sequence
from pathlib import Path

import click
from pyoxigraph import DefaultGraph, RdfFormat

from kg import shacl
from kg.cli.findings import told
from kg.cli.options import with_settings
from kg.evidence import Evidence
from kg.model import Finding
from kg.settings import Settings
from kg.versions import Versions


@click.command
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--shapes",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Shapes instead of ours; may be given several times.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "turtle"]),
    default="text",
    show_default=True,
    help="Sentences to read, or the report graph of SHACL.",
)
@with_settings
@click.pass_context
def command(
    ctx: click.Context, files: tuple[Path, ...], shapes: tuple[Path, ...], form: str, settings: Settings
) -> None:
    """Check the published version, or files, against the shapes.

    FILES are RDF and checked together, by the whole of SHACL. Exit code 1 with findings.
    """
    if not files and not shapes and form == "text":
        ctx.exit(_say_of_served(settings))
    report = shacl.report(list(files) or _served(settings), list(shapes) or None, data_type="nt")
    if form == "text":
        ctx.exit(_say(report.findings, settings.base))
    click.echo(report.turtle, nl=False)
    ctx.exit(0 if report.conforms else 1)


def _say(found: Sequence[Finding], base: str, evidence: Evidence | None = None) -> int:
    for line in told(found, base, evidence):
        click.echo(line)
    broken = [finding for finding in found if finding.is_violation]
    click.echo(f"{len(broken)} violations, {len(found) - len(broken)} remarks.")
    return 1 if broken else 0


def _say_of_served(settings: Settings) -> int:
    versions = Versions(settings.data)
    store = versions.open(versions.served())
    return _say(shacl.findings(store, shacl.Shapes.load()), settings.base, Evidence(store))


def _served(settings: Settings) -> bytes:
    versions = Versions(settings.data)
    store = versions.open(versions.served())
    return store.dump(format=RdfFormat.N_TRIPLES, from_graph=DefaultGraph()) or b""
