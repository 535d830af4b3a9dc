"""What was read from each document, kept on disk by a digest of everything that it depends on."""

import json
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass
from hashlib import blake2b
from pathlib import Path

from kg.model import Finding
from kg.versions import durable


@dataclass(frozen=True, slots=True)
class Shard:
    """One document as quads: which claims it makes, and what its shapes find wrong."""

    document: str
    key: str
    findings: tuple[Finding, ...]

    @property
    def sound(self) -> bool:
        """Whether it may be published as far as it alone is concerned."""
        return all(finding.severity != "Violation" for finding in self.findings)


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
    """The folder of shards; it may be deleted, at the price of reading again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get(self, name: str) -> Shard | None:
        """The shard of this key, where it was made already."""
        try:
            fields = json.loads(self._path(name, "json").read_bytes())
            findings = tuple(Finding(**each) for each in fields["findings"])
            return Shard(fields["document"], name, findings) if self._path(name, "nq").is_file() else None
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def put(self, shard: Shard, lines: bytes) -> None:
        """Keep a shard with its quads; the description comes last, so that it vouches for the rest."""
        fields = {"document": shard.document, "findings": [asdict(each) for each in shard.findings]}
        durable.write(self._path(shard.key, "nq"), lines)
        durable.write(self._path(shard.key, "json"), json.dumps(fields, ensure_ascii=False).encode())

    def lines(self, name: str) -> bytes:
        """The quads of a shard, sorted N-Quads."""
        return self._path(name, "nq").read_bytes()

    def claims(self, name: str) -> frozenset[str] | None:
        """The claims of a document under the key that it has before decisions, None while unknown."""
        try:
            return frozenset(self._path(name, "claims").read_text(encoding="utf-8").split())
        except OSError:
            return None

    def put_claims(self, name: str, claims: Collection[str]) -> None:
        """Remember which claims a document makes, so that the decisions about them find it."""
        durable.write(self._path(name, "claims"), "\n".join(sorted(claims)).encode())

    def _path(self, name: str, suffix: str) -> Path:
        return self.folder / name[:2] / f"{name}.{suffix}"
