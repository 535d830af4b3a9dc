"""What depends on the version and the reader's language alone, made once for both."""

from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from threading import Lock
from typing import Final, TypeVar

from kg.settings import Settings
from server.config import Service
from server.language import language
from server.links import Links

_MOST: Final = 8

_Made = TypeVar("_Made")
_Key = tuple[Settings, str, str, Links]


def of_version(make: Callable[[Service], _Made]) -> Callable[[Service], _Made]:
    """The same function, which remembers what it made for the last versions, languages and links."""
    kept: OrderedDict[_Key, _Made] = OrderedDict()
    lock = Lock()

    @wraps(make)
    def remembered(service: Service) -> _Made:
        key = service.settings, service.dataset.version(), language().tag, service.links
        with lock:
            if key in kept:
                kept.move_to_end(key)
                return kept[key]
        made = make(service)
        with lock:
            kept[key] = made
            while len(kept) > _MOST:
                kept.popitem(last=False)
        return made

    return remembered
