"""A folder to keep files in, on this machine or behind any address that fsspec knows."""

from contextlib import suppress
from pathlib import Path
from typing import Any, Final, Protocol

from kg.errors import BadSetting, MissingPackage
from kg.versions import durable


class Place(Protocol):
    """Files by name, each replaced as a whole."""

    def read(self, name: str) -> bytes | None:
        """The content of a file, None where there is none."""

    def size(self, name: str) -> int | None:
        """How many bytes a file has, None where there is none."""

    def write(self, name: str, content: bytes) -> None:
        """Make or replace a file."""

    def remove(self, name: str) -> None:
        """Make sure that there is no such file."""


class Folder:
    """A folder of this machine's disk; what it holds need not outlast a failure of the power."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __str__(self) -> str:
        return str(self._folder)

    def read(self, name: str) -> bytes | None:
        """The content of a file."""
        try:
            return (self._folder / name).read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None

    def size(self, name: str) -> int | None:
        """The size of a file."""
        try:
            return (self._folder / name).stat().st_size
        except (FileNotFoundError, NotADirectoryError):
            return None

    def write(self, name: str, content: bytes) -> None:
        """Replace a file by one rename."""
        durable.write(self._folder / name, content, lasting=False)

    def remove(self, name: str) -> None:
        """Remove a file."""
        (self._folder / name).unlink(missing_ok=True)


class Address:
    """A folder behind an address; what it holds may be seen half written, as its readers must know."""

    def __init__(self, address: str) -> None:
        self._address = address
        core = _package(address)
        try:
            # Others write there, too: what was listed once would hide what they made since.
            self._files, self._root = core.url_to_fs(address, use_listings_cache=False)
        except (ImportError, ValueError) as error:
            raise BadSetting(
                f"KG_SHARDS is {address!r}, which fsspec cannot open: {error}. Install what it names, "
                "or give the path of a folder."
            ) from error

    def __str__(self) -> str:
        return self._address

    def read(self, name: str) -> bytes | None:
        """The content of a file."""
        try:
            return bytes(self._files.cat_file(self._path(name)))
        except FileNotFoundError:
            return None

    def size(self, name: str) -> int | None:
        """The size of a file."""
        try:
            return int(self._files.size(self._path(name)))
        except FileNotFoundError:
            return None

    def write(self, name: str, content: bytes) -> None:
        """Replace a file."""
        path = self._path(name)
        self._files.makedirs(path.rpartition("/")[0], exist_ok=True)
        self._files.pipe_file(path, content)

    def remove(self, name: str) -> None:
        """Remove a file."""
        with suppress(FileNotFoundError):
            self._files.rm_file(self._path(name))

    def _path(self, name: str) -> str:
        return f"{self._root}/{name}"


_LOCAL: Final = "file://"


def place(where: str | Path) -> Place:
    """The place at a path or an address.

    >>> str(place("/tmp/shards")), str(place("file:///tmp/shards")), str(place("memory://shards"))
    ('/tmp/shards', '/tmp/shards', 'memory://shards')
    """
    text = str(where)
    if "://" not in text or text.startswith(_LOCAL):
        return Folder(Path(text.removeprefix(_LOCAL)))
    return Address(text)


def _package(address: str) -> Any:  # noqa: ANN401  # the package has no types
    try:
        from fsspec import core  # noqa: PLC0415  # an extra: most builds keep shards on their own disk
    except ImportError as error:
        raise MissingPackage(
            f"Keeping shards at {address} needs the package fsspec; install it with "
            "pip install 'chanyuan[cluster]'."
        ) from error
    return core
