"""Which documents changed since the last look, without opening those that did not."""

import json
import os
import time
from collections.abc import Mapping, Sequence
from hashlib import blake2b
from pathlib import Path

from kg.documents import Source
from kg.headway import Headway, steps, unheard
from kg.versions import durable

_SAME_TICK = 20_000_000
"""Nanoseconds within which a file may change twice and keep its time, on the file systems we know."""

_Seen = Mapping[str, tuple[int, int, str]]


def digests(sources: Sequence[Source], record: Path, headway: Headway = unheard) -> dict[str, str]:
    """The digest of each document's bytes by its name, from the record where size and time are as recorded.

    A file that cannot be opened has the empty digest; reading it will say what is wrong with it.
    """
    seen, now, here = _recorded(record), time.time_ns(), Path.cwd()
    found: dict[str, tuple[int, int, str]] = {}
    result: dict[str, str] = {}
    for source in steps(sources, headway, named=lambda source: source.id):
        known = seen.get(place := os.path.join(here, source.path))  # noqa: PTH118  # a tenth of Path.absolute
        same = known is not None and tuple(known[:2]) == (source.size, source.mtime_ns)
        digest = known[2] if known and same else _digest(source)
        result[source.id] = digest
        if digest and source.mtime_ns + _SAME_TICK < now:
            found[place] = (source.size, source.mtime_ns, digest)
    if found != seen:
        durable.write(record, json.dumps(found, ensure_ascii=False).encode(), lasting=False)
    return result


def _recorded(record: Path) -> _Seen:
    """What the last scan saw; nothing where its record is lost or damaged, for it only saves time."""
    try:
        entries = json.loads(record.read_bytes())
        return {
            place: (int(size), int(changed), str(digest))
            for place, (size, changed, digest) in entries.items()
        }
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def _digest(source: Source) -> str:
    total = blake2b(digest_size=20)
    try:
        for path in (source.path, source.metadata):
            total.update(_one(path) if path else b"")
    except OSError:
        return ""
    return total.hexdigest()


def _one(path: Path) -> bytes:
    """A digest that takes little memory however large the file."""
    one = blake2b(digest_size=20)
    with path.open("rb") as content:
        while block := content.read(1 << 20):
            one.update(block)
    return one.digest()
