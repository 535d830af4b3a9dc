"""`kg publish`: the version that is served, brought to another SPARQL engine."""

import click

from kg.cli.options import with_settings
from kg.cli.progress import progress
from kg.mirror import Endpoint, Publication, RemoteDataset, publish
from kg.pipeline import Step
from kg.settings import Settings
from kg.versions import Versions


@click.command
@click.option(
    "--to", "endpoint", required=True, metavar="ENDPOINT", help="Where the engine takes SPARQL updates."
)
@click.option("--replace", is_flag=True, help="Empty a default graph that holds something else.")
@with_settings
def command(endpoint: str, *, replace: bool, settings: Settings) -> None:
    """Bring the published version to another SPARQL engine.

    With KG_STORE that engine is asked from then on. Only what changed since the last time is sent. The
    engine is asked what it holds at KG_STORE, or at ENDPOINT where that is not set. A password may stand in
    the address; KG_STORE_TOKEN is sent as a bearer's.
    """
    versions = Versions(settings.data)
    to = Endpoint(endpoint, settings.store_token)
    asked = Endpoint(settings.store or endpoint, settings.store_token)
    with progress() as show:
        done = publish(
            versions,
            RemoteDataset(asked, base=versions.served().base),
            to,
            replace=replace,
            progress=lambda sent, all_: show(Step("publishing", sent, all_)),
        )
    click.echo(_told(done, to.shown))


def _told(done: Publication, where: str) -> str:
    if not done.added + done.removed:
        return f"{where} holds version {done.version.number} already."
    how = "all of it" if done.anew else f"{done.added} statements more, {done.removed} fewer"
    return f"{where} holds version {done.version.number} now: {how}."
