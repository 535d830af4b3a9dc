"""The service as a process: Granian in front of the application."""

import gc
import multiprocessing
import os
import threading
from functools import partial
from typing import Final

from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels

from kg.errors import BadSetting
from kg.settings import Settings
from kg.tokens import Tokens
from kg.versions import Versions
from server.access import longest_body
from server.app import create_app
from server.cache import Cache
from server.config import LONGEST_BODY, service_of
from server.front import Front, Limits
from server.quick import Quick

_THREADS: Final = 96
"""Requests worked on at once: as many as may wait for a query process, and some that need none."""
_LONGEST_HEAD: Final = 1 << 17
"""Bytes of a request before its body: a query in the address, and headers."""
_GRACE: Final = 3
"""Seconds for requests to end when the service is to end."""


def run(settings: Settings, host: str, port: int) -> None:
    """Serve until interrupted; BadSetting when the published graph was built for another base."""
    _check_base(settings)
    server = Granian(
        "server.running:front",
        address=host,
        port=port,
        interface=Interfaces.ASGI,
        log_level=LogLevels.error,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(max_buffer_size=_LONGEST_HEAD),
        workers_kill_timeout=_GRACE,
        websockets=False,
    )
    server.serve(target_loader=partial(front, settings), wrap_loader=False)


def front(settings: Settings) -> Front:
    """The application behind its front, in a process that ends with the one that started it."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    app = create_app(settings)
    gc.freeze()  # what is here now stays: no need to look through it again and again
    guide = Quick(service_of(app), Cache(settings.cache << 20))
    limits = Limits(LONGEST_BODY, granted=partial(longest_body, Tokens(settings.data)))
    return Front(app, limits, threads=_THREADS, guide=guide)


def _end_with_parent() -> None:
    # Granian's worker would go on serving, with nobody to stop it, when its supervisor was killed.
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os._exit(1)


def _check_base(settings: Settings) -> None:
    version = Versions(settings.data).served()
    if version.base != settings.base:
        raise BadSetting(
            f"KG_BASE is {settings.base}, but version {version.number} was built for {version.base}; "
            "set KG_BASE to that, or build again with the new one."
        )
