"""`kg validate`: the published version, or anybody's RDF, against the shapes."""

from collections.abc import Sequence
from pathlib import Path

import click

from kg import shacl
from kg.cli.findings import told
from kg.cli.options import with_settings
from kg.model import Finding
from kg.settings import Settings
from kg.versions import Versions


@click.command
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@with_settings
@click.pass_context
def command(ctx: click.Context, files: tuple[Path, ...], settings: Settings) -> None:
    """Check the published version, or files, against the shapes.

    FILES are RDF and checked together. Exit code 1 with findings.
    """
    found = _of_files(files) if files else _of_served(settings)
    for line in told(found, settings.base):
        click.echo(line)
    broken = [finding for finding in found if finding.severity == "Violation"]
    click.echo(f"{len(broken)} violations, {len(found) - len(broken)} remarks.")
    ctx.exit(1 if broken else 0)


def _of_files(files: Sequence[Path]) -> Sequence[Finding]:
    return shacl.report(list(files)).findings


def _of_served(settings: Settings) -> Sequence[Finding]:
    versions = Versions(settings.data)
    return shacl.findings(versions.open(versions.served()), shacl.Shapes.load())
