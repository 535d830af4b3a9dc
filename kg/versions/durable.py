"""Changes to the disk that are there after a crash, or not at all."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.errors import FolderUnwritable
from kg.headway import Headway, steps, unheard

_UNWRITABLE = {
    errno.EACCES,
    errno.EDQUOT,
    errno.EEXIST,
    errno.EFBIG,
    errno.ENOSPC,
    errno.ENOTDIR,
    errno.EPERM,
    errno.EROFS,
}
# RocksDB's errors arrive as text alone.
_SPOKEN = ("No space left", "File too large", "Permission denied", "Read-only file system")


def sync(path: Path) -> None:
    """Have the disk hold what was written to a file, or which names a folder lists."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_tree(folder: Path, headway: Headway = unheard) -> None:
    """Have the disk hold a folder with all that is in it, but files that are linked from elsewhere.

    Those came from a published version, which never changes and was made safe when it was published.
    """
    there = [(Path(root), names) for root, _, names in os.walk(folder)]
    files = [file for root, names in there for file in (root / name for name in names)]
    own = [file for file in files if file.stat().st_nlink == 1]
    for file in steps(own, headway, named=lambda file: file.name):
        sync(file)
    for root, _ in there:
        sync(root)


def write(path: Path, content: bytes, *, lasting: bool = True) -> None:
    """Replace a file at once: a reader sees the old content or the new, whole.

    What need not outlast a failure of the power is written much faster.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    fresh.write_bytes(content)
    if lasting:
        sync(fresh)
    fresh.replace(path)
    if lasting:
        sync(path.parent)


def point(link: Path, target: Path) -> None:
    """Turn a symbolic link to another target by one rename."""
    fresh = link.with_name(f".{link.name}.{os.getpid()}")
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(target)
    fresh.replace(link)
    sync(link.parent)


@contextmanager
def writable(folder: Path) -> Iterator[None]:
    """What refuses to be written in this block is the folder's fault, and is said so."""
    try:
        yield
    except OSError as error:
        if error.errno not in _UNWRITABLE and not any(fault in str(error) for fault in _SPOKEN):
            raise
        raise FolderUnwritable(
            f"{folder} cannot be written: {error.strerror or error}. What was published is untouched; "
            "make room or grant the right to write, or choose another folder with --data."
        ) from error
