"""`kg new`: a data folder to start from, with a version in which nothing is said yet."""

import click

from kg.cli.options import with_settings
from kg.errors import AlreadyPublished
from kg.model import Version
from kg.settings import Settings
from kg.versions import Versions


@click.command
@with_settings
def command(settings: Settings) -> None:
    """Publish an empty version to start from."""
    versions = Versions(settings.data)
    if number := versions.current_number():
        raise AlreadyPublished(
            f"{settings.data} serves version {number} already; build on it, or name another with --data."
        )
    version = empty(settings)
    click.echo(f"Version {version.number} in {settings.data} is empty; fill it with `kg build CORPUS`.")


def empty(settings: Settings) -> Version:
    """The first version of a data folder, with nothing in it."""
    versions = Versions(settings.data)
    with versions.writing(settings.base, purpose="kg new") as staging:
        return versions.publish(staging, message="empty")
