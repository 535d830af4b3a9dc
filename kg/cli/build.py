"""`kg build`: from a folder of documents to the version that is served."""

from dataclasses import replace
from pathlib import Path

import click

from kg import pipeline
from kg.cli.findings import told
from kg.cli.options import with_settings
from kg.cli.progress import progress
from kg.evidence import Evidence
from kg.settings import READERS, Settings


@click.command
@click.argument("corpus", required=False, type=click.Path(path_type=Path))
@click.option(
    "--reader",
    type=click.Choice(READERS),
    help="Who reads, instead of KG_READER: rules, or a language model beside them.",
)
@click.option(
    "--jobs", type=click.IntRange(min=0), metavar="N", help="Processes that read, instead of KG_JOBS."
)
@click.option(
    "--cluster", metavar="ADDRESS", help="Scheduler of a Dask cluster that reads, as in tcp://host:8786."
)
@with_settings
@click.pass_context
def command(
    ctx: click.Context, /, corpus: Path | None, settings: Settings, **instead: str | int | None
) -> None:
    """Read documents and publish what they say.

    CORPUS is their folder, ./corpus unless it is named. Only documents that changed are read.
    One that breaks the shapes is held back and the others are published (exit code 1);
    where one cannot be read, nothing is (exit code 2).
    """
    if corpus is None and not Path("corpus").is_dir():
        raise click.UsageError("There is no folder corpus here; name the folder of the documents.")
    given = {name: value for name, value in instead.items() if value is not None}
    chosen = replace(settings, **given)  # type: ignore[arg-type]  # Click gave each value its field's type
    with progress() as show:
        done = pipeline.build(corpus or Path("corpus"), chosen, progress=show)
    for note in done.notes:
        click.echo(note)
    if done.unreadable:
        _refuse(done)
        ctx.exit(2)
    _tell(done, settings)
    ctx.exit(1 if done.held_back else 0)


def _refuse(done: pipeline.Build) -> None:
    for fault in done.unreadable:
        click.echo(f"kg: {' '.join(fault.split())}", err=True)
    served = (
        f"version {done.version.number} is served as before" if done.version else "no version is served yet"
    )
    click.echo(f"kg: Nothing was published; {served}.", err=True)


def _tell(done: pipeline.Build, settings: Settings) -> None:
    version = done.version
    if version:
        new = "Version" if done.fresh else "Nothing new; version"
        click.echo(
            f"{new} {version.number} is served: {version.quads} quads in {len(version.graphs)} graphs."
        )
    click.echo(f"Documents: {done}.")
    for name, findings in done.held_back.items():
        click.echo(f"Held back: {name}, for {len(findings)} findings:")
        lines = pipeline.unpublished(settings, version, name) if version else b""
        for line in told(findings, settings.base, Evidence.of(lines)):
            click.echo(line)
