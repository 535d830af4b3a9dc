"""A version as files to be fetched whole: N-Quads and TriG, each compressed in two ways."""

import gzip
import json
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import IO, Final, Protocol, cast

import zstandard
from pyoxigraph import NamedNode, Quad, RdfFormat, Store, serialize

from kg.terms import PREFIXES

FORMATS: Final = MappingProxyType({"nq": RdfFormat.N_QUADS, "trig": RdfFormat.TRIG})
CODINGS: Final = MappingProxyType({"gz": "application/gzip", "zst": "application/zstd"})
"""The compressions by the ends of file names, with their media types."""

INDEX: Final = "dumps.json"
_GZIP_LEVEL: Final = 6
_ZSTD_LEVEL: Final = 3
_BLOCK: Final = 1 << 20


class _Sink(Protocol):
    def write(self, block: bytes, /) -> int: ...


@dataclass(frozen=True, slots=True)
class Dump:
    """One file: what is in it, how many bytes it has, and the digest of these."""

    name: str
    form: str
    coding: str
    size: int
    sha256: str


def dumped(store: Store, folder: Path, stem: str) -> tuple[Dump, ...]:
    """Write every named graph into a folder, once per format, and an index of the files beside them.

    Graphs come in the order of their names and quads as the store keeps them, one after the other, so that
    it takes no more memory however many there are, and the same version gives the same bytes.
    """
    found = tuple(each for form in FORMATS for each in _written(store, folder, stem, form))
    (folder / INDEX).write_bytes(index(found))
    return found


def index(dumps: Iterable[Dump]) -> bytes:
    """The list of some files as a file."""
    return (json.dumps([asdict(each) for each in dumps], indent=1) + "\n").encode()


def indexed(text: bytes) -> tuple[Dump, ...]:
    """The files that an index lists.

    >>> indexed(index([Dump("chanyuan-1.nq.gz", "nq", "gz", 20, "e3b0")]))[0].size
    20
    """
    return tuple(Dump(**each) for each in json.loads(text))


def _written(store: Store, folder: Path, stem: str, form: str) -> Iterator[Dump]:
    names = {coding: f"{stem}.{form}.{coding}" for coding in CODINGS}
    with ExitStack() as stack:
        outputs = [stack.enter_context(_opened(folder / name, coding)) for coding, name in names.items()]
        output = cast("IO[bytes]", _Several(outputs))  # writing is all that is done with it
        serialize(_quads(store), output, FORMATS[form], prefixes=dict(PREFIXES))
    for coding, name in names.items():
        yield Dump(name, form, coding, (folder / name).stat().st_size, digest(folder / name))


def _quads(store: Store) -> Iterator[Quad]:
    names = (name for name in store.named_graphs() if isinstance(name, NamedNode))
    for name in sorted(names, key=str):
        yield from store.quads_for_pattern(None, None, None, name)


@contextmanager
def _opened(file: Path, coding: str) -> Iterator[_Sink]:
    """A file that compresses what is written to it; the bytes depend on nothing but that."""
    with file.open("wb") as output:
        if coding == "zst":
            with zstandard.ZstdCompressor(_ZSTD_LEVEL, write_checksum=True).stream_writer(output) as sink:
                yield sink
        else:
            with gzip.GzipFile("", "wb", _GZIP_LEVEL, output, mtime=0) as sink:
                yield sink


class _Several:
    """What is written to one is written to all."""

    def __init__(self, outputs: list[_Sink]) -> None:
        self._outputs = outputs

    def write(self, block: bytes, /) -> int:
        for output in self._outputs:
            output.write(block)
        return len(block)

    def flush(self) -> None:
        """Nothing: each output is flushed when it is closed."""


def digest(file: Path) -> str:
    """The SHA-256 of a file's bytes."""
    found = sha256()
    with file.open("rb") as content:
        while block := content.read(_BLOCK):
            found.update(block)
    return found.hexdigest()
