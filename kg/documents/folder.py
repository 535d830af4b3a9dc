"""The documents of a folder, found without opening them."""

import hashlib
import os
import re
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kg.documents.opening import shown
from kg.documents.sidecar import LARGEST_SIDECAR, SLUG
from kg.errors import UnreadableDocument

_STATES_AN_ID: Final = re.compile(rb"""^[ \t]*["']?id["']?[ \t]*=""", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Source:
    """A document before it is read; size and time cover its sidecar too, so that either's change shows."""

    id: str
    path: Path
    metadata: Path | None
    size: int
    mtime_ns: int


def corpus(folder: Path) -> tuple[Source, ...]:
    """Every document in a folder and its sub-folders, by identifier.

    A document is any file except sidecars (`<stem>.toml` beside a document), `decisions.ttl`, files named
    `README`, and files or folders that begin with a dot or end in `~`. Links are followed, each folder
    is visited once. A file of an unknown kind counts, so that reading it says so.
    """
    found: dict[str, Source] = {}
    for source in _sources(folder):
        if (other := found.setdefault(source.id, source)) is not source:
            raise UnreadableDocument(
                f"{shown(source.path)} has the id '{source.id}' that {shown(other.path)} has already; "
                'rename one of the two or give it an id = "…" of its own in its sidecar.'
            )
    return tuple(found[each] for each in sorted(found))


def source_of(path: Path) -> Source:
    """A single file as a document, with the sidecar that lies beside it."""
    sidecar = path.with_suffix(".toml") if path.name else path
    has_sidecar = path.suffix != ".toml" and sidecar.is_file()
    return _source(path, path.stem, sidecar if has_sidecar else None)


def slug(stem: str) -> str:
    """The identifier that a file name without its suffix gives.

    >>> slug("Fragile Peace (Song–Jin)")
    'fragile-peace-song-jin'

    Letters outside ASCII leave a digest of the name, so that two such names differ.

    >>> slug("澶淵")
    'document-fdf65d5c'
    """
    plain = "".join(each for each in unicodedata.normalize("NFKD", stem) if not unicodedata.combining(each))
    words = "-".join(re.findall("[a-z0-9]+", plain.lower()))
    if words and not any(each.isalnum() for each in plain if not each.isascii()):
        return words
    digest = hashlib.blake2b(os.fsencode(stem), digest_size=4).hexdigest()
    return f"{words or 'document'}-{digest}"


def _sources(folder: Path) -> Iterator[Source]:
    for place, names in _folders(folder):
        sidecars = {_stem(name): place / name for name in names if name.endswith(".toml")}
        documents = [name for name in names if not name.endswith(".toml")]
        for name in documents:
            yield _source(place / name, _stem(name), sidecars.get(_stem(name)))
        for stem in sorted(sidecars.keys() - {_stem(name) for name in documents}):
            yield _source(sidecars[stem], stem, None)


def _folders(folder: Path) -> Iterator[tuple[Path, list[str]]]:
    waiting = [folder]
    visited = set()
    while waiting:
        place = waiting.pop()
        identity = _identity(place)
        if identity not in visited:
            visited.add(identity)
            entries = sorted(_entries(place), key=lambda entry: entry.name)
            waiting += [place / entry.name for entry in reversed(entries) if _is_folder(entry)]
            yield place, [entry.name for entry in entries if not _is_folder(entry)]


def _is_folder(entry: os.DirEntry[str]) -> bool:
    # A link that leads to itself makes DirEntry.is_dir raise.
    return Path(entry.path).is_dir() if entry.is_symlink() else entry.is_dir()


def _identity(folder: Path) -> tuple[int, int]:
    try:
        status = folder.stat()
    except OSError as error:
        raise _no_folder(folder, error) from error
    return status.st_dev, status.st_ino


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return [entry for entry in entries if _counts(entry.name)]
    except OSError as error:
        raise _no_folder(folder, error) from error


def _no_folder(folder: Path, error: OSError) -> UnreadableDocument:
    fault = (error.strerror or str(error)).lower()
    return UnreadableDocument(
        f"{shown(folder)} cannot be listed ({fault}); name a folder of documents, for example corpus/."
    )


def _counts(name: str) -> bool:
    stem = _stem(name)
    return not (
        name.startswith(".") or name.endswith("~") or name == "decisions.ttl" or stem.lower() == "readme"
    )


def _stem(name: str) -> str:
    return os.path.splitext(name)[0]  # noqa: PTH122  # ten times as fast as Path(name).stem


def _source(path: Path, stem: str, sidecar: Path | None) -> Source:
    size, changed = _extent(path)
    if sidecar is None:
        return Source(slug(stem), path, None, size, changed)
    more, later = _extent(sidecar)
    name = _stated_id(sidecar, more) or slug(stem)
    return Source(name, path, sidecar, size + more, max(changed, later))


def _extent(path: Path) -> tuple[int, int]:
    try:
        status = path.stat()
    except OSError:  # reading it will say what is wrong
        return 0, 0
    return status.st_size, status.st_mtime_ns


def _stated_id(sidecar: Path, size: int) -> str:
    """The id that a sidecar gives, empty where there is none or where reading it will complain."""
    try:
        raw = sidecar.read_bytes() if size <= LARGEST_SIDECAR else b""
        stated = tomllib.loads(raw.decode()).get("id") if _STATES_AN_ID.search(raw) else None
    except (OSError, ValueError, RecursionError):
        return ""
    return stated if isinstance(stated, str) and SLUG.fullmatch(stated) else ""
