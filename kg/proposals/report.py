"""What became of the proposals about a document: how many agree, were added or dropped, and why."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Self

from kg.versions import durable


@dataclass(frozen=True, slots=True)
class Report:
    """Statements that the first reader makes too, those that only the model makes, and dropped proposals.

    `dropped` holds reason and proposal of each, for people to read.
    """

    agreed: int = 0
    added: int = 0
    dropped: tuple[tuple[str, str], ...] = ()

    @classmethod
    def read(cls, folder: Path, document: str) -> Self:
        """The report on a document; an empty one where there is none."""
        try:
            content = json.loads(_path(folder, document).read_bytes())
            return cls(content["agreed"], content["added"], tuple(map(tuple, content["dropped"])))
        except (OSError, ValueError, KeyError, TypeError):
            return cls()

    def write(self, folder: Path, document: str) -> None:
        """Put it where people find it."""
        content = json.dumps(asdict(self), ensure_ascii=False, indent=1).encode()
        durable.write(_path(folder, document), content, lasting=False)


@dataclass(frozen=True, slots=True)
class Total:
    """The reports on several documents, added up; `dropped` counts by reason."""

    agreed: int = 0
    added: int = 0
    dropped: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, reports: Iterable[Report]) -> Self:
        """All in one."""
        kept = list(reports)
        reasons = Counter(reason.partition(":")[0] for each in kept for reason, _ in each.dropped)
        return cls(sum(each.agreed for each in kept), sum(each.added for each in kept), reasons)

    def __str__(self) -> str:
        """The counts in a line.

        >>> str(Total(3, 2, Counter({"quote": 4, "name": 1})))
        '3 agree with the rules, 2 added, 5 dropped (4 quote, 1 name)'
        """
        reasons = ", ".join(f"{count} {reason}" for reason, count in self.dropped.most_common())
        dropped = f"{self.dropped.total()} dropped{f' ({reasons})' if reasons else ''}"
        return f"{self.agreed} agree with the rules, {self.added} added, {dropped}"


def _path(folder: Path, document: str) -> Path:
    return folder / "reports" / f"{document}.json"
