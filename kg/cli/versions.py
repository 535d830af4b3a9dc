"""`kg versions`: what was published when, by whom, and which of it is served."""

import click

from kg.cli.options import with_settings
from kg.model import Version
from kg.settings import Settings
from kg.versions import Versions


@click.command
@click.option("--changes", is_flag=True, help="Say for each graph how many quads were added and removed.")
@with_settings
def command(*, changes: bool, settings: Settings) -> None:
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
            f"{version.quads} quads in {len(version.graphs)} graphs ({_sum(version)})  {version.hash[:12]}  "
            f"{version.message}"
        )
        for graph, (added, removed) in version.changes.items() if changes else ():
            click.echo(f"        +{added} -{removed}  {graph}")
        for name, findings in versions.reports(version).items():
            click.echo(f"        held back: {name}, {len(findings)} findings")


def _sum(version: Version) -> str:
    added, removed = (sum(each) for each in zip((0, 0), *version.changes.values(), strict=True))
    return f"+{added} -{removed}"
