"""A verb with its slots, their fillers looked up when asked for."""

from functools import cached_property
from typing import TYPE_CHECKING

from kg.extract import phrases, syntax
from kg.extract.fact import Fact
from kg.extract.phrases import Filler
from kg.extract.scene import Line, Scene

if TYPE_CHECKING:
    from kg.extract.parse import Tree


class Clause:
    """A verb with its slots, their fillers looked up when asked for."""

    def __init__(self, scene: Scene, line: Line, verb: int) -> None:
        self.scene, self.line, self.verb = scene, line, verb
        self.tree: Tree = line.tree

    @cached_property
    def slots(self) -> dict[str, list[int]]:
        """The units in each slot."""
        return syntax.slots(self.tree, self.verb)

    def all(self, slot: str, kind: str = "person") -> list[Filler]:
        """The fillers of a slot that are of a kind and not merely led or owned."""
        wanted = {
            "agent": {"person", "polity", "people"},
            "thing": {"person", "polity", "people", "place"},
        }.get(kind, {kind})
        return [
            each
            for place in self.slots.get(slot, ())
            for each in phrases.fillers(self.scene, self.line, place)
            if each.group.kind in wanted
        ]

    def fact(
        self, subject: Filler, predicate: str, object_: Filler | str, rule: str, confidence: float = 0.75
    ) -> Fact:
        """A fact whose note tells how references in it were understood."""
        notes = [subject.note] + ([object_.note] if isinstance(object_, Filler) else [])
        value = object_.group if isinstance(object_, Filler) else object_
        return Fact(
            subject.group,
            predicate,
            value,
            self.line,
            rule,
            confidence,
            "; ".join(note for note in dict.fromkeys(notes) if note),
        )

    def heads(self, slot: str) -> set[str]:
        """The lemmas at the head of a slot."""
        return syntax.heads(self.slots.get(slot, ()), self.tree)
