"""`kg prune`: room on the disk, at the price of what is no longer served."""

import click

from kg import pruning
from kg.cli.options import with_settings
from kg.settings import Settings


@click.command
@click.option(
    "--keep", type=click.IntRange(1), required=True, metavar="N", help="How many of the newest versions stay."
)
@with_settings
def command(*, keep: int, settings: Settings) -> None:
    """Remove old versions that nobody reads.

    What belongs to them alone goes with them. The version that is served stays, and so does every one that
    a process is reading. What was read from documents stays while a version that is left was made from it,
    and for a day in any case.
    """
    pruned = pruning.prune(settings, keep)
    click.echo(f"Removed {len(pruned.removed)} versions and {pruned.shards} files of shards.")
    if pruned.kept:
        click.echo(f"Still served or read: {', '.join(map(str, pruned.kept))}.")
