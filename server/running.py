"""The service as a process: Granian in front of the application."""

from functools import partial
from typing import Final

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from kg.errors import BadSetting
from kg.settings import Settings
from kg.versions import Versions
from server.app import create_app

_THREADS: Final = 16
"""Requests answered at once; the engine lets go of Python's lock while it works."""


def run(settings: Settings, host: str, port: int) -> None:
    """Serve until interrupted; BadSetting when the published graph was built for another base."""
    _check_base(settings)
    server = Granian(
        "server.app:create_app",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        blocking_threads=_THREADS,
        log_level=LogLevels.error,
        websockets=False,
    )
    server.serve(target_loader=partial(create_app, settings), wrap_loader=False)


def _check_base(settings: Settings) -> None:
    version = Versions(settings.data).served()
    if version.base != settings.base:
        raise BadSetting(
            f"KG_BASE is {settings.base}, but version {version.number} was built for {version.base}; "
            "set KG_BASE to that, or build again with the new one."
        )
