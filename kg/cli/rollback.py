"""`kg rollback`: the way back to what was served before."""

import click

from kg.cli.options import with_settings
from kg.settings import Settings
from kg.versions import Versions


@click.command
@click.argument("number", type=int, metavar="VERSION")
@with_settings
def command(number: int, settings: Settings) -> None:
    """Serve an older version again.

    Newer ones are kept, and can be served again the same way.
    """
    version = Versions(settings.data).rollback(number)
    click.echo(f"Version {version.number} is served: {version.message} ({version.time:%Y-%m-%d %H:%M}).")
