"""The command line: `kg`, with a module for each command, loaded when it is called."""

from importlib import import_module

import click

from kg.errors import ChanyuanError
from kg.settings import explained

COMMANDS = {
    "new": "Publish an empty version to start from.",
    "build": "Read documents and publish what they say.",
    "serve": "Answer on the web from the published version.",
    "extract": "Show what is claimed in one document.",
    "validate": "Check the published version, or files, against the shapes.",
    "query": "Ask the published version in SPARQL.",
    "export": "Write a version, or a graph of it, to a file.",
    "versions": "List the versions.",
    "rollback": "Serve an older version again.",
    "publish": "Bring the published version to another SPARQL engine.",
    "prune": "Remove old versions that nobody reads.",
    "token": "Issue, list and revoke tokens that let their bearer write.",
}


class Commands(click.Group):
    """Commands in the order of use; what they refuse on purpose is said in a line, with exit code 2."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # as Click calls it
        """All names, without importing anything."""
        return [*COMMANDS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  # as above
        """The command of this name, imported now."""
        if cmd_name not in COMMANDS:
            return None
        command = import_module(f"kg.cli.{cmd_name}").command
        return command if isinstance(command, click.Command) else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002  # as above
        """The list of commands for the help page."""
        with formatter.section("Commands"):
            formatter.write_dl([*COMMANDS.items()])
        with formatter.section("Settings, read from the environment"):
            formatter.write_dl([(name, f"{text} [{default}]") for name, default, text in explained()])
        formatter.write_paragraph()
        formatter.write_text("Exit codes: 0 good, 1 findings, 2 wrong use.")

    def invoke(self, ctx: click.Context) -> object:
        """Run a command and turn a refusal into a line."""
        try:
            return super().invoke(ctx)
        except ChanyuanError as refusal:
            click.echo(f"kg: {' '.join(str(refusal).split())}", err=True)
            ctx.exit(2)
        except KeyboardInterrupt:
            click.echo("kg: Interrupted; what was published is untouched.", err=True)
            ctx.exit(130)


@click.command(
    cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(package_name="chanyuan", prog_name="kg")
def main() -> None:
    """Documents about history as a knowledge graph in which every fact cites its sentence."""
