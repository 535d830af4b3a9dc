"""A digest of a set of lines that follows what comes and goes, at the price of the change alone."""

from collections.abc import Iterable
from hashlib import blake2b

_SIZE = 32
_MODULUS = 1 << 8 * _SIZE


def shift(added: Iterable[bytes], removed: Iterable[bytes] = ()) -> int:
    r"""What becomes of a digest when lines are added and removed; the order makes no difference.

    >>> shift([b"a\n", b"b\n"], [b"a\n"]) == shift([b"b\n"])
    True
    """
    return (_sum(added) - _sum(removed)) % _MODULUS


def shifted(digest: str, by: int) -> str:
    r"""The digest after a change; the empty text is the digest of no lines.

    >>> shifted(shifted("", shift([b"a\n"])), shift([], [b"a\n"])) == shifted("", 0)
    True
    """
    return f"{(int(digest or '0', 16) + by) % _MODULUS:0{2 * _SIZE}x}"


def of(lines: bytes) -> str:
    """The digest of a text of lines, each different from the others."""
    return shifted("", shift(lines.splitlines(keepends=True)))


def _sum(lines: Iterable[bytes]) -> int:
    return sum(int.from_bytes(blake2b(line, digest_size=_SIZE).digest()) for line in lines)
