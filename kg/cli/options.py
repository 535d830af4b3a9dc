"""Options that several commands have."""

from dataclasses import replace
from pathlib import Path

import click

from kg.settings import Settings


def _settings(_: click.Context, __: click.Parameter, folder: Path | None) -> Settings:
    settings = Settings.from_environment()
    return settings if folder is None else replace(settings, data=folder)


with_settings = click.option(
    "--data",
    "settings",
    metavar="DIR",
    type=click.Path(path_type=Path),
    callback=_settings,
    help="Folder of the versions, instead of KG_DATA.",
)
"""`--data DIR`: the command is given the settings of the environment with that folder in them."""

of_version = click.option(
    "--version", "number", type=int, metavar="N", help="Version N instead of the one that is served."
)
