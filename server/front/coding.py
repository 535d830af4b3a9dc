"""Content codings: which one a client reads best, and responses compressed in it, whole or block by block."""

import re
import zlib
from dataclasses import dataclass
from typing import Final, Protocol

import zstandard
from werkzeug.http import parse_accept_header

from server.front.asgi import Headers
from server.front.remembered import remembered

_SMALLEST: Final = 1024
"""Bytes; compressing less does not pay."""
_TEXTUAL: Final = re.compile(rb"text/|[^;]*(?:json|xml|javascript|trig|n-triples|n-quads)")
_WHOLE: Final = (204, 206, 304)
"""Statuses whose responses have no body, or a part of one that was encoded as a whole."""

_GZIP_LEVEL: Final = 5
_ZSTD_LEVEL: Final = 3
_AS_GZIP: Final = 31
"""What zlib calls `wbits`: the largest window, in the format of gzip."""
_UNSAID: Final = 1e-3
"""How gladly a client takes what is not encoded when it does not say."""


@dataclass(frozen=True, slots=True)
class Coding:
    """The coding that a client reads best, empty for none, and whether it takes what is not encoded too."""

    name: str = ""
    plain: bool = True

    def suits(self, status: int, headers: Headers, size: int | None) -> bool:
        """Whether a response with a body of this size, None for a stream, is sent in this coding."""
        if not self.name or status in _WHOLE or any(name == b"content-encoding" for name, _ in headers):
            return False
        large = size is None or size >= _SMALLEST
        textual = any(name == b"content-type" and _TEXTUAL.match(value) for name, value in headers)
        return (large and textual) or not self.plain


@remembered
def coding(accepted: str) -> Coding | None:
    """What an Accept-Encoding header asks for, None where that is nothing we can do (RFC 9110 §12.5.3).

    >>> coding("gzip, deflate, br, zstd"), coding("identity;q=0, gzip;q=0.1"), coding("*;q=0")
    (Coding(name='zstd', plain=True), Coding(name='gzip', plain=False), None)
    """
    given = {name.lower().removeprefix("x-"): quality for name, quality in parse_accept_header(accepted)}
    others = given.get("*", 0.0)
    plain = given.get("identity", others if "*" in given else _UNSAID)
    # Who takes anything can be trusted with gzip, but not with zstd.
    names = ("zstd", "gzip") if "zstd" in given else ("gzip", "zstd")
    best = max(names, key=lambda name: given.get(name, others))
    quality = given.get(best, others)
    if quality > 0 and (quality >= plain or "identity" not in given):
        return Coding(best, plain=plain > 0)
    return Coding() if plain > 0 else None


class Encoder(Protocol):
    """A body on its way through a coding."""

    def compress(self, block: bytes, /) -> bytes:
        """What can be sent already."""

    def flush(self, how_far: int = ..., /) -> bytes:
        """What is left: to the end, or as far as others can read it before more comes."""


class Encoding:
    """A body compressed block by block; no block waits for the next one."""

    def __init__(self, name: str) -> None:
        self._ended = False
        if name == "zstd":
            self._encoder: Encoder = zstandard.ZstdCompressor(_ZSTD_LEVEL).compressobj()
            self._flush = zstandard.COMPRESSOBJ_FLUSH_BLOCK
        else:
            self._encoder = zlib.compressobj(_GZIP_LEVEL, zlib.DEFLATED, _AS_GZIP)
            self._flush = zlib.Z_SYNC_FLUSH

    def block(self, block: bytes) -> bytes:
        """A block of the body encoded; the empty one, which is the last, gives what ends the encoded body."""
        if block:
            return self._encoder.compress(block) + self._encoder.flush(self._flush)
        if self._ended:
            return b""
        self._ended = True
        return self._encoder.flush()


def encoded(body: bytes, name: str) -> bytes:
    """A whole body in a coding.

    >>> zlib.decompress(encoded(b"[]" * 4, "gzip"), wbits=31)
    b'[][][][]'
    """
    if name == "zstd":
        return zstandard.ZstdCompressor(_ZSTD_LEVEL).compress(body)
    return zlib.compress(body, _GZIP_LEVEL, _AS_GZIP)
