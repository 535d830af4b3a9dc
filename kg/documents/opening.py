"""A file's bytes as text, within a limit and in the one encoding that the corpus has."""

import hashlib
import re
import stat
from pathlib import Path
from typing import Final

from kg.errors import UnreadableDocument

LARGEST: Final = 10_000_000
"""Bytes that a document may have."""

_BINARY: Final = re.compile("[\x00-\x08\x0e-\x1f\ufffe\uffff]")
_LINE_ENDS: Final = str.maketrans("\r\f\v", "\n\n\n")


def opened(path: Path, *, largest: int = LARGEST) -> tuple[str, str]:
    """The text of a file, lines ending in a line feed, and the SHA-256 of its bytes."""
    try:
        raw = _bytes(path, largest)
    except OSError as error:
        fault = (error.strerror or str(error)).lower()
        raise UnreadableDocument(
            f"{shown(path)} cannot be opened ({fault}); mend its link or permissions, or remove it."
        ) from error
    return _text(path, raw), hashlib.sha256(raw).hexdigest()


def shown(path: Path) -> str:
    """A path as it can be printed, whatever bytes are in it."""
    return str(path).encode(errors="replace").decode()


def _bytes(path: Path, largest: int) -> bytes:
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        kind = "a folder" if stat.S_ISDIR(status.st_mode) else "no regular file"
        raise UnreadableDocument(f"{shown(path)} is {kind}; name a file that holds a document.")
    if status.st_size > largest:
        raise UnreadableDocument(
            f"{shown(path)} has {status.st_size:,} bytes and {largest:,} is the limit; shorten or split it."
        )
    with path.open("rb") as file:
        return file.read(largest)


def _text(path: Path, raw: bytes) -> str:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableDocument(_encoding_fault(path, raw, error)) from error
    if control := _BINARY.search(text):
        raise UnreadableDocument(
            f"{shown(path)} is binary: character U+{ord(control[0]):04X} stands at offset {control.start()}; "
            "export it as plain text, Markdown, HTML or TEI."
        )
    if not text.strip():
        raise UnreadableDocument(f"{shown(path)} is empty; write its text into it, or remove it.")
    return text.replace("\r\n", "\n").translate(_LINE_ENDS)


def _encoding_fault(path: Path, raw: bytes, error: UnicodeDecodeError) -> str:
    # The decoder counts from behind the byte order mark.
    at = error.start + (3 if raw.startswith(b"\xef\xbb\xbf") else 0)
    likely = " (it looks like UTF-16)" if raw[:2] in {b"\xff\xfe", b"\xfe\xff"} else ""
    line = raw.count(b"\n", 0, at) + 1
    return (
        f"{shown(path)} is not UTF-8: byte 0x{raw[at]:02X} at offset {at} (line {line}) "
        f"does not belong there{likely}; save the file again as UTF-8."
    )
