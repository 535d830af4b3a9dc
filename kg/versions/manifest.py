"""The page that every version carries: whence, when, who, why, and a digest of what."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from kg.errors import DamagedVersion
from kg.model import Finding, Version

NAME = "manifest.json"


def overall(graphs: Mapping[str, str]) -> str:
    """The hash of a version: a digest over the names and digests of its graphs, in order.

    >>> overall({"http://localhost:8080/id/graph/letter": "ab"})[:12]
    'c3199dd99044'
    """
    lines = "".join(f"{name} {digest}\n" for name, digest in sorted(graphs.items()))
    return sha256(lines.encode()).hexdigest()


def written(version: Version) -> bytes:
    """A manifest as a file."""
    fields = {
        "number": version.number,
        "parent": version.parent,
        "time": version.time.isoformat(),
        "author": version.author,
        "message": version.message,
        "hash": version.hash,
        "base": version.base,
        "quads": version.quads,
        "held_back": version.held_back,
        "graphs": dict(version.graphs),
        "counts": dict(version.counts),
        "inputs": dict(version.inputs),
        "changes": dict(version.changes),
    }
    return (json.dumps(fields, ensure_ascii=False, indent=1) + "\n").encode()


def read(path: Path) -> Version:
    """The manifest that a file holds."""
    try:
        fields = json.loads(path.read_bytes())
        fields["time"] = datetime.fromisoformat(fields["time"])
        fields["held_back"] = tuple(fields["held_back"])
        fields["changes"] = {
            graph: (added, removed) for graph, (added, removed) in fields.get("changes", {}).items()
        }
        version = Version(**fields)
        if version.hash == overall(version.graphs):
            return version
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise damaged(path, str(error)) from error
    raise damaged(path, "its hash is not the one of its graphs")


def damaged(path: Path, fault: str) -> DamagedVersion:
    """The refusal of a file that cannot be taken for a manifest."""
    return DamagedVersion(
        f"{path} is not the manifest of a version ({fault}); "
        "publish a sound one again with `kg rollback`, or remove its folder and build anew."
    )


def report(findings: tuple[Finding, ...]) -> bytes:
    """The findings that held a document back, as a file."""
    return (json.dumps([asdict(each) for each in findings], ensure_ascii=False, indent=1) + "\n").encode()


def findings(path: Path) -> tuple[Finding, ...]:
    """The findings that a report holds."""
    try:
        return tuple(Finding(**each) for each in json.loads(path.read_bytes()))
    except (OSError, ValueError, TypeError) as error:
        raise DamagedVersion(f"{path} is not a report of findings ({error}); build anew.") from error
