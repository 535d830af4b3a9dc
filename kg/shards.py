"""What was read from each document, kept on disk by a digest of everything that it depends on."""

import json
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass
from hashlib import blake2b, sha256
from pathlib import Path
from typing import Final

import zstandard

from kg.errors import LostShard
from kg.model import Finding
from kg.places import place

_QUADS: Final = "nq.zst"


@dataclass(frozen=True, slots=True)
class Shard:
    """What one document became: the digest of its quads, and what its shapes find wrong with them."""

    document: str
    key: str
    digest: str
    findings: tuple[Finding, ...]

    @property
    def sound(self) -> bool:
        """Whether it may be published as far as it alone is concerned."""
        return not any(finding.is_violation for finding in self.findings)


def key(*parts: str) -> str:
    """The name of what depends on these parts and nothing else.

    >>> key("text", "rules") == key("text", "rules") != key("textrules")
    True
    """
    return blake2b("\0".join(parts).encode(), digest_size=16).hexdigest()


def decided(name: str, rejected: Collection[str]) -> str:
    """The key of a document once it is known which of its claims were rejected."""
    return key(name, *sorted(rejected)) if rejected else name


def files_key(files: Iterable[Path], root: Path) -> str:
    """A digest over names and contents of files, the same wherever their root lies."""
    total = blake2b(digest_size=16)
    for file in sorted(files):
        total.update(f"{file.relative_to(root).as_posix()}\0".encode())
        total.update(blake2b(file.read_bytes()).digest())
    return total.hexdigest()


class Shelf:
    """The place of shards; it may be emptied, at the price of reading again.

    Nothing here outlasts a failure of the power for certain, or is whole while it is written, so that what
    is taken out is checked.
    """

    def __init__(self, where: str | Path) -> None:
        self.place = place(where)

    def get(self, name: str) -> Shard | None:
        """The shard of this key, where it was made already."""
        try:
            fields = json.loads(self.place.read(_path(name, "json")) or b"")
            findings = tuple(Finding(**each) for each in fields["findings"])
            shard = Shard(fields["document"], name, fields["digest"], findings)
            return shard if self.place.size(_path(name, _QUADS)) == fields["size"] else None
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def put(self, document: str, name: str, lines: bytes, findings: tuple[Finding, ...]) -> Shard:
        """Keep what a document became; the description comes last, so that it vouches for the quads."""
        # Twenty times as small; a page of a hundred words makes 200 kB of quads.
        digest, packed = sha256(lines).hexdigest(), zstandard.compress(lines)
        fields = {
            "document": document,
            "digest": digest,
            "size": len(packed),
            "findings": [asdict(each) for each in findings],
        }
        self.place.write(_path(name, _QUADS), packed)
        self.place.write(_path(name, "json"), json.dumps(fields, ensure_ascii=False).encode())
        return Shard(document, name, digest, findings)

    def lines(self, shard: Shard) -> bytes:
        """The quads of a shard, sorted N-Quads."""
        path = _path(shard.key, _QUADS)
        lines = _unpacked(self.place.read(path) or b"")
        if sha256(lines).hexdigest() != shard.digest:
            self.place.remove(_path(shard.key, "json"))
            raise LostShard(
                f"{self.place}/{path} no longer holds what was read from {shard.document}; "
                "build again to read it anew."
            )
        return lines

    def claims(self, name: str) -> frozenset[str] | None:
        """The claims of a document under the key that it has before decisions, None while unknown."""
        kept = self.place.read(_path(name, "claims"))
        return None if kept is None else frozenset(kept.decode().split())

    def put_claims(self, name: str, claims: Collection[str]) -> None:
        """Remember which claims a document makes, so that the decisions about them find it."""
        self.place.write(_path(name, "claims"), "\n".join(sorted(claims)).encode())


def _unpacked(packed: bytes) -> bytes:
    """What was packed, nothing where that is damaged."""
    try:
        return zstandard.decompress(packed)
    except zstandard.ZstdError:
        return b""


def _path(name: str, suffix: str) -> str:
    return f"{name[:2]}/{name}.{suffix}"
