"""`kg serve`: the published version on the web."""

from importlib import import_module

import click

from kg.cli.new import empty
from kg.cli.options import with_settings
from kg.settings import Settings
from kg.versions import Versions


@click.command
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; 0.0.0.0 for all.")
@click.option(
    "--port", default=8080, show_default=True, type=click.IntRange(1, 65535), help="Port to listen on."
)
@with_settings
def command(host: str, port: int, settings: Settings) -> None:
    """Answer on the web from the published version.

    It does so until it is interrupted; from an empty version where nothing is published yet.
    """
    if not Versions(settings.data).current_number():
        click.echo(f"{settings.data} holds no version yet: serving an empty one.", err=True)
        empty(settings)
    version = Versions(settings.data).served()
    click.echo(f"Version {version.number} on http://{host}:{port}/, until interrupted (Ctrl-C).", err=True)
    # By name, for the service stands above the command line and is not to be imported from here.
    import_module("server.running").run(settings, host, port)
