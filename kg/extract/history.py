"""Who has been spoken of so far, in which sentence, and in which role there."""

from collections import defaultdict
from dataclasses import dataclass, field
from math import inf
from typing import NamedTuple

from kg.extract.bearers import Group
from kg.extract.parse import Tree

_REACH = 8
"""Sentences back in which somebody must have been spoken of to be meant."""
_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "csubj"})
_OBJECTS = frozenset({"obj", "iobj"})
_OWNED = frozenset({"det", "compound", "amod"})
_CLAUSES = {"acl": "relative", "ccomp": "said", "advcl": "aside", "csubj": "aside"}
_LOOSE = frozenset({"ROOT", "vocative", "dep", "parataxis"})
_SENDING = frozenset("send dispatch despatch appoint commission".split())
"""What is done to those of whom a text goes on to tell: "sent Hugo to Acre, where he …"."""
_BESIDE = {"by": "agent", "against": "foe"}
_FRONT = 3
"""Units from the beginning at which a name that hangs nowhere is what the sentence tells of."""
SUBJECTS = frozenset({"main", "aside", "said", "relative"})
"""The roles of those who act in a clause, by its kind."""


class Spoken(NamedTuple):
    """Somebody where he is spoken of: the sentence, its block, the unit, and his role in the clause.

    `group` is None for people without a name ("a captain"), whom a pronoun may mean as well. `ahead` is by
    how much he outweighs everybody else who may be meant there, where no name tells.
    """

    group: Group | None
    line: int
    block: int
    place: int
    role: str
    by_name: bool
    ahead: float = inf


@dataclass(slots=True)
class History:
    """Everybody spoken of, sentence by sentence."""

    lines: dict[int, list[Spoken]] = field(default_factory=lambda: defaultdict(list))
    last: dict[int, int] = field(default_factory=dict)
    """In which sentence each was spoken of last."""

    def note(self, spoken: Spoken) -> None:
        """One more mention, further in the text than all others."""
        self.lines[spoken.line].append(spoken)
        if spoken.group is not None:
            self.last[spoken.group.number] = spoken.line

    def lately(self, line: int) -> list[Spoken]:
        """The mentions up to a sentence that are not too far back, the last one first."""
        return [
            spoken
            for number in range(line, max(line - _REACH, 0) - 1, -1)
            for spoken in reversed(self.lines.get(number, ()))
        ]


def role(tree: Tree, place: int) -> str:
    """What somebody is in his clause: its subject (and of which clause), its object, owner, or beside it."""
    dep, head = tree.deps[place], tree.heads[place]
    if dep in {"appos", "conj", "flat"} and head != place and tree.deps[head] not in {"appos", "ROOT"}:
        return role(tree, head)
    if dep in _SUBJECTS:
        return _of_subject(tree, head)
    if dep in _OBJECTS:
        return "sent" if tree.lemmas[head] in _SENDING else "object"
    case = tree.case(place)
    if dep.startswith("nmod") or dep in _OWNED:
        return "oblique" if case else "owner"
    if dep in _LOOSE and place <= _FRONT:
        return "main"
    return _BESIDE.get(case, "oblique")


_CAUSING = frozenset({"have", "make", "let", "see", "get"})


def _of_subject(tree: Tree, clause: int) -> str:
    above = tree.heads[clause]
    if tree.deps[clause] in {"ccomp", "xcomp"} and tree.lemmas[above] in _CAUSING and above < clause:
        return "object"  # "had Hugo murdered"
    while tree.deps[clause] in {"conj", "xcomp"} and tree.heads[clause] != clause:
        clause = tree.heads[clause]
    return _CLAUSES.get(tree.deps[clause], "main")
