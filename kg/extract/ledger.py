"""Claims as they are gathered: one for each statement, with every passage that it rests on."""

from dataclasses import dataclass, field

from kg.model import Claim, Document, Passage, Ref, Value

Key = tuple[Ref, str, Ref | Value | str]


@dataclass(slots=True)
class _Entry:
    passages: dict[Passage, None]
    rule: str
    confidence: float
    notes: dict[str, None] = field(default_factory=dict)


class Ledger:
    """The statements of one document; said twice, a statement gains a passage and keeps its better rule."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._entries: dict[Key, _Entry] = {}

    def add(self, key: Key, span: tuple[int, int], *, rule: str, confidence: float, note: str = "") -> None:
        """One statement with the offsets of the words that make it."""
        passage = self._document.passage(*span)
        entry = self._entries.get(key)
        if entry is None:
            entry = self._entries[key] = _Entry({}, rule, confidence)
        elif confidence > entry.confidence:
            entry.rule, entry.confidence = rule, confidence
        entry.passages[passage] = None
        if note:
            entry.notes[note] = None

    def claims(self) -> tuple[Claim, ...]:
        """The claims in the order in which they were first made."""
        return tuple(
            Claim(
                *key,
                tuple(sorted(entry.passages)),
                entry.rule,
                round(entry.confidence, 2),
                "; ".join(entry.notes),
            )
            for key, entry in self._entries.items()
        )
