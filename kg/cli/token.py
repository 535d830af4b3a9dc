"""`kg token`: tokens that let their bearer write."""

import getpass
from itertools import count

import click

from kg.cli.options import with_settings
from kg.settings import Settings
from kg.tokens import Scope, Tokens


@click.command
@click.option(
    "--scope",
    type=click.Choice([scope.value for scope in Scope]),
    default=Scope.WRITE.value,
    show_default=True,
    help="What its bearer may do; admin may empty the whole dataset.",
)
@click.option("--name", help="Who is to bear it, as versions will name their author; you unless named.")
@click.option("--list", "listing", is_flag=True, help="List the tokens that are valid.")
@click.option("--revoke", metavar="NAME", help="Make the token of this name worthless.")
@with_settings
def command(scope: str, name: str | None, *, listing: bool, revoke: str | None, settings: Settings) -> None:
    """Issue, list and revoke tokens that let their bearer write.

    A new token is printed as the last line, and shown this once.
    """
    tokens = Tokens(settings.data)
    if listing:
        for each in tokens.all():
            click.echo(f"{each.name}  {each.scope.value}  {each.issued:%Y-%m-%d %H:%M}")
    elif revoke is not None:
        tokens.revoke(revoke)
        click.echo(f"The token {revoke} is worthless from now on.")
    else:
        chosen = name or _free(tokens)
        secret = tokens.issue(chosen, Scope(scope))
        click.echo(
            f"The token {chosen} with the scope {scope}, to be sent as `Authorization: Bearer …`:", err=True
        )
        click.echo(secret)


def _free(tokens: Tokens) -> str:
    """The user's name, with a number where it is taken."""
    taken, user = {each.name for each in tokens.all()}, getpass.getuser()
    names = (user if number == 1 else f"{user}-{number}" for number in count(1))
    return next(name for name in names if name not in taken)
