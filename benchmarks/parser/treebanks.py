"""The treebanks that the parser learns from, and what is held back to test it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

GENRES: Final = frozenset("academic bio court essay interview letter news speech textbook voyage".split())
"""Genres of GUM that are prose under CC BY, CC BY-SA or in the public domain."""
SUBTYPES: Final = frozenset({"nsubj:pass", "obl:agent", "aux:pass"})
"""The relations whose sub-type is kept."""
_LEARNT = 700
"""Sentences of PUD to learn from; those behind them are for testing."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """One sentence in columns; the root is its own head."""

    words: tuple[str, ...]
    heads: tuple[int, ...]
    deps: tuple[str, ...]
    tags: tuple[str, ...]


def parsed(conllu: str) -> Iterator[Parsed]:
    """The sentences of a file in CoNLL-U, sub-types cut, without empty nodes and multiword tokens."""
    for block in conllu.split("\n\n"):
        lines = [line.split("\t") for line in block.splitlines() if not line.startswith("#")]
        rows = [row for row in lines if row[0].isdigit()]
        if rows:
            heads = tuple(int(row[6]) - 1 if row[6] != "0" else place for place, row in enumerate(rows))
            words, tags = (tuple(row[column] for row in rows) for column in (1, 3))
            yield Parsed(words, heads, tuple(_relation(row[7]) for row in rows), tags)


def _relation(label: str) -> str:
    if label == "root":
        return "ROOT"
    return label if label in SUBTYPES else label.split(":", maxsplit=1)[0]


@dataclass(frozen=True)
class Treebanks:
    """Checkouts of UD_English-EWT, UD_English-GUM and UD_English-PUD below one folder."""

    folder: Path

    @cached_property
    def learnt(self) -> list[Parsed]:
        """EWT whole, the prose of GUM's training part, 700 sentences of PUD."""
        ewt = self._listed("EWT", ("train", "dev", "test"))
        return [*self._all(ewt), *self._all(self._prose("train")), *self._pud[:_LEARNT]]

    @cached_property
    def watched(self) -> list[Parsed]:
        """The prose of GUM's development part, looked at while training."""
        return self._all(self._prose("dev"))

    @property
    def tests(self) -> dict[str, list[Parsed]]:
        """What no training sees: the end of PUD, the prose of GUM's test part."""
        return {"PUD": self._pud[_LEARNT:], "GUM": self._all(self._prose("test"))}

    @cached_property
    def _pud(self) -> list[Parsed]:
        return self._all([self.folder / "UD_English-PUD" / "en_pud-ud-test.conllu"])

    def _prose(self, part: str) -> Iterator[Path]:
        return (path for path in self._listed("GUM", (part,)) if path.name.split("_")[1] in GENRES)

    def _listed(self, name: str, parts: Iterable[str]) -> Iterator[Path]:
        """The documents of these parts, as the treebank lists them."""
        kept = self.folder / f"UD_English-{name}" / "not-to-release"
        for part in parts:
            for listed in (kept / "file-lists" / f"files.{part}").read_text().split():
                path = kept / "sources" / listed
                yield path if path.exists() else path.with_name(f"{path.name}.conllu")

    def _all(self, paths: Iterable[Path]) -> list[Parsed]:
        return [each for path in paths for each in parsed(path.read_text(encoding="utf-8"))]
