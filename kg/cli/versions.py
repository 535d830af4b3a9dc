"""`kg versions`: what was published when, by whom, and which of it is served."""

import click

from kg.cli.options import with_settings
from kg.settings import Settings
from kg.versions import Versions


@click.command
@with_settings
def command(settings: Settings) -> None:
    """List the versions.

    The one that is served is marked with a star.
    """
    versions = Versions(settings.data)
    served = versions.served().number
    for version in versions.all():
        mark = "*" if version.number == served else " "
        parent = f"on {version.parent}" if version.parent else "first"
        click.echo(
            f"{mark} {version.number:>4}  {version.time:%Y-%m-%d %H:%M}  {version.author}  {parent}  "
            f"{version.quads} quads in {len(version.graphs)} graphs  {version.hash[:12]}  {version.message}"
        )
        for name, findings in versions.reports(version).items():
            click.echo(f"        held back: {name}, {len(findings)} findings")
