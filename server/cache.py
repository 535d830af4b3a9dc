"""Whole responses kept to be given again, as many as fit into some bytes of memory."""

from collections import OrderedDict
from collections.abc import Hashable
from typing import Final

from server.front import Reply

_OVERHEAD: Final = 1024
"""Bytes that an entry takes beside its body: key, headers, bookkeeping."""
_SHARE: Final = 8
"""Into how many parts a cache must be divisible; a response larger than a part is not kept."""


class Cache:
    """What was asked for, and the response to it; what was not asked for longest goes first.

    A key says all that the response depends on, the version of the graph above all. One thread only.

    >>> cache = Cache(100_000)
    >>> cache.put("ASK {}", Reply(200, [], b"true"))
    >>> cache.get("ASK {}").body
    b'true'
    """

    def __init__(self, size: int) -> None:
        self.largest = size // _SHARE - _OVERHEAD
        self._left = size
        self._kept = OrderedDict[Hashable, Reply]()

    def get(self, key: Hashable) -> Reply | None:
        """The response that was kept for a key."""
        reply = self._kept.get(key)
        if reply is not None:
            self._kept.move_to_end(key)
        return reply

    def put(self, key: Hashable, reply: Reply) -> None:
        """Keep a response, unless it is too large."""
        if len(reply.body) > self.largest:
            return
        former = self._kept.pop(key, None)
        self._left += _size(former) if former else 0
        self._kept[key] = reply
        self._left -= _size(reply)
        while self._left < 0:
            _, oldest = self._kept.popitem(last=False)
            self._left += _size(oldest)


def _size(reply: Reply) -> int:
    return len(reply.body) + _OVERHEAD
